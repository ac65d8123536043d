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

/**
 * The model at every datum of a velocity map, in the fit region and outside, at any values of the parameters, and the
 * numbers that follow from it. Holds its workspace: one evaluation at a time.
 */
final class MapPixels implements FittableData.PixelModel {

    private final VelocityMapFit fit;
    private final ParallelFor threads;
    private final BeamedModel model;
    private final double[] perDatum;

    private MapPixels(VelocityMapFit fit, ParallelFor threads) {
        this.fit = fit;
        this.threads = threads;
        int[] all = IntStream.range(0, fit.observation().data().length).toArray();
        this.model = new BeamedModel(fit.galaxy(), fit.observation().beam(), beam -> fit.setup(all, beam), threads);
        this.perDatum = new double[all.length];
    }

    /**
     * @param fit of a velocity map
     * @param threads worker threads that evaluate the model
     * @return its model of all data
     */
    static MapPixels of(VelocityMapFit fit, ParallelFor threads) {
        return new MapPixels(fit, threads);
    }

    @Override
    public MapPixels coarser(double tolerance) {
        return new MapPixels(fit.coarser(tolerance), threads);
    }

    /** The maps; a velocity map is shown without one of a disk that has no black hole. */
    @Override
    public MapProducts images(double[] values, boolean withoutBlackHole) {
        VelocityMapObservation observation = fit.observation();
        GalaxyModel.State state = fit.galaxy().at(values, null);
        model.at(values).evaluate(state.disk(), state.x(), state.y(), state.vsys(), perDatum);
        boolean[] fitted = new boolean[perDatum.length];
        for (int d : fit.used()) {
            fitted[d] = true;
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
        return new MapProducts(
                image(observation, observation.velocity(), "km/s"),
                image(observation, modelled, "km/s"),
                image(observation, observation.error(), "km/s"),
                image(observation, flux, ""),
                region,
                beam,
                DerivedNumbers.geometry(fit, values),
                fit.galaxy().speeds(values, SpeedCurve.logarithmic(0.1 * beam.geometricMean(), reach)));
    }

    /** The maps and the numbers that follow from them. */
    FittableData.BestModel best(double[] values) {
        MapProducts maps = images(values, false);
        double sum = 0;
        for (int d : fit.used()) {
            sum += Math.pow(fit.observation().data()[d] - perDatum[d], 2);
        }
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
