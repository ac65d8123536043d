// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.steelyard.report.table.ErrorTables;
import org.steelyard.table.ColumnTable;
import org.steelyard.table.TableReader;

/**
 * Draws of the parameters of a finished run: from its posterior where {@code errors --sample} wrote one, otherwise its Monte
 * Carlo refits.
 *
 * @param source name of the table
 * @param values parameters by name of each draw, evenly spaced over the table
 */
record Draws(String source, List<Map<String, Double>> values) {

    /** As many as a scatter plot shows apart. */
    private static final int MOST = 1000;

    /** The draws of a run; null where it has none. */
    static @Nullable Draws of(Path run) {
        for (String source : List.of(ErrorTables.CHAIN, ErrorTables.MONTE_CARLO)) {
            Path file = run.resolve(source);
            if (Files.exists(file)) {
                return new Draws(source, read(TableReader.read(file)));
            }
        }
        return null;
    }

    private static List<Map<String, Double>> read(ColumnTable table) {
        List<String> names = new ArrayList<>(table.names());
        names.removeAll(List.of("chain", "draw", "chi2", "log_likelihood"));
        Map<String, double[]> columns = new LinkedHashMap<>();
        names.forEach(name -> columns.put(name, table.numbers(name)));
        int count = Math.min(MOST, table.rows());
        List<Map<String, Double>> draws = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            int row = (int) ((long) k * table.rows() / count);
            Map<String, Double> draw = new LinkedHashMap<>();
            columns.forEach((name, column) -> draw.put(name, column[row]));
            draws.add(draw);
        }
        return draws;
    }

    /** Some of the draws, evenly spaced. */
    List<Map<String, Double>> some(int count) {
        int few = Math.min(count, values.size());
        List<Map<String, Double>> some = new ArrayList<>();
        for (int k = 0; k < few; k++) {
            some.add(values.get((int) ((long) k * values.size() / few)));
        }
        return some;
    }
}
