// SPDX-License-Identifier: Apache-2.0
package org.steelyard.campaign;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** Random numbers of a task, which depend on the campaign's seed and the task's index alone. */
public final class TaskRandom {

    /** 2^64 divided by the golden ratio, the increment of SplitMix64. */
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private TaskRandom() {}

    /**
     * Creates the random number generator of a task.
     *
     * @param seed of the campaign
     * @param index of the task
     * @return its generator
     */
    public static UniformRandomProvider of(long seed, int index) {
        return RandomSource.XO_SHI_RO_256_PP.create(mix(mix(seed) + GOLDEN * (index + 1L)));
    }

    /** Finaliser of SplitMix64 (Steele et al. 2014): seeds that differ in one bit give unrelated values. */
    private static long mix(long seed) {
        long z = seed;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
