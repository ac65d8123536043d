// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.cube;

import java.util.Arrays;
import org.steelyard.config.ModelConfig;
import org.steelyard.cube.BeamTable;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.SpectralResponse;
import org.steelyard.fit.search.FitRegion;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.observe.BeamKernel;
import org.steelyard.observe.Channels;
import org.steelyard.observe.ForwardModel;
import org.steelyard.observe.PixelGrid;
import org.steelyard.observe.Sampling;

/**
 * The model of a galaxy on the pixels and channels of an observation: sub-pixels, channels, beams and flux map.
 *
 * @param accuracy section {@code [model]} of the configuration
 * @param observation the cube
 * @param response of the spectrometer
 * @param galaxy the galaxy on its pixels
 * @param flux map of the light; null for a profile
 */
public record ObservedModel(
        ModelConfig accuracy,
        CubeObservation observation,
        SpectralResponse response,
        GalaxyModel galaxy,
        FluxMap flux) {

    /**
     * @param tolerance [peak] of adaptive sub-pixels
     * @return this model with sub-pixels no finer than that; itself where they are not finer
     */
    ObservedModel coarser(double tolerance) {
        ModelConfig model = accuracy.coarser(tolerance);
        return model.equals(accuracy) ? this : new ObservedModel(model, observation, response, galaxy, flux);
    }

    /**
     * @param light another flux map
     * @return this model with that map
     */
    ObservedModel with(FluxMap light) {
        return new ObservedModel(accuracy, observation, response, galaxy, light);
    }

    /**
     * @param other the galaxy on its pixels
     * @return this model of that galaxy
     */
    ObservedModel with(GalaxyModel other) {
        return new ObservedModel(accuracy, observation, response, other, flux);
    }

    /** @return the same model with the other side of the disk nearer */
    ObservedModel withOtherNearSide() {
        return with(galaxy.withOtherNearSide());
    }

    /** @return the same model in all channels of the cube */
    ObservedModel allChannels() {
        return new ObservedModel(accuracy, observation.allChannels(), response, galaxy, flux);
    }

    /**
     * @param accuracy section {@code [model]} of the configuration
     * @return where pixels are sampled
     */
    static Sampling sampling(ModelConfig accuracy) {
        return accuracy.oversampling() == null
                ? Sampling.adaptive(accuracy.tolerance())
                : Sampling.uniform(accuracy.oversampling());
    }

    /**
     * @param values {@code [pixel * channels + channel]}. Not modified
     * @param pixels their number
     * @return {@code [channel * pixels + pixel]}
     */
    static float[] channelsFirst(double[] values, int pixels) {
        int channels = values.length / pixels;
        float[] cube = new float[values.length];
        for (int p = 0; p < pixels; p++) {
            for (int c = 0; c < channels; c++) {
                cube[c * pixels + p] = (float) values[p * channels + c];
            }
        }
        return cube;
    }

    /** The pixels whose light reaches some blocks, as far as there is a flux map. */
    PixelGrid grid(FitRegion blocks) {
        SpectralCube cube = observation.cube();
        BeamTable beams = observation.fittedBeams();
        int half = 0;
        for (int c = 0; c < observation.channels(); c++) {
            half = Math.max(half, BeamKernel.halfWidth(beams.at(c), observation.frame()));
        }
        int[] bounds = blocks.around(half);
        if (flux != null) {
            bounds[0] = Math.max(bounds[0], cube.xIndex());
            bounds[1] = Math.max(bounds[1], cube.yIndex());
            bounds[2] = Math.min(bounds[2], cube.xIndex() + cube.nx());
            bounds[3] = Math.min(bounds[3], cube.yIndex() + cube.ny());
        }
        return new PixelGrid(observation.frame(), bounds[0], bounds[1], bounds[2] - bounds[0], bounds[3] - bounds[1]);
    }

    /**
     * The forward model of some blocks.
     *
     * @param blocks in which the model is evaluated
     * @return the fixed part of the model
     */
    public ForwardModel.Setup setup(FitRegion blocks) {
        PixelGrid grid = grid(blocks);
        int[] blockX = Arrays.stream(blocks.blockX()).map(b -> b - grid.x0()).toArray();
        int[] blockY = Arrays.stream(blocks.blockY()).map(b -> b - grid.y0()).toArray();
        Channels channels = new Channels(
                observation.cube().axis().slice(observation.firstChannel(), observation.channels()),
                accuracy.lineProfile() == ModelConfig.LineProfile.SAMPLED,
                response);
        return new ForwardModel.Setup(
                grid,
                channels,
                observation.fittedBeams(),
                observation.perBeam(),
                flux == null ? null : part(flux, grid),
                blockX,
                blockY,
                blocks.block(),
                sampling(accuracy));
    }

    /**
     * @param light map of the pixels that are held
     * @param grid a part of these pixels
     * @return [Jy km/s] the map on the grid
     */
    double[] part(FluxMap light, PixelGrid grid) {
        SpectralCube cube = observation.cube();
        double[] part = new double[grid.size()];
        for (int y = 0; y < grid.height(); y++) {
            System.arraycopy(
                    light.intrinsic(),
                    (grid.y0() - cube.yIndex() + y) * cube.nx() + grid.x0() - cube.xIndex(),
                    part,
                    y * grid.width(),
                    grid.width());
        }
        return part;
    }

    /**
     * @param values of all parameters. Not modified
     * @param blocks in which the model is evaluated
     * @param threads worker threads that evaluate the model
     * @return {@code [block * channels + channel]} the model of the blocks
     */
    double[] evaluate(double[] values, FitRegion blocks, ParallelFor threads) {
        ForwardModel model = new ForwardModel(setup(blocks), threads);
        double[] out = new double[model.size()];
        GalaxyModel.State state = galaxy.at(values, null);
        model.evaluate(state.disk(), state.x(), state.y(), state.vsys(), state.fluxScale(), out);
        return out;
    }
}
