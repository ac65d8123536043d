// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.cube;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.steelyard.cube.CubeMask;
import org.steelyard.cube.PixelBox;
import org.steelyard.cube.SpectralCube;
import org.steelyard.fit.search.DerivedNumbers;
import org.steelyard.fit.search.FitRegion;
import org.steelyard.fit.search.FittableData;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.galaxy.SpeedCurve;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.observe.ForwardModel;
import org.steelyard.potential.BlackHole;

/**
 * The model of a cube on the pixels around the fit region, at any values of the parameters, and the numbers that follow
 * from it. Holds its workspace: one evaluation at a time.
 */
final class CubePixels implements FittableData.PixelModel {

    /**
     * [1/FWHM] Blocks of a coarse model across the beam's minor axis. Linear interpolation between Gaussians of width s at
     * distance h errs by h^2/(8 s^2) of the peak, 0.04 for h = FWHM/4, within the tolerance of a moving model.
     */
    private static final double BLOCKS_PER_BEAM = 4;

    private final CubeFit fit;
    private final ParallelFor threads;
    private final SpectralCube data;
    private final boolean[] inside;
    private final float[] noise;
    private final CubeMask signal;
    private final PixelBox box;
    private final BlockedPixels pixels;
    private final ForwardModel model;
    private final double[] out;

    /** Values of the last model without its black hole, and that model; null before the first. */
    private double[] bareValues;

    private float[] bareModel;

    private CubePixels(
            CubeFit fit,
            SpectralCube data,
            boolean[] inside,
            float[] noise,
            CubeMask signal,
            PixelBox box,
            int block,
            ParallelFor threads) {
        this.fit = fit;
        this.data = data;
        this.inside = inside;
        this.noise = noise;
        this.signal = signal;
        this.box = box;
        this.threads = threads;
        this.pixels = new BlockedPixels(box, block);
        this.model = new ForwardModel(fit.model().setup(pixels.blocks()), threads);
        this.out = new double[model.size()];
    }

    /**
     * @param fit of a cube
     * @param threads worker threads that evaluate the model
     * @return its model on the region and one beam around it
     */
    static CubePixels of(CubeFit fit, ParallelFor threads) {
        CubeObservation observation = fit.observation();
        PixelBox box = around(fit);
        SpectralCube data = observation.cube().part(box, observation.firstChannel(), observation.channels());
        int plane = data.nx() * data.ny();
        int[] x = new int[plane];
        int[] y = new int[plane];
        boolean[] inside = new boolean[plane];
        for (int p = 0; p < plane; p++) {
            x[p] = box.x0() + p % data.nx();
            y[p] = box.y0() + p / data.nx();
            inside[p] = fit.region()
                    .inside()[
                    (y[p] - fit.region().box().y0()) * fit.region().box().width()
                            + x[p]
                            - fit.region().box().x0()];
        }
        FitRegion pixels = new FitRegion(box, inside, 1, x, y);
        float[] noise = new float[data.values().length];
        double[] perVoxel = observation.blockNoise(fit.config(), pixels);
        CubeMask mask = observation.mask();
        BitSet bits = new BitSet(data.values().length);
        for (int p = 0; p < plane; p++) {
            for (int c = 0; c < data.channels(); c++) {
                noise[c * plane + p] = (float) perVoxel[p * data.channels() + c];
                bits.set(
                        c * plane + p,
                        mask.at(
                                observation.firstChannel() + c,
                                y[p] - observation.cube().yIndex(),
                                x[p] - observation.cube().xIndex()));
            }
        }
        CubeMask signal = new CubeMask(bits, data.nx(), data.ny(), data.channels());
        return new CubePixels(fit, data, inside, noise, signal, box, 1, threads);
    }

    /** The same with coarser sub-pixels and, where the beam allows it, in blocks of pixels. */
    @Override
    public CubePixels coarser(double tolerance) {
        CubeFit coarse = fit.coarser(tolerance);
        if (coarse.equals(fit)) {
            return this;
        }
        CubeObservation observation = fit.observation();
        int block = (int) (observation.beam().minor()
                / BLOCKS_PER_BEAM
                / observation.frame().pixelSize());
        return new CubePixels(coarse, data, inside, noise, signal, box, Math.max(1, block), threads);
    }

    @Override
    public ModelProducts images(double[] values, boolean withoutBlackHole) {
        return images(values, withoutBlackHole, null, null);
    }

    /**
     * @param values of all parameters. Not modified
     * @param withoutBlackHole whether the same disk without its black hole is evaluated, too
     * @param alone the model without a black hole that was fitted; null for none
     * @param light brightness of the rings of the light; null for other light
     * @return the cubes
     */
    ModelProducts images(
            double[] values, boolean withoutBlackHole, @Nullable StarsAlone alone, @Nullable RingProfile light) {
        CubeFit lit = fit.lit(values, threads);
        double beam = fit.observation().beam().geometricMean();
        double reach =
                Math.hypot(data.nx(), data.ny()) / 2 * fit.observation().frame().pixelSize();
        boolean[] fitted = new boolean[data.channels()];
        Arrays.fill(fitted, true);
        return new ModelProducts(
                data,
                evaluate(lit, values),
                withoutBlackHole ? withoutBlackHole(lit, values) : null,
                alone == null ? null : evaluate(fit.lit(alone.values(), threads), alone.values()),
                noise,
                inside,
                fitted,
                signal,
                DerivedNumbers.geometry(fit, values),
                fit.galaxy().speeds(values, SpeedCurve.logarithmic(0.1 * beam, reach)),
                light);
    }

    /** The disk without its black hole, which is kept: it stays the same while the mass of the black hole moves. */
    private float[] withoutBlackHole(CubeFit lit, double[] values) {
        double[] bare = values.clone();
        bare[fit.space().index(BlackHole.MASS.name())] = 0;
        if (fit.ringed() || !Arrays.equals(bare, bareValues)) {
            bareModel = evaluate(lit, bare);
            bareValues = bare;
        }
        return bareModel;
    }

    /** The region and one beam around it, inside the image. */
    private static PixelBox around(CubeFit fit) {
        CubeObservation observation = fit.observation();
        int margin =
                (int) Math.ceil(observation.beam().major() / observation.frame().pixelSize());
        int[] bounds = fit.region().around(margin);
        SpectralCube cube = observation.cube();
        return new PixelBox(
                Math.max(cube.xIndex(), bounds[0]),
                Math.max(cube.yIndex(), bounds[1]),
                Math.min(cube.xIndex() + cube.nx(), bounds[2]),
                Math.min(cube.yIndex() + cube.ny(), bounds[3]));
    }

    private float[] evaluate(CubeFit lit, double[] values) {
        GalaxyModel.State state = lit.galaxy().at(values, null);
        model.evaluate(state.disk(), state.x(), state.y(), state.vsys(), state.fluxScale(), out);
        return pixels.pixels(out, threads);
    }

    /** Numbers that follow from the fit, for result.json. */
    static Map<String, Object> derived(CubeFit fit, double[] values, ModelProducts images) {
        CubeObservation observation = fit.observation();
        Map<String, Object> derived = DerivedNumbers.of(
                fit.galaxy(), values, images.geometry(), observation.file().frame(), observation.beam());
        derived.put("velocity_frame", observation.cube().axis().frame());
        derived.put("block", fit.region().block());
        derived.put("blocks", fit.region().blocks());
        derived.put("first_channel", observation.firstChannel() + 1);
        derived.put("last_channel", observation.firstChannel() + observation.channels());
        derived.put("noise_correlation", fit.noiseShape().numbers());
        if (!fit.profile().isEmpty()) {
            derived.put(DerivedNumbers.FLUX_PROFILE, fit.profile());
        }
        return derived;
    }
}
