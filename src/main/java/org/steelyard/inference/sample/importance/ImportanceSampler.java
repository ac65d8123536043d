// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.sample.importance;

import org.steelyard.inference.SamplerObserver;
import org.steelyard.inference.sample.SamplingProblem;
import org.steelyard.units.InputException;

/**
 * Adaptive importance sampling around a known maximum, for the evidence Z and the posterior. Points are drawn from a
 * mixture of Student t distributions and weighted by posterior over mixture. The first mixture is the fit's covariance with
 * heavy tails, and draws that look along every axis. In a few rounds it is fitted to the weighted points, and all points
 * of all rounds count ({@link PooledSample}, {@link MixtureFit}). A posterior that is nearly normal needs less than two
 * evaluations of the likelihood per independent draw.
 *
 * <p>The weights judge themselves, and so do the terms of the variances, which tell where the tails of a curved posterior
 * are drawn too rarely ({@link ParetoSmoothing}). Climbers from the whole prior look for maxima that the mixture misses
 * ({@link ModeSearch}). The result is converged only if the weights are reliable and no such maximum was found; otherwise
 * use {@link org.steelyard.inference.sample.NestedSampler}.
 *
 * <p>Limits: a second maximum that no climber reaches is missed without a sign. A climber that starts in its basin reaches it;
 * 128 start in the prior. Where the basin has a hundredth of the prior or less, a miss is likely.
 *
 * @param options of the run
 */
public record ImportanceSampler(ImportanceOptions options) {

    /**
     * @param seed of the random numbers
     * @return a sampler with default options
     */
    public static ImportanceSampler seeded(long seed) {
        return new ImportanceSampler(ImportanceOptions.seeded(seed));
    }

    /**
     * Samples around a fit.
     *
     * @param problem priors and likelihood
     * @param centre [parameter] best fit, in the parameter's unit. Not modified.
     * @param covariance [parameter][parameter] of the fit, in the parameters' units; the prior is used for a parameter
     *     whose variance is not a positive number. Not modified.
     * @param scale the draws follow L^(1 / scale), positive; the evidence is that of L
     * @param observer receives the progress
     * @return evidence and posterior, with their diagnosis
     * @throws InputException if the likelihood is zero at all first draws
     */
    public ImportanceResult sampleAround(
            SamplingProblem problem, double[] centre, double[][] covariance, double scale, SamplerObserver observer) {
        return new ImportanceRun(options, problem, scale, observer).run(centre, covariance);
    }
}
