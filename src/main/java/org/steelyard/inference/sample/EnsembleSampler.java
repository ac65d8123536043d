package org.steelyard.inference.sample;

import org.steelyard.inference.SamplerObserver;
import org.steelyard.units.InputException;

/**
 * Affine-invariant ensemble of walkers (Goodman and Weare 2010, CAMCoS 5, 65; Foreman-Mackey et al. 2013, PASP 125,
 * 306), for the posterior alone. The walkers form two halves. The walkers of one half move together, along directions
 * given by the other: half of the moves are stretch moves, half follow the difference of two walkers (ter Braak 2006,
 * Statistics and Computing 16, 239). One difference move in ten jumps by the whole difference, from one mode to
 * another.
 *
 * <p>The burn-in is the first third of the steps, and all steps before the last relocation of a walker that was stuck
 * far from the posterior. A chain has converged when the rest has at least {@code minTimes} autocorrelation times of
 * every parameter and the R-hat of every parameter is at most {@code maxRHat}. Both are tested each time the chain has
 * grown by a fifth. A posterior with separate modes needs walkers that start in all of them.
 *
 * <p>Limits: a chain on a strongly curved or multimodal posterior can pass both tests too early. On a narrow curved
 * valley the variance of the tail was wrong by 4 to 5 of its errors in two of nine converged runs. Use
 * {@link NestedSampler} for such posteriors.
 *
 * @param options of the run
 */
public record EnsembleSampler(EnsembleOptions options) {

    /**
     * @param seed of the random numbers
     * @return a sampler with default options
     */
    public static EnsembleSampler seeded(long seed) {
        return new EnsembleSampler(EnsembleOptions.seeded(seed));
    }

    /**
     * Samples from walkers drawn from the prior.
     *
     * @param problem priors and likelihood
     * @param observer receives the progress
     * @return the chain, with the state of convergence
     * @throws InputException if there are fewer walkers than twice the parameters, or the likelihood is zero almost
     *     everywhere
     */
    public EnsembleResult sample(SamplingProblem problem, SamplerObserver observer) {
        return new EnsembleRun(options, problem, observer).run(null, null);
    }

    /**
     * Samples from walkers drawn around a fit, with twice its standard errors.
     *
     * @param problem priors and likelihood
     * @param centre [parameter] best fit, in the parameter's unit. Not modified.
     * @param errors [parameter] standard errors; the prior is used for one that is not a positive number. Not modified.
     * @param observer receives the progress
     * @return the chain, with the state of convergence
     * @throws InputException if there are fewer walkers than twice the parameters, or the likelihood is zero almost
     *     everywhere
     */
    public EnsembleResult sampleAround(
            SamplingProblem problem, double[] centre, double[] errors, SamplerObserver observer) {
        return new EnsembleRun(options, problem, observer).run(centre, errors);
    }
}
