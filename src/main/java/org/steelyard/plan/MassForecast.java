// SPDX-License-Identifier: Apache-2.0
package org.steelyard.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.config.Configuration;
import org.steelyard.config.ParameterSetting;
import org.steelyard.disk.KinematicCentre;
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

    private MassForecast() {}

    /**
     * @param target the galaxy
     * @param observation of it
     * @param mocks number of fits of simulated noise, 0 for none
     * @param seed of the noise
     * @param threads worker threads that evaluate the model
     * @return the forecast
     * @throws org.steelyard.units.InputException if the observation cannot show the galaxy
     */
    public static Forecast of(Target target, Observation observation, int mocks, long seed, ParallelFor threads) {
        ObservationGrid grid = ObservationGrid.of(target, observation);
        CubeFit empty = prepared(target, observation, grid);
        double[] values = empty.space().physical(empty.space().startFree());
        double[] model = new double[empty.data().length];
        empty.independent(threads).model(values, model);
        CubeFit fit = empty.withData(model);
        ParameterSpace space = fit.space();
        DiskProblem problem = fit.problem(threads);
        Solution solution = Refit.withErrors(problem, minimum(space.startFree()));
        CorrelatedErrors errors = CorrelatedErrors.of(fit, solution, threads);
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

    /** The fit of the observation, without data. */
    private static CubeFit prepared(Target target, Observation observation, ObservationGrid grid) {
        Configuration config = target.config();
        Map<String, ParameterSetting> settings = new LinkedHashMap<>(config.parameters());
        settings.computeIfPresent(
                KinematicCentre.X, (name, set) -> set.withStart((grid.axes().nx() + 1) / 2.0));
        settings.computeIfPresent(
                KinematicCentre.Y, (name, set) -> set.withStart((grid.axes().ny() + 1) / 2.0));
        Configuration planned = config.withParameters(settings)
                .withFit(config.fit().withNoiseRms(observation.rms()).withRegion(grid.region()));
        CubeData data = new CubeData(planned, CubeObservation.inMemory(grid.axes()), NoiseMeasurement.NONE);
        InitialGuess nothing = new InitialGuess(Map.of(), grid.region(), List.of(), new double[0]);
        return data.prepare(nothing, target.stars(), target.systemicVelocity());
    }

    /** The minimum of data that the model describes exactly. */
    private static Solution minimum(double[] point) {
        int n = point.length;
        return new Solution(
                point, 0, new double[n][n], Status.CONVERGED, "", 0, new boolean[n], new boolean[n]);
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
