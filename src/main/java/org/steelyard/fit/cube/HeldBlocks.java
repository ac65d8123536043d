// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.cube;

import java.util.Arrays;
import org.steelyard.cube.PixelBox;
import org.steelyard.cube.SpectralCube;
import org.steelyard.fit.search.FitRegion;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.observe.ForwardModel;

/**
 * All that is held of a cube in blocks, in the fit region and outside, in all channels of the file: data, noise and
 * model, {@code [block * channels + channel]}.
 *
 * @param region all blocks
 * @param data means of the blocks, NaN where a pixel is blank. Lent
 * @param noise standard deviation of the same. Lent
 * @param model of the same. Lent
 * @param channels of the cube
 */
public record HeldBlocks(FitRegion region, double[] data, double[] noise, double[] model, int channels) {

    /**
     * @param fit whose cube and model are averaged, usually a coarse one
     * @param values of all parameters. Not modified
     * @param block [pixel] their size; of the fit's size they are on its grid
     * @param threads worker threads that evaluate the model
     * @return the blocks
     */
    public static HeldBlocks of(CubeFit fit, double[] values, int block, ParallelFor threads) {
        ObservedModel all = fit.model().allChannels();
        CubeObservation observation = all.observation();
        SpectralCube cube = observation.cube();
        PixelBox box = new PixelBox(cube.xIndex(), cube.yIndex(), cube.xIndex() + cube.nx(), cube.yIndex() + cube.ny());
        boolean[] inside = new boolean[cube.nx() * cube.ny()];
        Arrays.fill(inside, true);
        double half = 0.5 * (block + 1);
        FitRegion blocks = FitRegion.of(
                box, inside, fit.region().blockX()[0] + half, fit.region().blockY()[0] + half, block, "the cube");
        ForwardModel forward = new ForwardModel(all.setup(blocks), threads);
        double[] model = new double[forward.size()];
        GalaxyModel.State state = fit.galaxy().at(values, null);
        forward.evaluate(state.disk(), state.x(), state.y(), state.vsys(), state.fluxScale(), model);
        return new HeldBlocks(
                blocks,
                observation.blockMeans(blocks),
                observation.blockNoise(fit.config(), blocks),
                model,
                cube.channels());
    }

    /**
     * @param block index of a block
     * @return [pixel] {x, y} of its middle, FITS pixel counted from 1
     */
    public double[] middle(int block) {
        double half = 0.5 * (region.block() + 1);
        return new double[] {region.blockX()[block] + half, region.blockY()[block] + half};
    }
}
