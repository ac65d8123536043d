// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.cube;

import java.util.Arrays;
import java.util.Collections;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.steelyard.cube.BeamTable;
import org.steelyard.cube.SpectralCube;
import org.steelyard.fit.search.FitRegion;
import org.steelyard.observe.BeamKernel;
import org.steelyard.observe.ChannelCorrelation;

/**
 * Draws the noise of a cube in the means of its blocks and, from the same pixels, in its flux map. White noise is
 * correlated between channels (see {@link ChannelCorrelation}) and convolved with each channel's beam, as in {@link org.steelyard.observe.BeamNoise}, but only at the voxels of the fit.
 * Immutable.
 */
public final class CubeNoise {

    /** Fraction of a beam's peak below which it is truncated; this changes a covariance by less than 1e-5. */
    private static final double LEAST_TAP = 1e-6;

    /** Smallest power of the channels' noise, far below what matters for a draw and above rounding. */
    private static final double LEAST_POWER = 1e-6;

    private final CubeObservation observation;
    private final FitRegion region;
    private final Taps[] pixelTaps;
    private final Taps[] blockTaps;
    private final FluxWeights weights;
    private final double[] perChannel;
    private final double[] response;
    private final int margin;
    private final double[][] mixing;

    /** A kernel row by row, without its empty corners, for products with a window of white noise. */
    private record Taps(int side, double[] weights, int[] begin, int[] end) {

        /** The weights of an average over m x m pixels; {@code norm} is the sum of the squares of a pixel's weights. */
        static Taps of(double[] beam, int block) {
            int beamSide = (int) Math.round(Math.sqrt(beam.length));
            double peak = beam[beam.length / 2];
            double power = 0;
            for (double k : beam) {
                power += k * k;
            }
            double scale = 1 / (Math.sqrt(power) * block * block);
            int side = beamSide + block - 1;
            double[] weights = new double[side * side];
            for (int j = 0; j < block; j++) {
                for (int i = 0; i < block; i++) {
                    for (int k = 0; k < beam.length; k++) {
                        weights[(k / beamSide + j) * side + k % beamSide + i] +=
                                beam[k] < LEAST_TAP * peak ? 0 : scale * beam[k];
                    }
                }
            }
            int[] begin = new int[side];
            int[] end = new int[side];
            for (int row = 0; row < side; row++) {
                begin[row] = side;
                for (int column = 0; column < side; column++) {
                    if (weights[row * side + column] != 0) {
                        begin[row] = Math.min(begin[row], column);
                        end[row] = column + 1;
                    }
                }
            }
            return new Taps(side, weights, begin, end);
        }

        /** The sum of products in four independent running sums. */
        double at(double[] white, int width, int x, int y) {
            double s0 = 0;
            double s1 = 0;
            double s2 = 0;
            double s3 = 0;
            for (int row = 0; row < side; row++) {
                int from = (y + row) * width + x;
                int base = row * side;
                int column = begin[row];
                int last = end[row];
                for (; column + 3 < last; column += 4) {
                    s0 += weights[base + column] * white[from + column];
                    s1 += weights[base + column + 1] * white[from + column + 1];
                    s2 += weights[base + column + 2] * white[from + column + 2];
                    s3 += weights[base + column + 3] * white[from + column + 3];
                }
                for (; column < last; column++) {
                    s0 += weights[base + column] * white[from + column];
                }
            }
            return (s0 + s1) + (s2 + s3);
        }
    }

    /**
     * @param fit whose noise is drawn, with its flux map's weights where the light is the cube's own
     */
    public CubeNoise(CubeFit fit) {
        observation = fit.observation();
        region = fit.region();
        weights = fit.ownLight() ? fit.flux().weights() : null;
        SpectralCube cube = observation.cube();
        BeamTable beams = fit.noiseShape().beams(cube.beams());
        int largest = 0;
        for (int c = 0; c < cube.channels(); c++) {
            largest = Math.max(largest, BeamKernel.halfWidth(beams.at(c), observation.frame()));
        }
        margin = largest;
        pixelTaps = new Taps[cube.channels()];
        blockTaps = new Taps[cube.channels()];
        for (int c = 0; c < cube.channels(); c++) {
            boolean asBefore = c > 0 && beams.at(c).equals(beams.at(c - 1));
            double[] beam = asBefore ? null : BeamKernel.sample(beams.at(c), observation.frame(), margin);
            pixelTaps[c] = asBefore ? pixelTaps[c - 1] : Taps.of(beam, 1);
            blockTaps[c] = asBefore ? blockTaps[c - 1] : Taps.of(beam, region.block());
        }
        perChannel = observation.noisePerChannel(fit.config(), region);
        response = observation.response(fit.config());
        mixing = fit.noiseShape().used().regularised(LEAST_POWER).factor(cube.channels());
    }

    private static double power(Taps taps) {
        return Arrays.stream(taps.weights()).map(w -> w * w).sum();
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
                double share = Math.sqrt(power(blockTaps[c]));
                for (int b = 0; b < region.blocks(); b++) {
                    int place = b * observation.channels() + channel;
                    blocks[place] += blockNoise[place]
                            / share
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
        double rms = perChannel[c] / Math.sqrt(power(blockTaps[c]));
        int[] pixels = weights.pixels()[c];
        for (int k = 0; k < pixels.length; k++) {
            int p = pixels[k];
            double noise = pixelTaps[c].at(white, width, p % nx, p / nx);
            moment[p] += weights.weights()[c][k] * rms / (response == null ? 1 : response[p]) * noise;
        }
    }
}
