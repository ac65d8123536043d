// SPDX-License-Identifier: Apache-2.0
package org.steelyard.observe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.steelyard.inference.CholeskyFactor;

class ChannelCorrelationTest {

    private static final double ROUNDING = 1e-12;
    private static final ChannelCorrelation HANNING = new ChannelCorrelation(new double[] {2 / 3.0, 1 / 6.0});

    @Test
    void theFactorsProductIsTheMatrix() {
        int n = 40;
        double[][] rows = HANNING.factor(n);
        double[] matrix = HANNING.matrix(IntStream.range(0, n).toArray());
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = 0; k <= j; k++) {
                    sum += i - k > 2 || j - k > 2 ? 0 : rows[i][i - k] * rows[j][j - k];
                }
                assertEquals(matrix[i * n + j], sum, ROUNDING);
            }
        }
    }

    @Test
    void independentChannelsAreTheirOwn() {
        assertArrayEquals(new double[] {1}, ChannelCorrelation.NONE.factor(3)[2]);
    }

    /** Correlations that no noise can have: 1 + 2 r cos w is negative at w = pi for r above 1/2. */
    @Test
    void impossibleCorrelationsAreShrunk() {
        ChannelCorrelation impossible = new ChannelCorrelation(new double[] {0.7});
        ChannelCorrelation possible = impossible.regularised(0.01);
        assertEquals((1 - 0.01) / 2, possible.lags()[0], 1e-6);
        int[] channels = IntStream.range(0, 200).toArray();
        assertNotNull(CholeskyFactor.ofOrNull(possible.matrix(channels), 200));
        assertSame(possible, possible.regularised(0.005));
        assertEquals(0.99 * 2 / 3, HANNING.regularised(0.01).lags()[0], 1e-6);
    }
}
