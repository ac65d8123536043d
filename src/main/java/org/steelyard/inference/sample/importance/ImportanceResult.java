// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.sample.importance;

import java.util.List;
import org.steelyard.inference.SampledParameter;
import org.steelyard.inference.sample.Chain;

/**
 * Result of importance sampling: evidence, weighted points of the posterior, and their moments. The arrays are shared.
 * Not to be modified.
 *
 * @param parameters names, units and priors
 * @param points [i][parameter] values in the parameters' units
 * @param logLikelihood [i] ln L
 * @param scale the weights are those of L^(1 / scale)
 * @param logWeights [i] ln of the smoothed weight of a point in the posterior; the weights add up to 1
 * @param logEvidence ln Z, the logarithm of the integral of likelihood times prior
 * @param logEvidenceError standard error of ln Z
 * @param mean [parameter] of the posterior
 * @param meanErrors [parameter] Monte Carlo standard error of the mean
 * @param covariance [parameter][parameter] of the posterior
 * @param covarianceErrors [parameter][parameter] Monte Carlo standard errors of the covariance
 * @param effectiveSize number of independent draws that the weighted points represent, (sum w)^2 / sum w^2
 * @param paretoShape k of the largest weights, those of draws or evidence, whichever is larger; see
 *     {@link ImportanceSampler}
 * @param evaluations number of evaluations of the likelihood
 * @param converged whether the weights are reliable, the effective size was reached, and no other maximum was found
 * @param reason how the run ended, with its numbers
 */
public record ImportanceResult(
        List<SampledParameter> parameters,
        double[][] points,
        double[] logLikelihood,
        double scale,
        double[] logWeights,
        double logEvidence,
        double logEvidenceError,
        double[] mean,
        double[] meanErrors,
        double[][] covariance,
        double[][] covarianceErrors,
        double effectiveSize,
        double paretoShape,
        int evaluations,
        boolean converged,
        String reason) {

    /** Copies the list. */
    public ImportanceResult {
        parameters = List.copyOf(parameters);
    }

    /**
     * Draws from the posterior.
     *
     * @param count number of draws; {@link #effectiveSize} of them are independent
     * @param seed of the random numbers
     * @return draws of equal weight in random order, as one chain
     */
    public Chain draws(int count, long seed) {
        return Chain.drawn(parameters, points, logLikelihood, logWeights, scale, count, seed);
    }
}
