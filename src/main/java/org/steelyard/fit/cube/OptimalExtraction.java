// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.cube;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.steelyard.cube.PixelBox;
import org.steelyard.cube.SpectralCube;
import org.steelyard.fit.search.FitRegion;
import org.steelyard.inference.CholeskyFactor;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.observe.ChannelCorrelation;
import org.steelyard.observe.PixelGrid;

/**
 * The optimal extraction of the flux map (Horne 1986, PASP 98, 609): each voxel is weighted by the line profile P that
 * a model expects in its pixel. With P of unit sum, flux = sum P d / sum P^2, and channels without a line in that pixel
 * add no noise. Where channels share noise with the correlation C, flux = P C^-1 d / P C^-1 P.
 *
 * <p>The latter also removes a bias of the fit. The noise n of a pixel moves its flux by w n / w P for weights w, and
 * the fit compares n - P (w n)/(w P) with the derivative P' of the line by a parameter. The noise of the flux times that
 * of the data has the mean P' C w / w P - (w C w) (P' P) / (w P)^2, which vanishes for C w = P and only then. In 40
 * simulated Hanning-smoothed cubes it lowers the bias of the dispersion from 0.9 to 0.55 standard errors, of which the
 * same cubes show 0.35 with their true light.
 */
public final class OptimalExtraction {

    /**
     * Least fraction of a pixel's line in fitted channels that are not blank; below it the sum over the mask is used.
     */
    private static final double LEAST_SEEN = 0.5;

    /**
     * Smallest power of the channels' noise that is believed, in units of its mean: it bounds by how much the weights
     * trust differences of channels, in which the model's line has errors.
     */
    private static final double LEAST_POWER = 0.01;

    /** Pixels whose derivatives are held at a time. */
    private static final int CHUNK = 4096;

    private OptimalExtraction() {}

    /**
     * Weights from the line profiles of a model over the fitted channels. They apply in the pixels whose light reaches
     * a fitted block, which have a voxel in the mask and most of their line in these channels. Elsewhere the weights of
     * the mask are kept.
     *
     * @param profiles model that gives the line profiles
     * @param region that is fitted
     * @param between correlation of the noise of channels
     * @param values of all parameters
     * @param threads worker threads that evaluate the model
     * @return the weights
     */
    static FluxWeights weights(
            ObservedModel profiles,
            FitRegion region,
            ChannelCorrelation between,
            double[] values,
            ParallelFor threads) {
        CubeObservation observation = profiles.observation();
        SpectralCube cube = observation.cube();
        int[] held = heldNear(profiles, region);
        Lines lines = Lines.of(profiles, between, held, evaluate(profiles.allChannels(), values, held, threads));
        boolean[] followed = new boolean[cube.nx() * cube.ny()];
        for (int k = 0; k < held.length; k++) {
            followed[held[k]] = lines.isSeen[k];
        }
        FluxWeights masked = FluxWeights.masked(observation);
        int[][] pixels = new int[cube.channels()][];
        double[][] weights = new double[cube.channels()][];
        for (int channel = 0; channel < cube.channels(); channel++) {
            int c = channel;
            int[] others =
                    IntStream.of(masked.pixels()[c]).filter(p -> !followed[p]).toArray();
            int[] used = IntStream.range(0, held.length)
                    .filter(k -> lines.isSeen[k]
                            && lines.model[k * cube.channels() + c] > 0
                            && isUsed(observation, c, held[k]))
                    .toArray();
            pixels[channel] = IntStream.concat(
                            IntStream.of(others), IntStream.of(used).map(k -> held[k]))
                    .toArray();
            weights[channel] = new double[pixels[channel].length];
            Arrays.fill(weights[channel], 0, others.length, observation.momentWeight(channel));
            for (int n = 0; n < used.length; n++) {
                int k = used[n];
                weights[channel][others.length + n] =
                        lines.template[k * cube.channels() + c] / lines.squares[k] * lines.flux[k];
            }
        }
        return new FluxWeights(pixels, weights);
    }

    /**
     * How the map that is extracted from the model itself moves with the parameters from whose lines the weights follow:
     * dF/dp = ds/dp - s (P' . T) / (P . T) for the flux s of the line P, its derivative P' and T = C^-1 P.
     *
     * @param profiles model that gives the line profiles
     * @param region that is fitted
     * @param between correlation of the noise of channels
     * @param space the parameters
     * @param point coordinates. Not modified
     * @param threads worker threads that evaluate the model
     * @return [Jy km/s per unit of the coordinate] {@code [coordinate][y * nx + x]} of the pixels that are held, 0 where the
     *     weights are those of the mask
     */
    static double[][] slopes(
            ObservedModel profiles,
            FitRegion region,
            ChannelCorrelation between,
            ParameterSpace space,
            double[] point,
            ParallelFor threads) {
        CubeObservation observation = profiles.observation();
        int channels = observation.cube().channels();
        double[][] slopes = new double[point.length]
                [observation.cube().nx() * observation.cube().ny()];
        int[] all = heldNear(profiles, region);
        for (int from = 0; from < all.length; from += CHUNK) {
            int[] held = Arrays.copyOfRange(all, from, Math.min(all.length, from + CHUNK));
            double[] model = new double[held.length * channels];
            double[][] derivatives = new double[point.length][model.length];
            double[] ones = new double[model.length];
            Arrays.fill(ones, 1);
            new CubeProblem(
                            profiles.galaxy(),
                            profiles.allChannels().setup(pixels(observation, held)),
                            space,
                            new double[model.length],
                            ones,
                            threads)
                    .evaluate(point, model, derivatives);
            Lines lines = Lines.of(profiles, between, held, model);
            double[] weights = new double[channels];
            for (int k = 0; k < held.length; k++) {
                if (!lines.isSeen[k] || !(lines.squares[k] > 0)) {
                    continue;
                }
                for (int c = 0; c < channels; c++) {
                    double product = isUsed(observation, c, held[k]) ? lines.template[k * channels + c] : 0;
                    weights[c] = observation.momentWeight(c) - lines.flux[k] * product / lines.squares[k];
                }
                for (int j = 0; j < point.length; j++) {
                    double slope = 0;
                    for (int c = 0; c < channels; c++) {
                        slope += weights[c] * derivatives[j][k * channels + c];
                    }
                    slopes[j][held[k]] = slope;
                }
            }
        }
        return slopes;
    }

    /**
     * The lines of a model in some pixels.
     *
     * @param model {@code [k * channels + channel]} P
     * @param template {@code [k * channels + channel]} C^-1 P over the channels that are used
     * @param squares of each pixel, P C^-1 P
     * @param flux [Jy km/s] of each pixel in all channels
     * @param isSeen whether most of a pixel's line is in channels that are used
     */
    private record Lines(double[] model, double[] template, double[] squares, double[] flux, boolean[] isSeen) {

        static Lines of(ObservedModel profiles, ChannelCorrelation between, int[] held, double[] model) {
            CubeObservation observation = profiles.observation();
            // The flux is of the whole line, also in channels that are not fitted.
            int channels = observation.cube().channels();
            double[] template = between.none() ? model : decorrelated(observation, held, model, between);
            double[] squares = new double[held.length];
            double[] flux = new double[held.length];
            boolean[] isSeen = new boolean[held.length];
            for (int k = 0; k < held.length; k++) {
                double fitted = 0;
                for (int c = 0; c < channels; c++) {
                    double m = model[k * channels + c];
                    flux[k] += m * observation.momentWeight(c);
                    if (isUsed(observation, c, held[k])) {
                        fitted += m * observation.momentWeight(c);
                        squares[k] += m * template[k * channels + c];
                    }
                }
                isSeen[k] = fitted >= LEAST_SEEN * flux[k];
            }
            return new Lines(model, template, squares, flux, isSeen);
        }
    }

    /** The pixels of {@link #anywhere} whose light reaches a fitted block. */
    private static int[] heldNear(ObservedModel profiles, FitRegion region) {
        boolean[] reaches = reaching(profiles, region);
        return IntStream.of(anywhere(profiles.observation()))
                .filter(p -> reaches[p])
                .toArray();
    }

    /** C^-1 P of each pixel, over the channels that it uses; 0 elsewhere. */
    private static double[] decorrelated(
            CubeObservation observation, int[] held, double[] model, ChannelCorrelation between) {
        ChannelCorrelation believed = between.regularised(LEAST_POWER);
        int channels = observation.cube().channels();
        double[] template = new double[model.length];
        Map<BitSet, CholeskyFactor> known = new HashMap<>();
        double[] numbers = new double[channels];
        for (int k = 0; k < held.length; k++) {
            int first = k * channels;
            int pixel = held[k];
            int[] used = IntStream.range(0, channels)
                    .filter(c -> model[first + c] > 0 && isUsed(observation, c, pixel))
                    .toArray();
            // The correlation depends on distances alone, so that lines of one width share a factor.
            BitSet shape = new BitSet();
            for (int i = 0; i < used.length; i++) {
                shape.set(used[i] - used[0]);
                numbers[i] = model[first + used[i]];
            }
            if (used.length > 0) {
                CholeskyFactor factor = known.computeIfAbsent(
                        shape,
                        set -> Objects.requireNonNull(CholeskyFactor.ofOrNull(
                                believed.matrix(set.stream().toArray()), set.cardinality())));
                factor.whiten(numbers);
                factor.whitenTransposed(numbers);
            }
            for (int i = 0; i < used.length; i++) {
                template[first + used[i]] = numbers[i];
            }
        }
        return template;
    }

    /** The pixels whose light reaches a fitted block. */
    private static boolean[] reaching(ObservedModel profiles, FitRegion region) {
        SpectralCube cube = profiles.observation().cube();
        PixelGrid grid = profiles.grid(region);
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
    private static double[] evaluate(ObservedModel fit, double[] values, int[] pixels, ParallelFor threads) {
        return fit.evaluate(values, pixels(fit.observation(), pixels), threads);
    }

    /** Single pixels as blocks. */
    private static FitRegion pixels(CubeObservation observation, int[] pixels) {
        SpectralCube cube = observation.cube();
        boolean[] inside = new boolean[cube.nx() * cube.ny()];
        for (int p : pixels) {
            inside[p] = true;
        }
        return new FitRegion(
                new PixelBox(cube.xIndex(), cube.yIndex(), cube.xIndex() + cube.nx(), cube.yIndex() + cube.ny()),
                inside,
                1,
                IntStream.of(pixels).map(p -> cube.xIndex() + p % cube.nx()).toArray(),
                IntStream.of(pixels).map(p -> cube.yIndex() + p / cube.nx()).toArray());
    }

    /**
     * @param weights of the voxels
     * @param model that is evaluated
     * @param values of all parameters
     * @param threads worker threads that evaluate the model
     * @return [Jy km/s] flux of each pixel, extracted from the model with these weights
     */
    public static double[] flux(FluxWeights weights, ObservedModel model, double[] values, ParallelFor threads) {
        CubeObservation observation = model.observation();
        int plane = observation.cube().nx() * observation.cube().ny();
        int[] held = anywhere(observation);
        int[] place = new int[plane];
        for (int k = 0; k < held.length; k++) {
            place[held[k]] = k;
        }
        double[] voxels = evaluate(model, values, held, threads);
        double[] flux = new double[plane];
        for (int c = 0; c < observation.channels(); c++) {
            int channel = observation.firstChannel() + c;
            for (int k = 0; k < weights.pixels()[channel].length; k++) {
                int p = weights.pixels()[channel][k];
                flux[p] += weights.weights()[channel][k] * voxels[place[p] * observation.channels() + c];
            }
        }
        return flux;
    }
}
