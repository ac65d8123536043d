// SPDX-License-Identifier: Apache-2.0
package org.steelyard.errors;

import java.util.List;

/**
 * The profile of chi^2 along one parameter.
 *
 * @param parameter its name
 * @param unit of its values
 * @param best value at the lowest chi^2
 * @param chiSquared [-] the lowest
 * @param scale by which a rise of chi^2 is divided before it counts: the squared ratio of the correlated error to that
 *     of the likelihood in force
 * @param points by value, ascending
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
     * The minimum with the parameter held.
     *
     * @param value [unit] at which it is held
     * @param chiSquared [-] the least that the other parameters reach
     * @param rise [-] of chi^2 above the lowest, divided by {@link #scale}: 1 is one standard error
     * @param values of all parameters. Lent
     * @param converged whether that is a minimum
     */
    public record Point(double value, double chiSquared, double rise, double[] values, boolean converged) {}

    /**
     * Where the rise passes the square of a number of standard deviations.
     *
     * @param sigmas how many
     * @param lower [unit] NaN if the curve does not close on this side before the end of the range: the other limit is
     *     then one-sided
     * @param upper [unit] NaN likewise
     */
    public record Limit(int sigmas, double lower, double upper) {

        /** @return whether the curve closes on both sides */
        public boolean closed() {
            return !Double.isNaN(lower) && !Double.isNaN(upper);
        }
    }
}
