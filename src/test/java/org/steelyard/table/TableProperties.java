// SPDX-License-Identifier: Apache-2.0
package org.steelyard.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.steelyard.units.InputException;

/**
 * Tables come back as they were written, and any text is a table or refused with a message.
 */
class TableProperties {

    private static Path folder;

    @BeforeContainer
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("tables");
    }

    @AfterContainer
    static void removeFolder() throws IOException {
        Files.deleteIfExists(folder.resolve("table"));
        Files.delete(folder);
    }

    private static ColumnTable read(String text) throws IOException {
        return TableReader.read(Files.writeString(folder.resolve("table"), text));
    }

    private static ColumnTable writtenAndRead(ColumnTable table) {
        Path file = folder.resolve("table");
        TableWriter.write(table, file);
        return TableReader.read(file);
    }

    @Provide
    Arbitrary<String> cells() {
        return Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars("\u00e9\u03b1\u00a0\"',;#\t\n\\")
                .ofMaxLength(12);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars("\u00e9\u03b1',;#:{}\"\\ ")
                .ofMinLength(1)
                .ofMaxLength(12);
    }

    @Provide
    Arbitrary<List<String>> nameLists() {
        return names().list().ofMinSize(1).ofMaxSize(4).uniqueElements();
    }

    @Property(seed = "1", tries = 200)
    void numbersComeBackWithTheSameBits(@ForAll @Size(min = 1, max = 6) List<Double> numbers) {
        double[] values = new double[numbers.size() + 4];
        for (int i = 0; i < numbers.size(); i++) {
            values[i] = numbers.get(i);
        }
        values[numbers.size()] = Double.NaN;
        values[numbers.size() + 1] = Double.NEGATIVE_INFINITY;
        values[numbers.size() + 2] = -0.0;
        values[numbers.size() + 3] = Double.MIN_VALUE;
        ColumnTable back = writtenAndRead(
                ColumnTable.builder().numbers("value", "km/s", values).build());
        assertArrayEquals(values, back.numbers("value"));
        assertEquals("km/s", back.unit("value"));
    }

    /** A column of texts stays one, though its cells may be numbers, and a table may have no rows. */
    @Property(seed = "8", tries = 100)
    void columnsKeepTheirType(@ForAll @Size(max = 5) List<@IntRange(min = 0, max = 999) Integer> numbers)
            throws IOException {
        List<String> digits = numbers.stream()
                .map(n -> String.format(java.util.Locale.ROOT, "%03d", n))
                .toList();
        ColumnTable once = writtenAndRead(ColumnTable.builder()
                .texts("id", digits)
                .numbers("row", "km/s", new double[digits.size()])
                .build());
        String first = Files.readString(folder.resolve("table"));
        assertEquals(digits, once.texts("id"));
        assertEquals(List.of("id", "row"), once.names());
        writtenAndRead(once);
        assertEquals(first, Files.readString(folder.resolve("table")));
    }

    @Property(seed = "2", tries = 300)
    void textsComeBack(@ForAll @Size(min = 1, max = 5) List<@From("cells") String> cells) {
        ColumnTable back = writtenAndRead(ColumnTable.builder()
                .texts("note", cells)
                .numbers("row", "", new double[cells.size()])
                .texts("again", cells)
                .build());
        assertEquals(cells, back.texts("note"));
        assertEquals(cells, back.texts("again"));
    }

    @Property(seed = "3", tries = 300)
    void namesAndUnitsComeBack(@ForAll("nameLists") List<String> names, @ForAll("names") String unit) {
        ColumnTable.Builder table = ColumnTable.builder();
        names.forEach(name -> table.numbers(name, unit, 1.5, -2));
        ColumnTable back = writtenAndRead(table.build());
        assertEquals(names, back.names());
        names.forEach(name -> assertEquals(unit, back.unit(name)));
    }

    /** The CSV of spreadsheets (RFC 4180, without line breaks in a cell). */
    @Property(seed = "4", tries = 200)
    void commaSeparatedTextsAreRead(@ForAll @Size(min = 2, max = 5) List<@From("cells") String> cells)
            throws IOException {
        StringBuilder text = new StringBuilder("a,b\r\n");
        cells.forEach(
                cell -> text.append('"').append(cell.replace("\"", "\"\"")).append("\",x\r\n"));
        assertEquals(cells, read(text.toString()).texts("a"));
    }

    @Property(seed = "5", tries = 1000)
    void anyTextIsATableOrRefused(@ForAll("lines") String text) throws IOException {
        tableOrRefused(text);
    }

    @Property(seed = "6", tries = 500)
    void anyEcsvHeaderIsReadOrRefused(@ForAll("yaml") String yaml) throws IOException {
        tableOrRefused("# %ECSV 1.0\n# ---\n# datatype:\n# - {" + yaml + "}\na b\n1 2\n");
    }

    private static void tableOrRefused(String text) throws IOException {
        try {
            ColumnTable table = read(text);
            assertEquals(table.names().stream().distinct().toList(), table.names());
            table.names()
                    .forEach(
                            name -> assertEquals(table.rows(), table.texts(name).size()));
        } catch (InputException refused) {
            assertEquals(0, refused.getMessage().lines().skip(1).count(), "one line: " + refused.getMessage());
        }
    }

    @Provide
    Arbitrary<String> lines() {
        return Arbitraries.strings().withChars("ab1.,e- \"#%\n\t:[]{}").ofMaxLength(60);
    }

    @Provide
    Arbitrary<String> yaml() {
        return Arbitraries.of(
                        "name", "unit", ": ", "a", "b", ", ", "\"", "'", "!", "{", "}", "\n# - ", "\n#   ", "km/s")
                .list()
                .ofMaxSize(15)
                .map(parts -> String.join("", parts));
    }
}
