// SPDX-License-Identifier: Apache-2.0
package org.steelyard.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.steelyard.units.InputException;
import org.steelyard.units.Unit;

/**
 * A small table with named columns: read from ECSV, CSV or white-space text, written as ECSV. What cannot be taken is
 * an {@link InputException} that names file, line and column.
 *
 * <p>ECSV (Astropy's Enhanced CSV, APE 6) says the units of its columns and they are honoured; the other two forms have
 * no place for units. CSV and text begin with a line of column names; in text it may also be the last comment line
 * before the numbers.
 */
public final class ColumnTable {

    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");

    /** One column: cells as text, in the order of the rows. */
    record Column(String name, String unit, boolean isText, List<String> cells) {}

    private final String source;
    private final List<Column> columns;
    private final int[] lines;
    private final Map<String, String> meta;

    ColumnTable(String source, List<Column> columns, int[] lines, Map<String, String> meta) {
        this.source = source;
        this.columns = List.copyOf(columns);
        this.lines = lines;
        this.meta = meta;
    }

    /** @return a table in the making */
    public static Builder builder() {
        return new Builder();
    }

    /** @return the file that the table came from, for messages */
    public String source() {
        return source;
    }

    /** The columns, in order. */
    List<Column> columns() {
        return columns;
    }

    /** What the header says besides the columns, in order. */
    Map<String, String> meta() {
        return meta;
    }

    /**
     * @param key of an entry of the header
     * @return what it says, empty where there is none
     */
    public String meta(String key) {
        return meta.getOrDefault(key, "");
    }

    /** @return names of the columns, in order */
    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /** @return number of rows */
    public int rows() {
        return lines.length;
    }

    /**
     * @param name of a column
     * @return whether there is one
     */
    public boolean has(String name) {
        return names().contains(name);
    }

    /**
     * @param name of a column
     * @return its unit as the file writes it, empty where it says none
     * @throws InputException if there is no such column
     */
    public String unit(String name) {
        return column(name).unit();
    }

    /**
     * @param name of a column
     * @return its cells
     * @throws InputException if there is no such column
     */
    public List<String> texts(String name) {
        return column(name).cells();
    }

    /**
     * @param name of a column
     * @return its numbers as they are written; "nan" and "inf" are taken
     * @throws InputException if there is no such column, or a cell is no number
     */
    public double[] numbers(String name) {
        Column column = column(name);
        double[] numbers = new double[rows()];
        for (int row = 0; row < numbers.length; row++) {
            String cell = column.cells().get(row);
            if (!isNumber(cell)) {
                throw new InputException(source + " line " + lines[row] + " column " + name + ": "
                        + (cell.isEmpty() ? "is empty" : "'" + cell.replace('\n', ' ') + "' is no number")
                        + "; write it like 1.5 or 1.5e3");
            }
            numbers[row] = number(cell);
        }
        return numbers;
    }

    /**
     * @param name of a column
     * @param dimension what it must measure
     * @return its numbers in the internal unit of that dimension; a column that says no unit is in that unit already
     * @throws InputException if there is no such column, a cell is no number, or the unit measures something else
     */
    public double[] quantities(String name, Unit.Dimension dimension) {
        double scale = 1;
        String written = unit(name);
        if (!written.isEmpty()) {
            Unit unit = parse(name, written);
            if (unit.dimension() != dimension) {
                throw new InputException(source + ": column " + name + " has the unit " + written + ", which is no "
                        + words(dimension) + "; convert it to one like that of " + dimension.example());
            }
            scale = unit.scale();
        }
        double[] numbers = numbers(name);
        for (int row = 0; row < numbers.length; row++) {
            numbers[row] *= scale;
        }
        return numbers;
    }

    /**
     * @param name of a column of position angles
     * @return [deg] its numbers; a column that says no unit is in degrees already
     * @throws InputException if there is no such column, a cell is no number, or the unit is none of angles
     */
    public double[] degrees(String name) {
        return unit(name).isEmpty()
                ? numbers(name)
                : Arrays.stream(quantities(name, Unit.Dimension.ANGLE))
                        .map(arcsec -> arcsec / 3600)
                        .toArray();
    }

    /**
     * @param name of a column
     * @return what its unit measures, {@link Unit.Dimension#NONE} where it says none
     * @throws InputException if there is no such column, or its unit is not known
     */
    public Unit.Dimension dimension(String name) {
        return unitOf(name).dimension();
    }

    /**
     * @param name of a column that says its unit
     * @return the unit
     * @throws InputException if there is no such column or the unit is unknown
     */
    public Unit unitOf(String name) {
        return parse(name, unit(name));
    }

    static boolean isNumber(String cell) {
        return NUMBER.matcher(cell).matches() || isSpecial(cell);
    }

    private static boolean isSpecial(String cell) {
        return cell.matches("(?i)nan|[+-]?inf(inity)?");
    }

    private static double number(String cell) {
        if (!isSpecial(cell)) {
            return Double.parseDouble(cell);
        }
        if (cell.equalsIgnoreCase("nan")) {
            return Double.NaN;
        }
        return cell.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    private Unit parse(String name, String written) {
        try {
            return Unit.parse(written.replaceAll("\\s*/\\s*", "/"));
        } catch (InputException e) {
            throw new InputException(source + ": column " + name + ": " + e.getMessage(), e);
        }
    }

    private Column column(String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InputException(
                        source + ": has no column " + name + "; its columns are " + String.join(", ", names())));
    }

    private static String words(Unit.Dimension dimension) {
        return dimension == Unit.Dimension.NONE
                ? "pure number"
                : dimension.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** A table in the making: columns in the order in which they are to stand. */
    public static final class Builder {

        private final List<Column> columns = new ArrayList<>();
        private final Map<String, String> meta = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Adds an entry to the header, as {@code meta} of ECSV.
         *
         * @param key letters, digits and underscores
         * @param value what it says
         * @return this builder
         */
        public Builder meta(String key, String value) {
            meta.put(key, value);
            return this;
        }

        /**
         * @param name of the column
         * @param unit as in {@link Unit}, for example km/s; empty for none
         * @param values of the rows; written with as many digits, up to 17, as give the same double back
         * @return this builder
         */
        public Builder numbers(String name, String unit, double... values) {
            return add(new Column(
                    name,
                    unit,
                    false,
                    Arrays.stream(values).mapToObj(Builder::text).toList()));
        }

        /**
         * @param name of the column
         * @param values of the rows
         * @return this builder
         */
        public Builder texts(String name, List<String> values) {
            return add(new Column(name, "", true, List.copyOf(values)));
        }

        /**
         * @return the table
         * @throws IllegalArgumentException if there is no column
         */
        public ColumnTable build() {
            if (columns.isEmpty()) {
                throw new IllegalArgumentException("a table needs a column");
            }
            int[] lines = new int[columns.get(0).cells().size()];
            Arrays.setAll(lines, row -> row + 1);
            return new ColumnTable("table", columns, lines, new LinkedHashMap<>(meta));
        }

        private Builder add(Column column) {
            if (!columns.isEmpty()
                    && columns.get(0).cells().size() != column.cells().size()) {
                throw new IllegalArgumentException(
                        "column " + column.name() + " has " + column.cells().size() + " rows, not "
                                + columns.get(0).cells().size());
            }
            columns.add(column);
            return this;
        }

        private static String text(double value) {
            if (Double.isNaN(value)) {
                return "nan";
            }
            return Double.isInfinite(value) ? (value > 0 ? "inf" : "-inf") : Double.toString(value);
        }
    }
}
