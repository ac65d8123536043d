// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.steelyard.campaign.Checkpoint;
import org.steelyard.errors.ErrorBudget;
import org.steelyard.fit.search.FitResult;
import org.steelyard.report.figure.DustFigure;
import org.steelyard.report.figure.ErrorFigures;
import org.steelyard.report.figure.Figures;
import org.steelyard.report.figure.StarlightFigure;
import org.steelyard.report.page.ErrorsSection;
import org.steelyard.report.page.HtmlPage;
import org.steelyard.report.page.StarlightSection;
import org.steelyard.report.plot.FigureFormat;
import org.steelyard.report.plot.Style;
import org.steelyard.report.table.ErrorTables;
import org.steelyard.report.table.ErrorsJson;
import org.steelyard.report.table.ResultJson;
import org.steelyard.report.table.RunContent;
import org.steelyard.report.table.SystematicsLatex;
import org.steelyard.table.TableReader;
import org.steelyard.units.InputException;

/**
 * Adds an error budget to the folder of a run: tables, figures, and the section {@code errors} of result.json and
 * report.html. All files are written to a subfolder first and then moved one by one, result.json last, so that readers
 * find complete files only.
 */
public final class ErrorsFolder {

    private static final String PART = ".errors.tmp";

    /** Tables that the figures of the page need. */
    private static final Pattern FIGURE_TABLES = Pattern.compile("(profile_.*|monte_carlo|chain)\\.ecsv");

    private ErrorsFolder() {}

    /**
     * @param folder of a run
     * @return the folder of the checkpoints of its campaigns
     */
    public static Path checkpoints(Path folder) {
        return folder.resolve(RunFiles.CHECKPOINT);
    }

    /**
     * Checks, before the campaigns, that an error budget can be written.
     *
     * @param folder of a run
     * @throws InputException if there is no permission to write
     */
    public static void check(Path folder) {
        if (!Files.isWritable(folder)) {
            throw new InputException(folder + ": no permission to write in it; errors are added to the run's folder");
        }
    }

    /**
     * Writes an error budget and removes the checkpoints of its campaigns.
     *
     * @param folder of a run
     * @param budget to write
     * @param formats of the figures
     * @throws InputException if the folder cannot be written; the run remains valid
     * @throws FiguresException if a figure fails; the numbers are then written
     */
    public static void write(Path folder, ErrorBudget budget, Set<FigureFormat> formats) {
        Path part = folder.resolve(PART);
        Throwable undrawn;
        try {
            FolderReplacement.delete(part);
            Files.createDirectory(part);
            List<Path> written = new ArrayList<>();
            try {
                tables(part, budget);
                String json = ErrorsJson.merge(Files.readString(folder.resolve(RunFiles.RESULT)), budget);
                undrawn = pages(folder, part, json, formats);
                Files.writeString(part.resolve(RunFiles.RESULT), json);
                try (Stream<Path> files = Files.walk(part)) {
                    files.filter(Files::isRegularFile).forEach(written::add);
                }
                written.sort(Comparator.comparing(file -> file.endsWith(RunFiles.RESULT)));
                Files.createDirectories(folder.resolve(RunFiles.FIGURES));
                for (Path file : written) {
                    Files.move(file, folder.resolve(part.relativize(file).toString()), StandardCopyOption.ATOMIC_MOVE);
                }
            } finally {
                FolderReplacement.delete(part);
            }
            removeCheckpoints(checkpoints(folder), budget);
        } catch (IOException e) {
            throw FolderErrors.unwritable(folder, e, "free some space, then resume it");
        }
        if (undrawn != null) {
            throw new FiguresException(folder, undrawn);
        }
    }

    /** Removes the checkpoints of the campaigns in this budget, and keeps those of others. */
    private static void removeCheckpoints(Path checkpoints, ErrorBudget budget) throws IOException {
        for (String campaign : budget.campaigns()) {
            Files.deleteIfExists(checkpoints.resolve(campaign + Checkpoint.ENDING));
        }
        if (Files.isDirectory(checkpoints)) {
            boolean empty;
            try (Stream<Path> left = Files.list(checkpoints)) {
                empty = left.findAny().isEmpty();
            }
            if (empty) {
                Files.delete(checkpoints);
            }
        }
    }

    private static void tables(Path part, ErrorBudget budget) throws IOException {
        FitResult fit = budget.fit();
        if (budget.monteCarlo() != null) {
            ErrorTables.writeMonteCarlo(budget.monteCarlo(), part.resolve(ErrorTables.MONTE_CARLO));
        }
        if (budget.profile() != null) {
            ErrorTables.writeProfile(
                    budget.profile(),
                    fit.parameters().stream()
                            .map(FitResult.FittedParameter::name)
                            .toList(),
                    fit.parameters().stream()
                            .map(FitResult.FittedParameter::unit)
                            .toList(),
                    ErrorTables.profile(part, budget.profile().parameter()));
        }
        if (budget.posterior() != null) {
            ErrorTables.writeChain(budget.posterior(), part.resolve(ErrorTables.CHAIN));
            Files.writeString(part.resolve("chain.json"), ErrorsJson.chain(budget.posterior()));
        }
        if (budget.systematics() != null) {
            ErrorTables.writeSystematics(budget.systematics(), part.resolve(ErrorTables.SYSTEMATICS));
            Files.writeString(part.resolve("systematics.tex"), SystematicsLatex.of(budget.systematics()));
        }
    }

    /**
     * Writes the figures of the error budget, and the page with these and the figures of the fit. If a figure fails, the
     * page shows none.
     *
     * @return why there are no figures, null if there are
     */
    private static Throwable pages(Path folder, Path part, String json, Set<FigureFormat> formats) throws IOException {
        RunContent run = RunFolder.read(folder);
        int threads = run.result().timing().threads();
        copyEarlier(folder, part);
        Path figures = part.resolve(RunFiles.FIGURES);
        Throwable undrawn = null;
        List<HtmlPage.Picture> pictures = new ArrayList<>();
        if (!formats.isEmpty()) {
            try {
                pictures.addAll(FigureFiles.write(part, Figures.of(run), Set.of(), threads));
                pictures.addAll(FigureFiles.write(figures, ErrorFigures.of(part, run.result()), formats, threads));
            } catch (IOException | RuntimeException | Error e) { // the numbers must not be lost with a figure
                undrawn = e;
                pictures.clear();
                FolderReplacement.delete(figures);
            }
        }
        Files.writeString(
                part.resolve(RunFiles.PAGE),
                HtmlPage.of(
                        run,
                        ResultJson.readGeometry(json).sky().name(),
                        pictures,
                        ErrorsSection.of(new ObjectMapper().readTree(json).path(ErrorsJson.BLOCK)),
                        starlight(folder)));
        return undrawn;
    }

    /** The section on the image that the fit started from; empty where there was none. */
    private static String starlight(Path folder) throws IOException {
        Path mge = folder.resolve(RunStarlight.MGE);
        return Files.exists(mge)
                ? StarlightSection.of(
                        TableReader.read(mge),
                        Stream.of(
                                        FigureFiles.read(
                                                folder.resolve(RunFiles.FIGURES),
                                                StarlightFigure.NAME,
                                                StarlightFigure.CAPTION,
                                                Style.PAGE),
                                        FigureFiles.read(
                                                folder.resolve(RunFiles.FIGURES),
                                                DustFigure.NAME,
                                                DustFigure.CAPTION,
                                                Style.COLUMN))
                                .filter(Objects::nonNull)
                                .toList())
                : "";
    }

    /** Copies the tables of earlier error budgets, which the page shows too unless this budget has made them again. */
    private static void copyEarlier(Path folder, Path part) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f ->
                            FIGURE_TABLES.matcher(f.getFileName().toString()).matches())
                    .toList()) {
                Path copy = part.resolve(file.getFileName());
                if (!Files.exists(copy)) {
                    Files.copy(file, copy);
                }
            }
        }
    }
}
