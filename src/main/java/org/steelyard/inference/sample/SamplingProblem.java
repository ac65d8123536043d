package org.steelyard.inference.sample;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.steelyard.inference.LogLikelihood;
import org.steelyard.inference.SampledParameter;
import org.steelyard.units.InputException;

/**
 * A posterior: the priors and the likelihood.
 *
 * @param parameters at least one, with different names
 * @param likelihood of points whose coordinates are in the order of the parameters
 */
public record SamplingProblem(List<SampledParameter> parameters, LogLikelihood likelihood) {

    /** @throws InputException if there is no parameter or a name is given twice */
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

    /** @return how many parameters there are */
    public int dimension() {
        return parameters.size();
    }

    /** Values from prior probabilities. */
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

    /** Evaluates the points; what is not a number becomes impossible. */
    double[] evaluate(double[][] points) {
        double[] answers = new double[points.length];
        if (points.length > 0) {
            likelihood.evaluate(points, points.length, answers);
        }
        for (int i = 0; i < answers.length; i++) {
            if (Double.isNaN(answers[i])) {
                answers[i] = Double.NEGATIVE_INFINITY;
            } else if (answers[i] == Double.POSITIVE_INFINITY) {
                throw new IllegalStateException(
                        "the likelihood is infinite at " + java.util.Arrays.toString(points[i]));
            }
        }
        return answers;
    }
}
