package org.steelyard.campaign;

import org.steelyard.inference.Chain;

/**
 * Draws from a posterior.
 *
 * @param method {@code nested} or {@code ensemble}
 * @param chain the draws, of equal weight
 * @param logEvidence ln of the integral of exp(-chi^2/2) times prior; NaN where the method has none
 * @param logEvidenceError its standard error
 * @param evaluations of the model
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
        double tolerance,
        boolean converged,
        String reason,
        double[] autocorrelationTimes) {}
