package org.steelyard.inference;

import org.steelyard.units.InputException;

/**
 * An affine-invariant ensemble of walkers (Goodman and Weare 2010; Foreman-Mackey et al. 2013).
 *
 * @param seed of the random numbers; the same seed gives the same bits
 * @param walkerCount even; 0 takes four for each parameter, at least 16. Half of them are asked for at once
 * @param minTimes [autocorrelation time] length of the chain that is asked for
 * @param maxRHat largest R-hat that counts as agreement of the walkers
 * @param maxSteps at most so many steps of every walker
 */
public record EnsembleSampler(long seed, int walkerCount, double minTimes, double maxRHat, int maxSteps) {

    /** @throws InputException if a number is out of its range */
    public EnsembleSampler {
        if (walkerCount % 2 != 0) {
            throw new InputException("ensemble: " + walkerCount + " walkers must be even");
        }
    }

    /**
     * @param seed of the random numbers
     * @return 50 autocorrelation times, R-hat of 1.01, at most 20000 steps
     */
    public static EnsembleSampler seeded(long seed) {
        return new EnsembleSampler(seed, 0, 50, 1.01, 20_000);
    }

    /**
     * @param count of walkers
     * @return this sampler with another ensemble
     */
    public EnsembleSampler withWalkerCount(int count) {
        return new EnsembleSampler(seed, count, minTimes, maxRHat, maxSteps);
    }

    /**
     * @param steps at most
     * @return this sampler with another limit
     */
    public EnsembleSampler withMaxSteps(int steps) {
        return new EnsembleSampler(seed, walkerCount, minTimes, maxRHat, steps);
    }

    /**
     * Starts with walkers drawn from the prior.
     *
     * @param problem priors and likelihood
     * @param observer is told how it goes on
     * @return the chain; says whether it converged
     */
    public EnsembleResult sample(SamplingProblem problem, SamplerObserver observer) {
        throw new UnsupportedOperationException();
    }

    /**
     * Starts around a fit, twice as wide as its errors.
     *
     * @param problem priors and likelihood
     * @param centre [parameter] in its unit. Not modified.
     * @param errors [parameter] standard errors; where one is not a positive number the prior takes its place. Not modified.
     * @param observer is told how it goes on
     * @return the chain; says whether it converged
     */
    public EnsembleResult sampleAround(
            SamplingProblem problem, double[] centre, double[] errors, SamplerObserver observer) {
        throw new UnsupportedOperationException();
    }
}
