// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.cube;

import java.util.Arrays;
import java.util.Map;
import org.steelyard.cube.CubeMask;
import org.steelyard.cube.PixelBox;
import org.steelyard.cube.SpectralCube;
import org.steelyard.fit.search.DerivedNumbers;
import org.steelyard.fit.search.FitRegion;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.galaxy.SpeedCurve;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.observe.ForwardModel;
import org.steelyard.potential.BlackHole;

/** The best model of a cube on the pixels around the fit region, and the numbers that follow from it. */
final class BestCube {

    private BestCube() {}

    static ModelProducts images(CubeFit fit, double[] values, ParallelFor threads) {
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
        ForwardModel model = new ForwardModel(fit.model().setup(pixels), threads);
        int hole = fit.space().index(BlackHole.MASS.name());
        double[] without = values.clone();
        without[hole] = 0;
        float[] noise = new float[data.values().length];
        double[] perVoxel = observation.blockNoise(fit.config(), pixels);
        CubeMask mask = observation.mask();
        java.util.BitSet bits = new java.util.BitSet(data.values().length);
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
        boolean[] fitted = new boolean[data.channels()];
        Arrays.fill(fitted, true);
        double beam = observation.beam().geometricMean();
        double reach =
                Math.hypot(data.nx(), data.ny()) / 2 * observation.frame().pixelSize();
        return new ModelProducts(
                data,
                evaluate(model, fit, values, plane),
                evaluate(model, fit, without, plane),
                noise,
                inside,
                fitted,
                new CubeMask(bits, data.nx(), data.ny(), data.channels()),
                DerivedNumbers.geometry(fit, values),
                fit.galaxy().speeds(values, SpeedCurve.logarithmic(0.1 * beam, reach)),
                fit.ringProfile(values, threads));
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

    private static float[] evaluate(ForwardModel model, CubeFit fit, double[] values, int plane) {
        double[] out = new double[model.size()];
        GalaxyModel.State state = fit.galaxy().at(values, null);
        model.evaluate(state.disk(), state.x(), state.y(), state.vsys(), state.fluxScale(), out);
        return ObservedModel.channelsFirst(out, plane);
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
