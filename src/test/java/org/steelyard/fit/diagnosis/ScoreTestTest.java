// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class ScoreTestTest {

    private static final int N = 400;

    /** Rounding of sums of 400 products. */
    private static final double ROUNDING = 1e-10;

    /** Standard deviation of the mean square of 1000 unit normal numbers is 0.045; four of them. */
    private static final double FOUR_SIGMA = 0.18;

    private static double[] normal(long seed) {
        return ZigguratSampler.NormalizedGaussian.of(RandomSource.XO_SHI_RO_256_PP.create(seed))
                .samples(N)
                .toArray();
    }

    @Test
    void findsTheAmplitudeOfAChangeWithoutNoise() {
        double[] change = normal(1);
        double[] fitted = normal(2);
        double[] residuals = new double[N];
        for (int k = 0; k < N; k++) {
            residuals[k] = -3 * change[k] + 5 * fitted[k];
        }
        ScoreTest test = new ScoreTest(residuals, new int[N], null, v -> {});
        test.fit(fitted);
        ScoreTest.Score score = test.test(change);
        assertNotNull(score);
        assertEquals(3, score.amplitudes()[0], ROUNDING);
        assertEquals(test.chiSquared(), score.fall(), ROUNDING * score.fall());
        test.fit(change);
        assertEquals(0, test.chiSquared(), ROUNDING);
        assertNull(test.test(change));
    }

    @Test
    void twoChangesTogetherAreTheirLeastSquares() {
        double[] one = normal(3);
        double[] two = normal(4);
        double[] residuals = new double[N];
        for (int k = 0; k < N; k++) {
            residuals[k] = -one[k] + 2 * two[k];
        }
        ScoreTest.Score score = new ScoreTest(residuals, new int[N], null, v -> {}).test(one, two);
        assertNotNull(score);
        assertEquals(1, score.amplitudes()[0], ROUNDING);
        assertEquals(-2, score.amplitudes()[1], ROUNDING);
    }

    @Test
    void anErrorOfTheLightOfABlockIsNoMisfit() {
        double[] spectra = normal(5);
        int[] group = new int[N];
        double[] residuals = new double[N];
        for (int k = 0; k < N; k++) {
            group[k] = k / 20;
            residuals[k] = (1 + group[k]) * spectra[k];
        }
        ScoreTest test = new ScoreTest(residuals, group, spectra, v -> {});
        assertEquals(0, test.chiSquared(), ROUNDING);
        assertEquals(N - N / 20, test.expected(), ROUNDING);
    }

    @Test
    void significanceIsUnitNormalForNoise() {
        double[] change = normal(6);
        double sum = 0;
        for (int seed = 0; seed < 1000; seed++) {
            ScoreTest test = new ScoreTest(normal(100 + seed), new int[N], null, v -> {});
            test.fit(normal(7), normal(8));
            ScoreTest.Score score = test.test(change);
            assertNotNull(score);
            sum += score.significance() * score.significance() / 1000;
        }
        assertEquals(1, sum, FOUR_SIGMA);
    }

    @Test
    void correlationOfTheNoiseLowersTheSignificance() {
        double[] residuals = normal(9);
        double[] change = normal(10);
        ScoreTest.Score independent = new ScoreTest(residuals, new int[N], null, v -> {}).test(change);
        ScoreTest.Score common =
                new ScoreTest(residuals, new int[N], null, v -> Arrays.setAll(v, k -> 2 * v[k])).test(change);
        assertNotNull(independent);
        assertNotNull(common);
        assertEquals(independent.significance() / 2, common.significance(), ROUNDING);
        assertEquals(independent.fall(), common.fall(), ROUNDING);
    }
}
