// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.sample.importance;

import org.steelyard.units.InputException;

/**
 * Options of an {@link ImportanceSampler}.
 *
 * @param seed of the random numbers; the same seed gives the same bits
 * @param effectiveSize effective sample size at which the run ends, at least 100; the errors of ln Z and of the posterior
 *     fall as its root
 * @param maxEvaluations largest number of evaluations of the likelihood, positive
 */
public record ImportanceOptions(long seed, int effectiveSize, int maxEvaluations) {

    /** Evaluations per effective draw beyond which nested sampling is cheaper. */
    private static final int DEAR = 5;

    /** @throws InputException if a number is outside its range */
    public ImportanceOptions {
        if (effectiveSize < 100 || maxEvaluations < 1) {
            throw new InputException("importance sampling: an effective sample size of " + effectiveSize
                    + " must be at least 100, and the evaluations " + maxEvaluations + " positive");
        }
    }

    /**
     * @param seed of the random numbers
     * @return an effective sample size of 10,000 with at most 5 evaluations for each
     */
    public static ImportanceOptions seeded(long seed) {
        return new ImportanceOptions(seed, 10_000, DEAR * 10_000);
    }

    /**
     * @param size effective sample size
     * @return these options with another size and at most 5 evaluations for each effective draw
     */
    public ImportanceOptions withEffectiveSize(int size) {
        return new ImportanceOptions(seed, size, DEAR * size);
    }

    /**
     * @param evaluations largest number of evaluations
     * @return these options with another limit
     */
    public ImportanceOptions withMaxEvaluations(int evaluations) {
        return new ImportanceOptions(seed, effectiveSize, evaluations);
    }
}
