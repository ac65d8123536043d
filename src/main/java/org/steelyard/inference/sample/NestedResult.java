// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.sample;

import java.util.List;
import org.steelyard.inference.SampledParameter;

/**
 * Result of nested sampling: evidence, weighted points of the posterior, and their moments. The arrays are shared. Not
 * to be modified.
 *
 * @param parameters names, units and priors
 * @param points [i][parameter] values in the parameters' units, in order of likelihood
 * @param logLikelihood [i] ln L
 * @param logWeights [i] ln of the posterior weight of a point; the weights add up to 1
 * @param logEvidence ln Z, the logarithm of the integral of likelihood times prior
 * @param logEvidenceError standard error of ln Z
 * @param information [nat] Kullback-Leibler divergence from the prior to the posterior
 * @param mean [parameter] of the posterior
 * @param meanErrors [parameter] Monte Carlo standard error of the mean
 * @param covariance [parameter][parameter] of the posterior
 * @param covarianceErrors [parameter][parameter] Monte Carlo standard errors of the covariance
 * @param evaluations number of evaluations of the likelihood
 * @param converged whether the possible remainder of ln Z is below the tolerance
 * @param reason how the run ended, with its numbers
 */
public record NestedResult(
        List<SampledParameter> parameters,
        double[][] points,
        double[] logLikelihood,
        double[] logWeights,
        double logEvidence,
        double logEvidenceError,
        double information,
        double[] mean,
        double[] meanErrors,
        double[][] covariance,
        double[][] covarianceErrors,
        int evaluations,
        boolean converged,
        String reason) {

    /** Copies the list. */
    public NestedResult {
        parameters = List.copyOf(parameters);
    }

    /**
     * Number of independent draws that the weighted points represent, (sum w)^2 / sum w^2.
     *
     * @param scale by which ln L is divided, as in {@link #draws(int, long, double)}
     * @return the effective sample size
     */
    public double effectiveSampleSize(double scale) {
        double squares = 0;
        for (double logWeight : logWeights(scale)) {
            squares += Math.exp(2 * logWeight);
        }
        return 1 / squares;
    }

    /** [i] ln of the weight of a point in the posterior of L^(1 / scale), with the same prior volumes. */
    private double[] logWeights(double scale) {
        double[] scaled = new double[logWeights.length];
        double log = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < scaled.length; i++) {
            boolean counts = logWeights[i] > Double.NEGATIVE_INFINITY;
            scaled[i] = counts ? logWeights[i] - (1 - 1 / scale) * logLikelihood[i] : Double.NEGATIVE_INFINITY;
            log = Weights.logSum(log, scaled[i]);
        }
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] -= log;
        }
        return scaled;
    }

    /**
     * Draws from the posterior.
     *
     * @param count number of draws
     * @param seed of the random numbers
     * @return draws of equal weight in random order, as one chain
     */
    public Chain draws(int count, long seed) {
        return draws(count, seed, 1);
    }

    /**
     * Draws from the posterior of L^(1 / scale), for a chi-squared that rises too fast by the factor {@code scale}. A
     * run passes through that wider posterior and has enough points for it. With a scale below 1 it may have too few.
     *
     * @param count number of draws; about {@link #effectiveSampleSize} of them are independent
     * @param seed of the random numbers
     * @param scale by which ln L is divided
     * @return draws of equal weight in random order, as one chain
     */
    public Chain draws(int count, long seed, double scale) {
        return Chain.drawn(parameters, points, logLikelihood, logWeights(scale), scale, count, seed);
    }
}
