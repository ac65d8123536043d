// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.sample.importance;

import java.util.Objects;

/**
 * Centre and covariance of a distribution in coordinates.
 *
 * @param centre mean or maximum. Lent
 * @param covariance positive definite. Lent
 */
record Shape(double[] centre, double[][] covariance) {

    /** Prior probabilities one standard deviation from the middle of a normal distribution. */
    private static final double BELOW = 0.1587;

    private static final double ABOVE = 0.8413;

    /**
     * The shape of a fit, and that of the prior for a parameter to which the fit gives no error or one that is wider.
     *
     * @param coordinates with the priors
     * @param values of the fit
     * @param covariance of the values
     * @param scale by which ln L is divided
     */
    static Shape ofFit(Coordinates coordinates, double[] values, double[][] covariance, double scale) {
        int n = values.length;
        double[] centre = new double[n];
        double[] errors = new double[n];
        double[] sigma = new double[n];
        for (int j = 0; j < n; j++) {
            centre[j] = coordinates.of(j, values[j]);
            errors[j] = Math.sqrt(scale * covariance[j][j]) / Math.abs(coordinates.slope(j, centre[j]));
            double prior = Math.abs(coordinates.quantile(j, ABOVE) - coordinates.quantile(j, BELOW)) / 2;
            sigma[j] = errors[j] > 0 && errors[j] < prior ? errors[j] : prior;
        }
        double[][] shape = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double correlation = covariance[i][j]
                        / Math.sqrt(covariance[i][i] * covariance[j][j])
                        * Math.signum(coordinates.slope(i, centre[i]) * coordinates.slope(j, centre[j]));
                boolean known = sigma[i] == errors[i] && sigma[j] == errors[j];
                shape[i][j] = i == j ? sigma[i] * sigma[i] : known ? correlation * sigma[i] * sigma[j] : 0;
            }
        }
        Shape full = new Shape(centre, shape);
        return full.heavyOrNull() != null ? full : full.uncorrelated();
    }

    /** The shape of weighted points, or null if they do not span all dimensions. */
    static Shape ofOrNull(WeightedPoints points) {
        double[] mean = points.mean();
        Shape shape = new Shape(mean, points.covariance(mean));
        return shape.heavyOrNull() == null ? null : shape;
    }

    /** The distribution of this shape with heavy tails. */
    Student heavy() {
        return Objects.requireNonNull(heavyOrNull());
    }

    /** Draws along the axes through this shape. */
    AxisScan scan(Coordinates coordinates) {
        return new AxisScan(coordinates, centre, covariance, StudentMixture.HEAVY);
    }

    private Student heavyOrNull() {
        return Student.ofOrNull(centre, covariance, StudentMixture.HEAVY);
    }

    private Shape uncorrelated() {
        int n = centre.length;
        double[][] diagonal = new double[n][n];
        for (int j = 0; j < n; j++) {
            diagonal[j][j] = covariance[j][j];
        }
        return new Shape(centre, diagonal);
    }
}
