// SPDX-License-Identifier: Apache-2.0
package org.steelyard.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.cube.Beam;
import org.steelyard.cube.LocalFrame;

/** The covariance of block means, compared with closed forms and with noise drawn for each pixel. */
class CorrelatedNoiseTest {

    private static final double PIXEL = 0.05;
    private static final LocalFrame FRAME = new LocalFrame(-PIXEL, 0, 0, PIXEL);
    private static final Beam BEAM = new Beam(0.25, 0.17, 35);

    /**
     * Pixels are 0.29 of the beam's FWHM or less, so sums over pixels equal integrals to exp(-4 pi^2 sigma^2) = 1e-9;
     * truncation at 6 sigma omits 2e-8.
     */
    private static final double SAMPLED = 1e-7;

    private static final int DRAWS = 4000;

    /**
     * Standard error of a correlation over 4000 draws of 9 pairs, counted as three independent ones; 5 standard
     * deviations.
     */
    private static final double DRAWN = 5 / Math.sqrt(3.0 * DRAWS);

    /** White noise convolved with a Gaussian beam has a Gaussian autocorrelation, sqrt 2 times as wide. */
    private static double pixels(double dx, double dy) {
        double angle = Math.toRadians(BEAM.positionAngle());
        double east = -PIXEL * dx;
        double north = PIXEL * dy;
        double along = (east * Math.sin(angle) + north * Math.cos(angle)) / BEAM.sigmaMajor();
        double across = (east * Math.cos(angle) - north * Math.sin(angle)) / BEAM.sigmaMinor();
        return Math.exp(-(along * along + across * across) / 4);
    }

    @Test
    void pixelsHaveTheBeamsAutocorrelation() {
        CorrelatedNoise noise = CorrelatedNoise.of(BEAM, FRAME, 1);
        for (int dy = -12; dy <= 12; dy++) {
            for (int dx = -12; dx <= 12; dx++) {
                assertEquals(pixels(dx, dy), noise.covariance(dx, dy), SAMPLED, dx + " " + dy);
            }
        }
        assertEquals(0, noise.covariance(1000, 0));
        assertEquals(1, noise.blockShare());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7})
    void blocksHaveTheMeanOverTheirPairsOfPixels(int block) {
        CorrelatedNoise noise = CorrelatedNoise.of(BEAM, FRAME, block);
        for (int[] step : new int[][] {{0, 0}, {block, 0}, {0, -block}, {-block, 2 * block}, {3, 1}}) {
            double sum = 0;
            for (int i = 0; i < block * block; i++) {
                for (int j = 0; j < block * block; j++) {
                    sum += pixels(step[0] + j % block - i % block, step[1] + j / block - i / block);
                }
            }
            assertEquals(sum / Math.pow(block, 4), noise.covariance(step[0], step[1]), SAMPLED);
        }
    }

    @Test
    void drawnNoiseHasThisCorrelation() {
        int block = 3;
        int[] x = {0, 3, 6, 0, 3, 6, 0, 3, 6};
        int[] y = {0, 0, 0, 3, 3, 3, 6, 6, 6};
        CorrelatedNoise noise = CorrelatedNoise.of(BEAM, FRAME, block);
        double[] expected = noise.correlation(x, y);
        double[] kernel = BeamKernel.sample(BEAM, FRAME, BeamKernel.halfWidth(BEAM, FRAME));
        double[] sum = new double[81];
        for (int draw = 0; draw < DRAWS; draw++) {
            double[] pixels = BeamNoise.channel(9, 9, kernel, 1, RandomSource.XO_RO_SHI_RO_128_PP.create(draw));
            double[] means = new double[9];
            for (int p = 0; p < 81; p++) {
                means[p / 27 * 3 + p % 9 / 3] += pixels[p] / 9 / noise.blockShare();
            }
            for (int i = 0; i < 81; i++) {
                sum[i] += means[i / 9] * means[i % 9] / DRAWS;
            }
        }
        for (int i = 0; i < 81; i++) {
            assertEquals(expected[i], sum[i], DRAWN * 3, "blocks " + i / 9 + " and " + i % 9);
        }
        assertTrue(expected[1] > 0.2, "neighbours are correlated: " + expected[1]);
    }
}
