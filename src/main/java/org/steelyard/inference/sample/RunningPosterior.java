// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.sample;

/** Evidence and posterior mean, updated point by point. */
final class RunningPosterior {

    private final double[] mean;
    private double logZ = Double.NEGATIVE_INFINITY;

    RunningPosterior(int dimension) {
        mean = new double[dimension];
    }

    /** An independent copy. */
    RunningPosterior(RunningPosterior other) {
        mean = other.mean.clone();
        logZ = other.logZ;
    }

    /** Adds a point with ln of likelihood times prior volume. */
    void add(double[] values, double logWeight) {
        if (logWeight > Double.NEGATIVE_INFINITY) {
            logZ = Weights.logSum(logZ, logWeight);
            double share = Math.exp(logWeight - logZ);
            for (int j = 0; j < mean.length; j++) {
                mean[j] += share * (values[j] - mean[j]);
            }
        }
    }

    double logZ() {
        return logZ;
    }

    double[] mean() {
        return mean.clone();
    }
}
