package org.steelyard.fit.cube;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.steelyard.cube.PixelBox;
import org.steelyard.cube.SpectralCube;
import org.steelyard.fit.search.FitRegion;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.observe.ForwardModel;
import org.steelyard.observe.PixelGrid;

/**
 * What each voxel of a cube counts in the flux map: everything that the mask holds alike (the moment map), or each by the line profile that a model expects in
 * its pixel. The latter is the optimal extraction of Horne (1986, PASP 98, 609): with the profile P of unit sum, flux = sum P d / sum P^2, so channels without a
 * line in that pixel bring no noise. Immutable.
 *
 * @param pixels {@code [channel][k]} of the cube that is held, which pixels count. Lent
 * @param weights [km/s, times pixels per beam] {@code [channel][k]} what they count. Lent
 */
public record FluxWeights(int[][] pixels, double[][] weights) {

    /** Of the line in a pixel, in channels that are fitted and not blank; with less, the mask's sum is the better one. */
    private static final double LEAST_SEEN = 0.5;

    /** The voxels of the mask, by the width of their channel. */
    static FluxWeights masked(CubeObservation observation) {
        SpectralCube cube = observation.cube();
        int plane = cube.nx() * cube.ny();
        int[][] pixels = new int[cube.channels()][];
        double[][] weights = new double[cube.channels()][];
        for (int c = 0; c < cube.channels(); c++) {
            int first = c * plane;
            BitSet bits = observation.mask().bits();
            pixels[c] = IntStream.iterate(
                            bits.nextSetBit(first), v -> v >= 0 && v < first + plane, v -> bits.nextSetBit(v + 1))
                    .filter(v -> !Float.isNaN(cube.values()[v]))
                    .map(v -> v - first)
                    .toArray();
            weights[c] = new double[pixels[c].length];
            Arrays.fill(weights[c], observation.momentWeight(c));
        }
        return new FluxWeights(pixels, weights);
    }

    /**
     * By the line profiles of a model, over all channels that are fitted, in the pixels whose light reaches a fitted block and in which the mask holds any channel
     * and these channels most of the line; by the mask elsewhere.
     *
     * @param fit with a flux map, from whose light and physics the profiles follow
     * @param values of all parameters
     * @param threads who share the work
     */
    static FluxWeights optimal(CubeFit fit, double[] values, ParallelFor threads) {
        CubeObservation observation = fit.observation();
        SpectralCube cube = observation.cube();
        boolean[] followed = reaching(fit);
        int[] held =
                IntStream.of(anywhere(observation)).filter(p -> followed[p]).toArray();
        // Channels that are left out of the fit may hold a part of the line: the flux is that of all of it.
        int channels = cube.channels();
        double[] model = model(fit.allChannels(), values, held, threads);
        double[] squares = new double[held.length];
        double[] flux = new double[held.length];
        for (int k = 0; k < held.length; k++) {
            double fitted = 0;
            for (int c = 0; c < channels; c++) {
                double m = model[k * channels + c];
                flux[k] += m * observation.momentWeight(c);
                if (isUsed(observation, c, held[k])) {
                    fitted += m * observation.momentWeight(c);
                    squares[k] += m * m;
                }
            }
            followed[held[k]] = fitted >= LEAST_SEEN * flux[k];
        }
        FluxWeights masked = masked(observation);
        int[][] pixels = new int[cube.channels()][];
        double[][] weights = new double[cube.channels()][];
        for (int channel = 0; channel < cube.channels(); channel++) {
            int c = channel;
            int[] others =
                    IntStream.of(masked.pixels[c]).filter(p -> !followed[p]).toArray();
            int[] used = IntStream.range(0, held.length)
                    .filter(k -> followed[held[k]] && model[k * channels + c] > 0 && isUsed(observation, c, held[k]))
                    .toArray();
            pixels[channel] = IntStream.concat(
                            IntStream.of(others), IntStream.of(used).map(k -> held[k]))
                    .toArray();
            weights[channel] = new double[pixels[channel].length];
            Arrays.fill(weights[channel], 0, others.length, observation.momentWeight(channel));
            for (int n = 0; n < used.length; n++) {
                int k = used[n];
                weights[channel][others.length + n] = model[k * channels + c] / squares[k] * flux[k];
            }
        }
        return new FluxWeights(pixels, weights);
    }

    /** Which pixels that are held have light that reaches a fitted block. */
    private static boolean[] reaching(CubeFit fit) {
        SpectralCube cube = fit.observation().cube();
        PixelGrid grid = fit.grid(fit.region());
        boolean[] reaches = new boolean[cube.nx() * cube.ny()];
        for (int y = 0; y < grid.height(); y++) {
            int first = (grid.y0() - cube.yIndex() + y) * cube.nx() + grid.x0() - cube.xIndex();
            Arrays.fill(reaches, first, first + grid.width(), true);
        }
        return reaches;
    }

    private static boolean isUsed(CubeObservation observation, int channel, int pixel) {
        SpectralCube cube = observation.cube();
        int fitted = channel - observation.firstChannel();
        return fitted >= 0
                && fitted < observation.channels()
                && !Float.isNaN(cube.values()[channel * cube.nx() * cube.ny() + pixel]);
    }

    /** Pixels in which the mask holds any channel, in order. */
    private static int[] anywhere(CubeObservation observation) {
        int plane = observation.cube().nx() * observation.cube().ny();
        boolean[] held = new boolean[plane];
        observation.mask().bits().stream().forEach(v -> held[v % plane] = true);
        return IntStream.range(0, plane).filter(p -> held[p]).toArray();
    }

    /** Best model of some pixels, {@code [k * channels + channel]} of the channels that are fitted. */
    private static double[] model(CubeFit fit, double[] values, int[] pixels, ParallelFor threads) {
        SpectralCube cube = fit.observation().cube();
        boolean[] inside = new boolean[cube.nx() * cube.ny()];
        for (int p : pixels) {
            inside[p] = true;
        }
        FitRegion region = new FitRegion(
                new PixelBox(cube.xIndex(), cube.yIndex(), cube.xIndex() + cube.nx(), cube.yIndex() + cube.ny()),
                inside,
                1,
                IntStream.of(pixels).map(p -> cube.xIndex() + p % cube.nx()).toArray(),
                IntStream.of(pixels).map(p -> cube.yIndex() + p / cube.nx()).toArray());
        ForwardModel model = new ForwardModel(fit.setup(region), threads);
        double[] voxels = new double[model.size()];
        GalaxyModel.State state = fit.galaxy().at(values, null);
        model.evaluate(state.disk(), state.x(), state.y(), state.vsys(), state.fluxScale(), voxels);
        return voxels;
    }

    /**
     * @param observation whose cube these weights are for
     * @return [Jy km/s] flux of each pixel that is held, negatives kept
     */
    public double[] flux(CubeObservation observation) {
        SpectralCube cube = observation.cube();
        int plane = cube.nx() * cube.ny();
        double[] flux = new double[plane];
        for (int c = 0; c < pixels.length; c++) {
            for (int k = 0; k < pixels[c].length; k++) {
                flux[pixels[c][k]] += weights[c][k] * cube.values()[c * plane + pixels[c][k]];
            }
        }
        return flux;
    }

    /**
     * @param fit whose model is looked at
     * @param values of all parameters
     * @param threads who share the work
     * @return [Jy km/s] flux of each pixel that these weights find in the model
     */
    public double[] flux(CubeFit fit, double[] values, ParallelFor threads) {
        CubeObservation observation = fit.observation();
        int plane = observation.cube().nx() * observation.cube().ny();
        int[] held = anywhere(observation);
        int[] place = new int[plane];
        for (int k = 0; k < held.length; k++) {
            place[held[k]] = k;
        }
        double[] model = model(fit, values, held, threads);
        double[] flux = new double[plane];
        for (int c = 0; c < observation.channels(); c++) {
            int channel = observation.firstChannel() + c;
            for (int k = 0; k < pixels[channel].length; k++) {
                int p = pixels[channel][k];
                flux[p] += weights[channel][k] * model[place[p] * observation.channels() + c];
            }
        }
        return flux;
    }
}
