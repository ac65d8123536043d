// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential;

import java.util.Arrays;

/**
 * Piecewise cubic through given points that is monotone wherever the points are, with a continuous first derivative:
 * PCHIP, with the slopes of Fritsch and Butland (1984, SIAM J. Sci. Stat. Comput. 5, 300) as in SLATEC's DPCHIM. Beyond
 * the ends it continues as a straight line.
 */
public final class MonotoneSpline {

    private final double[] x;
    private final double[] y;
    private final double[] slope;

    /**
     * @param x abscissae, strictly ascending, two or more. Copied.
     * @param y ordinates, as many. Copied.
     * @throws IllegalArgumentException if there are too few, or x does not ascend
     */
    public MonotoneSpline(double[] x, double[] y) {
        if (x.length != y.length || x.length < 2) {
            throw new IllegalArgumentException(
                    "a spline needs two or more points, as many x as y: " + x.length + ", " + y.length);
        }
        for (int i = 1; i < x.length; i++) {
            if (!(x[i] > x[i - 1])) {
                throw new IllegalArgumentException("abscissae must ascend: " + x[i - 1] + ", " + x[i]);
            }
        }
        this.x = x.clone();
        this.y = y.clone();
        this.slope = slopes(this.x, this.y);
    }

    /**
     * @param at abscissa
     * @return ordinate
     */
    public double value(double at) {
        int last = x.length - 1;
        if (at <= x[0]) {
            return y[0] + slope[0] * (at - x[0]);
        }
        if (at >= x[last]) {
            return y[last] + slope[last] * (at - x[last]);
        }
        int i = interval(at);
        double h = x[i + 1] - x[i];
        double s = (at - x[i]) / h;
        double secant = (y[i + 1] - y[i]) / h;
        double c2 = 3 * secant - 2 * slope[i] - slope[i + 1];
        double c3 = slope[i] + slope[i + 1] - 2 * secant;
        return y[i] + h * s * (slope[i] + s * (c2 + s * c3));
    }

    /**
     * @param at abscissa
     * @return first derivative
     */
    public double derivative(double at) {
        int last = x.length - 1;
        if (at <= x[0]) {
            return slope[0];
        }
        if (at >= x[last]) {
            return slope[last];
        }
        int i = interval(at);
        double h = x[i + 1] - x[i];
        double s = (at - x[i]) / h;
        double secant = (y[i + 1] - y[i]) / h;
        double c2 = 3 * secant - 2 * slope[i] - slope[i + 1];
        double c3 = slope[i] + slope[i + 1] - 2 * secant;
        return slope[i] + s * (2 * c2 + 3 * s * c3);
    }

    private int interval(double at) {
        int found = Arrays.binarySearch(x, at);
        return found >= 0 ? found : -found - 2;
    }

    private static double[] slopes(double[] x, double[] y) {
        int n = x.length;
        double[] h = new double[n - 1];
        double[] secant = new double[n - 1];
        for (int i = 0; i < n - 1; i++) {
            h[i] = x[i + 1] - x[i];
            secant[i] = (y[i + 1] - y[i]) / h[i];
        }
        double[] slope = new double[n];
        if (n == 2) {
            Arrays.fill(slope, secant[0]);
            return slope;
        }
        for (int i = 1; i < n - 1; i++) {
            if (secant[i - 1] * secant[i] > 0) {
                double w1 = 2 * h[i] + h[i - 1];
                double w2 = h[i] + 2 * h[i - 1];
                slope[i] = (w1 + w2) / (w1 / secant[i - 1] + w2 / secant[i]);
            }
        }
        slope[0] = endSlope(h[0], h[1], secant[0], secant[1]);
        slope[n - 1] = endSlope(h[n - 2], h[n - 3], secant[n - 2], secant[n - 3]);
        return slope;
    }

    /** Three-point slope at an end, limited so that the end interval stays monotone. */
    private static double endSlope(double h0, double h1, double secant0, double secant1) {
        double slope = ((2 * h0 + h1) * secant0 - h0 * secant1) / (h0 + h1);
        if (slope * secant0 <= 0) {
            return 0;
        }
        boolean turns = secant0 * secant1 <= 0;
        return turns && Math.abs(slope) > 3 * Math.abs(secant0) ? 3 * secant0 : slope;
    }
}
