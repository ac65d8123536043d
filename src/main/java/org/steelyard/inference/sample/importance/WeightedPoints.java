// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.sample.importance;

import java.util.Arrays;
import org.steelyard.inference.sample.Weights;

/**
 * Points with weights that add up to 1, and their moments.
 *
 * @param points [i][coordinate]. Lent
 * @param weights [i] w_i, not negative. Lent
 */
record WeightedPoints(double[][] points, double[] weights) {

    /** The points of finite weight from the logarithms of weights that need not be normalised. */
    static WeightedPoints of(double[][] points, double[] logWeights) {
        double highest = Arrays.stream(logWeights).max().orElse(Double.NEGATIVE_INFINITY);
        double[][] kept = new double[points.length][];
        double[] weights = new double[points.length];
        int n = 0;
        double sum = 0;
        for (int i = 0; i < points.length; i++) {
            double weight = Math.exp(logWeights[i] - highest);
            if (weight > 0) {
                kept[n] = points[i];
                weights[n++] = weight;
                sum += weight;
            }
        }
        weights = Arrays.copyOf(weights, n);
        for (int i = 0; i < n; i++) {
            weights[i] /= sum;
        }
        return new WeightedPoints(Arrays.copyOf(kept, n), weights);
    }

    int size() {
        return weights.length;
    }

    int dimension() {
        return points[0].length;
    }

    /** (sum w)^2 / sum w^2. */
    double effectiveSampleSize() {
        return 1 / Arrays.stream(weights).map(w -> w * w).sum();
    }

    double[] mean() {
        double[] mean = new double[dimension()];
        for (int i = 0; i < weights.length; i++) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += weights[i] * points[i][j];
            }
        }
        return mean;
    }

    /** sum w (x - m)(x - m)^T about the mean. */
    double[][] covariance(double[] mean) {
        int n = mean.length;
        double[][] covariance = new double[n][n];
        for (int i = 0; i < weights.length; i++) {
            for (int j = 0; j < n; j++) {
                double d = weights[i] * (points[i][j] - mean[j]);
                for (int k = 0; k <= j; k++) {
                    covariance[j][k] += d * (points[i][k] - mean[k]);
                }
            }
        }
        for (int j = 0; j < n; j++) {
            for (int k = 0; k < j; k++) {
                covariance[k][j] = covariance[j][k];
            }
        }
        return covariance;
    }

    /** At most a number of points, drawn by their weights with one random offset; repetitions have one entry. */
    WeightedPoints thinned(int most, Randomness random) {
        if (size() <= most) {
            return this;
        }
        double[][] kept = new double[most][];
        double[] shares = new double[most];
        int n = -1;
        int last = -1;
        for (int i : Weights.systematic(weights, most, random.uniform())) {
            if (i != last) {
                kept[++n] = points[i];
                last = i;
            }
            shares[n] += 1.0 / most;
        }
        return new WeightedPoints(Arrays.copyOf(kept, n + 1), Arrays.copyOf(shares, n + 1));
    }
}
