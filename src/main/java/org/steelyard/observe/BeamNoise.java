// SPDX-License-Identifier: Apache-2.0
package org.steelyard.observe;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.steelyard.kernel.Convolution;

/**
 * Gaussian noise with the correlation of an interferometer's image: white noise convolved with the beam, after it is
 * correlated between channels (method page, section 9).
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
        return channel(nx, ny, beam, rms, new double[] {1}, new UniformRandomProvider[] {random});
    }

    /**
     * Draws the noise of one channel that shares noise with the channels before it.
     *
     * @param nx number of pixels in x
     * @param ny number of pixels in y
     * @param beam kernel of {@link BeamKernel}, with any sum. Not modified
     * @param rms standard deviation of a pixel
     * @param weights {@code [k]} a row of {@link ChannelCorrelation#factor}. Not modified
     * @param random {@code [k]} random numbers of the channel k before this one, from their beginning
     * @return {@code [y * nx + x]}, with the same statistics at the edges as in the middle
     */
    public static double[] channel(
            int nx, int ny, double[] beam, double rms, double[] weights, UniformRandomProvider[] random) {
        int side = (int) Math.round(Math.sqrt(beam.length));
        int half = side / 2;
        int width = nx + 2 * half;
        int height = ny + 2 * half;
        double[][] independent = new double[random.length][width * height];
        for (int k = 0; k < random.length; k++) {
            ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random[k]);
            for (int i = 0; i < independent[k].length; i++) {
                independent[k][i] = normal.sample();
            }
        }
        double[] white = weights.length == 1 ? independent[0] : ChannelCorrelation.mix(weights, independent);
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
