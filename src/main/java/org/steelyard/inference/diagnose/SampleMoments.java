package org.steelyard.inference.diagnose;

/** Mean and variance of a sample. */
public final class SampleMoments {

    private SampleMoments() {}

    /**
     * @param x a sample. Not modified
     * @return its mean
     */
    public static double mean(double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += value;
        }
        return sum / x.length;
    }

    /** With the divisor n - 1. */
    public static double variance(double[] x) {
        double mean = mean(x);
        double sum = 0;
        for (double value : x) {
            sum += (value - mean) * (value - mean);
        }
        return sum / (x.length - 1);
    }
}
