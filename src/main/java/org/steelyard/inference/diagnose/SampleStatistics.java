package org.steelyard.inference.diagnose;

/** Mean, variance and quantiles of a sample. */
public final class SampleStatistics {

    private SampleStatistics() {}

    /**
     * @param x sample. Not modified.
     * @return the mean, sum(x) / n
     */
    public static double mean(double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += value;
        }
        return sum / x.length;
    }

    /**
     * @param x sample. Not modified.
     * @return the variance with the divisor n - 1
     */
    public static double variance(double[] x) {
        double mean = mean(x);
        double sum = 0;
        for (double value : x) {
            sum += (value - mean) * (value - mean);
        }
        return sum / (x.length - 1);
    }

    /**
     * @param sorted sample in ascending order. Not modified.
     * @param probability from 0 to 1
     * @return the quantile, interpolated between the order statistics (type 7 of Hyndman and Fan 1996)
     */
    public static double quantile(double[] sorted, double probability) {
        double place = probability * (sorted.length - 1);
        int i = Math.min((int) place, sorted.length - 1);
        int next = Math.min(i + 1, sorted.length - 1);
        return sorted[i] + (place - i) * (sorted[next] - sorted[i]);
    }
}
