// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure.errors;

import java.util.Arrays;
import org.steelyard.report.plot.AxisScale;

/**
 * Density of draws in a plane of two parameters: a histogram, smoothed by a Gaussian.
 *
 * @param values {@code [y * BINS + x]}
 */
record PairDensity(double[] values) {

    /** Bins along each axis. */
    static final int BINS = 28;

    /** [bin] Standard deviation of the smoothing, which suppresses the noise of the contours. */
    private static final double SMOOTHING = 1.1;

    /** [bin] Half width of the smoothing kernel. */
    private static final int REACH = 3;

    /**
     * @param u draws of the horizontal parameter
     * @param v draws of the vertical parameter
     * @param x horizontal axis; draws beyond its ends are left out
     * @param y vertical axis
     * @return the smoothed density
     */
    static PairDensity of(double[] u, double[] v, AxisScale x, AxisScale y) {
        double[] counts = new double[BINS * BINS];
        for (int k = 0; k < u.length; k++) {
            double across = x.fraction(u[k]);
            double up = y.fraction(v[k]);
            if (across >= 0 && across < 1 && up >= 0 && up < 1) {
                int row = (int) (BINS * up);
                counts[row * BINS + (int) (BINS * across)]++;
            }
        }
        double[] once = new double[counts.length];
        double[] twice = new double[counts.length];
        smooth(counts, once, 1);
        smooth(once, twice, BINS);
        return new PairDensity(twice);
    }

    /** Returns the highest density. */
    double peak() {
        return Arrays.stream(values).max().orElse(1);
    }

    /** Returns the density above which the given share of the draws is found. */
    double levelOfShare(double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double total = Arrays.stream(sorted).sum();
        double sum = 0;
        for (int k = sorted.length - 1; k >= 0; k--) {
            sum += sorted[k];
            if (sum >= share * total) {
                return sorted[k];
            }
        }
        return 0;
    }

    /** Smooths along x (step 1) or y (step BINS). */
    private static void smooth(double[] from, double[] to, int step) {
        for (int k = 0; k < from.length; k++) {
            int bin = step == 1 ? k % BINS : k / BINS;
            double sum = 0;
            double weights = 0;
            for (int d = -REACH; d <= REACH; d++) {
                if (bin + d >= 0 && bin + d < BINS) {
                    double weight = Math.exp(-d * d / (2 * SMOOTHING * SMOOTHING));
                    sum += weight * from[k + d * step];
                    weights += weight;
                }
            }
            to[k] = sum / weights;
        }
    }
}
