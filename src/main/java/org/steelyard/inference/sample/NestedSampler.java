package org.steelyard.inference.sample;

import org.steelyard.inference.SamplerObserver;
import org.steelyard.units.InputException;

/**
 * Nested sampling (Skilling 2006, Bayesian Analysis 1, 833): a population of live points, drawn from the prior, loses
 * its least likely member again and again, and gains one that is drawn from the prior above that likelihood.
 *
 * @param seed of the random numbers; the same seed gives the same bits
 * @param liveCount how many live points; the error of ln Z and of the posterior falls with its root
 * @param evidenceTolerance stops when the live points could add less than this to ln Z
 * @param maxEvaluations of the likelihood
 * @param batchSize how many points are asked for at once; changes the numbers, threads do not
 */
public record NestedSampler(long seed, int liveCount, double evidenceTolerance, int maxEvaluations, int batchSize) {

    /** Fewer cannot show the shape of a region. */
    private static final int LEAST_LIVE = 20;

    /** @throws InputException if a number is out of its range */
    public NestedSampler {
        if (!(evidenceTolerance > 0) || maxEvaluations < 1 || batchSize < 1) {
            throw new InputException("nested sampling: tolerance " + evidenceTolerance + ", evaluations "
                    + maxEvaluations + " and batch " + batchSize + " must be positive");
        }
    }

    /**
     * @param seed of the random numbers
     * @return 400 live points, ln Z to 0.01, at most 5 million evaluations, 16 at once
     */
    public static NestedSampler seeded(long seed) {
        return new NestedSampler(seed, 400, 0.01, 5_000_000, 16);
    }

    /**
     * @param count of live points
     * @return this sampler with another population
     */
    public NestedSampler withLiveCount(int count) {
        return new NestedSampler(seed, count, evidenceTolerance, maxEvaluations, batchSize);
    }

    /**
     * @param tolerance of ln Z
     * @return this sampler with another end
     */
    public NestedSampler withEvidenceTolerance(double tolerance) {
        return new NestedSampler(seed, liveCount, tolerance, maxEvaluations, batchSize);
    }

    /**
     * @param evaluations at most
     * @return this sampler with another limit
     */
    public NestedSampler withMaxEvaluations(int evaluations) {
        return new NestedSampler(seed, liveCount, evidenceTolerance, evaluations, batchSize);
    }

    /**
     * Draws from the whole prior.
     *
     * @param problem priors and likelihood
     * @param observer receives progress
     * @return evidence and posterior; says whether it converged
     * @throws InputException if there are too few live points, or the likelihood is zero almost everywhere
     */
    public NestedResult sample(SamplingProblem problem, SamplerObserver observer) {
        return run(problem, PriorFocus.none(problem.dimension()), observer);
    }

    /**
     * Looks first, and most, around a fit. Posterior and evidence are those of {@link #sample}, since the likelihood is
     * divided by the density of the draws (Chen et al. 2019, Stat. Comput. 29, 835), but it need not shrink the whole
     * prior to the posterior. Of every parameter a tenth of the draws are from the whole prior; a second mode far away
     * in several parameters at once is easier to overlook.
     *
     * @param problem priors and likelihood
     * @param centre [parameter] in its unit, where the fit is. Not modified.
     * @param errors [parameter] standard errors; where one is not a positive number the prior takes its place. Not
     *     modified.
     * @param observer receives progress
     * @return evidence and posterior; says whether it converged
     * @throws InputException if there are too few live points, or the likelihood is zero almost everywhere
     */
    public NestedResult sampleAround(
            SamplingProblem problem, double[] centre, double[] errors, SamplerObserver observer) {
        return run(problem, PriorFocus.around(problem, centre, errors), observer);
    }

    private NestedResult run(SamplingProblem problem, PriorFocus focus, SamplerObserver observer) {
        int least = Math.max(LEAST_LIVE, 4 * problem.dimension() + 4);
        if (liveCount < least) {
            throw new InputException("nested sampling: " + liveCount + " live points are too few for "
                    + problem.dimension() + " parameters; take at least " + least + ", better 400");
        }
        NestedSettings settings = new NestedSettings(seed, liveCount, evidenceTolerance, maxEvaluations, batchSize);
        return new NestedRun(settings, problem, focus, observer).run();
    }
}
