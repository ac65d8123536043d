package org.steelyard.inference.sample;

import org.steelyard.inference.SamplerObserver;
import org.steelyard.units.InputException;

/**
 * An affine-invariant ensemble of walkers (Goodman and Weare 2010, CAMCoS 5, 65; Foreman-Mackey et al. 2013, PASP 125,
 * 306). The walkers are in two halves; those of one move together, along directions that the other half shows: half of
 * them by the stretch move, half by the difference of two others (ter Braak 2006), of which one in ten jumps by the
 * whole difference, from one mode to another.
 *
 * <p>The first third of the steps is burn-in and left out, and all steps before a walker was last moved that had been
 * left behind far from the posterior. The chain is long enough when what is left is {@code minTimes} autocorrelation
 * times of every parameter, and the walkers agree when R-hat of every parameter is below {@code maxRHat}; both are
 * looked at whenever the chain has grown by a fifth. A posterior with several separate modes needs walkers that start
 * in all of them.
 *
 * <p>Not to be trusted on a strongly bent posterior or one of several modes, even when it says that it converged: on a
 * narrow banana the variance of the tail was off by 4 to 5 of its own errors in two of nine runs that did. Nested
 * sampling is for those.
 *
 * @param seed of the random numbers; the same seed gives the same bits
 * @param walkerCount even; 0 takes four for each parameter, at least 32. Half of them are asked for at once
 * @param minTimes [autocorrelation time] length of the chain that is asked for, positive
 * @param maxRHat largest R-hat that counts as agreement of the walkers, above 1
 * @param maxSteps at most so many steps of every walker, at least 100
 */
public record EnsembleSampler(long seed, int walkerCount, double minTimes, double maxRHat, int maxSteps) {

    private static final int LEAST_WALKERS = 32;

    /** @throws InputException if a number is out of its range */
    public EnsembleSampler {
        if (walkerCount % 2 != 0 || walkerCount < 0) {
            throw new InputException(
                    "ensemble: " + walkerCount + " walkers must be an even number, or 0 for the default");
        }
        if (!(minTimes > 0) || !(maxRHat > 1) || maxSteps < 100) {
            throw new InputException("ensemble: " + minTimes + " autocorrelation times must be positive, R-hat "
                    + maxRHat + " above 1, and steps " + maxSteps + " at least 100");
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
     * @param times autocorrelation times that the chain must have
     * @return this sampler with another end
     */
    public EnsembleSampler withMinTimes(double times) {
        return new EnsembleSampler(seed, walkerCount, times, maxRHat, maxSteps);
    }

    /**
     * Starts with walkers drawn from the prior.
     *
     * @param problem priors and likelihood
     * @param observer receives progress
     * @return the chain; says whether it converged
     * @throws InputException if there are fewer walkers than twice the parameters, or the likelihood is zero almost
     *     everywhere
     */
    public EnsembleResult sample(SamplingProblem problem, SamplerObserver observer) {
        return new EnsembleRun(settings(problem), problem, observer).run(null, null);
    }

    /**
     * Starts around a fit, twice as wide as its errors.
     *
     * @param problem priors and likelihood
     * @param centre [parameter] in its unit. Not modified.
     * @param errors [parameter] standard errors; where one is not a positive number the prior takes its place. Not
     *     modified.
     * @param observer receives progress
     * @return the chain; says whether it converged
     * @throws InputException if there are fewer walkers than twice the parameters, or the likelihood is zero almost
     *     everywhere
     */
    public EnsembleResult sampleAround(
            SamplingProblem problem, double[] centre, double[] errors, SamplerObserver observer) {
        return new EnsembleRun(settings(problem), problem, observer).run(centre, errors);
    }

    private EnsembleSettings settings(SamplingProblem problem) {
        return new EnsembleSettings(seed, walkersFor(problem.dimension()), minTimes, maxRHat, maxSteps);
    }

    private int walkersFor(int dimension) {
        int walkers = walkerCount == 0 ? Math.max(LEAST_WALKERS, 4 * dimension) : walkerCount;
        if (walkers < 2 * dimension || walkers < 6) {
            throw new InputException("ensemble: " + walkers + " walkers are too few for " + dimension
                    + " parameters; take at least " + Math.max(6, 2 * dimension) + ", better " + 4 * dimension);
        }
        return walkers;
    }
}
