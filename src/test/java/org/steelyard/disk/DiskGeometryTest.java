// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.steelyard.units.InputException;

class DiskGeometryTest {

    private static final double ROUNDING = 1e-14;

    @Test
    void theRecedingAxisIsNorthThroughEast() {
        // PA 0: north; PA 90: east; the minor axis towards PA + 90, stretched by 1 / cos 60 = 2
        assertArrayEquals(new double[] {1, 0}, DiskGeometry.ofDegrees(60, 0).toDisk(0, 1), ROUNDING);
        assertArrayEquals(new double[] {0, 2}, DiskGeometry.ofDegrees(60, 0).toDisk(1, 0), ROUNDING);
        assertArrayEquals(new double[] {1, 0}, DiskGeometry.ofDegrees(60, 90).toDisk(1, 0), ROUNDING);
        assertArrayEquals(new double[] {0, -2}, DiskGeometry.ofDegrees(60, 90).toDisk(0, 1), ROUNDING);
        double half = Math.sqrt(0.5);
        assertArrayEquals(new double[] {1, 0}, DiskGeometry.ofDegrees(60, 225).toDisk(-half, -half), ROUNDING);
        assertEquals(2, DiskGeometry.ofDegrees(60, 135).radius(half, half), ROUNDING);
    }

    @Test
    void skyAndBack() {
        SplittableRandom random = new SplittableRandom(1);
        for (int trial = 0; trial < 100; trial++) {
            DiskGeometry geometry = DiskGeometry.ofDegrees(random.nextDouble(0, 85), random.nextDouble(-400, 400));
            double[] sky = {random.nextDouble(-1, 1), random.nextDouble(-1, 1)};
            double[] disk = geometry.toDisk(sky[0], sky[1]);
            assertArrayEquals(sky, geometry.toSky(disk[0], disk[1]), 10 * ROUNDING);
            assertEquals(Math.hypot(disk[0], disk[1]), geometry.radius(sky[0], sky[1]), 10 * ROUNDING);
        }
        assertEquals(Math.hypot(3, 4), DiskGeometry.ofDegrees(0, 33).radius(3, 4), 10 * ROUNDING);
    }

    @Test
    void edgeOnIsRefused() {
        String message = assertThrows(InputException.class, () -> DiskGeometry.ofDegrees(90, 0))
                .getMessage();
        assertTrue(message.startsWith("inclination 90.0000 deg of the disk is outside 0 to 90 deg"), message);
        assertThrows(InputException.class, () -> DiskGeometry.ofDegrees(-1, 0));
        assertThrows(InputException.class, () -> DiskGeometry.ofDegrees(Double.NaN, 0));
        assertThrows(InputException.class, () -> DiskGeometry.ofDegrees(10, Double.NaN));
    }
}
