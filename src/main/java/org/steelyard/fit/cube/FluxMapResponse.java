// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.cube;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.steelyard.config.DiskConfig;
import org.steelyard.cube.Beam;
import org.steelyard.cube.BeamTable;
import org.steelyard.cube.LocalFrame;
import org.steelyard.cube.SpectralCube;
import org.steelyard.fit.search.FitRegion;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.observe.BeamKernel;
import org.steelyard.observe.Deconvolution;
import org.steelyard.observe.ForwardModel;
import org.steelyard.observe.PixelGrid;

/**
 * How the model of a cube responds to the observed flux map from which its light follows, to first order. The map is
 * deconvolved, each of its pixels emits the line of its place, and the beam carries it to the blocks.
 */
final class FluxMapResponse {

    /**
     * Half width of the beam over that of {@link BeamKernel}, in the derivative of the deconvolution: 4 standard deviations,
     * outside which lies 3e-4 of the beam.
     */
    private static final double SUPPORT = 4 / BeamKernel.SUPPORT;

    /** [peak] The beam at 4 standard deviations. */
    private static final double LEAST_TAP = Math.exp(-0.5 * 4 * 4);

    /**
     * [peak] Light of a pixel that is taken as none. Deconvolution leaves dark pixels as little as the smallest double,
     * whose inverse overflows.
     */
    private static final double LEAST_LIGHT = 1e-12;

    private FluxMapResponse() {}

    /**
     * The transposed derivative: weights h of the observed map's pixels with sum h dmap = sum g dmodel for weights g of
     * the model. Pixels of the map that are not positive are taken as 0 and have no weight.
     *
     * @param model whose light is the cube's own
     * @param disk how the light follows from the map
     * @param region the blocks
     * @param weights {@code [row][block * channels + channel]} several g. Not modified
     * @param values of all parameters. Not modified
     * @param threads worker threads
     * @return {@code [row][y * nx + x]} their h, of the pixels that are held
     */
    static double[][] transposed(
            ObservedModel model,
            DiskConfig disk,
            FitRegion region,
            double[][] weights,
            double[] values,
            ParallelFor threads) {
        CubeObservation observation = model.observation();
        SpectralCube cube = observation.cube();
        double[] observed = model.flux().weights().flux(observation);
        double[][] ofLight = ofLight(model, region, weights, values, threads);
        if (disk.deconvolved()) {
            double[] image = observed.clone();
            for (int p = 0; p < image.length; p++) {
                image[p] = Math.max(0, image[p]);
            }
            ofLight = Deconvolution.transposedDerivative(
                    image, cube.nx(), cube.ny(), beam(observation), disk.iterations(), ofLight, threads);
        }
        for (double[] row : ofLight) {
            for (int p = 0; p < row.length; p++) {
                row[p] = observed[p] > 0 ? row[p] : 0;
            }
        }
        return ofLight;
    }

    /** The beam without what is farther from its centre than {@link #SUPPORT} along any direction. */
    private static double[] beam(CubeObservation observation) {
        Beam beam = observation.beam();
        LocalFrame frame = observation.frame();
        double[] kernel = BeamKernel.sample(beam, frame, (int) Math.ceil(SUPPORT * BeamKernel.halfWidth(beam, frame)));
        double peak = kernel[kernel.length / 2];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = kernel[i] < LEAST_TAP * peak ? 0 : kernel[i];
        }
        return kernel;
    }

    /** The weights of the intrinsic light's pixels. */
    private static double[][] ofLight(
            ObservedModel model, FitRegion region, double[][] weights, double[] values, ParallelFor threads) {
        CubeObservation observation = model.observation();
        SpectralCube cube = observation.cube();
        int channels = observation.channels();
        ForwardModel.Setup setup = model.setup(region);
        PixelGrid grid = setup.grid();
        double least = LEAST_LIGHT * Arrays.stream(setup.flux()).max().orElse(0);
        int[] lit = IntStream.range(0, grid.size())
                .filter(p -> setup.flux()[p] > least)
                .toArray();
        double[] lines = lines(model, setup, lit, values, threads);
        BeamTable beams = observation.fittedBeams();
        int margin = IntStream.range(0, channels)
                .map(c -> BeamKernel.halfWidth(beams.at(c), grid.frame()))
                .max()
                .orElse(0);
        BlockTaps[] taps = new BlockTaps[channels];
        for (int c = 0; c < channels; c++) {
            taps[c] = c > 0 && beams.at(c).equals(beams.at(c - 1))
                    ? taps[c - 1]
                    : BlockTaps.of(BeamKernel.sample(beams.at(c), grid.frame(), margin), region.block());
        }
        int width = grid.width() + 2 * margin;
        double[][] planes = new double[threads.threads()][width * (grid.height() + 2 * margin)];
        double[][] ofLight = new double[weights.length][cube.nx() * cube.ny()];
        int corner = (grid.y0() - cube.yIndex()) * cube.nx() + grid.x0() - cube.xIndex();
        threads.run(weights.length, (row, worker) -> {
            double[] plane = planes[worker];
            for (int c = 0; c < channels; c++) {
                Arrays.fill(plane, 0);
                for (int b = 0; b < region.blocks(); b++) {
                    double weight = weights[row][b * channels + c];
                    if (weight != 0) {
                        taps[c].spread(weight, plane, width, setup.blockX()[b], setup.blockY()[b]);
                    }
                }
                for (int k = 0; k < lit.length; k++) {
                    int x = lit[k] % grid.width();
                    int y = lit[k] / grid.width();
                    ofLight[row][corner + y * cube.nx() + x] +=
                            plane[(y + margin) * width + x + margin] * lines[k * channels + c];
                }
            }
        });
        return ofLight;
    }

    /** The line of each pixel before the beam, for unit flux and in the unit of the cube, {@code [k * channels + channel]}. */
    private static double[] lines(
            ObservedModel model, ForwardModel.Setup setup, int[] lit, double[] values, ParallelFor threads) {
        CubeObservation observation = model.observation();
        int width = setup.grid().width();
        ForwardModel perPixel = new ForwardModel(
                new ForwardModel.Setup(
                        setup.grid(),
                        setup.channels(),
                        null,
                        false,
                        setup.flux(),
                        IntStream.of(lit).map(p -> p % width).toArray(),
                        IntStream.of(lit).map(p -> p / width).toArray(),
                        1,
                        setup.sampling()),
                threads);
        double[] lines = new double[perPixel.size()];
        GalaxyModel.State state = model.galaxy().at(values, null);
        perPixel.evaluate(state.disk(), state.x(), state.y(), state.vsys(), state.fluxScale(), lines);
        int channels = observation.channels();
        double pixel = observation.frame().pixelArea();
        for (int k = 0; k < lit.length; k++) {
            for (int c = 0; c < channels; c++) {
                double area = setup.perBeam() ? setup.beams().at(c).area() / pixel : 1;
                lines[k * channels + c] *= area / setup.flux()[lit[k]];
            }
        }
        return lines;
    }
}
