// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.sample.importance;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Smooths the largest importance weights and judges whether they can be trusted (Vehtari, Simpson, Gelman, Yao and
 * Gabry 2024, JMLR 25, 72). A generalised Pareto distribution is fitted to the excess of the M largest of S weights over
 * the next one, M = min(S / 5, 3 sqrt(S)); the weights are replaced by the quantiles (z - 1/2) / M of that
 * distribution, z = 1 to M, at most the largest weight. Its shape k tells how heavy the tail is: moments of the weights
 * of order below 1 / k exist. Estimates are reliable where k is below {@link #limit}.
 *
 * @param logWeights [i] smoothed, in the order of the points, with the scale of the input
 * @param shape k; -infinity where the largest weights are equal, NaN where there are too few to tell
 */
record ParetoSmoothing(double[] logWeights, double shape) {

    /** Fewest weights in a tail. */
    private static final int LEAST_TAIL = 5;

    /** Largest reliable k of many weights. */
    private static final double LARGEST = 0.7;

    /**
     * Largest reliable k of the terms of a variance: below it their third moment exists, so that the error quoted for a
     * variance is that of a normal distribution (Berry 1941, Trans. Am. Math. Soc. 49, 122).
     */
    static final double LARGEST_OF_WIDTHS = 1 / 3.0;

    /**
     * @param logWeights [i] ln w_i; -infinity for 0. Not modified
     * @return the smoothed weights
     */
    static ParetoSmoothing of(double[] logWeights) {
        int size = logWeights.length;
        int tail = tail(size);
        if (tail < LEAST_TAIL || tail >= size) {
            return new ParetoSmoothing(logWeights.clone(), Double.NaN);
        }
        int[] order = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> logWeights[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double highest = logWeights[order[size - 1]];
        double cut = Math.exp(logWeights[order[size - tail - 1]] - highest);
        double[] excess = new double[tail];
        for (int z = 0; z < tail; z++) {
            excess[z] = Math.exp(logWeights[order[size - tail + z]] - highest) - cut;
        }
        if (!(excess[0] > 0)) {
            boolean level = excess[tail - 1] == 0;
            return new ParetoSmoothing(logWeights.clone(), level ? Double.NEGATIVE_INFINITY : Double.NaN);
        }
        GeneralisedPareto fit = GeneralisedPareto.of(excess);
        double[] smoothed = logWeights.clone();
        for (int z = 0; z < tail; z++) {
            double weight = cut + fit.quantile((z + 0.5) / tail);
            smoothed[order[size - tail + z]] = highest + Math.min(0, Math.log(weight));
        }
        return new ParetoSmoothing(smoothed, fit.shape());
    }

    /**
     * The k of the terms w_i (x_ij - m_j)^2 of a variance (Vehtari et al. 2024, section 2.5). It grows where points far out are
     * drawn too rarely, before that of the weights does.
     *
     * @param logWeights [i] ln w_i. Not modified
     * @param points [i][j] x_ij. Not modified
     * @param j the coordinate
     * @param mean m_j
     */
    static double ofSquares(double[] logWeights, double[][] points, int j, double mean) {
        double[] terms = new double[logWeights.length];
        Arrays.setAll(terms, i -> logWeights[i] + 2 * Math.log(Math.abs(points[i][j] - mean)));
        return of(terms).shape();
    }

    /** The number M of the largest weights of S. */
    private static int tail(int size) {
        return (int) Math.ceil(Math.min(0.2 * size, 3 * Math.sqrt(size)));
    }

    /** The weight below the M largest, as a logarithm. */
    static double cut(double[] logWeights) {
        double[] sorted = logWeights.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length - tail(sorted.length) - 1];
    }

    /** Largest reliable k of a number of weights, min(1 - 1 / log10(S), 0.7). */
    static double limit(int size) {
        return Math.min(1 - 1 / Math.log10(size), LARGEST);
    }

    /**
     * Generalised Pareto distribution of an excess x, P(X &gt; x) = (1 + k x / sigma)^(-1/k).
     *
     * @param shape k
     * @param scale sigma
     */
    private record GeneralisedPareto(double shape, double scale) {

        /** Weight of the prior k = 1/2, in points, which steadies k of few points (Vehtari et al. 2024, appendix C). */
        private static final double PRIOR_POINTS = 10;

        /** Number of points of the quadrature: this, and the root of the number of weights. */
        private static final int LEAST_NODES = 30;

        /** Width of the prior (Zhang and Stephens 2009, their 3 x*). */
        private static final double PRIOR_QUARTILES = 3;

        /** The posterior mean of Zhang and Stephens (2009, Technometrics 51, 316). */
        static GeneralisedPareto of(double[] ascending) {
            int n = ascending.length;
            int nodes = LEAST_NODES + (int) Math.sqrt(n);
            double quartile = ascending[(int) Math.floor(n / 4.0 + 0.5) - 1];
            double[] theta = new double[nodes];
            double[] profile = new double[nodes];
            for (int j = 0; j < nodes; j++) {
                theta[j] = 1 / ascending[n - 1] + (1 - Math.sqrt(nodes / (j + 0.5))) / (PRIOR_QUARTILES * quartile);
                double k = meanLog(theta[j], ascending);
                profile[j] = n * (Math.log(-theta[j] / k) - k - 1);
            }
            double mean = 0;
            for (int j = 0; j < nodes; j++) {
                double sum = 0;
                for (double other : profile) {
                    sum += Math.exp(other - profile[j]);
                }
                mean += theta[j] / sum;
            }
            double k = meanLog(mean, ascending);
            double steadied = (k * n + PRIOR_POINTS / 2) / (n + PRIOR_POINTS);
            return new GeneralisedPareto(steadied, -k / mean);
        }

        private static double meanLog(double theta, double[] x) {
            return Arrays.stream(x).map(v -> Math.log1p(-theta * v)).average().orElseThrow();
        }

        double quantile(double probability) {
            double log = -Math.log1p(-probability);
            return shape == 0 ? scale * log : scale * Math.expm1(shape * log) / shape;
        }
    }
}
