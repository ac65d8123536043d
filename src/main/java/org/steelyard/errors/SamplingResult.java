// SPDX-License-Identifier: Apache-2.0
package org.steelyard.errors;

import org.steelyard.inference.sample.Chain;

/**
 * Draws from the posterior.
 *
 * @param method {@code nested} or {@code ensemble}
 * @param chain the draws, of equal weight
 * @param logEvidence ln of the integral of exp(-chi^2 / 2) times the prior, with unscaled chi^2; NaN if the method gives
 *     no evidence
 * @param logEvidenceError standard error of {@code logEvidence}
 * @param evaluations number of model evaluations
 * @param scale divisor of chi^2 in the draws: the squared ratio of the correlated error of the mass to its error in the
 *     configured likelihood
 * @param tolerance of the model's adaptive sub-pixels while sampling, relative to the peak; NaN for uniform sub-pixels
 * @param converged whether the sampler met its stopping criterion
 * @param reason why the sampler stopped
 * @param autocorrelationTimes [step] of every parameter; null if the draws are independent
 */
public record SamplingResult(
        String method,
        Chain chain,
        double logEvidence,
        double logEvidenceError,
        int evaluations,
        double scale,
        double tolerance,
        boolean converged,
        String reason,
        double[] autocorrelationTimes) {}
