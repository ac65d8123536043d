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
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.steelyard.units.InputException;

/** Tables come back as they were written, and any text is a table or refused in words. */
class TableProperties {

    @Provide
    Arbitrary<String> printable() {
        return Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars("\u00e9\u03b1\"',;")
                .ofMinLength(1)
                .ofMaxLength(12)
                .filter(text -> !text.isBlank() && text.strip().equals(text));
    }

    @Property(seed = "1", tries = 100)
    void writtenAndReadAgain(@ForAll @Size(min = 1, max = 6) List<Double> numbers, @ForAll("printable") String text)
            throws IOException {
        double[] values = numbers.stream().mapToDouble(Double::doubleValue).toArray();
        List<String> texts = numbers.stream().map(number -> "x" + text).toList();
        Path file = Files.createTempFile("table", ".ecsv");
        try {
            ColumnTable table = ColumnTable.builder()
                    .numbers("value", "km/s", values)
                    .texts("note", texts)
                    .build();
            TableWriter.write(table, file);
            ColumnTable back = TableReader.read(file);
            assertArrayEquals(values, back.numbers("value"));
            assertEquals("km/s", back.unit("value"));
            assertEquals(texts, back.texts("note"));
        } finally {
            Files.delete(file);
        }
    }

    @Property(seed = "2", tries = 300)
    void anyTextIsATableOrRefused(@ForAll("lines") String text) throws IOException {
        Path file = Files.createTempFile("table", ".csv");
        try {
            Files.writeString(file, text);
            ColumnTable table = TableReader.read(file);
            assertEquals(table.names().stream().distinct().toList(), table.names());
        } catch (InputException refused) {
            assertEquals(0, refused.getMessage().lines().skip(1).count(), "one line: " + refused.getMessage());
        } finally {
            Files.delete(file);
        }
    }

    @Provide
    Arbitrary<String> lines() {
        return Arbitraries.strings().withChars("ab1.,e- \"#%\n\t:[]{}").ofMaxLength(60);
    }
}
