// SPDX-License-Identifier: Apache-2.0
package org.steelyard.galaxy;

/**
 * Another way to the angles between rings: the cubic of each interval by Newton's divided differences of two double
 * nodes, with slopes at the rings by the published form of van Albada's mean, (D_- D_+)(D_- + D_+) / (D_-^2 + D_+^2)
 * with a small bias.
 */
final class ThroughRings {

    private ThroughRings() {}

    static double at(double[] r, double[] y, double radius) {
        int n = r.length;
        if (radius < r[0]) {
            return y[0] - slope(r, y, 0) * end(r[0] - radius, r[1] - r[0]);
        }
        if (radius > r[n - 1]) {
            return y[n - 1] + slope(r, y, n - 1) * end(radius - r[n - 1], r[n - 1] - r[n - 2]);
        }
        double x = radius;
        int k = 0;
        while (k < n - 2 && x > r[k + 1]) {
            k++;
        }
        double h = r[k + 1] - r[k];
        double rise = (y[k + 1] - y[k]) / h;
        double first = (rise - slope(r, y, k)) / h;
        double second = (slope(r, y, k + 1) - rise) / h;
        double u = x - r[k];
        return y[k] + u * (slope(r, y, k) + u * (first + (second - first) / h * (u - h)));
    }

    /** Integral of a slope that falls from 1 to 0 over a tenth of the distance of rings. */
    private static double end(double beyond, double distance) {
        double sum = 0;
        int steps = 1000;
        for (int k = 0; k < steps; k++) {
            sum += Math.max(0, 1 - (k + 0.5) / steps * beyond / (0.1 * distance)) * beyond / steps;
        }
        return sum;
    }

    private static double slope(double[] r, double[] y, int k) {
        int n = r.length;
        if (k == 0) {
            return (y[1] - y[0]) / (r[1] - r[0]);
        }
        if (k == n - 1) {
            return (y[n - 1] - y[n - 2]) / (r[n - 1] - r[n - 2]);
        }
        double before = (y[k] - y[k - 1]) / (r[k] - r[k - 1]);
        double after = (y[k + 1] - y[k]) / (r[k + 1] - r[k]);
        double bias = 1 / Math.pow(Math.max(r[k] - r[k - 1], r[k + 1] - r[k]), 2);
        return ((after * after + bias) * before + (before * before + bias) * after)
                / (before * before + after * after + 2 * bias);
    }
}
