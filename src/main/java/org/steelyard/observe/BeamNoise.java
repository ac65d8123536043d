// SPDX-License-Identifier: Apache-2.0
package org.steelyard.observe;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.steelyard.kernel.Convolution;

/**
 * Gaussian noise with the correlation of an interferometer's image: white noise convolved with the beam (method page,
 * section 9).
 */
public final class BeamNoise {

    private BeamNoise() {}

    /**
     * Draws the noise of one channel.
     *
     * @param nx number of pixels in x
     * @param ny number of pixels in y
     * @param beam kernel of {@link BeamKernel}, with any sum. Not modified
     * @param rms standard deviation of a pixel
     * @param random random numbers of this channel
     * @return {@code [y * nx + x]}, with the same statistics at the edges as in the middle
     */
    public static double[] channel(int nx, int ny, double[] beam, double rms, UniformRandomProvider random) {
        int side = (int) Math.round(Math.sqrt(beam.length));
        int half = side / 2;
        int width = nx + 2 * half;
        int height = ny + 2 * half;
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        double[] white = new double[width * height];
        for (int i = 0; i < white.length; i++) {
            white[i] = normal.sample();
        }
        double power = 0;
        for (double k : beam) {
            power += k * k;
        }
        double[] wide = new double[width * height];
        Convolution.convolve(white, width, height, beam, wide);
        double scale = rms / Math.sqrt(power);
        double[] noise = new double[nx * ny];
        for (int y = 0; y < ny; y++) {
            for (int x = 0; x < nx; x++) {
                noise[y * nx + x] = scale * wide[(y + half) * width + x + half];
            }
        }
        return noise;
    }
}
