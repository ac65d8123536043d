package org.steelyard.inference.sample;

/**
 * What an ensemble of walkers found. The array is lent: not to be modified.
 *
 * @param chain [walker][step] after the burn-in
 * @param autocorrelationTimes [parameter] [step] integrated autocorrelation time
 * @param acceptance share of the proposals that were accepted
 * @param burnIn [step] steps left out at the beginning
 * @param evaluations of the likelihood
 * @param converged whether the chain is long enough and the walkers agree
 * @param reason how it ended, in a sentence with its numbers
 */
public record EnsembleResult(
        Chain chain,
        double[] autocorrelationTimes,
        double acceptance,
        int burnIn,
        int evaluations,
        boolean converged,
        String reason) {}
