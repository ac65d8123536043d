package org.steelyard.cube;

import java.util.Arrays;

/** Statistics of noise beside emission. */
final class RobustStatistics {

    /** Median absolute deviation over standard deviation of a Gaussian. */
    private static final double MAD_PER_SIGMA = 0.6744897501960817;

    private RobustStatistics() {}

    /**
     * Rms from the values below zero alone: the median of their absolute values is that of a half Gaussian.
     *
     * @param values of which a part is used. Not modified
     * @param from index of the first
     * @param count how many
     * @return rms; NaN if no value is below zero
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
