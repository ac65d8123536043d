// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.units.InputException;

/** Each invalid file gives a one-line message that names the file. */
class BadInputTest {

    @TempDir
    Path folder;

    private static void refused(Path file, String because) {
        String message = assertThrows(
                        InputException.class,
                        () -> CubeFile.open(file, HeaderOverrides.NONE).readAll())
                .getMessage();
        assertEquals(1, message.lines().count(), message);
        assertTrue(message.contains(file.toString()) && message.contains(because), message);
    }

    @Test
    void missingEmptyDirectoryAndText() throws IOException {
        refused(folder.resolve("missing.fits"), "no such file");
        refused(folder, "directory");
        refused(Files.write(folder.resolve("empty.fits"), new byte[0]), "empty");
        refused(Files.writeString(folder.resolve("text.fits"), "hello"), "not a FITS file");
        refused(Files.writeString(folder.resolve("long.fits"), "x".repeat(9000)), "not a FITS file");
    }

    @Test
    void truncated() throws IOException {
        byte[] bytes = TestFits.cube(20, 20, 20).bytes();
        refused(Files.write(folder.resolve("header.fits"), Arrays.copyOf(bytes, 1000)), "truncated");
        refused(Files.write(folder.resolve("data.fits"), Arrays.copyOf(bytes, 20000)), "truncated");
        Path gz = folder.resolve("data.fits.gz");
        java.io.ByteArrayOutputStream zipped = new java.io.ByteArrayOutputStream();
        try (var out = new java.util.zip.GZIPOutputStream(zipped)) {
            out.write(bytes);
        }
        refused(Files.write(gz, Arrays.copyOf(zipped.toByteArray(), zipped.size() / 2)), "before the data end");
    }

    @Test
    void tooFewAxes() {
        refused(
                TestFits.cube(3, 4, 5).axes(-32, 10).without("CTYPE2", "CTYPE3").write(folder.resolve("one.fits")),
                "1 axis");
        refused(TestFits.cube(3, 4, 5).axes(-32, 3, 4).write(folder.resolve("two.fits")), "2 axes");
        refused(TestFits.cube(3, 4, 5).axes(-32, 3, 4, 1).write(folder.resolve("flat.fits")), "one channel");
    }

    @Test
    void nonsenseSpectralAxis() {
        refused(TestFits.cube(3, 4, 5).set("CDELT3", 0.0).write(folder.resolve("a.fits")), "CDELT");
        refused(TestFits.cube(3, 4, 5).set("CUNIT3", "'GHz'").write(folder.resolve("b.fits")), "rest frequency");
        refused(TestFits.cube(3, 4, 5).set("CUNIT3", "'furlong'").write(folder.resolve("c.fits")), "furlong");
    }

    @Test
    void nothingIsLeftWhereNothingCanBeWritten() throws IOException {
        FitsProvenance provenance = new FitsProvenance("test", List.of());
        Hdu hdu = Hdu.of(
                "DATA",
                CubeFile.open(TestFits.cube(3, 4, 5).write(folder.resolve("in.fits")), HeaderOverrides.NONE)
                        .readAll());
        Path absent = folder.resolve("absent").resolve("out.fits");
        String message = assertThrows(InputException.class, () -> CubeWriter.write(absent, List.of(hdu), provenance))
                .getMessage();
        assertTrue(message.contains("no such folder") && message.contains(absent.toString()), message);
        Path taken = Files.createDirectory(folder.resolve("taken"));
        assertThrows(InputException.class, () -> CubeWriter.write(taken, List.of(hdu), provenance));
        assertFalse(Files.exists(folder.resolve("taken.part")));
    }
}
