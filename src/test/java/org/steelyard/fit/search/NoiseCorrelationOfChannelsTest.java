// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.steelyard.cube.Beam;
import org.steelyard.cube.BeamTable;
import org.steelyard.cube.LocalFrame;
import org.steelyard.cube.PixelBox;
import org.steelyard.observe.ChannelCorrelation;
import org.steelyard.observe.CorrelatedNoise;

/** Covariance of space and channel against the product of the two correlations, written out. */
class NoiseCorrelationOfChannelsTest {

    private static final double ROUNDING = 1e-10;
    private static final LocalFrame FRAME = new LocalFrame(-0.05, 0, 0, 0.05);
    private static final Beam BEAM = new Beam(0.22, 0.17, 60);
    private static final int CHANNELS = 7;
    private static final int BLOCK = 3;
    private static final int[] X = {0, 3, 6, 0, 3, 6};
    private static final int[] Y = {0, 0, 0, 3, 3, 3};
    private static final ChannelCorrelation BETWEEN = new ChannelCorrelation(new double[] {0.6, 0.15});

    private static FitRegion region() {
        boolean[] inside = new boolean[81];
        Arrays.fill(inside, true);
        return new FitRegion(new PixelBox(0, 0, 9, 9), inside, BLOCK, X, Y);
    }

    private static NoiseCorrelation of(int[] used, ChannelCorrelation between) {
        return NoiseCorrelation.of(BeamTable.common(BEAM, CHANNELS), FRAME, region(), used, between);
    }

    /** The product of the two correlations. */
    private static double covariance(int i, int j, CorrelatedNoise space) {
        int a = i / CHANNELS;
        int b = j / CHANNELS;
        return BETWEEN.at(i % CHANNELS - j % CHANNELS)
                * space.covariance(X[a] - X[b], Y[a] - Y[b])
                / space.covariance(0, 0);
    }

    /** The squared length of L^T w is w^T C w, for all data and where one channel is missing everywhere. */
    @Test
    void theVarianceOfAWeightedSumIsThatOfTheProduct() {
        int[] all = IntStream.range(0, X.length * CHANNELS).toArray();
        int[] withoutOne = Arrays.stream(all).filter(i -> i % CHANNELS != 2).toArray();
        CorrelatedNoise space = CorrelatedNoise.of(BEAM, FRAME, BLOCK);
        for (int[] used : new int[][] {all, withoutOne}) {
            double[] weights = IntStream.range(0, used.length)
                    .mapToDouble(k -> Math.sin(1 + 3 * k))
                    .toArray();
            double expected = 0;
            for (int k = 0; k < used.length; k++) {
                for (int l = 0; l < used.length; l++) {
                    expected += weights[k] * weights[l] * covariance(used[k], used[l], space);
                }
            }
            of(used, BETWEEN).transposed(weights);
            assertEquals(expected, Arrays.stream(weights).map(w -> w * w).sum(), ROUNDING * expected);
        }
    }

    /** Whitening is the inverse of drawing, also where data are missing here and there. */
    @Test
    void whiteningGivesBackTheIndependentNumbers() {
        int[] used =
                IntStream.range(0, X.length * CHANNELS).filter(i -> i % 5 != 3).toArray();
        double[] noise = of(used, BETWEEN).draw(RandomSource.XO_SHI_RO_256_PP.create(4), used.length);
        of(used, BETWEEN).whiten(noise);
        double[] white = new NoiseCorrelation(
                        new NoiseCorrelation.Groups(new int[0][], new org.steelyard.inference.CholeskyFactor[0]),
                        new NoiseCorrelation.Groups(new int[0][], new org.steelyard.inference.CholeskyFactor[0]),
                        null,
                        null)
                .draw(RandomSource.XO_SHI_RO_256_PP.create(4), used.length);
        assertArrayEquals(white, noise, ROUNDING);
    }

    /** A beam for each channel: the variance of a datum stays 1 and the matrix positive definite. */
    @Test
    void everyChannelMayHaveItsBeam() {
        BeamTable beams = new BeamTable(IntStream.range(0, CHANNELS)
                .mapToObj(c -> new Beam(0.22 + 0.01 * c, 0.17, 60))
                .toList());
        int[] used = IntStream.range(0, X.length * CHANNELS).toArray();
        NoiseCorrelation correlation = NoiseCorrelation.of(beams, FRAME, region(), used, BETWEEN);
        for (int k = 0; k < used.length; k++) {
            double[] unit = new double[used.length];
            unit[k] = 1;
            correlation.transposed(unit);
            assertEquals(1, Arrays.stream(unit).map(w -> w * w).sum(), ROUNDING);
        }
    }
}
