// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure.errors;

/**
 * Quantiles of a sample, with order statistic k of n at the probability (k - 1/2) / n (type 5 of Hyndman and Fan 1996).
 */
final class Quantiles {

    /** Probabilities of the median and of one standard deviation of a normal distribution on either side of it. */
    static final double MEDIAN = 0.5;

    static final double MINUS_SIGMA = 0.158655;
    static final double PLUS_SIGMA = 0.841345;

    private Quantiles() {}

    /**
     * @param sorted sample in ascending order. Not modified
     * @param probability from 0 to 1
     * @return the quantile, linear between the order statistics; the extremes of the sample beyond them
     */
    static double of(double[] sorted, double probability) {
        double place = Math.max(0, Math.min(sorted.length - 1.0, probability * sorted.length - 0.5));
        int k = (int) Math.floor(place);
        return k + 1 == sorted.length ? sorted[k] : sorted[k] + (place - k) * (sorted[k + 1] - sorted[k]);
    }
}
