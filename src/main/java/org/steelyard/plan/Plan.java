// SPDX-License-Identifier: Apache-2.0
package org.steelyard.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.steelyard.config.Configuration;
import org.steelyard.config.SimulateConfig;
import org.steelyard.cube.Beam;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.potential.SphereOfInfluence;
import org.steelyard.units.Constants;
import org.steelyard.units.InputException;

/**
 * Forecasts for one galaxy, one for each observation that is compared.
 *
 * @param target the galaxy
 * @param options which observations
 * @param radiometer ALMA as it observes the galaxy
 * @param forecasts for every beam, and each noise with it
 */
public record Plan(Target target, PlanOptions options, Radiometer radiometer, List<Forecast> forecasts) {

    /**
     * @param config the galaxy: every parameter needs its start, and the light is a profile
     * @param options which observations
     * @param progress receives a line when an observation is done
     * @param threads worker threads that evaluate the model
     * @return the forecasts
     * @throws InputException if something is missing, contradicts itself, or shows no rotation
     */
    public static Plan of(Configuration config, PlanOptions options, Consumer<String> progress, ParallelFor threads) {
        Target target = Target.of(config);
        if (options.mocks() != 0 && options.mocks() < MockCheck.FEWEST) {
            throw new InputException(options.mocks() + " mocks: give " + MockCheck.FEWEST
                    + " or more, which tell the scatter; 50 tell it to 10 %");
        }
        if (options.band() != null) {
            AlmaBand.requireHolds(options.band(), target.observedFrequency());
        }
        SimulateConfig grid = config.grid();
        Radiometer radiometer =
                new Radiometer(options.antennas(), options.systemTemperature(), grid == null ? null : grid.dec());
        List<Observation> observations = observations(target, options, radiometer);
        List<Forecast> forecasts = new ArrayList<>();
        for (Observation observation : observations) {
            forecasts.add(
                    MassForecast.of(target, observation, options.light(), options.mocks(), options.seed(), threads));
            progress.accept(forecasts.size() + " of " + observations.size() + " observations");
        }
        return new Plan(target, options, radiometer, List.copyOf(forecasts));
    }

    private static List<Observation> observations(Target target, PlanOptions options, Radiometer radiometer) {
        if (!options.rms().isEmpty() && !options.times().isEmpty()) {
            throw new InputException("noise and time on source are given, and each gives the noise: give one of them");
        }
        SimulateConfig grid = target.config().grid();
        double usual = grid == null ? PlanOptions.CHANNEL : grid.channelWidth();
        double width = options.channelWidth() == null ? usual : options.channelWidth();
        Double known = target.config().fit().noiseRms();
        List<Observation> observations = new ArrayList<>();
        for (Beam beam : beams(target, options)) {
            for (double rms : options.rms()) {
                observations.add(new Observation(beam, width, rms, Double.NaN));
            }
            for (double time : options.times()) {
                double rms = radiometer.rms(
                        target.observedFrequency(), target.frequency() * width / Constants.SPEED_OF_LIGHT, time);
                observations.add(new Observation(beam, width, rms, time));
            }
            if (options.rms().isEmpty() && options.times().isEmpty()) {
                if (known == null) {
                    throw new InputException(
                            "the noise is missing: give the noise of a channel or ALMA's time on source");
                }
                observations.add(new Observation(beam, width, known, Double.NaN));
            }
        }
        return observations;
    }

    /** The beams, with the shape of the configuration's where it has one. */
    private static List<Beam> beams(Target target, PlanOptions options) {
        Beam known = target.config().data().beam();
        if (options.beams().isEmpty() && known == null) {
            throw new InputException(
                    "the beam is missing: choose a beam, or give data.beam = { major = \"0.12 arcsec\", minor = \"0.10 arcsec\", position_angle = \"77 deg\" }");
        }
        Beam shape = known == null ? new Beam(1, 1, 0) : known;
        return options.beams().isEmpty()
                ? List.of(shape)
                : options.beams().stream().map(shape::ofWidth).toList();
    }

    /**
     * @return the forecast with the smallest error of the mass among those whose beam is smaller than the sphere of influence
     *     along the major axis of the disk; among all where there are none
     */
    public Forecast best() {
        return forecasts.stream()
                .min(Comparator.comparing((Forecast f) -> !f.resolved())
                        .thenComparing(f -> f.mass().error()))
                .orElseThrow();
    }

    /** @return [arcsec] radius G M / sigma^2 of the sphere of influence; NaN where sigma is not known */
    public double sphereOfDispersion() {
        Double sigma = options.stellarDispersion();
        return sigma == null
                ? Double.NaN
                : SphereOfInfluence.ofDispersion(target.mass(), sigma)
                        / target.galaxy().pcPerArcsec();
    }

    /** @return [K] system temperature by which times became noise; NaN where no time was given */
    public double systemTemperature() {
        return options.times().isEmpty() ? Double.NaN : radiometer.systemTemperature(target.observedFrequency());
    }
}
