package org.steelyard.inference;

import java.util.function.Supplier;
import org.steelyard.units.InputException;

/**
 * A parameter of a posterior.
 *
 * @param name unique among the parameters of a problem
 * @param unit for messages and tables; may be empty
 * @param prior what is known before the data
 */
public record SampledParameter(String name, String unit, Prior prior) {

    /**
     * @param parameter with finite bounds
     * @return log-uniform between its bounds where the parameter is on a logarithmic scale, else uniform
     * @throws InputException if a bound is infinite; names the parameter
     */
    public static SampledParameter byScale(Parameter parameter) {
        return parameter.scale() == Scale.LOG10 ? logUniform(parameter) : uniform(parameter);
    }

    /**
     * @param parameter with finite bounds
     * @return uniform between its bounds
     * @throws InputException if a bound is infinite; names the parameter
     */
    public static SampledParameter uniform(Parameter parameter) {
        return named(parameter, () -> new Prior.Uniform(parameter.min(), parameter.max()));
    }

    /**
     * @param parameter with finite positive bounds
     * @return uniform in the logarithm between its bounds
     * @throws InputException if a bound is infinite or not positive; names the parameter
     */
    public static SampledParameter logUniform(Parameter parameter) {
        return named(parameter, () -> new Prior.LogUniform(parameter.min(), parameter.max()));
    }

    /**
     * @param parameter whose bounds cut the distribution off
     * @param mean in the parameter's unit
     * @param sigma standard deviation in the parameter's unit
     * @return normally distributed
     * @throws InputException if sigma is not positive or the bounds leave nothing; names the parameter
     */
    public static SampledParameter gaussian(Parameter parameter, double mean, double sigma) {
        return named(parameter, () -> new Prior.Gaussian(mean, sigma, parameter.min(), parameter.max()));
    }

    /**
     * @param parameter [deg] an inclination with bounds between 0 and 180
     * @return uniform in the cosine between its bounds
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
