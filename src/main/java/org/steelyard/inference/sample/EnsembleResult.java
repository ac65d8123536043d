package org.steelyard.inference.sample;

/**
 * Result of the ensemble sampler. The array is shared. Not to be modified.
 *
 * @param chain [walker][step] draws after the burn-in
 * @param autocorrelationTimes [parameter] [step] integrated autocorrelation time
 * @param acceptance fraction of the proposals accepted
 * @param burnIn [step] number of steps omitted at the beginning
 * @param evaluations number of evaluations of the likelihood
 * @param converged whether the chain is long enough and the walkers agree
 * @param reason how the run ended, with its numbers
 */
public record EnsembleResult(
        Chain chain,
        double[] autocorrelationTimes,
        double acceptance,
        int burnIn,
        int evaluations,
        boolean converged,
        String reason) {}
