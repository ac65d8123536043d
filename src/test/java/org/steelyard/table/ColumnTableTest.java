// SPDX-License-Identifier: Apache-2.0
package org.steelyard.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.units.InputException;
import org.steelyard.units.Unit;

class ColumnTableTest {

    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("table.txt"), text);
    }

    private ColumnTable read(String text) throws IOException {
        return TableReader.read(file(text));
    }

    private String fault(String text, String column) throws IOException {
        Path file = file(text);
        String message = assertThrows(
                        InputException.class, () -> TableReader.read(file).numbers(column))
                .getMessage();
        assertFalse(message.contains("\n"), message);
        return message.replace(file.toString(), "FILE");
    }

    @Test
    void theSameTableInSixForms() throws IOException {
        for (String text : List.of(
                "radius v\n1 2\n3.5 -4e1\n",
                "# a comment\n#radius   v\n1\t2\n\n  3.5 -4.0E+01\n# the end\n",
                "radius,v\r\n1,2\r\n3.5 , -40\r\n",
                "\uFEFF\"radius\", \"v\"\n1,2\n3.5,-40",
                "# %ECSV 1.0\n# ---\n# datatype:\n# - {name: radius, datatype: float64}\n# - {name: v, datatype: int64}\n"
                        + "# schema: astropy-2.0\nradius v\n1.0 2\n3.5 -40\n",
                "# %ECSV 0.9\n# ---\n# delimiter: ','\n# datatype:\n# - name: radius\n#   datatype: float64\n# - name: v\n"
                        + "#   datatype: float64\nradius,v\n1.0,2\n3.5,-40\n")) {
            ColumnTable table = read(text);
            assertEquals(List.of("radius", "v"), table.names(), text);
            assertArrayEquals(new double[] {1, 3.5}, table.numbers("radius"), text);
            assertArrayEquals(new double[] {2, -40}, table.numbers("v"), text);
            assertEquals(2, table.rows());
            assertTrue(table.has("v") && !table.has("V"));
        }
    }

    @Test
    void unitsOfEcsvAreHonoured() throws IOException {
        ColumnTable table = read(
                "# %ECSV 1.0\n# ---\n# datatype:\n"
                        + "# - {name: r, unit: kpc, datatype: float64, description: 'a, unit: pc'}\n"
                        + "# - {name: v, unit: m / s, datatype: float64}\n# - {name: a, unit: \"deg\", datatype: float64}\n"
                        + "# - {name: b, datatype: float64, unit: !astropy.units.Unit {unit: mas}}\n"
                        + "# - {name: who, datatype: string,\n#    subtype: json}\n"
                        + "# meta: !!omap\n# - {comments: [x, y]}\n# schema: astropy-2.0\nr v a b who\n2 3000 1 5 \"a \"\"b\"\" c\"\n");
        assertArrayEquals(new double[] {2000}, table.quantities("r", Unit.Dimension.LENGTH));
        assertArrayEquals(new double[] {3}, table.quantities("v", Unit.Dimension.VELOCITY));
        assertArrayEquals(new double[] {3600}, table.quantities("a", Unit.Dimension.ANGLE));
        assertArrayEquals(new double[] {0.005}, table.quantities("b", Unit.Dimension.ANGLE), 1e-18);
        assertEquals(List.of("a \"b\" c"), table.texts("who"));
        assertEquals("m / s", table.unit("v"));
        assertEquals(Unit.Dimension.VELOCITY, table.dimension("v"));
        String message = assertThrows(InputException.class, () -> table.quantities("v", Unit.Dimension.LENGTH))
                .getMessage();
        assertTrue(
                message.endsWith(
                        "column v has the unit m / s, which is no length; convert it to one like that of 17.1 Mpc"),
                message);
    }

    @Test
    void faultsNameFileLineAndColumn() throws IOException {
        assertEquals(
                "FILE line 4 column v: 'x' is no number; write it like 1.5 or 1.5e3",
                fault("# c\nradius v\n1 2\n3 x\n", "v"));
        assertEquals("FILE line 3 column v: is empty; write it like 1.5 or 1.5e3", fault("radius,v\n1,2\n3,\n", "v"));
        assertEquals(
                "FILE line 2 column v: '1d' is no number; write it like 1.5 or 1.5e3", fault("radius,v\n1,1d\n", "v"));
        assertEquals(
                "FILE line 3: has 3 values, but there are 2 columns: radius, v", fault("radius v\n1 2\n3 4 5\n", "v"));
        assertEquals("FILE: has no column w; its columns are radius, v", fault("radius v\n1 2\n", "w"));
        assertEquals(
                "FILE: column name 'v' is there twice; give each column a name of its own", fault("v v\n1 2\n", "v"));
        assertEquals(
                "FILE: is empty; a table has a line of column names and lines of numbers", fault("# nothing\n\n", "v"));
        assertEquals("FILE: has column names but no rows; add at least one line of numbers", fault("radius v\n", "v"));
        assertTrue(fault("1 2\n3 4\n", "v").startsWith("FILE line 1: no line with the names of the 2 columns"));
        assertTrue(fault("# a note of four words\n1 2\n", "v").startsWith("FILE line 2: no line with the names"));
        assertEquals("FILE line 2: a quotation mark is not closed; close it", fault("radius,v\n1,\"2\n", "v"));
        assertTrue(fault("# %ECSV 1.0\n# ---\n# datatype:\n# - {name: r, datatype: float64}\nradius\n1\n", "radius")
                .startsWith("FILE line 5: has the columns radius, but the ECSV header describes r"));
        assertTrue(assertThrows(
                        InputException.class,
                        () -> read("# %ECSV 1.0\n# ---\n# datatype:\n# - {name: r, unit: furlong}\nr\n1\n")
                                .quantities("r", Unit.Dimension.LENGTH))
                .getMessage()
                .contains("column r: unit 'furlong' is not known"));
    }

    @Test
    void whatIsNoTableFile() throws IOException {
        Path absent = folder.resolve("absent.csv");
        assertEquals(
                absent + ": does not exist; give the name of a readable table file",
                assertThrows(InputException.class, () -> TableReader.read(absent))
                        .getMessage());
        assertTrue(assertThrows(InputException.class, () -> TableReader.read(folder))
                .getMessage()
                .contains("is a folder"));
        Path binary = Files.write(folder.resolve("b"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        assertTrue(assertThrows(InputException.class, () -> TableReader.read(binary))
                .getMessage()
                .contains("is no text file"));
    }

    @Test
    void writtenTablesComeBackBitForBit() {
        SplittableRandom random = new SplittableRandom(3);
        double[] numbers = random.doubles(200)
                .map(d -> (d - 0.5) * Math.pow(10, 600 * (d * 7 % 1) - 300))
                .toArray();
        numbers[0] = Double.NaN;
        numbers[1] = Double.NEGATIVE_INFINITY;
        numbers[2] = 0.1;
        numbers[3] = Double.MIN_VALUE;
        List<String> names = Stream.concat(
                        Stream.of("a b", "", "say \"x\"", "#1"),
                        Stream.generate(() -> "plain").limit(196))
                .toList();
        Path file = folder.resolve("out.ecsv");
        ColumnTable written = ColumnTable.builder()
                .texts("name", names)
                .numbers("v_circ", "km/s", numbers)
                .numbers("n", "", numbers)
                .build();
        TableWriter.write(written, file);
        ColumnTable back = TableReader.read(file);
        assertArrayEquals(numbers, back.numbers("v_circ"));
        assertArrayEquals(numbers, back.quantities("n", Unit.Dimension.NONE));
        assertEquals(names, back.texts("name"));
        assertEquals("km/s", back.unit("v_circ"));
    }

    @Test
    void ecsvLooksAsAstropyWritesIt() throws IOException {
        Path file = folder.resolve("out.ecsv");
        Files.writeString(file, "old");
        ColumnTable written = ColumnTable.builder()
                .numbers("radius", "arcsec", 0.1, 1e-5)
                .texts("y", List.of("p q", "r"))
                .build();
        TableWriter.write(written, file);
        assertEquals(
                "# %ECSV 1.0\n# ---\n# datatype:\n# - {name: radius, unit: arcsec, datatype: float64}\n"
                        + "# - {name: \"y\", datatype: string}\n# schema: astropy-2.0\nradius y\n0.1 \"p q\"\n1.0E-5 r\n",
                Files.readString(file, StandardCharsets.UTF_8));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(file), left.toList(), "a temporary file is left");
        }
    }

    @Test
    void whatCannotBeWrittenLeavesNothing() throws IOException {
        ColumnTable table = ColumnTable.builder().numbers("a", "", 1).build();
        Path nowhere = folder.resolve("no/such/out.ecsv");
        assertTrue(assertThrows(InputException.class, () -> TableWriter.write(table, nowhere))
                .getMessage()
                .startsWith(nowhere + ": cannot be written"));
        Path taken = Files.createDirectories(folder.resolve("taken/inside")).getParent();
        assertThrows(InputException.class, () -> TableWriter.write(table, taken));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(taken), left.toList());
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> ColumnTable.builder().numbers("a", "", 1).numbers("b", "", 1, 2));
        assertThrows(IllegalArgumentException.class, () -> ColumnTable.builder().build());
    }
}
