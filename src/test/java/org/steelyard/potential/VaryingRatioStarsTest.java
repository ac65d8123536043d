// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.steelyard.potential.stars.MgeStars;
import org.steelyard.potential.stars.StellarSpeeds;
import org.steelyard.potential.stars.VaryingRatioStars;

/** Stars whose Gaussians have mass-to-light ratios of their own. */
class VaryingRatioStarsTest {

    private static final MgeTable TWO =
            new MgeTable(new double[] {30000, 9000}, new double[] {0.2, 0.9}, new double[] {0.8, 0.75});

    private static final double[] RADII = {0.05, 0.3, 1, 4};
    private static final double SCALE = 80;
    private static final double INCLINATION = Math.toRadians(65);

    /** Relative rounding of sums of Chebyshev series. */
    private static final double ROUNDING = 1e-12;

    private static double[] squared(StellarSpeeds speeds, double... parameters) {
        double[] out = new double[RADII.length];
        speeds.evaluate(INCLINATION, parameters, out, null, null);
        return out;
    }

    private static double[] of(MgeTable table) {
        return squared(new MgeStars(table).at(RADII, SCALE));
    }

    private static MgeTable single(int k) {
        return new MgeTable(
                new double[] {TWO.surfaceBrightness()[k]},
                new double[] {TWO.sigmaArcsec()[k]},
                new double[] {TWO.axisRatio()[k]});
    }

    private static void assertSum(double first, double second, double[] found) {
        double[] one = of(single(0));
        double[] other = of(single(1));
        for (int j = 0; j < RADII.length; j++) {
            double expected = first * one[j] + second * other[j];
            assertEquals(expected, found[j], ROUNDING * Math.abs(expected));
        }
    }

    @Test
    void everyGaussianHasTheRatioOfItsSize() {
        StellarSpeeds speeds = VaryingRatioStars.linear(TWO, null).at(RADII, SCALE);
        assertSum(2 + 0.5 * 0.2, 2 + 0.5 * 0.9, squared(speeds, 2, 0.5));
    }

    @Test
    void aRatioIsNeverNegative() {
        StellarSpeeds speeds = VaryingRatioStars.linear(TWO, null).at(RADII, SCALE);
        assertSum(2 - 3 * 0.2, 0, squared(speeds, 2, -3));
    }

    @Test
    void withoutSlopeItIsOneRatio() {
        assertArrayEquals(of(TWO), squared(VaryingRatioStars.linear(TWO, null).at(RADII, SCALE), 1, 0), 0);
    }

    @Test
    void everyGaussianHasItsOwnRatio() {
        StellarSpeeds speeds = VaryingRatioStars.perGaussian(TWO, null).at(RADII, SCALE);
        assertSum(2, 0.7, squared(speeds, 2, 0.7));
        double[][] perParameter = new double[2][RADII.length];
        speeds.evaluate(
                INCLINATION, new double[] {2, 0}, new double[RADII.length], new double[RADII.length], perParameter);
        assertArrayEquals(of(single(1)), perParameter[1], ROUNDING * of(single(1))[3]);
    }

    @Test
    void aFrozenDeprojectionDoesNotKnowTheInclination() {
        double[] frozen = squared(
                VaryingRatioStars.linear(TWO, Math.toDegrees(INCLINATION)).at(RADII, SCALE), 2, 0.5);
        assertArrayEquals(
                squared(VaryingRatioStars.linear(TWO, null).at(RADII, SCALE), 2, 0.5), frozen, ROUNDING * frozen[3]);
    }
}
