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
            logZ = logSum(logZ, logWeight);
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

    /** ln(e^a + e^b). */
    static double logSum(double a, double b) {
        double high = Math.max(a, b);
        return high == Double.NEGATIVE_INFINITY ? high : high + Math.log1p(Math.exp(Math.min(a, b) - high));
    }
}
