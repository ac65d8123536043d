// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference;

import java.util.function.Supplier;
import org.steelyard.units.InputException;

/**
 * A parameter of a posterior, with its prior.
 *
 * @param name unique among the parameters of a problem
 * @param unit for messages and tables; may be empty
 * @param prior probability distribution before the data
 */
public record SampledParameter(String name, String unit, Prior prior) {

    /**
     * @param parameter with finite bounds
     * @return the parameter with a prior between its bounds that is uniform in the coordinate of its scale
     * @throws InputException if a bound is infinite; names the parameter
     */
    public static SampledParameter byScale(Parameter parameter) {
        if (parameter.scale() == Scale.LOG10) {
            return logUniform(parameter);
        }
        return parameter.scale() == Scale.LINEAR
                ? uniform(parameter)
                : named(parameter, () -> new Prior.UniformIn(parameter.scale(), parameter.min(), parameter.max()));
    }

    /**
     * @param parameter with finite bounds
     * @return the parameter with a uniform prior between its bounds
     * @throws InputException if a bound is infinite; names the parameter
     */
    public static SampledParameter uniform(Parameter parameter) {
        return named(parameter, () -> new Prior.Uniform(parameter.min(), parameter.max()));
    }

    /**
     * @param parameter with finite positive bounds
     * @return the parameter with a prior uniform in the logarithm between its bounds
     * @throws InputException if a bound is infinite or not positive; names the parameter
     */
    public static SampledParameter logUniform(Parameter parameter) {
        return named(parameter, () -> new Prior.LogUniform(parameter.min(), parameter.max()));
    }

    /**
     * @param parameter with a prior of its own, which its bounds truncate
     * @return the parameter with that prior, normalised between the bounds
     * @throws InputException if the bounds leave no probability, or a flat side has no bound; names the parameter
     */
    public static SampledParameter stated(Parameter parameter) {
        return named(parameter, () -> Prior.of(parameter.priorOrNull(), parameter.min(), parameter.max()));
    }

    /**
     * @param parameter whose bounds truncate the distribution
     * @param mean in the parameter's unit
     * @param sigma standard deviation in the parameter's unit
     * @return the parameter with a normal prior
     * @throws InputException if sigma is not positive or the bounds leave no probability; names the parameter
     */
    public static SampledParameter gaussian(Parameter parameter, double mean, double sigma) {
        return named(parameter, () -> new Prior.Gaussian(mean, sigma, parameter.min(), parameter.max()));
    }

    /**
     * @param parameter [deg] an inclination with bounds between 0 and 180
     * @return the parameter with a prior uniform in the cosine between its bounds
     * @throws InputException if a bound is not an inclination; names the parameter
     */
    public static SampledParameter isotropic(Parameter parameter) {
        return named(parameter, () -> new Prior.Isotropic(parameter.min(), parameter.max()));
    }

    private static SampledParameter named(Parameter parameter, Supplier<Prior> prior) {
        try {
            return new SampledParameter(parameter.name(), parameter.unit(), prior.get());
        } catch (InputException e) {
            throw new InputException("parameter " + parameter.name() + ": " + e.getMessage(), e);
        }
    }
}
