// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.sample.importance;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/** One stream of random numbers in the distributions that proposals need. */
final class Randomness {

    private final UniformRandomProvider uniform;
    private final ZigguratSampler.NormalizedGaussian normal;

    Randomness(long seed) {
        uniform = RandomSource.XO_SHI_RO_256_PP.create(seed);
        normal = ZigguratSampler.NormalizedGaussian.of(uniform);
    }

    /** Uniform from 0 to 1. */
    double uniform() {
        return uniform.nextDouble();
    }

    /** Uniform from 0 to count - 1. */
    int index(int count) {
        return uniform.nextInt(count);
    }

    /** Unit normal. */
    double normal() {
        return normal.sample();
    }

    /** Chi-squared of a number of degrees of freedom, divided by that number. */
    double meanSquare(double degrees) {
        return AhrensDieterMarsagliaTsangGammaSampler.of(uniform, degrees / 2, 2 / degrees)
                .sample();
    }

    /** The place of a draw among weights that add up to 1. */
    int choose(double[] weights) {
        double left = uniform();
        int k = 0;
        while (k < weights.length - 1 && left >= weights[k]) {
            left -= weights[k++];
        }
        return k;
    }
}
