// SPDX-License-Identifier: Apache-2.0
package org.steelyard.errors;

import org.steelyard.inference.sample.Chain;

/**
 * Draws from a posterior.
 *
 * @param method {@code nested} or {@code ensemble}
 * @param chain the draws, of equal weight
 * @param logEvidence ln of the integral of exp(-chi^2/2) times prior, chi^2 as it is; NaN where the method has none
 * @param logEvidenceError its standard error
 * @param evaluations of the model
 * @param scale by which chi^2 is divided in the draws: the squared ratio of the correlated error of the mass to that of
 *     the likelihood in force
 * @param tolerance of the model's adaptive sub-pixels while sampling; NaN where they are uniform
 * @param converged whether the sampler reached its own goal
 * @param reason how it ended
 * @param autocorrelationTimes [step] of every parameter; null where draws are independent
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
