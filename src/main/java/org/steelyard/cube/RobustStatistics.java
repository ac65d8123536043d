// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube;

import java.util.Arrays;

/** Noise statistics that emission does not bias. */
final class RobustStatistics {

    /** Median absolute deviation over standard deviation of a Gaussian. */
    private static final double MAD_PER_SIGMA = 0.6744897501960817;

    private RobustStatistics() {}

    /**
     * Computes the rms from the negative values alone. The median of their absolute values is that of a half Gaussian.
     *
     * @param values values of which a part is used. Not modified
     * @param from index of the first value
     * @param count number of values
     * @return rms; NaN if no value is negative
     */
    static double rms(float[] values, int from, int count) {
        float[] negative = new float[count];
        int n = 0;
        for (int i = from; i < from + count; i++) {
            if (values[i] < 0) {
                negative[n++] = -values[i];
            }
        }
        if (n == 0) {
            return Double.NaN;
        }
        Arrays.sort(negative, 0, n);
        return negative[n / 2] / MAD_PER_SIGMA;
    }
}
