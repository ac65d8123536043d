package org.steelyard.inference.diagnose;

import java.util.Arrays;
import org.steelyard.inference.SampledParameter;

/**
 * Summary of the posterior of one parameter, in its unit, with convergence diagnostics. The intervals are central: the
 * probabilities below and above are equal.
 *
 * @param name of the parameter
 * @param unit may be empty
 * @param mean of the draws
 * @param standardDeviation of the draws
 * @param median of the draws
 * @param low68 15.87 % quantile
 * @param high68 84.13 % quantile
 * @param low95 2.28 % quantile
 * @param high95 97.72 % quantile
 * @param low997 0.135 % quantile
 * @param high997 99.865 % quantile
 * @param essBulk effective sample size for the centre of the distribution
 * @param essTail the smaller effective sample size for the 5 % and 95 % quantiles
 * @param rHat rank-normalised split R-hat, 1 for chains that agree
 * @param meanError Monte Carlo standard error of the mean
 */
public record ParameterSummary(
        String name,
        String unit,
        double mean,
        double standardDeviation,
        double median,
        double low68,
        double high68,
        double low95,
        double high95,
        double low997,
        double high997,
        double essBulk,
        double essTail,
        double rHat,
        double meanError) {

    /** Probability below -1, -2 and -3 standard deviations of a normal distribution. */
    private static final double[] BELOW = {0.15865525393145707, 0.022750131948179195, 0.0013498980316300933};

    /**
     * @param parameter sampled
     * @param values [chain][draw] in its unit. Not modified.
     * @return its summary
     */
    public static ParameterSummary of(SampledParameter parameter, double[][] values) {
        double[] sorted =
                Arrays.stream(values).flatMapToDouble(Arrays::stream).sorted().toArray();
        double mean = SampleStatistics.mean(sorted);
        return new ParameterSummary(
                parameter.name(),
                parameter.unit(),
                mean,
                Math.sqrt(SampleStatistics.variance(sorted)),
                SampleStatistics.quantile(sorted, 0.5),
                SampleStatistics.quantile(sorted, BELOW[0]),
                SampleStatistics.quantile(sorted, 1 - BELOW[0]),
                SampleStatistics.quantile(sorted, BELOW[1]),
                SampleStatistics.quantile(sorted, 1 - BELOW[1]),
                SampleStatistics.quantile(sorted, BELOW[2]),
                SampleStatistics.quantile(sorted, 1 - BELOW[2]),
                ChainDiagnostics.essBulk(values),
                ChainDiagnostics.essTail(values),
                ChainDiagnostics.rHat(values),
                ChainDiagnostics.meanError(values));
    }
}
