// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.map;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.steelyard.cube.Beam;
import org.steelyard.cube.Image;
import org.steelyard.fit.search.DerivedNumbers;
import org.steelyard.fit.search.FittableData;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.galaxy.SpeedCurve;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.observe.VelocityMapModel;

/**
 * The best model at every datum of a velocity map, in the fit region and outside, and the numbers that follow from it.
 */
final class BestMap {

    private BestMap() {}

    static FittableData.BestModel of(VelocityMapFit fit, double[] values, ParallelFor threads) {
        VelocityMapObservation observation = fit.observation();
        VelocityMapModel model = new VelocityMapModel(
                fit.setup(IntStream.range(0, observation.data().length).toArray(), fit.beam(values)), threads);
        GalaxyModel.State state = fit.galaxy().at(values, null);
        double[] perDatum = new double[model.size()];
        model.evaluate(state.disk(), state.x(), state.y(), state.vsys(), perDatum);
        boolean[] fitted = new boolean[perDatum.length];
        double sum = 0;
        for (int d : fit.used()) {
            fitted[d] = true;
            sum += Math.pow(observation.data()[d] - perDatum[d], 2);
        }
        int pixels = observation.datum().length;
        double[] modelled = new double[pixels];
        boolean[] region = new boolean[pixels];
        for (int p = 0; p < pixels; p++) {
            int d = observation.datum()[p];
            modelled[p] = d < 0 ? Double.NaN : perDatum[d];
            region[p] = d >= 0 && fitted[d];
        }
        double[] flux = observation.flux();
        if (flux == null) {
            flux = new double[pixels];
            Arrays.fill(flux, Double.NaN);
        }
        Beam beam = fit.beam(values);
        double reach = Math.hypot(observation.box().width(), observation.box().height())
                / 2
                * observation.frame().pixelSize();
        MapProducts maps = new MapProducts(
                image(observation, observation.velocity(), "km/s"),
                image(observation, modelled, "km/s"),
                image(observation, observation.error(), "km/s"),
                image(observation, flux, ""),
                region,
                beam,
                DerivedNumbers.geometry(fit, values),
                fit.galaxy().speeds(values, SpeedCurve.logarithmic(0.1 * beam.geometricMean(), reach)));
        return new FittableData.BestModel(
                maps, derived(fit, values, maps, Math.sqrt(sum / fit.used().length)), List.of());
    }

    private static Image image(VelocityMapObservation observation, double[] values, String unit) {
        return new Image(
                values,
                observation.box().width(),
                observation.box().height(),
                observation.fileFrame(),
                observation.box().x0(),
                observation.box().y0(),
                unit);
    }

    private static Map<String, Object> derived(
            VelocityMapFit fit, double[] values, MapProducts maps, double residualRms) {
        Map<String, Object> derived = DerivedNumbers.of(
                fit.galaxy(), values, maps.geometry(), fit.observation().fileFrame(), fit.beam(values));
        derived.put(
                "velocity_convention",
                VelocityMapFit.convention(fit.config()).name().toLowerCase(Locale.ROOT));
        derived.put("residual_rms", DerivedNumbers.quantity(residualRms, "km/s"));
        derived.put("pixels_per_beam", fit.pixelsPerBeam());
        derived.put("data_per_beam", fit.dataPerBeam());
        return derived;
    }
}
