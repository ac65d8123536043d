// SPDX-License-Identifier: Apache-2.0
package org.steelyard.errors;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.campaign.TaskResult;
import org.steelyard.inference.ParameterSpace;

/**
 * Refits of noisy realisations, with their statistics.
 *
 * @param names of all parameters
 * @param units of all parameters
 * @param draws {@code [draw][parameter]} values of all parameters in the refits that converged. Not to be modified
 * @param chiSquared [-] {@code [draw]} of these refits. Not to be modified
 * @param index {@code [draw]} task of each draw. Not to be modified
 * @param intervals of the free parameters, by name; none where too few refits converged
 * @param failures number of refits that did not converge, by reason
 * @param notes number of draws that ended at a bound, by bound
 */
public record MonteCarloResult(
        List<String> names,
        List<String> units,
        double[][] draws,
        double[] chiSquared,
        int[] index,
        Map<String, Interval> intervals,
        Map<String, Integer> failures,
        Map<String, Integer> notes) {

    /** Probability of a normal distribution within 1, 2 and 3 standard deviations. */
    private static final double[] SHARES = {0.6826894921370859, 0.9544997361036416, 0.9973002039367398};

    /**
     * The half-width of the central 68 % interval of n normal draws has a relative standard error of this value divided
     * by sqrt n: sqrt((a - b) / (2 f^2)) with a = p (1 - p), b = p^2, p = 0.1587, f = 0.2420.
     */
    private static final double ERROR_OF_HALF_WIDTH = 0.962;

    /**
     * The distribution of one parameter over the draws, in its unit.
     *
     * @param best value at the minimum of the fit
     * @param median of the draws
     * @param lower ends of the central 68.3, 95.4 and 99.7 % intervals; NaN where there are too few draws
     * @param upper ends of the same intervals
     * @param error half-width of the 68.3 % interval
     * @param errorOfError standard error of {@code error} for draws that are nearly normal
     */
    public record Interval(
            double best, double median, double[] lower, double[] upper, double error, double errorOfError) {

        /**
         * @return [standard error] offset of the median of the draws from the true value of the realisations: the bias
         *     of the method at this noise level
         */
        public double bias() {
            return (median - best) / error;
        }

        static Interval of(double best, double[] values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            double[] lower = new double[SHARES.length];
            double[] upper = new double[SHARES.length];
            for (int k = 0; k < SHARES.length; k++) {
                double tail = (1 - SHARES[k]) / 2;
                lower[k] = quantile(sorted, tail);
                upper[k] = quantile(sorted, 1 - tail);
            }
            double error = (upper[0] - lower[0]) / 2;
            return new Interval(
                    best, quantile(sorted, 0.5), lower, upper, error, error * relativeErrorOfError(sorted.length));
        }

        /** Interpolates between order statistics at (k - 1/2) / n; NaN beyond the first and the last. */
        private static double quantile(double[] sorted, double share) {
            double place = share * sorted.length - 0.5;
            int k = (int) Math.floor(place);
            if (place < 0 || place > sorted.length - 1) {
                return Double.NaN;
            }
            return k + 1 == sorted.length ? sorted[k] : sorted[k] + (place - k) * (sorted[k + 1] - sorted[k]);
        }
    }

    /**
     * @param draws number of draws
     * @return relative standard error of the half-width of their 68.3 % interval
     */
    public static double relativeErrorOfError(int draws) {
        return ERROR_OF_HALF_WIDTH / Math.sqrt(draws);
    }

    static MonteCarloResult of(ParameterSpace space, double[] best, List<TaskResult> results) {
        int n = space.size();
        Map<String, Integer> failures = new LinkedHashMap<>();
        Map<String, Integer> notes = new LinkedHashMap<>();
        List<RefitRecord> refits = results.stream().map(RefitRecord::new).toList();
        List<RefitRecord> good = refits.stream().filter(RefitRecord::converged).toList();
        for (RefitRecord refit : refits) {
            if (!refit.result().note().isEmpty()) {
                (refit.converged() ? notes : failures).merge(refit.result().note(), 1, Integer::sum);
            }
        }
        double[][] draws = good.stream().map(RefitRecord::values).toArray(double[][]::new);
        Map<String, Interval> intervals = new LinkedHashMap<>();
        for (int i = 0; i < n; i++) {
            int column = i;
            if (space.coordinate(i) >= 0 && good.size() >= MonteCarloErrors.FEWEST) {
                intervals.put(
                        space.names().get(i),
                        Interval.of(
                                best[i],
                                Arrays.stream(draws)
                                        .mapToDouble(draw -> draw[column])
                                        .toArray()));
            }
        }
        return new MonteCarloResult(
                space.names(),
                space.parameters().stream().map(p -> p.unit()).toList(),
                draws,
                good.stream().mapToDouble(RefitRecord::chiSquared).toArray(),
                good.stream().mapToInt(refit -> refit.result().index()).toArray(),
                intervals,
                failures,
                notes);
    }

    /** @return number of refits that did not converge */
    public int failed() {
        return failures.values().stream().mapToInt(count -> count).sum();
    }
}
