// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.sample;

import java.util.Arrays;

/** Sums of weights in logarithms, and draws by weight. */
public final class Weights {

    private Weights() {}

    /**
     * @param a ln of a weight, -infinity for 0
     * @param b ln of a weight, -infinity for 0
     * @return ln(e^a + e^b)
     */
    public static double logSum(double a, double b) {
        double high = Math.max(a, b);
        return high == Double.NEGATIVE_INFINITY ? high : high + Math.log1p(Math.exp(Math.min(a, b) - high));
    }

    /**
     * @param logs ln of weights, -infinity for 0. Not modified.
     * @return ln of their sum
     */
    public static double logSum(double[] logs) {
        double high = Arrays.stream(logs).max().orElse(Double.NEGATIVE_INFINITY);
        return high == Double.NEGATIVE_INFINITY
                ? high
                : high
                        + Math.log(Arrays.stream(logs)
                                .map(log -> Math.exp(log - high))
                                .sum());
    }

    /**
     * Draws by weight at equal intervals of the sum of the weights (systematic resampling), which adds less scatter than
     * independent draws.
     *
     * @param weights that add up to 1. Not modified.
     * @param count number of draws
     * @param offset of the first draw, from 0 to 1, in intervals
     * @return index of each draw, ascending; a weight w has w count draws to one more or less
     */
    public static int[] systematic(double[] weights, int count, double offset) {
        int[] chosen = new int[count];
        double below = 0;
        int taken = 0;
        for (int i = 0; i < weights.length; i++) {
            below += weights[i];
            while (taken < count && (taken + offset) / count < below) {
                chosen[taken++] = i;
            }
        }
        while (taken < count) {
            chosen[taken++] = weights.length - 1;
        }
        return chosen;
    }
}
