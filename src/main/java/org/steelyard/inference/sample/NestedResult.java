package org.steelyard.inference.sample;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ArraySampler;
import org.apache.commons.rng.simple.RandomSource;
import org.steelyard.inference.SampledParameter;

/**
 * What nested sampling found. The arrays are lent: not to be modified.
 *
 * @param parameters names, units and priors
 * @param points [i][parameter] values in the parameters' units, in the order in which they were left
 * @param logLikelihood [i] ln of the likelihood
 * @param logWeights [i] ln of the share of the posterior that a point stands for; the shares add up to 1
 * @param logEvidence ln of the integral of likelihood times prior
 * @param logEvidenceError its standard error
 * @param information [nat] Kullback-Leibler divergence from the prior to the posterior
 * @param mean [parameter] of the posterior
 * @param meanErrors [parameter] Monte Carlo standard error of the mean
 * @param covariance [parameter][parameter] of the posterior
 * @param covarianceErrors [parameter][parameter] Monte Carlo standard errors of the covariance
 * @param evaluations of the likelihood
 * @param converged whether the part of the evidence that may be missing is below what was asked
 * @param reason how it ended, in a sentence with its numbers
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

    /** Takes a copy of the list. */
    public NestedResult {
        parameters = List.copyOf(parameters);
    }

    /**
     * @param scale as {@link #draws(int, long, double)} has it
     * @return how many independent draws the weighted points are worth, (sum w)^2 / sum w^2
     */
    public double effectiveSampleSize(double scale) {
        double squares = 0;
        for (double logWeight : logWeights(scale)) {
            squares += Math.exp(2 * logWeight);
        }
        return 1 / squares;
    }

    /** [i] ln of the share of a point in the posterior of the likelihood to the power 1 / scale: the volumes that the points stand for are the same. */
    private double[] logWeights(double scale) {
        double[] scaled = new double[logWeights.length];
        double log = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < scaled.length; i++) {
            boolean counts = logWeights[i] > Double.NEGATIVE_INFINITY;
            scaled[i] = counts ? logWeights[i] - (1 - 1 / scale) * logLikelihood[i] : Double.NEGATIVE_INFINITY;
            log = RunningPosterior.logSum(log, scaled[i]);
        }
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] -= log;
        }
        return scaled;
    }

    /** @return points kept per evaluation */
    public double efficiency() {
        return (double) points.length / evaluations;
    }

    /**
     * @param count how many draws
     * @param seed of the random numbers
     * @return draws from the posterior, of equal weight in random order, as one chain
     */
    public Chain draws(int count, long seed) {
        return draws(count, seed, 1);
    }

    /**
     * Draws from the posterior that the likelihood to the power 1 / scale has: of a chi^2 that rises too fast by that factor. A run whose likelihood rose on the way
     * through that wider posterior has points enough for it; one of a likelihood that rises too slowly, with a scale below 1, may have too few.
     *
     * @param count how many draws; about {@link #effectiveSampleSize} of them are independent
     * @param seed of the random numbers
     * @param scale by which ln of the likelihood is divided
     * @return draws of equal weight in random order, as one chain
     */
    public Chain draws(int count, long seed, double scale) {
        double[] logWeights = logWeights(scale);
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        int[] chosen = new int[count];
        double offset = random.nextDouble();
        double below = 0;
        int taken = 0;
        for (int i = 0; i < points.length; i++) {
            below += Math.exp(logWeights[i]);
            while (taken < count && (taken + offset) / count < below) {
                chosen[taken++] = i;
            }
        }
        while (taken < count) {
            chosen[taken++] = points.length - 1;
        }
        ArraySampler.shuffle(random, chosen);
        double[][] draws = new double[count][];
        double[] likelihoods = new double[count];
        for (int d = 0; d < count; d++) {
            draws[d] = points[chosen[d]];
            likelihoods[d] = logLikelihood[chosen[d]] / scale;
        }
        return new Chain(parameters, new double[][][] {draws}, new double[][] {likelihoods});
    }
}
