// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.sample;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.steelyard.inference.LogLikelihood;
import org.steelyard.inference.SampledParameter;
import org.steelyard.units.InputException;

/**
 * A posterior to sample: priors and likelihood.
 *
 * @param parameters at least one, with different names
 * @param likelihood of points with values in the order of the parameters
 */
public record SamplingProblem(List<SampledParameter> parameters, LogLikelihood likelihood) {

    /** @throws InputException if there is no parameter, or two parameters have the same name */
    public SamplingProblem {
        parameters = List.copyOf(parameters);
        if (parameters.isEmpty()) {
            throw new InputException("sampling: no parameter is free; free at least one");
        }
        Set<String> names = new HashSet<>();
        for (SampledParameter parameter : parameters) {
            if (!names.add(parameter.name())) {
                throw new InputException("parameter " + parameter.name() + " is given twice; names must differ");
            }
        }
    }

    /** @return the number of parameters */
    public int dimension() {
        return parameters.size();
    }

    /** Values from cumulative prior probabilities. */
    double[] values(double[] cube) {
        double[] values = new double[cube.length];
        for (int j = 0; j < values.length; j++) {
            values[j] = parameters.get(j).prior().quantile(cube[j]);
        }
        return values;
    }

    /** ln of the joint prior density. */
    double logPrior(double[] values) {
        double sum = 0;
        for (int j = 0; j < values.length; j++) {
            sum += parameters.get(j).prior().logDensity(values[j]);
        }
        return sum;
    }

    /**
     * Evaluates ln L of one batch of points.
     *
     * @param points [i][j] value of parameter j. Not modified.
     * @return [i] ln L, with -infinity in place of NaN
     */
    public double[] evaluate(double[][] points) {
        double[] logLikelihood = new double[points.length];
        if (points.length > 0) {
            likelihood.evaluate(points, points.length, logLikelihood);
        }
        for (int i = 0; i < logLikelihood.length; i++) {
            if (Double.isNaN(logLikelihood[i])) {
                logLikelihood[i] = Double.NEGATIVE_INFINITY;
            } else if (logLikelihood[i] == Double.POSITIVE_INFINITY) {
                throw new IllegalStateException("the likelihood is infinite at " + Arrays.toString(points[i]));
            }
        }
        return logLikelihood;
    }
}
