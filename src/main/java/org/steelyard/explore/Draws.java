// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.steelyard.report.figure.errors.CornerFigure;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.table.ErrorTables;
import org.steelyard.table.ColumnTable;
import org.steelyard.table.TableReader;
import org.steelyard.units.InputException;

/**
 * Draws of the parameters of a finished run: from its posterior where {@code errors --sample} wrote one, otherwise its Monte
 * Carlo refits.
 *
 * @param source name of the table
 * @param table of all draws
 * @param values parameters by name of each draw, evenly spaced over the table
 */
record Draws(String source, ColumnTable table, List<Map<String, Double>> values) {

    /** Columns that are no parameters. */
    private static final Set<String> OTHER = Set.of("chain", "draw", "chi2", "log_likelihood");

    /** As many as a scatter plot shows apart. */
    private static final int MOST = 1000;

    /** The draws of a run; null where it has none. */
    static @Nullable Draws of(Path run) {
        for (String source : List.of(ErrorTables.CHAIN, ErrorTables.MONTE_CARLO)) {
            Path file = run.resolve(source);
            if (Files.exists(file)) {
                ColumnTable table = TableReader.read(file);
                return new Draws(source, table, read(table));
            }
        }
        return null;
    }

    private static List<Map<String, Double>> read(ColumnTable table) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        parameters(table).forEach(name -> columns.put(name, table.numbers(name)));
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

    private static List<String> parameters(ColumnTable table) {
        return table.names().stream().filter(name -> !OTHER.contains(name)).toList();
    }

    /** Densities and histograms of the parameters that vary. */
    Figure figure() {
        List<String> varied = parameters(table).stream()
                .filter(name -> Arrays.stream(table.numbers(name)).distinct().count() > 1)
                .toList();
        if (varied.isEmpty()) {
            throw new InputException(source + ": no parameter differs between its draws; there is no figure of them");
        }
        return new CornerFigure(table, varied, source);
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
