// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.cube.Image;
import org.steelyard.cube.Projection;
import org.steelyard.cube.SkyFrame;
import org.steelyard.units.InputException;

/** DS9 regions and mask images. */
class RegionMaskTest {

    private static final int N = 60;

    /** North up, 0.1 arcsec pixels, reference pixel 30, 30 at RA 150 deg, Dec 2 deg. */
    private static final Image IMAGE =
            new Image(new double[N * N], N, N, SkyFrame.northUp(Projection.TAN, 150, 2, 30, 30, 0.1), 0, 0, "counts");

    @TempDir
    Path folder;

    private BitSet read(String text) throws IOException {
        return RegionMask.read(Files.writeString(folder.resolve("ds9.reg"), text), IMAGE);
    }

    @Test
    void circleInPixelsCountsFromOne() throws IOException {
        BitSet mask = read("# Region file format: DS9\nglobal color=green\nimage\ncircle(10,20,0.5)\n");
        assertEquals(1, mask.cardinality());
        assertTrue(mask.get(19 * N + 9));
    }

    @Test
    void theSameShapesInBothCoordinates() throws IOException {
        assertEquals(read("image\ncircle(30,30,5.05)"), read("fk5\ncircle(150,2,0.505\")"));
        assertEquals(
                read("image;ellipse(30,30,12.1,4.1,25)"), read("icrs;ellipse(10:00:00,+02:00:00,1.21\",0.41\",25)"));
        assertEquals(read("image;box(30,30,12.2,4.2,25)"), read("fk5;box(150,2,1.22\",0.42\",25)"));
        double step = 0.1 / 3600;
        double ra = step / Math.cos(Math.toRadians(2));
        assertEquals(
                read("image;polygon(20.5,20.5,40.5,20.5,40.5,35.5)"),
                read("fk5;polygon(" + (150 + 9.5 * ra) + "," + (2 - 9.5 * step) + "," + (150 - 10.5 * ra) + ","
                        + (2 - 9.5 * step) + "," + (150 - 10.5 * ra) + "," + (2 + 5.5 * step) + ")"));
    }

    @Test
    void areas() throws IOException {
        // Pixel centres in a shape: its area within its outline.
        assertEquals(Math.PI * 100, read("image;circle(30.3,30.4,10)").cardinality(), 0.5 * Math.PI * 20);
        assertEquals(20 * 10, read("image;box(30.3,30.4,20,10,0)").cardinality());
        assertEquals(
                400,
                read("image;polygon(10.5,10.5,30.5,10.5,30.5,30.5,10.5,30.5)").cardinality());
    }

    @Test
    void negativeDeclinationsSmallerThanOneDegree() throws IOException {
        Image south =
                new Image(new double[N * N], N, N, SkyFrame.northUp(Projection.TAN, 150, -0.5, 30, 30, 0.1), 0, 0, "");
        Path file = Files.writeString(folder.resolve("south.reg"), "fk5;circle(10:00:00,-00:30:00,0.05\")");
        assertTrue(RegionMask.read(file, south).get(29 * N + 29));
    }

    @Test
    void imagesAsMasks() {
        double[] values = new double[N * N];
        values[7] = 1;
        values[8] = Double.NaN;
        BitSet mask = RegionMask.of(new Image(values, N, N, IMAGE.frame(), 0, 0, ""), IMAGE);
        assertEquals("{7, 8}", mask.toString());
        Image small = new Image(new double[4], 2, 2, IMAGE.frame(), 0, 0, "");
        assertThrows(InputException.class, () -> RegionMask.of(small, IMAGE));
    }

    @Test
    void badLinesAreNamed() {
        for (String bad : new String[] {
            "image\ncircle(1,2)", "image\nannulus(1,2,3,4)", "fk4\ncircle(1,2,3)", "image\ncircle(1,2,x)",
            "image\n-circle(10,10,3)", "image\npolygon(1,2,3,4)", "fk5\ncircle(150,2,3p)", "image\ncircle(1,2,-3)"
        }) {
            String message =
                    assertThrows(InputException.class, () -> read(bad), bad).getMessage();
            assertTrue(message.contains("line ") && !message.contains("\n"), message);
        }
    }
}
