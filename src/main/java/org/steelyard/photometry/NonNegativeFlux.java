// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import org.apache.commons.numbers.gamma.Erfc;

/**
 * Parameters with a normal distribution of which the first, a flux, is not negative. With mean m and standard deviation d of the flux
 * before, a = -m/d and h = phi(a)/Q(a), phi the normal density and Q its integral above a, the flux has the mean m + d h and the variance
 * d^2 (1 + a h - h^2) (Johnson, Kotz &amp; Balakrishnan 1994, section 13.10.1). The other parameters follow by their regression on it.
 *
 * @param mean of the parameters
 * @param covariance of the parameters
 */
record NonNegativeFlux(double[] mean, double[][] covariance) {

    /**
     * @param point mean without that condition. Not modified
     * @param covariance without that condition; the variance of the flux is positive, and a parameter without an error has NaN in its row
     *     and column and keeps its value. Not modified
     * @return mean and covariance under it
     */
    static NonNegativeFlux of(double[] point, double[][] covariance) {
        double variance = covariance[0][0];
        double deviation = Math.sqrt(variance);
        double a = -point[0] / deviation;
        double h = Math.exp(-0.5 * a * a) / (Math.sqrt(0.5 * Math.PI) * Erfc.value(a / Math.sqrt(2)));
        double lost = h * (h - a);
        int n = point.length;
        double[] mean = new double[n];
        double[][] left = new double[n][n];
        for (int i = 0; i < n; i++) {
            double slope = covariance[i][0] / variance;
            mean[i] = Double.isNaN(slope) ? point[i] : point[i] + slope * deviation * h;
            for (int k = 0; k < n; k++) {
                left[i][k] = covariance[i][k] - slope * covariance[0][k] * lost;
            }
        }
        return new NonNegativeFlux(mean, left);
    }
}
