// SPDX-License-Identifier: Apache-2.0
package org.steelyard.compare;

import java.util.stream.IntStream;
import org.apache.commons.numbers.gamma.Erfc;

/**
 * The mass over some models. Each model gives a normal distribution about its mass with its own standard error; the
 * ensemble is their mixture (Bayesian model averaging: Hoeting et al. 1999, Statistical Science 14, 382):
 *
 * <pre>p(M) = sum_k w_k N(M; M_k, sigma_k),   sum_k w_k = 1</pre>
 *
 * <p>Its variance is that of the models' own errors and that of their masses, sum w sigma^2 + sum w (M - mean)^2. Limits
 * below zero become zero.
 *
 * @param median [Msun] of the mixture
 * @param lower [Msun] lower end of its central 68.3 %
 * @param upper [Msun] upper end of its central 68.3 %
 * @param statistical [Msun] weighted root mean square of the models' own standard errors
 * @param scatter [Msun] weighted standard deviation of the models' masses
 * @param models number of models
 * @param effective number of models that carry the weight, 1 / sum w^2
 */
public record Ensemble(
        double median, double lower, double upper, double statistical, double scatter, int models, double effective) {

    private static final double SQRT_2 = Math.sqrt(2);

    /** Probability below one standard deviation under the mean of a normal distribution. */
    private static final double MINUS_SIGMA = 0.5 * Erfc.value(1 / SQRT_2);

    /** [sigma] Every quantile that is asked lies within so many errors of one of the masses. */
    private static final double FAR = 10;

    /** Halvings of an interval after which no double is left between its ends. */
    private static final int HALVINGS = 200;

    /**
     * @param mass [Msun] of each model. Not modified
     * @param error [Msun] standard error of each, positive. Not modified
     * @param weight [-] of each, not negative; scaled to a sum of 1. Not modified
     * @return the ensemble; null where no model has a weight
     */
    static Ensemble ofOrNull(double[] mass, double[] error, double[] weight) {
        int[] used = IntStream.range(0, mass.length).filter(k -> weight[k] > 0).toArray();
        if (used.length == 0) {
            return null;
        }
        double sum = IntStream.of(used).mapToDouble(k -> weight[k]).sum();
        double[] m = IntStream.of(used).mapToDouble(k -> mass[k]).toArray();
        double[] s = IntStream.of(used).mapToDouble(k -> error[k]).toArray();
        double[] w = IntStream.of(used).mapToDouble(k -> weight[k] / sum).toArray();
        double mean = 0;
        double variance = 0;
        double squares = 0;
        for (int k = 0; k < w.length; k++) {
            mean += w[k] * m[k];
            variance += w[k] * s[k] * s[k];
            squares += w[k] * w[k];
        }
        double between = 0;
        for (int k = 0; k < w.length; k++) {
            between += w[k] * (m[k] - mean) * (m[k] - mean);
        }
        return new Ensemble(
                quantile(0.5, m, s, w),
                quantile(MINUS_SIGMA, m, s, w),
                quantile(1 - MINUS_SIGMA, m, s, w),
                Math.sqrt(variance),
                Math.sqrt(between),
                w.length,
                1 / squares);
    }

    /** Solves for the mass below which the mixture has a probability, by bisection. */
    private static double quantile(double probability, double[] m, double[] s, double[] w) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < m.length; k++) {
            low = Math.min(low, m[k] - FAR * s[k]);
            high = Math.max(high, m[k] + FAR * s[k]);
        }
        for (int halving = 0; halving < HALVINGS; halving++) {
            double middle = 0.5 * (low + high);
            if (below(middle, m, s, w) < probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.max(0, high);
    }

    private static double below(double x, double[] m, double[] s, double[] w) {
        double sum = 0;
        for (int k = 0; k < m.length; k++) {
            sum += w[k] * 0.5 * Erfc.value((m[k] - x) / (SQRT_2 * s[k]));
        }
        return sum;
    }
}
