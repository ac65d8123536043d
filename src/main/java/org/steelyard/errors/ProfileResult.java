// SPDX-License-Identifier: Apache-2.0
package org.steelyard.errors;

import java.util.List;

/**
 * The profile of chi^2 along one parameter.
 *
 * @param parameter name of the parameter
 * @param unit of its values
 * @param best value at the lowest chi^2
 * @param chiSquared [-] lowest chi^2
 * @param scale divisor of a rise of chi^2: the squared ratio of the correlated error to the error in the configured
 *     likelihood
 * @param points of the profile, by ascending value
 * @param limits at 1, 2 and 3 standard deviations
 * @param messages one line each
 */
public record ProfileResult(
        String parameter,
        String unit,
        double best,
        double chiSquared,
        double scale,
        List<Point> points,
        List<Limit> limits,
        List<String> messages) {

    /** Copies the lists. */
    public ProfileResult {
        points = List.copyOf(points);
        limits = List.copyOf(limits);
        messages = List.copyOf(messages);
    }

    /**
     * The minimum of chi^2 with the parameter fixed.
     *
     * @param value [unit] of the fixed parameter
     * @param chiSquared [-] at the minimum over the other parameters
     * @param rise [-] of chi^2 above the lowest, divided by {@link #scale}; 1 corresponds to one standard error
     * @param values of all parameters. Not to be modified
     * @param converged whether the refit converged
     */
    public record Point(double value, double chiSquared, double rise, double[] values, boolean converged) {}

    /**
     * The values at which the rise equals the square of a number of standard deviations.
     *
     * @param sigmas number of standard deviations
     * @param lower [unit] lower limit; NaN if the profile does not rise that far within the range, so that the upper
     *     limit is one-sided
     * @param upper [unit] upper limit; NaN if the profile does not rise that far within the range
     */
    public record Limit(int sigmas, double lower, double upper) {

        /** @return whether the profile gives both limits */
        public boolean closed() {
            return !Double.isNaN(lower) && !Double.isNaN(upper);
        }
    }
}
