// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NonNegativeFluxTest {

    /** Rounding of a few operations. */
    private static final double ROUNDING = 1e-12;

    /** Step of the sum over the density, in standard deviations; its error is far below {@link #SUMMED}. */
    private static final double STEP = 1e-4;

    private static final double SUMMED = 1e-7;

    /** Half of a normal distribution: mean d sqrt(2/pi), variance d^2 (1 - 2/pi). */
    @Test
    void halfOfANormalDistribution() {
        NonNegativeFlux half = NonNegativeFlux.of(new double[] {0, 7}, new double[][] {{9, 1.5}, {1.5, 4}});
        assertEquals(3 * Math.sqrt(2 / Math.PI), half.mean()[0], ROUNDING);
        assertEquals(9 * (1 - 2 / Math.PI), half.covariance()[0][0], ROUNDING);
        assertEquals(7 + 1.5 / 3 * Math.sqrt(2 / Math.PI), half.mean()[1], ROUNDING);
        assertEquals(4 - 2.25 / 9 * (2 / Math.PI), half.covariance()[1][1], ROUNDING);
        assertEquals(half.covariance()[0][1], half.covariance()[1][0]);
    }

    /** Against a plain sum over the part of the density that is left. */
    @Test
    void momentsOfWhatIsLeft() {
        for (double m : new double[] {-2, -0.7, 0.4, 1.5}) {
            double[] sum = new double[3];
            for (double x = STEP / 2; x < m + 9; x += STEP) {
                double density = Math.exp(-0.5 * (x - m) * (x - m));
                sum[0] += density;
                sum[1] += density * x;
                sum[2] += density * x * x;
            }
            double mean = sum[1] / sum[0];
            NonNegativeFlux flux = NonNegativeFlux.of(new double[] {m}, new double[][] {{1}});
            assertEquals(mean, flux.mean()[0], SUMMED, "m = " + m);
            assertEquals(sum[2] / sum[0] - mean * mean, flux.covariance()[0][0], SUMMED, "m = " + m);
        }
    }

    @Test
    void aParameterWithoutAnErrorKeepsItsValue() {
        double nan = Double.NaN;
        NonNegativeFlux flux = NonNegativeFlux.of(
                new double[] {-1, 0.3, 2}, new double[][] {{1, nan, 0.5}, {nan, nan, nan}, {0.5, nan, 1}});
        assertEquals(0.3, flux.mean()[1]);
        assertTrue(Double.isNaN(flux.covariance()[1][1]));
        assertTrue(flux.mean()[2] > 2 && flux.covariance()[2][2] < 1, "follows the flux");
    }

    /** A flux of ten standard deviations stays what it is. */
    @Test
    void aFluxFarFromZeroStays() {
        double[][] covariance = {{4, -1}, {-1, 3}};
        NonNegativeFlux flux = NonNegativeFlux.of(new double[] {20, 1}, covariance);
        assertArrayEquals(new double[] {20, 1}, flux.mean(), ROUNDING);
        for (int i = 0; i < 2; i++) {
            assertArrayEquals(covariance[i], flux.covariance()[i], ROUNDING);
        }
    }

    /** Johnson, Kotz & Balakrishnan: far below zero what is left is nearly exponential, of mean d^2 / |m|. */
    @Test
    void farBelowZero() {
        NonNegativeFlux flux = NonNegativeFlux.of(new double[] {-8}, new double[][] {{1}});
        assertTrue(flux.mean()[0] > 0 && flux.mean()[0] < 1.0 / 8, "mean " + flux.mean()[0]);
        assertTrue(flux.covariance()[0][0] > 0, "variance " + flux.covariance()[0][0]);
    }
}
