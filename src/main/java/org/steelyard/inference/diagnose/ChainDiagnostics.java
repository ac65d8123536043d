package org.steelyard.inference.diagnose;

import java.util.Arrays;
import org.apache.commons.numbers.gamma.InverseErfc;

/**
 * Convergence of Markov chains and their number of independent draws: R-hat and effective sample sizes of Vehtari et
 * al. 2021 (Bayesian Analysis 16, 667). Every diagnostic is NaN for a constant and where a value is not finite.
 */
public final class ChainDiagnostics {

    private static final double SQRT_2 = Math.sqrt(2);

    /**
     * Blom's offset c of a rank r of n, with the normal score at (r - c) / (n - 2 c + 1) (Vehtari et al. 2021, eq. 14).
     */
    private static final double BLOM = 3.0 / 8;

    /** Probabilities of the quantiles for the tail's effective sample size. */
    private static final double[] TAILS = {0.05, 0.95};

    private ChainDiagnostics() {}

    /**
     * Rank-normalised split R-hat, the larger value for the centre and the spread.
     *
     * @param values [chain][draw]. Not modified.
     * @return R-hat, 1 for chains that agree; converged chains have less than 1.01
     */
    public static double rHat(double[][] values) {
        if (isDegenerate(values)) {
            return Double.NaN;
        }
        double median = SampleStatistics.quantile(sorted(values), 0.5);
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
            double limit = SampleStatistics.quantile(sorted, probability);
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
     * @return effective sample size for the mean, from split chains without ranks
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
        return Math.sqrt(SampleStatistics.variance(all) / essMean(values));
    }

    /** R-hat of Gelman and Rubin: sqrt((B / W + n - 1) / n) with the variances B between and W within chains. */
    private static double plainRHat(double[][] chains) {
        int n = chains[0].length;
        double between = n * SampleStatistics.variance(means(chains));
        double within = meanOfVariances(chains);
        return Math.sqrt((between / within + n - 1) / n);
    }

    /** The number of draws divided by the sum of the autocorrelations, with Geyer's initial monotone sequence. */
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
        double total = covariance[0] + (chains.length > 1 ? SampleStatistics.variance(means(chains)) : 0);
        double[] rho = new double[n];
        for (int t = 1; t < n; t++) {
            rho[t] = 1 - (within - covariance[t]) / total;
        }
        rho[0] = 1;
        double draws = (double) n * chains.length;
        return draws / Math.max(sumOfInitialSequence(rho), 1 / Math.log10(draws));
    }

    /** -1 + 2 sum rho over the positive pairs, made monotone, plus the even term that follows if it is positive. */
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

    /** The normal score of the rank of every value among all chains; equal values have the mean of their ranks. */
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
        return Arrays.stream(chains).mapToDouble(SampleStatistics::mean).toArray();
    }

    private static double meanOfVariances(double[][] chains) {
        return Arrays.stream(chains)
                .mapToDouble(SampleStatistics::variance)
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
