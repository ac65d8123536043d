package org.steelyard.inference.diagnose;

import org.steelyard.inference.SampledParameter;

/**
 * A parameter's posterior in a few numbers, all but the diagnostics in its unit. The intervals are central: as much probability below
 * as above.
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
 * @param essBulk effective number of draws for the centre of the distribution
 * @param essTail effective number of draws for its 5 % and 95 % quantiles, the smaller
 * @param rHat rank-normalised split R-hat; 1 when the chains agree
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

    /** Probability below minus 1, 2 and 3 standard deviations of a normal distribution. */
    private static final double[] BELOW = {0.15865525393145707, 0.022750131948179195, 0.0013498980316300933};

    /**
     * @param parameter that was sampled
     * @param values {@code [chain][draw]}. Not modified
     * @return its summary
     */
    public static ParameterSummary of(SampledParameter parameter, double[][] values) {
        double[] sorted = java.util.Arrays.stream(values)
                .flatMapToDouble(java.util.Arrays::stream)
                .sorted()
                .toArray();
        double mean = SampleMoments.mean(sorted);
        return new ParameterSummary(
                parameter.name(),
                parameter.unit(),
                mean,
                Math.sqrt(SampleMoments.variance(sorted)),
                ChainDiagnostics.quantile(sorted, 0.5),
                ChainDiagnostics.quantile(sorted, BELOW[0]),
                ChainDiagnostics.quantile(sorted, 1 - BELOW[0]),
                ChainDiagnostics.quantile(sorted, BELOW[1]),
                ChainDiagnostics.quantile(sorted, 1 - BELOW[1]),
                ChainDiagnostics.quantile(sorted, BELOW[2]),
                ChainDiagnostics.quantile(sorted, 1 - BELOW[2]),
                ChainDiagnostics.essBulk(values),
                ChainDiagnostics.essTail(values),
                ChainDiagnostics.rHat(values),
                ChainDiagnostics.meanError(values));
    }
}
