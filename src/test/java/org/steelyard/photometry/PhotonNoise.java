// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/** Noise of simulated images. */
public final class PhotonNoise {

    private PhotonNoise() {}

    /** Adds the noise of photons, sky among them, and of the detector [electron], with the random numbers of a seed. */
    public static void add(double[] electrons, double readNoise, long seed) {
        add(electrons, readNoise, RandomSource.XO_RO_SHI_RO_128_PP.create(seed));
    }

    /** Adds the noise of photons, sky among them, and of the detector [electron]. */
    public static void add(double[] electrons, double readNoise, UniformRandomProvider random) {
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        for (int p = 0; p < electrons.length; p++) {
            electrons[p] += Math.sqrt(electrons[p] + readNoise * readNoise) * normal.sample();
        }
    }
}
