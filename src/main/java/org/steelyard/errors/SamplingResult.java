// SPDX-License-Identifier: Apache-2.0
package org.steelyard.errors;

import org.steelyard.inference.sample.Chain;

/**
 * Draws from the posterior.
 *
 * @param campaign name of the campaign, which has the sampler that was asked for
 * @param method that made the draws: {@code importance}, {@code nested} or {@code ensemble}
 * @param chain the draws, of equal weight
 * @param logEvidence ln of the integral of exp(-chi^2 / 2) times the prior, with unscaled chi^2; NaN if the method gives
 *     no evidence
 * @param logEvidenceError standard error of {@code logEvidence}
 * @param effectiveSize number of independent draws that the weighted points of the sampler represent; NaN for an ensemble
 * @param paretoShape k-hat of the largest importance weights, of a run that was handed over too; NaN if there was none
 * @param evaluations number of model evaluations
 * @param scale divisor of chi^2 in the draws: the squared ratio of the correlated error of the mass to its error in the
 *     configured likelihood
 * @param tolerance of the model's adaptive sub-pixels while sampling, relative to the peak; NaN for uniform sub-pixels
 * @param converged whether the sampler met its stopping criterion
 * @param reason why the sampler stopped
 * @param autocorrelationTimes [step] of every parameter; null if the draws are independent
 */
public record SamplingResult(
        String campaign,
        String method,
        Chain chain,
        double logEvidence,
        double logEvidenceError,
        double effectiveSize,
        double paretoShape,
        int evaluations,
        double scale,
        double tolerance,
        boolean converged,
        String reason,
        double[] autocorrelationTimes) {

    /** This result, to which an earlier sampler handed over: with its k-hat, its evaluations and why it gave up. */
    SamplingResult after(SamplingResult earlier) {
        return new SamplingResult(
                campaign,
                method,
                chain,
                logEvidence,
                logEvidenceError,
                effectiveSize,
                earlier.paretoShape,
                earlier.evaluations + evaluations,
                scale,
                tolerance,
                converged,
                earlier.method + " sampling was left: " + earlier.reason + "; " + method + " sampling: " + reason,
                autocorrelationTimes);
    }
}
