// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.sample.importance;

/**
 * Mean m and covariance C of independent weighted points, with the standard errors of ratios of sums: the variance of a
 * mean of f is sum w^2 (f - mean f)^2, with f = x_j, or (x_j - m_j)(x_k - m_k).
 */
record Moments(double[] mean, double[] meanErrors, double[][] covariance, double[][] covarianceErrors) {

    static Moments of(WeightedPoints weighted) {
        double[] mean = weighted.mean();
        double[][] covariance = weighted.covariance(mean);
        int n = mean.length;
        double[] meanErrors = new double[n];
        double[][] covarianceErrors = new double[n][n];
        for (int i = 0; i < weighted.size(); i++) {
            double w = weighted.weights()[i];
            double[] x = weighted.points()[i];
            for (int j = 0; j < n; j++) {
                double d = x[j] - mean[j];
                meanErrors[j] += w * w * d * d;
                for (int k = 0; k < n; k++) {
                    double off = d * (x[k] - mean[k]) - covariance[j][k];
                    covarianceErrors[j][k] += w * w * off * off;
                }
            }
        }
        for (int j = 0; j < n; j++) {
            meanErrors[j] = Math.sqrt(meanErrors[j]);
            for (int k = 0; k < n; k++) {
                covarianceErrors[j][k] = Math.sqrt(covarianceErrors[j][k]);
            }
        }
        return new Moments(mean, meanErrors, covariance, covarianceErrors);
    }
}
