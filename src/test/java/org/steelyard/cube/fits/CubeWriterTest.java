// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.SharedData;
import org.steelyard.cube.Image;
import org.steelyard.cube.MomentMaps;
import org.steelyard.cube.PixelBox;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.VelocityConvention;

/** Written files are read back unchanged, and fitsverify reports no error. */
class CubeWriterTest {

    private static final FitsProvenance PROVENANCE =
            new FitsProvenance("Steelyard test", List.of("a line", "a long line ".repeat(20)));

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cubes/blind_a.fits.gz",
                "cubes/blind_b.fits.gz",
                "real/NGC2903/NGC_2903.fits",
                "real/L1448/l1448_13co.fits"
            })
    void comesBack(String source) throws Exception {
        SpectralCube cube =
                CubeFile.open(SharedData.path(source), HeaderOverrides.NONE).read(new PixelBox(10, 20, 50, 64), 3, 15);
        Image flux = MomentMaps.of(cube, null, VelocityConvention.RADIO).m0();
        Path multi = folder.resolve("multi.fits");
        CubeWriter.write(
                multi,
                List.of(
                        Hdu.of("DATA", cube).withCards(Map.of("MBH", 1.5e8)),
                        Hdu.of("MODEL", cube),
                        Hdu.of("MOM0", flux)),
                PROVENANCE);
        Path plain = folder.resolve("plain.fits");
        CubeWriter.writePlain(plain, Hdu.of("CUBE", cube), true, PROVENANCE);
        for (Path file : List.of(multi, plain)) {
            CubeFile back = CubeFile.open(file, HeaderOverrides.NONE);
            SpectralCube again = back.readAll();
            assertArrayEquals(cube.values(), again.values());
            assertArrayEquals(cube.axis().edges(), again.axis().edges(), 1e-15);
            assertArrayEquals(cube.frame().toWorld(20, 30), again.frame().toWorld(10, 10), 1e-11);
            assertEquals(cube.beams() == null, again.beams() == null);
            for (int c = 0; cube.beams() != null && c < 15; c++) {
                assertEquals(cube.beams().at(c).major(), again.beams().at(c).major(), 1e-6); // the table is float32
            }
            verify(file);
        }
        assertEquals("1.5E8", CubeFile.open(multi, HeaderOverrides.NONE).keyword("MBH"));
        assertArrayEquals(
                flux.values(),
                ImageFile.read(multi, "mom0", HeaderOverrides.NONE).values(),
                1e-3);
        assertTrue(Files.notExists(folder.resolve("multi.fits.part")));
    }

    @Test
    void correctedOpticalAxisIsWrittenAsWhatItIs() {
        TestFits casa = TestFits.cube(3, 4, 50)
                .set("CTYPE3", "'VOPT'")
                .set("CUNIT3", "'m/s'")
                .set("CRVAL3", 2.0e6)
                .set("CDELT3", 1.0e4);
        CubeFile in =
                CubeFile.open(casa.set("ORIGIN", "'CASA 6.5'").write(folder.resolve("in.fits")), HeaderOverrides.NONE);
        SpectralCube cube = in.read(in.box(), 5, 40);
        Path out = folder.resolve("out.fits");
        CubeWriter.writePlain(out, Hdu.of("CUBE", cube), false, PROVENANCE);
        CubeFile back = CubeFile.open(out, HeaderOverrides.NONE);
        assertArrayEquals(cube.axis().edges(), back.axis().edges(), 1e-15);
        assertTrue(
                back.warnings().stream().noneMatch(line -> line.contains("CASA")),
                back.warnings().toString());
    }

    /** A run's model.fits of a cube whose pixels were given. */
    @Test
    void givenPixelsAreWrittenAndReadAgain() throws Exception {
        Path in =
                TestFits.cube(3, 4, 50).set("CTYPE1", "''").set("CTYPE2", "''").write(folder.resolve("in.fits"));
        SpectralCube cube =
                CubeFile.open(in, HeaderOverrides.NONE.withPixel(0.1)).readAll();
        Path out = folder.resolve("out.fits");
        CubeWriter.write(out, List.of(Hdu.of("DATA", cube)), PROVENANCE);
        SpectralCube again = CubeFile.open(out, HeaderOverrides.NONE).readAll();
        assertEquals(0.1, again.localFrame().pixelSize(), 1e-12, "[arcsec]");
        assertArrayEquals(cube.values(), again.values());
        assertEquals(
                0.2,
                CubeFile.open(out, HeaderOverrides.NONE.withPixel(0.2))
                        .readAll()
                        .localFrame()
                        .pixelSize(),
                1e-12,
                "the user's pixels come first");
        verify(out);
    }

    private static void verify(Path file) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder("fitsverify", "-q", file.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            System.err.println("skipped: fitsverify is not installed");
            Assumptions.abort("fitsverify is not installed");
            return;
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertTrue(output.startsWith("verification OK"), output);
    }
}
