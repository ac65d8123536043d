// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import java.util.Arrays;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.potential.stars.StellarSpeeds;

/**
 * Measurements of one number x, with known answers: the mean, and an error of sigma / sqrt n.
 *
 * @param data measured values
 * @param sigma standard deviation of each
 * @param space x
 */
record Measurements(double[] data, double sigma, ParameterSpace space) implements DiskProblem {

    double mean() {
        return Arrays.stream(data).average().orElseThrow();
    }

    double error() {
        return sigma / Math.sqrt(data.length);
    }

    @Override
    public DiskProblem with(ParameterSpace other) {
        return new Measurements(data, sigma, other);
    }

    @Override
    public DiskProblem withData(double[] other) {
        return new Measurements(other, sigma, space);
    }

    @Override
    public DiskProblem withStars(StellarSpeeds other) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void model(double[] values, double[] out) {
        Arrays.fill(out, values[0]);
    }

    @Override
    public int residualCount() {
        return data.length;
    }

    @Override
    public void residualsAtRest(double[] point, double[] residuals) {
        evaluate(point, residuals, null);
    }

    @Override
    public void evaluate(double[] point, double[] residuals, double[][] jacobianOrNull) {
        double x = space.physical(point)[0];
        for (int k = 0; k < data.length; k++) {
            residuals[k] = (x - data[k]) / sigma;
        }
        if (jacobianOrNull != null) {
            double[] slopes = new double[data.length];
            Arrays.fill(slopes, 1 / sigma);
            space.chain(new double[][] {slopes}, point, jacobianOrNull);
        }
    }
}
