// SPDX-License-Identifier: Apache-2.0
package org.steelyard.table;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;
import org.steelyard.units.InputException;

/** Writes a {@link ColumnTable} as ECSV 1.0 with blanks between the cells. */
public final class TableWriter {

    private TableWriter() {}

    /**
     * Writes to a temporary file first, which then takes the name: a reader never sees half a table.
     *
     * @param table what is written
     * @param file to write or replace
     * @throws InputException if it cannot be written
     */
    public static void write(ColumnTable table, Path file) {
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            try {
                Files.writeString(part, text(table), StandardCharsets.UTF_8);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new InputException(
                    file + ": cannot be written (" + e + "); check the folder, its permissions and the free space", e);
        }
    }

    @SuppressWarnings("OrphanedFormatString")
    private static final String ECSV_HEAD = "# %ECSV 1.0\n# ---\n# datatype:\n";

    /**
     * @param table what is written
     * @return its text as ECSV
     */
    public static String text(ColumnTable table) {
        List<ColumnTable.Column> columns = table.columns();
        StringBuilder text = new StringBuilder(ECSV_HEAD);
        for (ColumnTable.Column column : columns) {
            text.append("# - {name: ").append(scalar(column.name()));
            if (!column.unit().isEmpty()) {
                text.append(", unit: ").append(scalar(column.unit()));
            }
            text.append(", datatype: ")
                    .append(column.isText() ? "string" : "float64")
                    .append("}\n");
        }
        if (!table.meta().isEmpty()) {
            text.append("# meta: !!omap\n");
            table.meta()
                    .forEach((key, value) -> text.append("# - {")
                            .append(key)
                            .append(": ")
                            .append(scalar(value))
                            .append("}\n"));
        }
        text.append("# schema: astropy-2.0\n");
        text.append(columns.stream()
                        .map(column -> Delimited.quote(column.name()))
                        .collect(Collectors.joining(" ")))
                .append('\n');
        for (int r = 0; r < table.rows(); r++) {
            int row = r;
            text.append(columns.stream()
                    .map(column -> Delimited.quote(column.cells().get(row)))
                    .collect(Collectors.joining(" ")));
            text.append('\n');
        }
        return text.toString();
    }

    /** A YAML scalar: plain where it is safe, quoted else. */
    private static String scalar(String value) {
        boolean plain = value.matches("[A-Za-z_]([\\w/ ^-]*[\\w/^-])?")
                && !value.matches("(?i)y|n|yes|no|on|off|true|false|null");
        return plain
                ? value
                : '"'
                        + value.replace("\\", "\\\\")
                                .replace("\"", "\\\"")
                                .replace("\n", "\\n")
                                .replace("\r", "\\r")
                                .replace("\t", "\\t")
                        + '"';
    }
}
