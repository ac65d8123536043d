package org.steelyard.inference.sample;

import org.steelyard.inference.SamplerObserver;
import org.steelyard.units.InputException;

/**
 * Nested sampling (Skilling 2006, Bayesian Analysis 1, 833), for the evidence Z and the posterior. Live points are
 * drawn from the prior; repeatedly, the one with the lowest likelihood is replaced by a point drawn from the prior
 * above that likelihood. Each replacement shrinks the enclosed prior volume by a known factor on average, so Z is a sum
 * over the replaced points, and their terms are posterior weights.
 *
 * @param options of the run
 */
public record NestedSampler(NestedOptions options) {

    /**
     * @param seed of the random numbers
     * @return a sampler with default options
     */
    public static NestedSampler seeded(long seed) {
        return new NestedSampler(NestedOptions.seeded(seed));
    }

    /**
     * Samples from the whole prior.
     *
     * @param problem priors and likelihood
     * @param observer receives the progress
     * @return evidence and posterior, with the state of convergence
     * @throws InputException if there are too few live points, or the likelihood is zero almost everywhere
     */
    public NestedResult sample(SamplingProblem problem, SamplerObserver observer) {
        return run(problem, PriorFocus.none(problem.dimension()), observer);
    }

    /**
     * Samples mostly around a fit, which saves the shrinkage of the whole prior to the posterior. Posterior and
     * evidence are those of {@link #sample}, because the likelihood is divided by the density of the draws (Chen et al.
     * 2019, Statistics and Computing 29, 835). In every parameter a tenth of the draws are from the whole prior; a
     * second mode that is far away in several parameters at once is more easily missed.
     *
     * @param problem priors and likelihood
     * @param centre [parameter] best fit, in the parameter's unit. Not modified.
     * @param errors [parameter] standard errors; the whole prior is used for one that is not a positive number. Not
     *     modified.
     * @param observer receives the progress
     * @return evidence and posterior, with the state of convergence
     * @throws InputException if there are too few live points, or the likelihood is zero almost everywhere
     */
    public NestedResult sampleAround(
            SamplingProblem problem, double[] centre, double[] errors, SamplerObserver observer) {
        return run(problem, PriorFocus.around(problem, centre, errors), observer);
    }

    private NestedResult run(SamplingProblem problem, PriorFocus focus, SamplerObserver observer) {
        options.checkFor(problem.dimension());
        return new NestedRun(options, problem, focus, observer).run();
    }
}
