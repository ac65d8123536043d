// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.steelyard.errors.ErrorBudget;
import org.steelyard.fit.search.FitResult;
import org.steelyard.report.plot.FigureFormat;
import org.steelyard.report.table.ErrorTables;
import org.steelyard.report.table.ErrorsJson;
import org.steelyard.report.table.SystematicsLatex;
import org.steelyard.units.InputException;

/**
 * Adds an error budget to the folder of a run: tables, figures, and the section {@code errors} of result.json and
 * report.html.
 */
public final class ErrorsFolder {

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
        FolderAddition.write(
                folder,
                part -> {
                    tables(part, budget);
                    String json = ErrorsJson.merge(Files.readString(folder.resolve(RunFiles.RESULT)), budget);
                    Files.writeString(part.resolve(RunFiles.RESULT), json);
                    return AnalysisPage.write(folder, part, json, formats);
                },
                budget.campaigns());
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
}
