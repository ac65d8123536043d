// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.steelyard.plan.Plan;
import org.steelyard.report.forecast.ErrorCurves;
import org.steelyard.report.forecast.PlanJson;
import org.steelyard.report.forecast.PlanTable;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.FigureFormat;
import org.steelyard.table.TableWriter;

/**
 * The folder of a plan: {@code plan.json}, {@code plan.ecsv} and {@code figures/}. It appears as a whole or not at all; an
 * earlier plan is kept as {@code DIR.previous}.
 */
public final class PlanFolder {

    private static final String JSON = "plan.json";
    private static final String TABLE = "plan.ecsv";

    private static final FolderReplacement.Kind KIND =
            new FolderReplacement.Kind("plan", List.of(JSON, TABLE), JSON, JSON);

    private PlanFolder() {}

    /**
     * Checks, before any work, that a plan can be written.
     *
     * @param folder of the plan
     * @throws org.steelyard.units.InputException if the folder exists and is not an earlier plan, or if its parent cannot be
     *     written to
     */
    public static void check(Path folder) {
        FolderReplacement.check(folder, KIND);
    }

    /**
     * Writes a plan.
     *
     * @param folder of the plan; an earlier plan there becomes {@code folder.previous}
     * @param plan to write
     * @param version of the program
     * @param configuration of the galaxy as TOML, for the record
     * @param formats of the figures, empty for none
     * @throws org.steelyard.units.InputException if it cannot be written; nothing is then left behind
     */
    public static void write(Path folder, Plan plan, String version, String configuration, Set<FigureFormat> formats) {
        String json = PlanJson.write(plan, version, configuration);
        try {
            FolderReplacement.write(folder, KIND, part -> {
                Files.writeString(part.resolve(JSON), json);
                TableWriter.write(PlanTable.of(plan), part.resolve(TABLE));
                List<Figure> figures = ErrorCurves.of(plan);
                if (!figures.isEmpty()) {
                    FigureFiles.write(part.resolve(RunFiles.FIGURES), figures, formats, 1);
                }
            });
        } catch (IOException e) {
            throw FolderErrors.unwritable(folder, e, RunFolder.CHOOSE_ANOTHER);
        } catch (UncheckedIOException e) {
            throw FolderErrors.unwritable(folder, e.getCause(), RunFolder.CHOOSE_ANOTHER);
        }
    }
}
