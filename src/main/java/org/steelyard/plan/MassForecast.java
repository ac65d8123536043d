// SPDX-License-Identifier: Apache-2.0
package org.steelyard.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.steelyard.config.Configuration;
import org.steelyard.config.ParameterSetting;
import org.steelyard.disk.KinematicCentre;
import org.steelyard.disk.light.LightProfile;
import org.steelyard.disk.light.RingedLight;
import org.steelyard.fit.FittedGalaxy;
import org.steelyard.fit.cube.CubeData;
import org.steelyard.fit.cube.CubeFit;
import org.steelyard.fit.cube.CubeObservation;
import org.steelyard.fit.search.CorrelatedErrors;
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.fit.search.InitialGuess;
import org.steelyard.fit.search.Refit;
import org.steelyard.inference.Parameter;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.Solution;
import org.steelyard.inference.Status;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.observe.NoiseMeasurement;

/**
 * Forecasts by the Fisher matrix: the errors that a fit would quote at its minimum, for data without noise whose minimum is
 * the target itself. Derivatives, priors, and the scatter of the estimate under correlated noise are those of the fit.
 */
public final class MassForecast {

    /** What the fit knows of the light. */
    public enum Light {
        /** Nothing but that it is a function of radius: the brightness of rings is solved with the other parameters. */
        RINGS,
        /** The form of the profile, whose parameters are fitted. */
        PROFILE
    }

    /** [beam FWHM] Width of a ring, and most rings, as a fit chooses them. */
    private static final double RING = 0.75;

    private static final int MOST_RINGS = 40;

    private MassForecast() {}

    /**
     * @param target the galaxy
     * @param observation of it
     * @param light what the fit knows of it
     * @param mocks number of fits of simulated noise, 0 for none
     * @param seed of the noise
     * @param threads worker threads that fit the mocks
     * @return the forecast
     * @throws org.steelyard.units.InputException if the observation cannot show the galaxy
     */
    public static Forecast of(
            Target target, Observation observation, Light light, int mocks, long seed, ParallelFor threads) {
        try (ParallelFor alone = new ParallelFor(1)) {
            return of(target, observation, light, mocks, seed, alone, threads);
        }
    }

    private static Forecast of(
            Target target,
            Observation observation,
            Light light,
            int mocks,
            long seed,
            ParallelFor alone,
            ParallelFor threads) {
        ObservationGrid grid = ObservationGrid.of(target, observation);
        Configuration planned = planned(target, observation, grid);
        CubeFit truth = prepared(planned, target, grid);
        double[] model = new double[truth.data().length];
        truth.independent(alone).model(truth.space().physical(truth.space().startFree()), model);
        CubeFit fit = (light == Light.PROFILE
                        ? truth
                        : prepared(ringed(planned, observation.beam().geometricMean()), target, grid))
                .withData(model);
        double[] values = fit.space().physical(fit.space().startFree());
        ParameterSpace space = fit.space();
        DiskProblem problem = fit.problem(alone);
        Solution solution = Refit.withErrors(problem, minimum(space.startFree()));
        CorrelatedErrors errors = CorrelatedErrors.of(fit, solution, alone);
        double[] total = errors.total();
        List<Forecast.ForecastParameter> parameters = new ArrayList<>();
        for (int i = 0; i < space.size(); i++) {
            Parameter p = space.parameters().get(i);
            parameters.add(new Forecast.ForecastParameter(p.name(), p.unit(), values[i], total[i]));
        }
        Forecast forecast = new Forecast(
                observation,
                parameters,
                space.freeNames(),
                correlation(errors.totalCovariance()),
                model.length,
                signal(fit),
                Resolution.of(target, grid, fit, values),
                null);
        return mocks == 0
                ? forecast
                : forecast.with(MockCheck.of(
                        FittedGalaxy.of(fit.config(), fit, values), forecast.massErrorDex(), mocks, seed, threads));
    }

    /** The configuration of a fit of the observation, whose light is the target's profile. */
    private static Configuration planned(Target target, Observation observation, ObservationGrid grid) {
        Configuration config = target.config();
        Map<String, ParameterSetting> settings = new LinkedHashMap<>(config.parameters());
        settings.computeIfPresent(
                KinematicCentre.X, (name, set) -> set.withStart((grid.axes().nx() + 1) / 2.0));
        settings.computeIfPresent(
                KinematicCentre.Y, (name, set) -> set.withStart((grid.axes().ny() + 1) / 2.0));
        return config.withParameters(settings)
                .withFit(config.fit().withNoiseRms(observation.rms()).withRegion(grid.region()));
    }

    /** The same fit with light that it solves. */
    private static Configuration ringed(Configuration config, double beam) {
        Map<String, ParameterSetting> settings = new LinkedHashMap<>(config.parameters());
        settings.remove(LightProfile.FLUX.name());
        config.disk().surfaceBrightness().parameterNames().forEach(settings::remove);
        return config.withParameters(settings)
                .withDisk(config.disk()
                        .withSurfaceBrightness(
                                rings(config, beam), config.disk().outerRadius()));
    }

    /** The rings that a fit would choose. Where the light ends, the last ring is there: one beyond would hold nothing. */
    private static RingedLight rings(Configuration config, double beam) {
        Double edge = config.disk().outerRadius();
        if (edge == null) {
            return RingedLight.AUTOMATIC;
        }
        int steps = (int) Math.min(MOST_RINGS, Math.max(2, Math.ceil(edge / (RING * beam))));
        return new RingedLight(
                IntStream.rangeClosed(0, steps).mapToObj(k -> k * edge / steps).toList(), List.of());
    }

    /** The fit of an observation, without data. */
    private static CubeFit prepared(Configuration config, Target target, ObservationGrid grid) {
        CubeData data = new CubeData(config, CubeObservation.inMemory(grid.axes()), NoiseMeasurement.NONE);
        InitialGuess nothing = new InitialGuess(Map.of(), grid.region(), List.of(), new double[0]);
        return data.prepare(nothing, target.stars(), target.systemicVelocity());
    }

    /** The minimum of data that the model describes exactly. */
    private static Solution minimum(double[] point) {
        int n = point.length;
        return new Solution(point, 0, new double[n][n], Status.CONVERGED, "", 0, new boolean[n], new boolean[n]);
    }

    private static double[][] correlation(double[][] covariance) {
        double[][] correlation = new double[covariance.length][covariance.length];
        for (int i = 0; i < covariance.length; i++) {
            for (int j = 0; j < covariance.length; j++) {
                correlation[i][j] = covariance[i][j] / Math.sqrt(covariance[i][i] * covariance[j][j]);
            }
        }
        return correlation;
    }

    private static double signal(CubeFit fit) {
        double largest = 0;
        for (int k = 0; k < fit.data().length; k++) {
            largest = Math.max(largest, fit.data()[k] / fit.noise()[k]);
        }
        return largest;
    }
}
