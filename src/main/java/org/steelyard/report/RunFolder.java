// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.steelyard.cube.fits.FitsProvenance;
import org.steelyard.fit.cube.RingProfile;
import org.steelyard.fit.search.FitResult;
import org.steelyard.galaxy.RotationCurve;
import org.steelyard.galaxy.SpeedCurve;
import org.steelyard.report.figure.Figures;
import org.steelyard.report.figure.errors.ErrorFigures;
import org.steelyard.report.figure.starlight.DustFigure;
import org.steelyard.report.figure.starlight.StarlightFigure;
import org.steelyard.report.page.HtmlPage;
import org.steelyard.report.page.StarlightSection;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.FigureFormat;
import org.steelyard.report.table.ImageGeometry;
import org.steelyard.report.table.ResultJson;
import org.steelyard.report.table.RunContent;
import org.steelyard.report.table.RunFitsReader;
import org.steelyard.report.table.RunFitsWriter;
import org.steelyard.report.table.RunProvenance;
import org.steelyard.report.table.RunTables;
import org.steelyard.table.TableReader;
import org.steelyard.table.TableWriter;
import org.steelyard.units.InputException;

/**
 * Writes and reads the folder of a run: numbers, tables, FITS files, figures and a page. The folder appears complete or
 * not at all. An earlier run is kept as {@code DIR.previous}.
 */
public final class RunFolder {

    private static final String FIT_AGAIN = "run the fit again";
    static final String CHOOSE_ANOTHER = "choose another folder or free some space";

    private RunFolder() {}

    /**
     * Checks, before the fit, that a run can be written.
     *
     * @param folder of the new run
     * @throws InputException if the folder exists and is not an earlier run, or if its parent cannot be written to
     */
    public static void check(Path folder) {
        FolderReplacement.check(folder, FolderReplacement.RUN);
    }

    /**
     * Writes a run.
     *
     * @param folder of the run; an earlier run there becomes {@code folder.previous}
     * @param run to write
     * @param formats of the figures, empty for none
     * @throws InputException if the folder exists and is not an earlier run, or if it cannot be written; nothing is
     *     then left behind
     * @throws FiguresException if a figure fails; the folder is then written without figures
     */
    public static void write(Path folder, RunContent run, Set<FigureFormat> formats) {
        write(folder, run, null, formats);
    }

    /**
     * Writes a run with its starlight.
     *
     * @param folder of the run; an earlier run there becomes {@code folder.previous}
     * @param run to write
     * @param starlight of a run that started from an image, or null
     * @param formats of the figures, empty for none
     * @throws InputException if the folder exists and is not an earlier run, or if it cannot be written; nothing is
     *     then left behind
     * @throws FiguresException if a figure fails; the folder is then written without figures
     */
    public static void write(Path folder, RunContent run, RunStarlight starlight, Set<FigureFormat> formats) {
        AtomicReference<Throwable> undrawn = new AtomicReference<>();
        try {
            FolderReplacement.write(folder, FolderReplacement.RUN, part -> {
                fill(part, run);
                if (starlight != null) {
                    starlight.tables().write(part);
                }
                undrawn.set(pages(part, run, starlight, formats));
            });
        } catch (IOException e) {
            throw FolderErrors.unwritable(folder, e, CHOOSE_ANOTHER);
        } catch (UncheckedIOException e) {
            throw FolderErrors.unwritable(folder, e.getCause(), CHOOSE_ANOTHER);
        }
        if (undrawn.get() != null) {
            throw new FiguresException(folder, undrawn.get());
        }
    }

    /** Writes the numbers. */
    private static void fill(Path part, RunContent run) throws IOException {
        ImageGeometry geometry = ImageGeometry.of(run);
        FitsProvenance provenance = RunProvenance.of(run);
        Files.writeString(part.resolve(RunFiles.CONFIGURATION), run.configuration());
        Files.writeString(part.resolve(RunFiles.LOG), run.log());
        Files.writeString(part.resolve(RunFiles.RESULT), ResultJson.write(run.result(), geometry));
        RunTables.writeParameters(run.result(), part.resolve(RunFiles.PARAMETERS));
        if (run.rotation() != null) {
            TableWriter.write(run.rotation().table(), part.resolve(RunFiles.ROTATION));
        }
        if (run.model() != null) {
            RunTables.writeSpeeds(run.model().curve(), part.resolve(RunFiles.SPEEDS));
            if (run.model().light() != null) {
                TableWriter.write(run.model().light().table(), part.resolve(RunFiles.LIGHT));
            }
            RunFitsWriter.writeModel(run.model(), part.resolve(RunFiles.MODEL), provenance);
            RunFitsWriter.writeMoments(run.model(), part.resolve(RunFiles.MOMENTS), provenance);
            RunFitsWriter.writePvd(run.model(), part.resolve(RunFiles.PVD), provenance);
        } else {
            RunTables.writeSpeeds(run.map().curve(), part.resolve(RunFiles.SPEEDS));
            RunFitsWriter.writeModel(run.map(), part.resolve(RunFiles.MODEL), provenance);
        }
    }

    /**
     * Writes figures and page. If a figure fails, the page shows none.
     *
     * @return why there are no figures, null if there are
     */
    private static Throwable pages(Path part, RunContent run, RunStarlight starlight, Set<FigureFormat> formats)
            throws IOException {
        int threads = run.result().timing().threads();
        Throwable undrawn = null;
        List<HtmlPage.Picture> pictures = List.of();
        List<HtmlPage.Picture> ofStarlight = List.of();
        if (!formats.isEmpty()) {
            try {
                Path figures = part.resolve(RunFiles.FIGURES);
                pictures = FigureFiles.write(figures, Figures.of(run), formats, threads);
                ofStarlight = starlight == null ? List.of() : starlight(figures, starlight.figures(), formats, threads);
            } catch (IOException | RuntimeException | Error e) { // the numbers must not be lost with a figure
                undrawn = e;
                pictures = List.of();
                FolderReplacement.delete(part.resolve(RunFiles.FIGURES));
            }
        }
        String section = starlight == null
                ? ""
                : StarlightSection.of(TableReader.read(part.resolve(RunStarlight.MGE)), ofStarlight);
        Files.writeString(
                part.resolve(RunFiles.PAGE),
                HtmlPage.of(run, ImageGeometry.of(run).sky().name(), pictures, HtmlPage.Analysis.NONE, section));
        return undrawn;
    }

    /** Writes the figures of the image in every format, because no file of the folder holds the image, from which they are drawn. */
    private static List<HtmlPage.Picture> starlight(
            Path folder, List<Figure> figures, Set<FigureFormat> formats, int threads) throws IOException {
        FigureFiles.replace(folder, figures, EnumSet.complementOf(EnumSet.copyOf(formats)), threads);
        return FigureFiles.write(folder, figures, formats, threads);
    }

    /**
     * Draws the figures of a run again. Those of the galaxy's image stay as the fit drew them.
     *
     * @param folder of a run
     * @param formats to draw
     * @param zoomed whether the maps of the centre are drawn, too
     * @return the files of the figures
     * @throws InputException if the folder is not a run, or if it cannot be written
     */
    public static List<Path> plot(Path folder, Set<FigureFormat> formats, boolean zoomed) {
        RunContent run = read(folder);
        Path files = folder.resolve(RunFiles.FIGURES);
        try {
            List<Figure> figures = new ArrayList<>(Figures.of(run));
            figures.addAll(Figures.more(run));
            if (zoomed) {
                figures.addAll(Figures.zoomed(run));
            }
            figures.addAll(ErrorFigures.of(folder, run.result()));
            List<Path> drawn = new ArrayList<>(FigureFiles.replace(
                    files, figures, formats, run.result().timing().threads()));
            for (String name : List.of(StarlightFigure.NAME, DustFigure.NAME)) {
                formats.stream()
                        .map(format -> files.resolve(name + "." + format.extension()))
                        .filter(Files::exists)
                        .forEach(drawn::add);
            }
            return drawn;
        } catch (IOException e) {
            throw FolderErrors.unwritable(files, e, "free some space or give write permission");
        } catch (UncheckedIOException e) {
            throw new InputException(
                    folder + ": figures cannot be drawn: " + e.getCause().getMessage(), e);
        }
    }

    /**
     * Reads a run.
     *
     * @param folder of a run
     * @return its content
     * @throws InputException if the folder is not a run, or if a file of it is missing or damaged
     */
    public static RunContent read(Path folder) {
        requireRun(folder);
        try {
            String json = Files.readString(folder.resolve(RunFiles.RESULT));
            SpeedCurve curve = RunTables.readSpeeds(folder.resolve(RunFiles.SPEEDS));
            Path rotation = folder.resolve(RunFiles.ROTATION);
            Path light = folder.resolve(RunFiles.LIGHT);
            RunFitsReader fits = new RunFitsReader(
                    folder.resolve(RunFiles.MODEL),
                    ResultJson.readGeometry(json),
                    curve,
                    Files.exists(light) ? RingProfile.of(TableReader.read(light)) : null);
            boolean isCube = Files.exists(folder.resolve(RunFiles.MOMENTS));
            return new RunContent(
                    ResultJson.readResult(json),
                    isCube ? fits.model() : null,
                    isCube ? null : fits.map(),
                    Files.exists(rotation) ? RotationCurve.of(TableReader.read(rotation)) : null,
                    Files.readString(folder.resolve(RunFiles.CONFIGURATION)),
                    Files.readString(folder.resolve(RunFiles.LOG)));
        } catch (IOException e) {
            throw FolderErrors.unreadable(folder, e, FIT_AGAIN);
        }
    }

    /**
     * Reads only the numbers of a run.
     *
     * @param folder of a run
     * @return the result of its fit
     * @throws InputException if the folder is not a run, or if result.json is damaged
     */
    public static FitResult readResult(Path folder) {
        requireRun(folder);
        Path file = folder.resolve(RunFiles.RESULT);
        try {
            return ResultJson.readResult(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new InputException(
                    file + ": is damaged: "
                            + e.getOriginalMessage()
                                    .lines()
                                    .findFirst()
                                    .orElse("")
                                    .replaceAll(" ?\\(.*", "") + "; " + FIT_AGAIN,
                    e);
        } catch (MalformedInputException e) {
            throw new InputException(file + ": is damaged: it is not text; " + FIT_AGAIN, e);
        } catch (IOException e) {
            throw FolderErrors.unreadable(folder, e, FIT_AGAIN);
        }
    }

    /**
     * @param folder of a run
     * @return the file of its resolved configuration
     */
    public static Path configuration(Path folder) {
        return folder.resolve(RunFiles.CONFIGURATION);
    }

    /** Throws an {@link InputException} that distinguishes a folder without permission from one that is not a run. */
    private static void requireRun(Path folder) {
        for (Path file : List.of(folder.resolve(RunFiles.RESULT), configuration(folder))) {
            try {
                if (Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
                    continue;
                }
            } catch (NoSuchFileException | NotDirectoryException e) {
                // Reported below.
            } catch (IOException e) {
                throw FolderErrors.unreadable(folder, e, "give a folder that can be read");
            }
            throw new InputException(folder + ": is not the folder of a run ("
                    + (Files.exists(folder) ? "it has no " + file.getFileName() : "it does not exist")
                    + "); give a folder that a fit has written");
        }
    }
}
