package org.steelyard.inference.sample;

import org.steelyard.units.InputException;

/**
 * Options of a {@link NestedSampler}.
 *
 * @param seed of the random numbers; the same seed gives the same bits
 * @param liveCount number of live points n; the errors of ln Z and of the posterior fall as 1 / sqrt(n)
 * @param evidenceTolerance the run stops when the live points can add less than this to ln Z; positive
 * @param maxEvaluations largest number of evaluations of the likelihood, positive
 * @param batchSize number of points per call of the likelihood, positive; it changes the numbers, the number of threads
 *     does not
 */
public record NestedOptions(long seed, int liveCount, double evidenceTolerance, int maxEvaluations, int batchSize) {

    /** Smallest number of live points that can show the shape of a region. */
    private static final int LEAST_LIVE = 20;

    /** @throws InputException if a number is outside its range */
    public NestedOptions {
        if (!(evidenceTolerance > 0) || maxEvaluations < 1 || batchSize < 1) {
            throw new InputException("nested sampling: tolerance " + evidenceTolerance + ", evaluations "
                    + maxEvaluations + " and batch " + batchSize + " must be positive");
        }
    }

    /**
     * @param seed of the random numbers
     * @return 400 live points, a tolerance of 0.01 in ln Z, 5 million evaluations and batches of 16 points
     */
    public static NestedOptions seeded(long seed) {
        return new NestedOptions(seed, 400, 0.01, 5_000_000, 16);
    }

    /**
     * @param count number of live points
     * @return these options with another number of live points
     */
    public NestedOptions withLiveCount(int count) {
        return new NestedOptions(seed, count, evidenceTolerance, maxEvaluations, batchSize);
    }

    /**
     * @param tolerance of ln Z
     * @return these options with another tolerance
     */
    public NestedOptions withEvidenceTolerance(double tolerance) {
        return new NestedOptions(seed, liveCount, tolerance, maxEvaluations, batchSize);
    }

    /**
     * @param evaluations largest number of evaluations
     * @return these options with another limit
     */
    public NestedOptions withMaxEvaluations(int evaluations) {
        return new NestedOptions(seed, liveCount, evidenceTolerance, evaluations, batchSize);
    }

    /** Checks that the live points suffice for the dimension of a problem. */
    void checkFor(int dimension) {
        int least = Math.max(LEAST_LIVE, 4 * dimension + 4);
        if (liveCount < least) {
            throw new InputException("nested sampling: " + liveCount + " live points are too few for " + dimension
                    + " parameters; use at least " + least + ", better 400");
        }
    }
}
