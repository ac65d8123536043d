// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.cube;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.steelyard.component.DataRange;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.config.ModelConfig;
import org.steelyard.cube.LocalFrame;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.SpectralResponse;
import org.steelyard.disk.light.LightProfile;
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.fit.search.GalaxySetup;
import org.steelyard.galaxy.Galaxy;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.inference.Parameter;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.Scale;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.observe.BeamKernel;
import org.steelyard.observe.Channels;
import org.steelyard.observe.ForwardModel;
import org.steelyard.observe.PixelGrid;
import org.steelyard.units.InputException;

/**
 * A galaxy as a spectral-line cube, without any file: evaluate the model at parameter values, or compare it with data
 * and get residuals and Jacobian for a sampler of one's own.
 *
 * <pre>{@code
 * SpectralCube axes = new CubeGrid(80, 80, 0.06, 54.1, -35.0, 230.538e9, 1500, 2200, 10, new Beam(0.2, 0.15, 30)).zeros("test");
 * try (CubeModel model = CubeModel.of(galaxy, axes)) {
 *     SpectralCube cube = model.cube(Map.of("mbh", 1e8, "inclination", 60.0, "vsys", 1850.0, "x", 40.0, "y", 40.0));
 * }
 * }</pre>
 *
 * <p>Close it to end its worker threads. One evaluation at a time.
 */
public final class CubeModel implements AutoCloseable {

    private final Galaxy galaxy;
    private final GalaxyModel model;
    private final SpectralCube axes;
    private final ModelConfig accuracy;
    private final SpectralResponse response;
    private final int margin;
    private final double[] light;
    private final ParallelFor threads;
    private final ForwardModel forward;

    /**
     * @param model the galaxy on the pixels of the cube
     * @param axes cube whose pixels, channels and beams the model has. Its values are not used
     * @param accuracy sub-pixels and line profile
     * @param response of the spectrometer
     * @param flux [Jy km/s] of each pixel {@code [y * nx + x]}; null where the light is a profile. Not modified
     * @param threads number of worker threads that evaluate the model
     */
    public CubeModel(
            GalaxyModel model,
            SpectralCube axes,
            ModelConfig accuracy,
            SpectralResponse response,
            double[] flux,
            int threads) {
        this.galaxy = model.galaxy();
        this.model = model;
        this.axes = axes;
        this.accuracy = accuracy;
        this.response = response;
        this.margin = margin(axes);
        this.light = flux == null ? null : padded(flux);
        this.threads = new ParallelFor(threads);
        int plane = axes.nx() * axes.ny();
        this.forward = new ForwardModel(
                setup(
                        IntStream.range(0, plane).map(p -> p % axes.nx()).toArray(),
                        IntStream.range(0, plane).map(p -> p / axes.nx()).toArray(),
                        1),
                this.threads);
    }

    /**
     * @param galaxy the components; its light is a profile
     * @param axes cube whose pixels, channels and beams the model has. Its values are not used
     * @return the model with the default accuracy, on all processors
     * @throws InputException if the light is a flux map, which {@link #of(Galaxy, SpectralCube, double[])} takes
     */
    public static CubeModel of(Galaxy galaxy, SpectralCube axes) {
        if (!(galaxy.light() instanceof LightProfile)) {
            throw new InputException(
                    "the light of this galaxy is a flux map; give the map, or a profile with withLight");
        }
        return of(galaxy, axes, null);
    }

    /**
     * @param galaxy the components
     * @param axes cube whose pixels, channels and beams the model has. Its values are not used
     * @param flux [Jy km/s] intrinsic flux of each pixel {@code [y * nx + x]}; null where the light is a profile. Not
     *     modified
     * @return the model with the default accuracy, on all processors
     */
    public static CubeModel of(Galaxy galaxy, SpectralCube axes, double[] flux) {
        LocalFrame frame = frame(axes);
        GalaxyModel model = new GalaxyModel(
                galaxy.withShape(galaxy.shape().within(Math.min(galaxy.outerRadius(), reach(axes)))),
                frame,
                GalaxySetup.radii(frame.pixelSize(), Math.hypot(axes.nx(), axes.ny())));
        return new CubeModel(
                model,
                axes,
                ModelConfig.defaults(),
                SpectralResponse.NONE,
                flux,
                Runtime.getRuntime().availableProcessors());
    }

    /**
     * @param axes a cube
     * @return [arcsec/pixel] its pixels on the sky, about the middle of the field
     */
    public static LocalFrame frame(SpectralCube axes) {
        return axes.frame().at(0.5 * (axes.nx() + 1), 0.5 * (axes.ny() + 1));
    }

    /**
     * @param axes a cube
     * @return [arcsec] distance of its corners from its middle
     */
    public static double reach(SpectralCube axes) {
        return 0.5 * Math.hypot(axes.nx(), axes.ny()) * frame(axes).pixelSize();
    }

    private static int margin(SpectralCube axes) {
        int half = 0;
        for (int c = 0; c < axes.channels(); c++) {
            half = Math.max(half, BeamKernel.halfWidth(axes.beams().at(c), frame(axes)));
        }
        return half;
    }

    private double[] padded(double[] flux) {
        int width = axes.nx() + 2 * margin;
        double[] padded = new double[width * (axes.ny() + 2 * margin)];
        for (int y = 0; y < axes.ny(); y++) {
            System.arraycopy(flux, y * axes.nx(), padded, (y + margin) * width + margin, axes.nx());
        }
        return padded;
    }

    private ForwardModel.Setup setup(int[] x, int[] y, int block) {
        PixelGrid grid = new PixelGrid(frame(axes), -margin, -margin, axes.nx() + 2 * margin, axes.ny() + 2 * margin);
        return new ForwardModel.Setup(
                grid,
                new Channels(axes.axis(), accuracy.lineProfile() == ModelConfig.LineProfile.SAMPLED, response),
                axes.beams(),
                true,
                light,
                Arrays.stream(x).map(column -> column + margin).toArray(),
                Arrays.stream(y).map(row -> row + margin).toArray(),
                block,
                ObservedModel.sampling(accuracy));
    }

    /** @return the names of the parameters, in the order of every vector of values */
    public List<String> names() {
        return model.names();
    }

    /**
     * @param values of all parameters, in the order of {@link #names()}. Not modified
     * @return [Jy/beam] {@code [(channel * ny + y) * nx + x]}
     * @throws InputException if a value means no disk
     */
    public float[] evaluate(double[] values) {
        double[] out = new double[forward.size()];
        GalaxyModel.State state = model.at(values, null);
        forward.evaluate(state.disk(), state.x(), state.y(), state.vsys(), state.fluxScale(), out);
        return ObservedModel.channelsFirst(out, axes.nx() * axes.ny());
    }

    /**
     * @param values by parameter name; a parameter that is not named has its default start
     * @return the model cube
     * @throws InputException if a value means no disk, or a parameter without default is not named
     */
    public SpectralCube cube(Map<String, Double> values) {
        return axes.withValues(evaluate(galaxy.vector(values)));
    }

    /**
     * The least-squares problem of data in blocks: residual = (model - data) / noise.
     *
     * @param data [Jy/beam] {@code [(channel * ny + y) * nx + x]}, NaN where there are none. Not modified
     * @param block pixels along the side of the blocks that are averaged; blocks fill the image from the first pixel
     * @param noise [Jy/beam] standard deviation of a block in one channel
     * @param start by parameter name; every parameter is free within its default bounds
     * @return the least-squares problem, with analytic Jacobian
     */
    public DiskProblem problem(float[] data, int block, double noise, Map<String, Double> start) {
        int columns = axes.nx() / block;
        int blocks = columns * (axes.ny() / block);
        int[] x = IntStream.range(0, blocks).map(b -> block * (b % columns)).toArray();
        int[] y = IntStream.range(0, blocks).map(b -> block * (b / columns)).toArray();
        double[] means = new double[blocks * axes.channels()];
        for (int b = 0; b < blocks; b++) {
            for (int c = 0; c < axes.channels(); c++) {
                double sum = 0;
                for (int p = 0; p < block * block; p++) {
                    sum += data[(c * axes.ny() + y[b] + p / block) * axes.nx() + x[b] + p % block];
                }
                means[b * axes.channels() + c] = sum / (block * block);
            }
        }
        double[] sigma = new double[means.length];
        Arrays.fill(sigma, noise);
        return new CubeProblem(model, setup(x, y, block), space(start), means, sigma, threads);
    }

    private ParameterSpace space(Map<String, Double> start) {
        double[] values = galaxy.vector(start);
        List<Parameter> parameters = new ArrayList<>();
        DataRange data = new DataRange(DataRange.UNKNOWN.pixel(), reach(axes), DataRange.UNKNOWN.speed(), 0);
        for (int k = 0; k < values.length; k++) {
            ParameterDeclaration declared = galaxy.parameters().get(k);
            double[] bounds = declared.bounds().around(values[k], data);
            parameters.add(new Parameter(
                    declared.name(),
                    declared.unit(),
                    values[k],
                    bounds[0],
                    bounds[1],
                    false,
                    declared.logarithmic() ? Scale.LOG10 : Scale.LINEAR,
                    null));
        }
        return new ParameterSpace(parameters);
    }

    /** Ends the worker threads. */
    @Override
    public void close() {
        threads.close();
    }
}
