// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.cube.LocalFrame;

class HarmonicExpansionTest {

    private static final int SIDE = 101;
    private static final double PIXEL = 0.05;
    private static final LocalFrame FRAME = new LocalFrame(-PIXEL, 0, 0, PIXEL);

    /** Bilinear interpolation at ten pixels from the centre: half a squared pixel over the squared radius, 0.5 %. */
    private static final double INTERPOLATION = 0.005;

    /** [deg] The same of an angle. */
    private static final double ANGLE = 0.3;

    private static double[] disk(double angle, double ratio, double speed, double third) {
        double sin = Math.sin(Math.toRadians(angle));
        double cos = Math.cos(Math.toRadians(angle));
        double[] field = new double[SIDE * SIDE];
        for (int p = 0; p < field.length; p++) {
            double east = -PIXEL * (p % SIDE - 50);
            double north = PIXEL * (Math.floorDiv(p, SIDE) - 50);
            double psi = Math.atan2((east * cos - north * sin) / ratio, east * sin + north * cos);
            field[p] = 1000 + speed * Math.cos(psi) + third * Math.sin(5 * psi);
        }
        return field;
    }

    @ParameterizedTest
    @CsvSource({"30, 0.6", "118, 0.4", "250, 0.85"})
    void recoversARotatingDiskFromAStartTenDegreesOff(double angle, double ratio) {
        HarmonicExpansion expansion = new HarmonicExpansion(disk(angle, ratio, 200, 4), SIDE, SIDE, FRAME, 50, 50, 0.2);
        HarmonicRing ring = expansion.ring(1.5, angle + 10, ratio - 0.1);
        assertNotNull(ring);
        assertEquals(angle, ring.positionAngle(), ANGLE);
        assertEquals(ratio, ring.axisRatio(), INTERPOLATION);
        assertEquals(200, ring.k1(), 200 * INTERPOLATION);
        assertEquals(0, ring.k3(), INTERPOLATION);
        assertEquals(4.0 / 200, ring.k5(), INTERPOLATION);
    }

    @Test
    void aRingWithoutDataHasNoTerms() {
        double[] field = new double[SIDE * SIDE];
        Arrays.fill(field, Double.NaN);
        assertNull(new HarmonicExpansion(field, SIDE, SIDE, FRAME, 50, 50, 0.2).ring(1, 0, 0.5));
    }
}
