package org.steelyard.fit;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.steelyard.cube.PixelBox;
import org.steelyard.cube.SpectralCube;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.observe.ForwardModel;

/**
 * What each voxel of a cube counts in the flux map: everything that the mask holds alike (the moment map), or each by the line profile that a model expects in
 * its pixel. The latter is the optimal extraction of Horne (1986, PASP 98, 609): with the profile P of unit sum, flux = sum P d / sum P^2, so channels without a
 * line in that pixel bring no noise. Immutable.
 *
 * @param pixels {@code [channel][k]} of the cube that is held, which pixels count. Lent
 * @param weights [km/s, times pixels per beam] {@code [channel][k]} what they count. Lent
 */
record FluxWeights(int[][] pixels, double[][] weights) {

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
     * The pixels in which the mask holds any channel, all channels that are fitted, by the line profiles of a model.
     *
     * @param fit with a flux map, from whose light and physics the profiles follow
     * @param values of all parameters
     * @param threads who share the work
     */
    static FluxWeights optimal(CubeFit fit, double[] values, ParallelFor threads) {
        CubeObservation observation = fit.observation();
        SpectralCube cube = observation.cube();
        int[] held = anywhere(observation);
        double[] model = model(fit, values, held, threads);
        int channels = observation.channels();
        double[] squares = new double[held.length];
        double[] flux = new double[held.length];
        for (int k = 0; k < held.length; k++) {
            for (int c = 0; c < channels; c++) {
                double m = model[k * channels + c];
                flux[k] += m * observation.momentWeight(observation.firstChannel() + c);
                squares[k] += isBlank(observation, c, held[k]) ? 0 : m * m;
            }
        }
        int[][] pixels = new int[cube.channels()][0];
        double[][] weights = new double[cube.channels()][0];
        for (int c = 0; c < channels; c++) {
            int channel = c;
            int[] used = IntStream.range(0, held.length)
                    .filter(k -> model[k * channels + channel] > 0 && !isBlank(observation, channel, held[k]))
                    .toArray();
            pixels[observation.firstChannel() + c] =
                    IntStream.of(used).map(k -> held[k]).toArray();
            weights[observation.firstChannel() + c] = IntStream.of(used)
                    .mapToDouble(k -> model[k * channels + channel] / squares[k] * flux[k])
                    .toArray();
        }
        return new FluxWeights(pixels, weights);
    }

    private static boolean isBlank(CubeObservation observation, int fittedChannel, int pixel) {
        SpectralCube cube = observation.cube();
        return Float.isNaN(cube.values()[(observation.firstChannel() + fittedChannel) * cube.nx() * cube.ny() + pixel]);
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
    double[] flux(CubeObservation observation) {
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
    double[] flux(CubeFit fit, double[] values, ParallelFor threads) {
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
