// SPDX-License-Identifier: Apache-2.0
package org.steelyard.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.steelyard.potential.BlackHole;

/**
 * What a fit of an observation would tell.
 *
 * @param observation the data
 * @param parameters all parameters with their errors
 * @param free names of those that the fit determines
 * @param correlation {@code [free][free]} of their estimates, NaN for one without error. Lent
 * @param data number of blocks and channels that are fitted
 * @param signal [-] largest mean of a block of one beam in one channel, over its noise
 * @param resolution of the observation
 * @param mocks fits of simulated noise; null where none were made
 */
public record Forecast(
        Observation observation,
        List<ForecastParameter> parameters,
        List<String> free,
        double[][] correlation,
        int data,
        double signal,
        Resolution resolution,
        @Nullable MockCheck mocks) {

    /** Standard errors from 0 above which a mass is told from none. */
    public static final double DETECTED = 3;

    /**
     * A parameter of the fit.
     *
     * @param name of it
     * @param unit of it
     * @param value at which the forecast is made
     * @param error standard error; 0 for a fixed one, NaN where the data do not determine it
     */
    public record ForecastParameter(String name, String unit, double value, double error) {}

    /**
     * @param name of a parameter
     * @return the parameter
     */
    public ForecastParameter parameter(String name) {
        return parameters.stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** @return the black hole's mass [Msun] */
    public ForecastParameter mass() {
        return parameter(BlackHole.MASS.name());
    }

    /** @return [dex] error of the mass to first order, error / (mass ln 10) */
    public double massErrorDex() {
        return mass().error() / (mass().value() * Math.log(10));
    }

    /** @return whether the mass is {@value #DETECTED} standard errors from 0 or more */
    public boolean detected() {
        return mass().value() >= DETECTED * mass().error();
    }

    /** @return whether the beam is smaller than the radius of the sphere of influence, along the major axis of the disk */
    public boolean resolved() {
        return resolution.onMajorAxis() >= 1;
    }

    Forecast with(MockCheck check) {
        return new Forecast(observation, parameters, free, correlation, data, signal, resolution, check);
    }
}
