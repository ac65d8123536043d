// SPDX-License-Identifier: Apache-2.0
package org.steelyard.observe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.steelyard.cube.Beam;
import org.steelyard.cube.LocalFrame;

/** Statistics of simulated interferometer noise. */
class BeamNoiseTest {

    private static final double RMS = 0.37;
    private static final int NX = 50;
    private static final int NY = 40;
    private static final int CHANNELS = 400;
    private static final double PIXEL = 0.05;
    private static final Beam BEAM = new Beam(0.25, 0.15, 35);
    private static final LocalFrame FRAME = new LocalFrame(-PIXEL, 0, 0, PIXEL);

    /**
     * Relative to the variance: 400 channels of 2000 pixels contain 400 x 2000 / 17 independent values, because the
     * square of the autocorrelation covers 17 pixels; 5 sigma.
     */
    private static final double VARIANCE = 5 * Math.sqrt(2 / (400.0 * 2000 / 17));

    /**
     * Relative to the variance of one row or column of 40 pixels or more, which has 8 independent values per channel; 5
     * sigma.
     */
    private static final double EDGE = 5 * Math.sqrt(2 / (400.0 * 8));

    private static double[][] cube(long seed) {
        double[] kernel = BeamKernel.sample(BEAM, FRAME, BeamKernel.halfWidth(BEAM, FRAME));
        double[][] cube = new double[CHANNELS][];
        for (int c = 0; c < CHANNELS; c++) {
            cube[c] = BeamNoise.channel(NX, NY, kernel, RMS, RandomSource.XO_RO_SHI_RO_128_PP.create(seed + c));
        }
        return cube;
    }

    /** Mean product of pixels at a distance (dx, dy). */
    private static double covariance(double[][] cube, int dx, int dy) {
        double sum = 0;
        long count = 0;
        for (double[] channel : cube) {
            for (int y = Math.max(0, -dy); y < NY - Math.max(0, dy); y++) {
                for (int x = Math.max(0, -dx); x < NX - Math.max(0, dx); x++) {
                    sum += channel[y * NX + x] * channel[(y + dy) * NX + x + dx];
                    count++;
                }
            }
        }
        return sum / count;
    }

    /**
     * White noise convolved with a Gaussian beam has a Gaussian autocorrelation, sqrt 2 times as wide, with the beam's
     * position angle.
     */
    @Test
    void hasTheRmsAndTheAutocorrelationOfTheBeam() {
        double[][] cube = cube(1);
        assertEquals(1, covariance(cube, 0, 0) / (RMS * RMS), VARIANCE, "variance");
        double angle = Math.toRadians(BEAM.positionAngle());
        for (int[] step : new int[][] {{1, 0}, {0, 1}, {2, 2}, {-2, 2}, {3, -1}, {4, 0}, {0, 4}, {-3, 4}, {9, 9}}) {
            double east = -PIXEL * step[0];
            double north = PIXEL * step[1];
            double along = (east * Math.sin(angle) + north * Math.cos(angle)) / BEAM.sigmaMajor();
            double across = (east * Math.cos(angle) - north * Math.sin(angle)) / BEAM.sigmaMinor();
            double expected = Math.exp(-(along * along + across * across) / 4);
            assertEquals(expected, covariance(cube, step[0], step[1]) / (RMS * RMS), VARIANCE, Arrays.toString(step));
        }
    }

    @Test
    void isHomogeneousUpToTheEdges() {
        double[][] cube = cube(2);
        for (int[] edge : new int[][] {{0, -1}, {NX - 1, -1}, {-1, 0}, {-1, NY - 1}, {-1, NY / 2}}) {
            double sum = 0;
            int count = 0;
            for (double[] channel : cube) {
                for (int p = 0; p < channel.length; p++) {
                    if (p % NX == edge[0] || p / NX == edge[1]) {
                        sum += channel[p] * channel[p];
                        count++;
                    }
                }
            }
            assertEquals(1, sum / count / (RMS * RMS), EDGE, "variance at " + Arrays.toString(edge));
        }
    }

    @Test
    void followsFromItsSeed() {
        double[] kernel = BeamKernel.sample(BEAM, FRAME, 6);
        double[] a = BeamNoise.channel(9, 8, kernel, 1, RandomSource.XO_RO_SHI_RO_128_PP.create(5));
        double[] again = BeamNoise.channel(9, 8, kernel, 1, RandomSource.XO_RO_SHI_RO_128_PP.create(5));
        double[] other = BeamNoise.channel(9, 8, kernel, 1, RandomSource.XO_RO_SHI_RO_128_PP.create(6));
        assertArrayEquals(a, again);
        assertFalse(Arrays.equals(a, other));
    }

    /** The rms does not depend on the sum of the kernel. */
    @Test
    void doesNotDependOnTheKernelsSum() {
        double[] kernel = BeamKernel.sample(BEAM, FRAME, 6);
        double[] doubled = Arrays.stream(kernel).map(k -> 2 * k).toArray();
        double[] a = BeamNoise.channel(9, 8, kernel, 1, RandomSource.XO_RO_SHI_RO_128_PP.create(5));
        double[] b = BeamNoise.channel(9, 8, doubled, 1, RandomSource.XO_RO_SHI_RO_128_PP.create(5));
        assertArrayEquals(a, b, 1e-13);
    }
}
