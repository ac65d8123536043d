package org.steelyard.inference.sample;

import org.steelyard.units.InputException;

/**
 * Options of an {@link EnsembleSampler}.
 *
 * @param seed of the random numbers; the same seed gives the same bits
 * @param walkerCount number of walkers, even; 0 selects four per parameter, at least 32. Half of them are evaluated per
 *     call of the likelihood
 * @param minTimes [autocorrelation time] required length of the chain, positive
 * @param maxRHat largest R-hat at which the walkers agree, above 1
 * @param maxSteps largest number of steps of every walker, at least 100
 */
public record EnsembleOptions(long seed, int walkerCount, double minTimes, double maxRHat, int maxSteps) {

    /** Smallest default number of walkers. */
    private static final int LEAST_DEFAULT = 32;

    /** Smallest number of walkers: two halves with a pair of other walkers each. */
    private static final int LEAST_WALKERS = 6;

    /** @throws InputException if a number is outside its range */
    public EnsembleOptions {
        if (walkerCount % 2 != 0 || walkerCount < 0) {
            throw new InputException("ensemble: the number of walkers " + walkerCount
                    + " must be even and positive, or 0 for the default");
        }
        if (!(minTimes > 0) || !(maxRHat > 1) || maxSteps < 100) {
            throw new InputException("ensemble: autocorrelation times " + minTimes + " must be positive, R-hat "
                    + maxRHat + " must be above 1, and steps " + maxSteps + " must be at least 100");
        }
    }

    /**
     * @param seed of the random numbers
     * @return the default number of walkers, 50 autocorrelation times, an R-hat of 1.01 and at most 20000 steps
     */
    public static EnsembleOptions seeded(long seed) {
        return new EnsembleOptions(seed, 0, 50, 1.01, 20_000);
    }

    /**
     * @param count number of walkers
     * @return these options with another number of walkers
     */
    public EnsembleOptions withWalkerCount(int count) {
        return new EnsembleOptions(seed, count, minTimes, maxRHat, maxSteps);
    }

    /**
     * @param steps largest number of steps
     * @return these options with another limit
     */
    public EnsembleOptions withMaxSteps(int steps) {
        return new EnsembleOptions(seed, walkerCount, minTimes, maxRHat, steps);
    }

    /** The number of walkers for a problem. */
    int walkersFor(int dimension) {
        int walkers = walkerCount == 0 ? Math.max(LEAST_DEFAULT, 4 * dimension) : walkerCount;
        if (walkers < 2 * dimension || walkers < LEAST_WALKERS) {
            throw new InputException("ensemble: " + walkers + " walkers are too few for " + dimension
                    + " parameters; use at least " + Math.max(LEAST_WALKERS, 2 * dimension) + ", better "
                    + 4 * dimension);
        }
        return walkers;
    }
}
