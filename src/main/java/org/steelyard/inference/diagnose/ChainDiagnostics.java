package org.steelyard.inference.diagnose;

import java.util.Arrays;
import org.apache.commons.numbers.gamma.InverseErfc;

/**
 * Have the chains converged, and how many independent draws are they worth: R-hat and effective sample sizes of Vehtari et al. 2021
 * (Bayesian Analysis 16, 667), and the statistics they are made of. A constant, or a value that is not finite, gives NaN.
 */
public final class ChainDiagnostics {

    private static final double SQRT_2 = Math.sqrt(2);

    /** Blom's offset of a rank, for the normal score of the rank (Vehtari et al. 2021, eq. 14). */
    private static final double BLOM = 3.0 / 8;

    /** The probabilities whose quantiles the tail's sample size is about. */
    private static final double[] TAILS = {0.05, 0.95};

    private ChainDiagnostics() {}

    /**
     * Rank-normalised split R-hat: the larger of the one for the centre and the one for the spread.
     *
     * @param values [chain][draw]. Not modified.
     * @return 1 when the chains agree; below 1.01 is asked for
     */
    public static double rHat(double[][] values) {
        if (isDegenerate(values)) {
            return Double.NaN;
        }
        double median = quantile(sorted(values), 0.5);
        double[][] folded = new double[values.length][];
        for (int c = 0; c < folded.length; c++) {
            folded[c] = Arrays.stream(values[c]).map(x -> Math.abs(x - median)).toArray();
        }
        return Math.max(plainRHat(normalScores(split(values))), plainRHat(normalScores(split(folded))));
    }

    /**
     * @param values [chain][draw]. Not modified.
     * @return effective sample size for the centre, from rank-normalised split chains
     */
    public static double essBulk(double[][] values) {
        return isDegenerate(values) ? Double.NaN : effectiveSize(normalScores(split(values)));
    }

    /**
     * @param values [chain][draw]. Not modified.
     * @return the smaller of the effective sample sizes for the 5 % and the 95 % quantile
     */
    public static double essTail(double[][] values) {
        if (isDegenerate(values)) {
            return Double.NaN;
        }
        double[] sorted = sorted(values);
        double smallest = Double.POSITIVE_INFINITY;
        for (double probability : TAILS) {
            double limit = quantile(sorted, probability);
            double[][] below = new double[values.length][];
            for (int c = 0; c < below.length; c++) {
                below[c] = Arrays.stream(values[c]).map(x -> x <= limit ? 1 : 0).toArray();
            }
            smallest = Math.min(smallest, isDegenerate(below) ? Double.NaN : effectiveSize(split(below)));
        }
        return smallest;
    }

    /**
     * @param values [chain][draw]. Not modified.
     * @return effective sample size for the mean, from split chains as they are
     */
    public static double essMean(double[][] values) {
        return isDegenerate(values) ? Double.NaN : effectiveSize(split(values));
    }

    /**
     * @param values [chain][draw]. Not modified.
     * @return Monte Carlo standard error of the mean
     */
    public static double meanError(double[][] values) {
        double[] all = Arrays.stream(values).flatMapToDouble(Arrays::stream).toArray();
        return Math.sqrt(SampleMoments.variance(all) / essMean(values));
    }

    /**
     * @param sorted in ascending order. Not modified.
     * @param probability from 0 to 1
     * @return the quantile, linear between the order statistics (type 7 of Hyndman and Fan 1996)
     */
    public static double quantile(double[] sorted, double probability) {
        double place = probability * (sorted.length - 1);
        int i = Math.min((int) place, sorted.length - 1);
        int next = Math.min(i + 1, sorted.length - 1);
        return sorted[i] + (place - i) * (sorted[next] - sorted[i]);
    }

    /** R-hat of Gelman and Rubin for chains as they are. */
    private static double plainRHat(double[][] chains) {
        int n = chains[0].length;
        double between = n * SampleMoments.variance(means(chains));
        double within = meanOfVariances(chains);
        return Math.sqrt((between / within + n - 1) / n);
    }

    /** Draws divided by the sum of their autocorrelations, Geyer's initial monotone sequence, over all chains. */
    private static double effectiveSize(double[][] chains) {
        int n = chains[0].length;
        if (n < 3) {
            return Double.NaN;
        }
        double[] covariance = new double[n];
        for (double[] chain : chains) {
            double[] own = Autocorrelation.covariance(chain);
            for (int t = 0; t < n; t++) {
                covariance[t] += own[t] / chains.length;
            }
        }
        double within = covariance[0] * n / (n - 1);
        double total = covariance[0] + (chains.length > 1 ? SampleMoments.variance(means(chains)) : 0);
        double[] rho = new double[n];
        for (int t = 1; t < n; t++) {
            rho[t] = 1 - (within - covariance[t]) / total;
        }
        rho[0] = 1;
        double draws = (double) n * chains.length;
        return draws / Math.max(sumOfInitialSequence(rho), 1 / Math.log10(draws));
    }

    /** -1 + 2 sum rho over the pairs that are positive and made to fall, and half of the even one that follows. */
    private static double sumOfInitialSequence(double[] rho) {
        int n = rho.length;
        int last = 0;
        while (last < n - 5 && rho[last] + rho[last + 1] > 0) {
            last += 2;
        }
        double[] pair = new double[last / 2];
        for (int k = 0; k < pair.length; k++) {
            pair[k] = rho[2 * k] + rho[2 * k + 1];
            if (k > 0) {
                pair[k] = Math.min(pair[k], pair[k - 1]);
            }
        }
        double tail = last < n && rho[last] > 0 ? rho[last] : 0;
        double sum = 0;
        for (double p : pair) {
            sum += p;
        }
        return -1 + 2 * sum + tail;
    }

    private static double[][] split(double[][] chains) {
        int n = chains[0].length;
        int half = n / 2;
        double[][] halves = new double[2 * chains.length][];
        for (int c = 0; c < chains.length; c++) {
            halves[2 * c] = Arrays.copyOfRange(chains[c], 0, half);
            halves[2 * c + 1] = Arrays.copyOfRange(chains[c], n - half, n);
        }
        return halves;
    }

    /** The normal score of every value's rank among all; equal values share the mean of their ranks. */
    private static double[][] normalScores(double[][] chains) {
        double[] sorted = sorted(chains);
        double[][] scores = new double[chains.length][chains[0].length];
        for (int c = 0; c < scores.length; c++) {
            for (int d = 0; d < scores[c].length; d++) {
                double rank = meanRank(sorted, chains[c][d]);
                double p = (rank - BLOM) / (sorted.length - 2 * BLOM + 1);
                scores[c][d] = -SQRT_2 * InverseErfc.value(2 * p);
            }
        }
        return scores;
    }

    private static double meanRank(double[] sorted, double value) {
        int found = Arrays.binarySearch(sorted, value);
        int first = found;
        while (first > 0 && sorted[first - 1] == value) {
            first--;
        }
        int last = found;
        while (last < sorted.length - 1 && sorted[last + 1] == value) {
            last++;
        }
        return 1 + (first + last) / 2.0;
    }

    private static double[] sorted(double[][] chains) {
        return Arrays.stream(chains).flatMapToDouble(Arrays::stream).sorted().toArray();
    }

    private static double[] means(double[][] chains) {
        return Arrays.stream(chains).mapToDouble(SampleMoments::mean).toArray();
    }

    private static double meanOfVariances(double[][] chains) {
        return Arrays.stream(chains)
                .mapToDouble(SampleMoments::variance)
                .average()
                .orElse(Double.NaN);
    }

    private static boolean isDegenerate(double[][] chains) {
        double first = chains[0][0];
        boolean constant = true;
        for (double[] chain : chains) {
            for (double value : chain) {
                if (!Double.isFinite(value)) {
                    return true;
                }
                constant &= value == first;
            }
        }
        return constant;
    }
}
