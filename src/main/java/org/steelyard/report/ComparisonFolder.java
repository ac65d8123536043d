// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.steelyard.compare.Comparison;
import org.steelyard.compare.ModelComparison;
import org.steelyard.report.plot.FigureFormat;
import org.steelyard.report.table.BudgetTotals;
import org.steelyard.report.table.ComparisonJson;
import org.steelyard.report.table.ComparisonLatex;
import org.steelyard.report.table.ComparisonTable;

/**
 * Adds a comparison of models to the folder of a run: {@code comparison.ecsv}, {@code comparison.tex}, a figure, and the
 * section {@code comparison} of result.json and report.html.
 */
public final class ComparisonFolder {

    private ComparisonFolder() {}

    /**
     * @param folder of a run
     * @return the totals of its systematic error budget; null where there is none
     * @throws org.steelyard.units.InputException if result.json cannot be read
     */
    public static @Nullable BudgetTotals budgetOrNull(Path folder) {
        try {
            return BudgetTotals.ofOrNull(Files.readString(folder.resolve(RunFiles.RESULT)));
        } catch (IOException e) {
            throw FolderErrors.unreadable(folder, e, "run the fit again");
        }
    }

    /**
     * Writes a comparison and removes the checkpoint of its campaign.
     *
     * @param folder of a run
     * @param comparison to write
     * @param formats of the figures
     * @throws org.steelyard.units.InputException if the folder cannot be written; the run remains valid
     * @throws FiguresException if a figure fails; the numbers are then written
     */
    public static void write(Path folder, Comparison comparison, Set<FigureFormat> formats) {
        FolderAddition.write(
                folder,
                part -> {
                    ComparisonTable.write(comparison, part.resolve(ComparisonTable.FILE));
                    String before = Files.readString(folder.resolve(RunFiles.RESULT));
                    Files.writeString(
                            part.resolve("comparison.tex"),
                            ComparisonLatex.of(comparison, BudgetTotals.ofOrNull(before)));
                    String json = ComparisonJson.merge(before, comparison);
                    Files.writeString(part.resolve(RunFiles.RESULT), json);
                    return AnalysisPage.write(folder, part, json, formats);
                },
                List.of(ModelComparison.CAMPAIGN));
    }
}
