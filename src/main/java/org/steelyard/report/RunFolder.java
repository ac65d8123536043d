package org.steelyard.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.steelyard.cube.fits.FitsProvenance;
import org.steelyard.fit.search.FitResult;
import org.steelyard.galaxy.SpeedCurve;
import org.steelyard.report.figure.ErrorFigures;
import org.steelyard.report.figure.Figures;
import org.steelyard.report.page.HtmlPage;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.FigureEncoder;
import org.steelyard.report.plot.FigureFormat;
import org.steelyard.report.table.ImagePlacement;
import org.steelyard.report.table.ResultJson;
import org.steelyard.report.table.RunContent;
import org.steelyard.report.table.RunFits;
import org.steelyard.report.table.RunFitsReader;
import org.steelyard.report.table.RunProvenance;
import org.steelyard.report.table.RunTables;
import org.steelyard.table.TableWriter;
import org.steelyard.units.InputException;

/**
 * The folder that a run leaves: numbers, tables, FITS files, figures, a page. It is written beside its place and appears there
 * complete or not at all; an earlier run is kept as {@code DIR.previous}.
 */
public final class RunFolder {

    static final String RESULT = "result.json";
    private static final String CONFIGURATION = "config.resolved.toml";
    private static final String LOG = "run.log";
    private static final String MODEL = "model.fits";
    private static final String MOMENTS = "moments.fits";
    private static final String SPEEDS = "circular_velocity.ecsv";
    static final String FIGURES = "figures";
    static final String PAGE = "report.html";
    private static final String CHECKPOINT = "checkpoint";

    private RunFolder() {}

    /**
     * Checks, before the work is done, that a run could be written.
     *
     * @param folder where the run is to be written
     * @throws InputException if it exists and is no earlier run, or its parent cannot be written to
     */
    public static void check(Path folder) {
        Path target = folder.toAbsolutePath().normalize();
        if (Files.exists(target) && !isReplaceable(target)) {
            throw new InputException(
                    folder + ": exists and is not the folder of an earlier run; choose another folder");
        }
        Path previous = previous(target);
        if (Files.exists(target) && Files.exists(previous) && !isReplaceable(previous)) {
            throw new InputException(previous
                    + ": exists and is not the folder of an earlier run, which is to be kept there; move it away");
        }
        Path parent = target.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new InputException(
                    folder + ": its parent folder does not exist; make it, or choose another folder");
        }
        if (!Files.isWritable(parent)) {
            throw new InputException(
                    folder + ": no permission to write in " + parent + "; choose another folder");
        }
    }

    /**
     * Writes a run.
     *
     * @param folder where it is to stand; replaced if it holds an earlier run, which is then {@code folder.previous}
     * @param run what is written
     * @param formats of the figures, empty for none
     * @throws InputException if the folder exists and is no earlier run, or cannot be written; nothing is left then
     */
    public static void write(Path folder, RunContent run, Set<FigureFormat> formats) {
        check(folder);
        Path target = folder.toAbsolutePath().normalize();
        Path part = target.resolveSibling(target.getFileName() + ".tmp");
        try {
            if (Files.exists(part) && !isUnfinished(part)) {
                throw new InputException(part + ": is in the way and not what an interrupted run left; move it away");
            }
            delete(part);
            try {
                Files.createDirectory(part);
                fill(part, run, formats);
                replace(target, part);
            } finally {
                delete(part);
            }
        } catch (IOException e) {
            throw failure(folder, e);
        } catch (UncheckedIOException e) {
            throw failure(folder, e.getCause());
        }
    }

    private static void fill(Path part, RunContent run, Set<FigureFormat> formats) throws IOException {
        ImagePlacement placement = ImagePlacement.of(run);
        FitsProvenance provenance = RunProvenance.of(run);
        Files.writeString(part.resolve(CONFIGURATION), run.configuration());
        Files.writeString(part.resolve(LOG), run.log());
        Files.writeString(part.resolve(RESULT), ResultJson.write(run.result(), placement));
        RunTables.writeParameters(run.result(), part.resolve("parameters.ecsv"));
        if (run.model() != null) {
            TableWriter.write(run.model().curve().table(), part.resolve(SPEEDS));
            RunFits.writeModel(run.model(), part.resolve(MODEL), provenance);
            RunFits.writeMoments(run.model(), part.resolve(MOMENTS), provenance);
            RunFits.writePvd(run.model(), part.resolve("pvd.fits"), provenance);
        } else {
            TableWriter.write(run.map().curve().table(), part.resolve(SPEEDS));
            RunFits.writeModel(run.map(), part.resolve(MODEL), provenance);
        }
        List<HtmlPage.Picture> pictures =
                formats.isEmpty() ? List.of() : pictures(part.resolve(FIGURES), Figures.of(run), formats);
        Files.writeString(part.resolve(PAGE), HtmlPage.of(run, placement.geometry(), pictures, ""));
    }

    /** Draws every figure for the page, as vectors where these are wanted, and writes it in every format. */
    static List<HtmlPage.Picture> pictures(Path folder, List<Figure> figures, Set<FigureFormat> formats)
            throws IOException {
        if (!formats.isEmpty()) {
            Files.createDirectories(folder);
        }
        List<HtmlPage.Picture> pictures = new ArrayList<>();
        FigureFormat shown = formats.contains(FigureFormat.SVG) ? FigureFormat.SVG : FigureFormat.PNG;
        for (Figure figure : figures) {
            for (FigureFormat format : FigureFormat.values()) {
                if (format != shown && !formats.contains(format)) {
                    continue;
                }
                byte[] bytes = FigureEncoder.encode(figure, format);
                if (formats.contains(format)) {
                    Files.write(folder.resolve(figure.name() + "." + format.extension()), bytes);
                }
                if (format == shown) {
                    pictures.add(new HtmlPage.Picture(
                            figure, format == FigureFormat.SVG ? "image/svg+xml" : "image/png", bytes));
                }
            }
        }
        return pictures;
    }

    /**
     * Draws the figures of a run's folder anew.
     *
     * @param folder of a run
     * @param formats to draw
     * @return the files that were written
     * @throws InputException if it is no run's folder or cannot be written
     */
    public static List<Path> plot(Path folder, Set<FigureFormat> formats) {
        Path figures = folder.resolve(FIGURES);
        List<Path> written = new ArrayList<>();
        RunContent run = read(folder);
        try {
            List<Figure> drawn = new ArrayList<>(Figures.of(run));
            drawn.addAll(ErrorFigures.of(folder, run.result()));
            Files.createDirectories(figures);
            for (Figure figure : drawn) {
                for (FigureFormat format : formats) {
                    String name = figure.name() + "." + format.extension();
                    Path part = figures.resolve(name + ".tmp");
                    try {
                        Files.write(part, FigureEncoder.encode(figure, format));
                        Files.move(part, figures.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                    } finally {
                        Files.deleteIfExists(part);
                    }
                    written.add(figures.resolve(name));
                }
            }
            return written;
        } catch (IOException e) {
            throw failure(figures, e);
        }
    }

    /**
     * Reads a run back.
     *
     * @param folder of a run
     * @return what it holds
     * @throws InputException if it is no run's folder, or a file of it is missing or damaged
     */
    public static RunContent read(Path folder) {
        requireRun(folder);
        try {
            String json = Files.readString(folder.resolve(RESULT));
            SpeedCurve curve = RunTables.readSpeeds(folder.resolve(SPEEDS));
            RunFitsReader fits = new RunFitsReader(folder.resolve(MODEL), ResultJson.readPlacement(json), curve);
            boolean isCube = Files.exists(folder.resolve(MOMENTS));
            return new RunContent(
                    ResultJson.readResult(json),
                    isCube ? fits.model() : null,
                    isCube ? null : fits.map(),
                    Files.readString(folder.resolve(CONFIGURATION)),
                    Files.readString(folder.resolve(LOG)));
        } catch (IOException e) {
            throw unreadable(folder, e, "run the fit again");
        }
    }

    /**
     * Reads the numbers of a run alone.
     *
     * @param folder of a run
     * @return what its fit found
     * @throws InputException if it is no run's folder
     */
    public static FitResult readResult(Path folder) {
        requireRun(folder);
        try {
            return ResultJson.readResult(Files.readString(folder.resolve(RESULT)));
        } catch (JsonProcessingException e) {
            throw new InputException(
                    folder.resolve(RESULT) + ": is damaged: "
                            + e.getOriginalMessage()
                                    .lines()
                                    .findFirst()
                                    .orElse("")
                                    .replaceAll(" ?\\(.*", "") + "; run the fit again",
                    e);
        } catch (MalformedInputException e) {
            throw new InputException(folder.resolve(RESULT) + ": is damaged: it is no text; run the fit again", e);
        } catch (IOException e) {
            throw unreadable(folder, e, "run the fit again");
        }
    }

    /**
     * @param folder of a run
     * @return its resolved configuration
     */
    public static Path configuration(Path folder) {
        return folder.resolve(CONFIGURATION);
    }

    /** A folder that cannot be looked into is another fault than one that is no run's. */
    private static void requireRun(Path folder) {
        for (Path file : List.of(folder.resolve(RESULT), configuration(folder))) {
            try {
                if (Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
                    continue;
                }
            } catch (NoSuchFileException | NotDirectoryException e) {
                // Said below.
            } catch (IOException e) {
                throw unreadable(folder, e, "give a folder that can be read");
            }
            throw new InputException(folder + ": is not the folder of a run ("
                    + (Files.exists(folder) ? "it has no " + file.getFileName() : "there is none of that name")
                    + "); give the folder that fit wrote");
        }
    }

    private static InputException unreadable(Path folder, IOException e, String remedy) {
        return new InputException(
                folder + ": cannot be read: " + reason(e) + "; "
                        + (e instanceof AccessDeniedException ? "give read permission" : remedy),
                e);
    }

    private static Path previous(Path target) {
        return target.resolveSibling(target.getFileName() + ".previous");
    }

    private static void replace(Path target, Path part) throws IOException {
        if (Files.exists(target)) {
            Path previous = previous(target);
            delete(previous);
            Files.move(target, previous);
            try {
                Files.move(part, target);
            } catch (IOException e) {
                Files.move(previous, target);
                throw e;
            }
        } else {
            Files.move(part, target);
        }
    }

    /** A run, the checkpoint of one, or nothing at all. */
    private static boolean isReplaceable(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        if (Files.exists(folder.resolve(RESULT)) && Files.exists(folder.resolve(CONFIGURATION))) {
            return true;
        }
        return holdsOnly(folder, CHECKPOINT);
    }

    /** What a run that was killed while it wrote leaves: the configuration comes first. */
    private static boolean isUnfinished(Path folder) {
        return Files.exists(folder.resolve(CONFIGURATION)) || holdsOnly(folder, CONFIGURATION);
    }

    private static boolean holdsOnly(Path folder, String name) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.allMatch(file -> file.getFileName().toString().equals(name));
        } catch (IOException e) {
            return false;
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static InputException failure(Path folder, IOException e) {
        return new InputException(
                folder + ": cannot be written: " + reason(e) + "; choose another folder or make room", e);
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "no permission for " + e.getMessage();
        }
        if (e instanceof NoSuchFileException) {
            return "no such file " + e.getMessage();
        }
        return e instanceof NotDirectoryException ? "no folder " + e.getMessage() : e.getMessage();
    }
}
