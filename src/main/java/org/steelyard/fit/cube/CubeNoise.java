// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.cube;

import java.util.Arrays;
import java.util.Collections;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.steelyard.config.Configuration;
import org.steelyard.cube.BeamTable;
import org.steelyard.cube.SpectralCube;
import org.steelyard.fit.search.FitRegion;
import org.steelyard.inference.DotProduct;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.observe.BeamKernel;
import org.steelyard.observe.ChannelCorrelation;

/**
 * Draws the noise of a cube in the means of its blocks and, from the same pixels, in its flux map. White noise is
 * correlated between channels (see {@link ChannelCorrelation}) and convolved with each channel's beam, as in {@link org.steelyard.observe.BeamNoise}, but only at the voxels of the fit.
 * Immutable.
 */
public final class CubeNoise {

    /** Share of the largest weight of a pixel below which a voxel does not count in a covariance. */
    private static final double LEAST_WEIGHT = 1e-3;

    /** Smallest power of the channels' noise, far below what matters for a draw and above rounding. */
    private static final double LEAST_POWER = 1e-6;

    private final CubeObservation observation;
    private final FitRegion region;
    private final BlockTaps[] pixelTaps;
    private final BlockTaps[] blockTaps;
    private final FluxWeights weights;
    private final double[] pixelNoise;
    private final double[] blockShare;
    private final double[] response;
    private final int margin;
    private final double[][] mixing;

    /**
     * @param config what is fitted
     * @param observation the cube
     * @param region the blocks
     * @param shape correlation of channels and pixels
     * @param weights of the flux map; null where it is not the cube's own
     */
    CubeNoise(
            Configuration config,
            CubeObservation observation,
            FitRegion region,
            NoiseShape shape,
            FluxWeights weights) {
        this.observation = observation;
        this.region = region;
        this.weights = weights;
        SpectralCube cube = observation.cube();
        BeamTable beams = shape.beams(cube.beams());
        int largest = 0;
        for (int c = 0; c < cube.channels(); c++) {
            largest = Math.max(largest, BeamKernel.halfWidth(beams.at(c), observation.frame()));
        }
        margin = largest;
        pixelTaps = new BlockTaps[cube.channels()];
        blockTaps = new BlockTaps[cube.channels()];
        for (int c = 0; c < cube.channels(); c++) {
            boolean asBefore = c > 0 && beams.at(c).equals(beams.at(c - 1));
            double[] beam = asBefore ? null : BeamKernel.sample(beams.at(c), observation.frame(), margin);
            pixelTaps[c] = asBefore ? pixelTaps[c - 1] : BlockTaps.ofUnitNoise(beam, 1);
            blockTaps[c] = asBefore ? blockTaps[c - 1] : BlockTaps.ofUnitNoise(beam, region.block());
        }
        blockShare = Arrays.stream(blockTaps)
                .mapToDouble(taps -> Math.sqrt(taps.power()))
                .toArray();
        pixelNoise = observation.noisePerChannel(config, region).clone();
        for (int c = 0; c < pixelNoise.length; c++) {
            pixelNoise[c] /= blockShare[c];
        }
        response = observation.response(config);
        mixing = shape.used().regularised(LEAST_POWER).factor(cube.channels());
    }

    /**
     * Draws the noise of one cube.
     *
     * @param random stream of the draw
     * @param blockNoise one standard deviation of each of the data. Not modified
     * @param blocks data, {@code [block * channels + channel]}. Modified: noise is added
     * @param moment [Jy km/s] flux map of the pixels that are held. Modified: the noise of the cube is added, where the
     *     flux map is its own
     */
    public void add(UniformRandomProvider random, double[] blockNoise, double[] blocks, double[] moment) {
        SpectralCube cube = observation.cube();
        int width = cube.nx() + 2 * margin;
        double[][] independent = new double[mixing[0].length][width * (cube.ny() + 2 * margin)];
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        for (int c = 0; c < cube.channels(); c++) {
            Collections.rotate(Arrays.asList(independent), 1);
            for (int i = 0; i < independent[0].length; i++) {
                independent[0][i] = normal.sample();
            }
            double[] white = independent.length == 1 ? independent[0] : ChannelCorrelation.mix(mixing[c], independent);
            addToMap(c, white, width, moment);
            int channel = c - observation.firstChannel();
            if (channel >= 0 && channel < observation.channels()) {
                for (int b = 0; b < region.blocks(); b++) {
                    int place = b * observation.channels() + channel;
                    blocks[place] += blockNoise[place]
                            / blockShare[c]
                            * blockTaps[c].at(
                                    white,
                                    width,
                                    region.blockX()[b] - cube.xIndex(),
                                    region.blockY()[b] - cube.yIndex());
                }
            }
        }
    }

    private void addToMap(int c, double[] white, int width, double[] moment) {
        if (weights == null) {
            return;
        }
        int nx = observation.cube().nx();
        int[] pixels = weights.pixels()[c];
        for (int k = 0; k < pixels.length; k++) {
            int p = pixels[k];
            moment[p] += mapWeight(c, k) * pixelTaps[c].at(white, width, p % nx, p / nx);
        }
    }

    /** [Jy km/s] one standard deviation of a voxel in the flux of its pixel. */
    private double mapWeight(int c, int k) {
        return weights.weights()[c][k] * pixelNoise[c] / (response == null ? 1 : response[weights.pixels()[c][k]]);
    }

    /**
     * Covariance of weighted sums of the noise that {@link #add} draws. Sum i is
     *
     * <pre>sum_k blocks[i][k] n_k / sigma_k + sum_p maps[i][p] m_p</pre>
     *
     * with the noise n of the data, their standard deviations sigma, and the noise m of the flux map, in which the same
     * voxels enter. Both are linear in white noise, so that the covariance is the product of the sums' weights on it.
     *
     * @param blocks {@code [sum][block * channels + channel]}. Not modified
     * @param maps [(Jy km/s)^-1] {@code [sum][pixel]} of the pixels that are held; null where the flux map is not the
     *     cube's own. Not modified
     * @param threads worker threads that evaluate the sums
     * @return {@code [sum][sum]}
     */
    double[][] covariance(double[][] blocks, double[][] maps, ParallelFor threads) {
        SpectralCube cube = observation.cube();
        int sums = blocks.length;
        int width = cube.nx() + 2 * margin;
        int size = width * (cube.ny() + 2 * margin);
        int band = mixing[0].length;
        double[][][] white = new double[sums][band][size];
        double[][] ofChannel = new double[threads.threads()][size];
        double[] largest = largestWeights();
        double[][] covariance = new double[sums][sums];
        for (int channel = 0; channel < cube.channels() + band - 1; channel++) {
            int c = channel;
            int complete = c - band + 1;
            threads.run(sums, (i, worker) -> {
                if (c < cube.channels()) {
                    double[] weight = ofChannel[worker];
                    Arrays.fill(weight, 0);
                    spread(c, blocks[i], maps == null ? null : maps[i], largest, weight, width);
                    for (int k = 0; k < Math.min(band, c + 1); k++) {
                        addScaled(mixing[c][k], weight, white[i][(c - k) % band]);
                    }
                }
            });
            if (complete >= 0) {
                threads.run(sums, (i, worker) -> {
                    for (int j = 0; j <= i; j++) {
                        covariance[i][j] += DotProduct.of(white[i][complete % band], white[j][complete % band]);
                    }
                });
                for (double[][] planes : white) {
                    Arrays.fill(planes[complete % band], 0);
                }
            }
        }
        for (int i = 0; i < sums; i++) {
            for (int j = 0; j < i; j++) {
                covariance[j][i] = covariance[i][j];
            }
        }
        return covariance;
    }

    /** The transpose of a channel's part of {@link #add}. */
    private void spread(int c, double[] blocks, double[] map, double[] largest, double[] white, int width) {
        SpectralCube cube = observation.cube();
        int channel = c - observation.firstChannel();
        if (channel >= 0 && channel < observation.channels()) {
            for (int b = 0; b < region.blocks(); b++) {
                double weight = blocks[b * observation.channels() + channel];
                if (weight != 0) {
                    int x = region.blockX()[b] - cube.xIndex();
                    blockTaps[c].spread(weight / blockShare[c], white, width, x, region.blockY()[b] - cube.yIndex());
                }
            }
        }
        if (map == null || weights == null) {
            return;
        }
        int[] pixels = weights.pixels()[c];
        for (int k = 0; k < pixels.length; k++) {
            int p = pixels[k];
            double weight = weights.weights()[c][k];
            if (map[p] != 0 && Math.abs(weight) > LEAST_WEIGHT * largest[p]) {
                pixelTaps[c].spread(map[p] * mapWeight(c, k), white, width, p % cube.nx(), p / cube.nx());
            }
        }
    }

    /** Largest weight of each pixel's voxels in the flux map. */
    private double[] largestWeights() {
        SpectralCube cube = observation.cube();
        double[] largest = new double[cube.nx() * cube.ny()];
        for (int c = 0; weights != null && c < cube.channels(); c++) {
            int[] pixels = weights.pixels()[c];
            for (int k = 0; k < pixels.length; k++) {
                largest[pixels[k]] = Math.max(largest[pixels[k]], Math.abs(weights.weights()[c][k]));
            }
        }
        return largest;
    }

    private static void addScaled(double factor, double[] values, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * values[i];
        }
    }
}
