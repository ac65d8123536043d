package org.steelyard.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.steelyard.campaign.Checkpoint;
import org.steelyard.errors.ErrorBudget;
import org.steelyard.fit.search.FitResult;
import org.steelyard.report.figure.ErrorFigures;
import org.steelyard.report.figure.Figures;
import org.steelyard.report.page.ErrorsPage;
import org.steelyard.report.page.HtmlPage;
import org.steelyard.report.plot.FigureFormat;
import org.steelyard.report.table.ErrorTables;
import org.steelyard.report.table.ErrorsJson;
import org.steelyard.report.table.ResultJson;
import org.steelyard.report.table.RunContent;
import org.steelyard.units.InputException;

/**
 * Adds errors to the folder of a run: tables, figures, and the block {@code errors} in result.json and report.html. Everything is written beside first, and
 * then moved file by file, result.json last: a reader never sees half a file.
 */
public final class ErrorsFolder {

    private static final String PART = ".errors.tmp";
    private static final String CHECKPOINT = "checkpoint";

    private ErrorsFolder() {}

    /**
     * @param folder of a run
     * @return where the checkpoints of its campaigns are
     */
    public static Path checkpoints(Path folder) {
        return folder.resolve(CHECKPOINT);
    }

    /**
     * Checks, before the work is done, that errors could be written.
     *
     * @param folder of a run
     * @throws InputException if there is no permission
     */
    public static void check(Path folder) {
        if (!Files.isWritable(folder)) {
            throw new InputException(folder + ": no permission to write in it; errors are added to the run's folder");
        }
    }

    /**
     * Writes errors, and removes the checkpoints that have done their duty.
     *
     * @param folder of a run
     * @param budget what was found
     * @param formats of the figures
     * @throws InputException if the folder cannot be written; it is then as it was before
     */
    public static void write(Path folder, ErrorBudget budget, Set<FigureFormat> formats) {
        Path part = folder.resolve(PART);
        try {
            RunFolder.delete(part);
            Files.createDirectory(part);
            List<Path> written = new ArrayList<>();
            try {
                tables(part, budget);
                String json = ErrorsJson.merge(Files.readString(folder.resolve(RunFolder.RESULT)), budget);
                pages(folder, part, json, formats);
                Files.writeString(part.resolve(RunFolder.RESULT), json);
                try (Stream<Path> files = Files.walk(part)) {
                    files.filter(Files::isRegularFile).forEach(written::add);
                }
                written.sort(Comparator.comparing(file -> file.endsWith(RunFolder.RESULT)));
                Files.createDirectories(folder.resolve(RunFolder.FIGURES));
                for (Path file : written) {
                    Files.move(file, folder.resolve(part.relativize(file).toString()), StandardCopyOption.ATOMIC_MOVE);
                }
            } finally {
                RunFolder.delete(part);
            }
            removeCheckpoints(checkpoints(folder), budget);
        } catch (IOException e) {
            throw new InputException(
                    folder + ": cannot be written: " + e.getMessage() + "; make room, then resume it", e);
        }
    }

    /** Logs of campaigns that were not part of this run stay. */
    private static void removeCheckpoints(Path logs, ErrorBudget budget) throws IOException {
        for (String campaign : budget.campaigns()) {
            Files.deleteIfExists(logs.resolve(campaign + Checkpoint.ENDING));
        }
        if (Files.isDirectory(logs)) {
            boolean empty;
            try (Stream<Path> left = Files.list(logs)) {
                empty = left.findAny().isEmpty();
            }
            if (empty) {
                Files.delete(logs);
            }
        }
    }

    private static void tables(Path part, ErrorBudget budget) throws IOException {
        FitResult fit = budget.fit();
        if (budget.monteCarlo() != null) {
            ErrorTables.writeMonteCarlo(budget.monteCarlo(), part.resolve(ErrorFigures.MONTE_CARLO));
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
                    ErrorFigures.profile(part, budget.profile().parameter()));
        }
        if (budget.posterior() != null) {
            ErrorTables.writeChain(budget.posterior(), part.resolve(ErrorFigures.CHAIN));
            Files.writeString(part.resolve("chain.json"), ErrorsJson.chain(budget.posterior()));
        }
        if (budget.systematics() != null) {
            ErrorTables.writeSystematics(budget.systematics(), part.resolve("systematics.ecsv"));
            Files.writeString(part.resolve("systematics.tex"), ErrorTables.deluxetable(budget.systematics()));
        }
    }

    /** Figures of the new tables, and the page with those of all. */
    private static void pages(Path folder, Path part, String json, Set<FigureFormat> formats) throws IOException {
        RunContent run = RunFolder.read(folder);
        List<HtmlPage.Picture> pictures =
                new ArrayList<>(RunFolder.pictures(null, Figures.of(run), EnumSet.noneOf(FigureFormat.class)));
        copyEarlier(folder, part);
        pictures.addAll(
                RunFolder.pictures(part.resolve(RunFolder.FIGURES), ErrorFigures.of(part, run.result()), formats));
        Files.writeString(
                part.resolve(RunFolder.PAGE),
                HtmlPage.of(
                        run,
                        ResultJson.readPlacement(json).geometry(),
                        pictures,
                        ErrorsPage.of(new ObjectMapper().readTree(json).path(ErrorsJson.BLOCK))));
    }

    /** Tables of an earlier run of errors that this one did not make are shown with the new ones. */
    private static void copyEarlier(Path folder, Path part) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(
                            f -> f.getFileName().toString().matches("(profile_.*|monte_carlo|chain)\\.ecsv"))
                    .toList()) {
                Path copy = part.resolve(file.getFileName());
                if (!Files.exists(copy)) {
                    Files.copy(file, copy);
                }
            }
        }
    }
}
