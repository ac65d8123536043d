// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.sample.importance;

import org.steelyard.inference.Prior;
import org.steelyard.inference.sample.SamplingProblem;

/**
 * Coordinates x in which proposals are drawn: every parameter on the scale of its prior, such as the logarithm, inside
 * the range of the prior.
 */
final class Coordinates {

    private final SamplingProblem problem;
    private final double[] lower;
    private final double[] upper;
    /** The same range in the parameters' units. */
    private final double[] least;

    private final double[] most;

    Coordinates(SamplingProblem problem) {
        this.problem = problem;
        int n = problem.dimension();
        lower = new double[n];
        upper = new double[n];
        least = new double[n];
        most = new double[n];
        for (int j = 0; j < n; j++) {
            double a = quantile(j, 0);
            double b = quantile(j, 1);
            lower[j] = Math.min(a, b);
            upper[j] = Math.max(a, b);
            least[j] = prior(j).quantile(0);
            most[j] = prior(j).quantile(1);
        }
    }

    int dimension() {
        return lower.length;
    }

    boolean contains(double[] x) {
        for (int j = 0; j < lower.length; j++) {
            if (!(x[j] >= lower[j] && x[j] <= upper[j])) {
                return false;
            }
        }
        return true;
    }

    /** The nearest coordinate inside the range. */
    double clip(int j, double x) {
        return Math.max(lower[j], Math.min(upper[j], x));
    }

    /** The coordinate at a prior probability. */
    double quantile(int j, double probability) {
        Prior prior = prior(j);
        return prior.scale().toInternal(prior.quantile(probability));
    }

    /** Values of the parameters, in their units. */
    double[] values(double[] x) {
        double[] values = new double[x.length];
        for (int j = 0; j < x.length; j++) {
            values[j] = value(j, x[j]);
        }
        return values;
    }

    /** The coordinate of a value, inside the range. */
    double of(int j, double value) {
        return clip(j, prior(j).scale().toInternal(Math.max(least[j], Math.min(most[j], value))));
    }

    /** [value per coordinate] Slope of a value. */
    double slope(int j, double x) {
        return prior(j).scale().derivative(x);
    }

    /** ln of the prior density per unit of one coordinate; -infinity outside the range. */
    double logPrior(int j, double x) {
        return x >= lower[j] && x <= upper[j]
                ? prior(j).logDensity(value(j, x)) + Math.log(Math.abs(slope(j, x)))
                : Double.NEGATIVE_INFINITY;
    }

    /** ln of the joint prior density per unit volume of the coordinates. */
    double logPrior(double[] x) {
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            sum += logPrior(j, x[j]);
        }
        return sum;
    }

    /** The value of a coordinate. Rounding does not move it out of the range. */
    private double value(int j, double x) {
        return Math.max(least[j], Math.min(most[j], prior(j).scale().toPhysical(x)));
    }

    private Prior prior(int j) {
        return problem.parameters().get(j).prior();
    }
}
