// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.sample.importance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.steelyard.inference.SampledParameter;
import org.steelyard.inference.SamplerObserver;
import org.steelyard.inference.sample.SamplingProblem;
import org.steelyard.inference.sample.Weights;

/**
 * One run of importance sampling. {@link Adaptation} fits a mixture; the draws from it that follow are the result. Those
 * of the rounds are left out, because the mixture was fitted to them: with them ln Z came out too low by its error.
 */
final class ImportanceRun {

    /** Evaluations that show whether the mixture suits the posterior. */
    private static final int PILOT = 1000;

    /** Mixtures that are tried before the weights count as unreliable. */
    private static final int MOST_ATTEMPTS = 6;

    /** Evaluations of an instalment of draws, after which the weights are judged: at least, and relative to all before. */
    private static final int LEAST = 500;

    private static final double INSTALMENT = 2.5;

    /** Shares of the draws from a wider mixture with heavy tails and along the axes, which limit the weights. */
    private static final double WIDE_SHARE = 0.1;

    private static final double SCAN_SHARE = 0.02;

    /** Draws more than the efficiency suggests, so that one instalment is enough. */
    private static final double MARGIN = 1.03;

    /** Smallest share of the mixture that counts as a maximum of its own. */
    private static final double SHARE_THAT_COUNTS = 0.005;

    private final ImportanceOptions options;
    private final SamplingProblem problem;
    private final Target target;
    private final SamplerObserver observer;
    private final Randomness random;
    private PooledSample sample;

    ImportanceRun(ImportanceOptions options, SamplingProblem problem, double scale, SamplerObserver observer) {
        this.options = options;
        this.problem = problem;
        this.target = new Target(problem, scale);
        this.observer = observer;
        this.random = new Randomness(options.seed());
        this.sample = new PooledSample(target.coordinates());
    }

    ImportanceResult run(double[] centre, double[][] covariance) {
        Shape start = Shape.ofFit(target.coordinates(), centre, covariance, target.scale());
        Adaptation adaptation = new Adaptation(target, start, random, this::report);
        Adaptation.Fitted fitted = adaptation.run();
        String obstacle = obstacleOrNull(fitted);
        for (int attempt = 1; ; attempt++) {
            sample = new PooledSample(target.coordinates());
            draw(fitted, PILOT);
            obstacle = obstacle == null ? completeOrSay(fitted) : obstacle;
            if (obstacle != null || isReliable() || attempt == MOST_ATTEMPTS) {
                return result(obstacle);
            }
            fitted = adaptation.refined(sample);
        }
    }

    /** Draws until enough points are effective or the weights turn out unreliable; says why if it cannot. */
    private String completeOrSay(Adaptation.Fitted fitted) {
        double size = effectiveSize();
        while (size < options.effectiveSize() && isReliable()) {
            double wanted = MARGIN * (options.effectiveSize() - size) * sample.size() / size;
            if (target.evaluations() + wanted > options.maxEvaluations()) {
                return String.format(
                        Locale.ROOT,
                        "%d effective draws would need %.0f evaluations",
                        options.effectiveSize(),
                        target.evaluations() + wanted);
            }
            draw(fitted, (int) Math.max(LEAST, Math.min(wanted, INSTALMENT * sample.size())));
            size = effectiveSize();
        }
        return null;
    }

    private boolean isReliable() {
        return isReliable(shape(), widthShape());
    }

    private boolean isReliable(double shape, double ofWidths) {
        return shape < ParetoSmoothing.limit(sample.size()) && ofWidths < ParetoSmoothing.LARGEST_OF_WIDTHS;
    }

    /** Largest k of the terms of the variances of the parameters. */
    private double widthShape() {
        double[] logs = sample.logWeights(target.scale());
        double[][] points = sample.points();
        double[] mean = WeightedPoints.of(points, logs).mean();
        return IntStream.range(0, mean.length)
                .mapToDouble(j -> ParetoSmoothing.ofSquares(logs, points, j, mean[j]))
                .max()
                .orElse(Double.NEGATIVE_INFINITY);
    }

    /** k of the weights of draws or evidence, whichever is larger. */
    private double shape() {
        return Math.max(
                ParetoSmoothing.of(sample.logWeights(target.scale())).shape(),
                ParetoSmoothing.of(sample.logWeights(1)).shape());
    }

    private void draw(Adaptation.Fitted fitted, int count) {
        target.draw(fitted.whole().scan(target.coordinates()), (int) (SCAN_SHARE * count), sample, random);
        target.draw(fitted.mixture().widened(), (int) (WIDE_SHARE * count), sample, random);
        target.draw(fitted.mixture(), (int) ((1 - SCAN_SHARE - WIDE_SHARE) * count), sample, random);
        report(sample);
    }

    private double effectiveSize() {
        double[] smoothed =
                ParetoSmoothing.of(sample.logWeights(target.scale())).logWeights();
        return WeightedPoints.of(sample.points(), smoothed).effectiveSampleSize();
    }

    /** Why importance sampling does not suit the posterior, or null. */
    private String obstacleOrNull(Adaptation.Fitted fitted) {
        if (fitted.missed() != null) {
            return "another maximum, at " + describe(fitted.missed().x()) + ", is outside the draws";
        }
        List<double[]> maxima = new ArrayList<>();
        for (List<Integer> group : fitted.mixture().groups()) {
            double share = group.stream()
                    .mapToDouble(k -> fitted.mixture().shares()[k])
                    .sum();
            if (share > SHARE_THAT_COUNTS) {
                maxima.add(fitted.mixture().components().get(group.get(0)).centre());
            }
        }
        return maxima.size() < 2
                ? null
                : "the posterior has separate maxima, near "
                        + maxima.stream().map(this::describe).collect(Collectors.joining(" and "));
    }

    private void report(PooledSample drawn) {
        if (observer == SamplerObserver.NONE) {
            return;
        }
        WeightedPoints weighted = WeightedPoints.of(values(drawn), drawn.logWeights(target.scale()));
        double size = weighted.effectiveSampleSize();
        observer.progress(
                target.evaluations(),
                drawn == sample ? Math.min(1, size / options.effectiveSize()) : 0,
                weighted.mean(),
                String.format(
                        Locale.ROOT,
                        "ln Z = %.3g, %s%.0f effective draws",
                        Weights.logSum(drawn.logWeights(1)),
                        drawn == sample ? "" : "adapting, ",
                        size));
    }

    private double[][] values(PooledSample drawn) {
        return Arrays.stream(drawn.points()).map(target.coordinates()::values).toArray(double[][]::new);
    }

    private ImportanceResult result(String obstacle) {
        ParetoSmoothing draws = ParetoSmoothing.of(sample.logWeights(target.scale()));
        ParetoSmoothing own = target.scale() == 1 ? draws : ParetoSmoothing.of(sample.logWeights(1));
        double shape = shape();
        double limit = ParetoSmoothing.limit(sample.size());
        double sum = Weights.logSum(draws.logWeights());
        double[] logWeights =
                Arrays.stream(draws.logWeights()).map(log -> log - sum).toArray();
        double[][] values = values(sample);
        WeightedPoints weighted = WeightedPoints.of(values, logWeights);
        Moments moments = Moments.of(weighted);
        double ofWidths = widthShape();
        String judgement = String.format(
                Locale.ROOT,
                "%.0f effective draws of %d, k-hat = %.2f, %s %.2f, of variances %.2f, %s %.2f",
                weighted.effectiveSampleSize(),
                sample.size(),
                shape,
                shape < limit ? "below" : "not below",
                limit,
                ofWidths,
                ofWidths < ParetoSmoothing.LARGEST_OF_WIDTHS ? "below" : "not below",
                ParetoSmoothing.LARGEST_OF_WIDTHS);
        return new ImportanceResult(
                problem.parameters(),
                values,
                sample.logLikelihood(),
                target.scale(),
                logWeights,
                Weights.logSum(own.logWeights()),
                sample.errorOfLogSum(own.logWeights()),
                moments.mean(),
                moments.meanErrors(),
                moments.covariance(),
                moments.covarianceErrors(),
                weighted.effectiveSampleSize(),
                shape,
                target.evaluations(),
                obstacle == null && isReliable(shape, ofWidths),
                obstacle == null ? judgement : obstacle + "; " + judgement);
    }

    private String describe(double[] x) {
        double[] values = target.coordinates().values(x);
        List<String> texts = new ArrayList<>();
        for (int j = 0; j < values.length; j++) {
            SampledParameter parameter = problem.parameters().get(j);
            texts.add(String.format(Locale.ROOT, "%s = %.4g %s", parameter.name(), values[j], parameter.unit())
                    .strip());
        }
        return String.join(", ", texts);
    }
}
