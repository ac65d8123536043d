// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.steelyard.report.plot.AxisScale;

class PairDensityTest {

    private static final int DRAWS = 200_000;

    /** Axes of 8 standard deviations have bins of 8/28; smoothing by 1.1 bins widens a normal distribution to this. */
    private static final double WIDTH = Math.sqrt(1 + Math.pow(1.1 * 8 / PairDensity.BINS, 2));

    /**
     * The smoothed density of a bin has a relative scatter of a few per cent, and bins sample the ellipse in steps of
     * 0.29.
     */
    private static final double SAMPLING = 0.08;

    /** A contour at n standard deviations has exp(-n^2/2) of the peak, and encloses 1 - exp(-n^2/2) of the draws. */
    @Test
    void levelsOfANormalDistribution() {
        Random random = new Random(3);
        double[] u = new double[DRAWS];
        double[] v = new double[DRAWS];
        Arrays.setAll(u, k -> random.nextGaussian());
        Arrays.setAll(v, k -> random.nextGaussian());
        AxisScale axis = AxisScale.linear(-4, 4);
        PairDensity density = PairDensity.of(u, v, axis, axis);
        double peak = DRAWS * Math.pow(8.0 / PairDensity.BINS, 2) / (2 * Math.PI * WIDTH * WIDTH);
        assertEquals(1, density.peak() / peak, SAMPLING);
        for (int n = 1; n <= 2; n++) {
            double level = Math.exp(-n * n / 2.0);
            assertEquals(1, density.levelOfShare(1 - level) / (level * peak), 2 * SAMPLING, n + " standard deviations");
        }
    }
}
