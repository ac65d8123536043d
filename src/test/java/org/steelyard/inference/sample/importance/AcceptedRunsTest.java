// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.sample.importance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.linear.MatrixUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.steelyard.inference.SamplerObserver;
import org.steelyard.inference.sample.EvidenceProblem;
import org.steelyard.inference.sample.Weights;

/**
 * What an accepted run is worth: posteriors of exact moments and evidence, easy and curved ones, with heavy tails and with several
 * maxima, from many seeds with the default options. A run is handed over or right.
 */
@Tag("slow")
class AcceptedRunsTest {

    private static final int SEEDS = 20;

    /** [standard deviation] Largest error of a mean of an accepted run, five of the sampling errors of 10 000 draws. */
    private static final double MEAN = 0.05;

    /** Largest relative error of a standard deviation, three sampling errors for the kurtosis of a squared normal. */
    private static final double WIDTH = 0.05;

    /** Largest error of ln Z. */
    private static final double EVIDENCE = 0.05;

    private static final int NINE = 9;

    /**
     * A posterior, and the fit around which it is sampled.
     *
     * @param exact evidence and moments
     * @param centre of the fit
     * @param covariance of the fit
     */
    record Case(EvidenceProblem exact, double[] centre, double[][] covariance) {

        @Override
        public String toString() {
            return exact.name();
        }
    }

    static List<Case> cases() {
        List<Case> all = new ArrayList<>();
        EvidenceProblem.all().forEach(exact -> all.add(new Case(exact, exact.mean(), exact.covariance())));
        all.add(banana("banana", 2, 0.6, 0.25));
        all.add(banana("banana of 9", NINE, 0.6, 0.25));
        all.add(banana("strong banana of 5", 5, 3, 1));
        all.add(maxima("8 apart in 1", NINE, 8, 1, 0, true));
        all.add(maxima("8 apart in 1, low", NINE, 8, 1, -3, true));
        all.add(maxima("14 apart in 1, low", NINE, 14, 1, -3, true));
        all.add(maxima("8 apart in 3, low", NINE, 8, 3, -2, true));
        all.add(maxima("14 apart in 9", NINE, 14, NINE, 0, true));
        all.add(maxima("8 apart in 9, low", NINE, 8, NINE, -4, true));
        all.add(maxima("corner of 5", 5, 14, 5, 0, false));
        all.add(maxima("corner of 9", NINE, 14, NINE, 0, false));
        all.add(maxima("corner of 9, low", NINE, 14, NINE, -2, false));
        all.add(heavyTails());
        all.add(funnel());
        return all;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anAcceptedRunIsRight(Case one) {
        EvidenceProblem exact = one.exact();
        int accepted = 0;
        int wrong = 0;
        double mean = 0;
        double width = 0;
        double evidence = 0;
        double perDraw = 0;
        double calls = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            ImportanceResult result = ImportanceSampler.seeded(seed)
                    .sampleAround(exact.problem(), one.centre(), one.covariance(), 1, SamplerObserver.NONE);
            calls += result.evaluations();
            if (!result.converged()) {
                continue;
            }
            accepted++;
            perDraw += result.evaluations() / result.effectiveSize();
            double worstMean = 0;
            double worstWidth = 0;
            for (int j = 0; j < exact.mean().length; j++) {
                double sigma = Math.sqrt(exact.covariance()[j][j]);
                worstMean = Math.max(worstMean, Math.abs(result.mean()[j] - exact.mean()[j]) / sigma);
                worstWidth = Math.max(worstWidth, Math.abs(Math.sqrt(result.covariance()[j][j]) / sigma - 1));
            }
            double off = Math.abs(result.logEvidence() - exact.logZ());
            wrong += worstMean > MEAN || worstWidth > WIDTH || off > EVIDENCE ? 1 : 0;
            mean = Math.max(mean, worstMean);
            width = Math.max(width, worstWidth);
            evidence = Math.max(evidence, off);
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %d of %d | %.3f | %.1f | %.3f | %.2f | %.0f |%n",
                exact.name(),
                accepted,
                SEEDS,
                mean,
                100 * width,
                evidence,
                perDraw / accepted,
                calls / SEEDS);
        assertEquals(0, wrong, "accepted runs that are wrong");
    }

    /** x is normal, y = b x^2 with a normal scatter s, and the other parameters are normal. */
    private static Case banana(String name, int n, double b, double s) {
        double[] lower = new double[n];
        double[] upper = new double[n];
        Arrays.fill(lower, -10);
        Arrays.fill(upper, 10);
        upper[1] = 150 * b;
        double[] mean = new double[n];
        mean[1] = b;
        double[][] covariance = MatrixUtils.createRealIdentityMatrix(n).getData();
        covariance[1][1] = 2 * b * b + s * s;
        double volume = Math.log(20) * (n - 1) + Math.log(10 + 150 * b);
        EvidenceProblem exact = new EvidenceProblem(
                name,
                lower,
                upper,
                x -> {
                    double sum = square((x[1] - b * x[0] * x[0]) / s);
                    for (int j = 0; j < n; j++) {
                        sum += j == 1 ? 0 : square(x[j]);
                    }
                    return -sum / 2;
                },
                n / 2.0 * Math.log(2 * Math.PI) + Math.log(s) - volume,
                mean,
                covariance);
        return new Case(
                exact, new double[n], MatrixUtils.createRealIdentityMatrix(n).getData());
    }

    /** Two unit normals whose centres differ in some parameters, about the middle of the range or from it outwards. */
    private static Case maxima(String name, int n, double apart, int count, double logRatio, boolean middle) {
        double low = middle ? -apart / 2 : 0;
        double[] lower = new double[n];
        double[] upper = new double[n];
        Arrays.fill(lower, -20);
        Arrays.fill(upper, 20);
        double share = Math.exp(logRatio) / (1 + Math.exp(logRatio));
        double[] mean = new double[n];
        Arrays.fill(mean, 0, count, low + share * apart);
        double[][] covariance = MatrixUtils.createRealIdentityMatrix(n).getData();
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                covariance[i][j] += share * (1 - share) * apart * apart;
            }
        }
        ToDoubleFunction<double[]> two = x -> {
            double first = 0;
            double second = 0;
            for (int j = 0; j < n; j++) {
                first += square(x[j] - (j < count ? low : 0));
                second += square(x[j] - (j < count ? low + apart : 0));
            }
            return Weights.logSum(-first / 2, logRatio - second / 2);
        };
        double logZ = n / 2.0 * Math.log(2 * Math.PI) + Math.log1p(Math.exp(logRatio)) - n * Math.log(40);
        double[] first = new double[n];
        Arrays.fill(first, 0, count, low);
        return new Case(
                new EvidenceProblem(name, lower, upper, two, logZ, mean, covariance),
                first,
                MatrixUtils.createRealIdentityMatrix(n).getData());
    }

    /** Student t of 7 degrees in five dimensions, of variance 7/5. */
    private static Case heavyTails() {
        int n = 5;
        double nu = 7;
        TDistribution t = new TDistribution(null, nu);
        double[] lower = new double[n];
        double[] upper = new double[n];
        Arrays.fill(lower, -40);
        Arrays.fill(upper, 40);
        double[][] covariance = MatrixUtils.createRealIdentityMatrix(n).getData();
        for (int j = 0; j < n; j++) {
            covariance[j][j] = nu / (nu - 2);
        }
        EvidenceProblem exact = new EvidenceProblem(
                "heavy tails of 5",
                lower,
                upper,
                x -> Arrays.stream(x).map(t::logDensity).sum(),
                -n * Math.log(80),
                new double[n],
                covariance);
        return new Case(
                exact, new double[n], MatrixUtils.createRealIdentityMatrix(n).getData());
    }

    /** Neal's funnel: v is normal of width 1, and three x are normal of width exp(v / 2). */
    private static Case funnel() {
        int n = 4;
        double[] lower = {-6, -60, -60, -60};
        double[] upper = {6, 60, 60, 60};
        double[][] covariance = MatrixUtils.createRealIdentityMatrix(n).getData();
        for (int j = 1; j < n; j++) {
            covariance[j][j] = Math.exp(0.5);
        }
        EvidenceProblem exact = new EvidenceProblem(
                "funnel",
                lower,
                upper,
                x -> {
                    double sum = x[0] * x[0] / 2;
                    for (int j = 1; j < n; j++) {
                        sum += x[j] * x[j] * Math.exp(-x[0]) / 2 + x[0] / 2;
                    }
                    return -sum;
                },
                n / 2.0 * Math.log(2 * Math.PI) - Math.log(12) - 3 * Math.log(120),
                new double[n],
                covariance);
        return new Case(exact, new double[n], covariance);
    }

    private static double square(double x) {
        return x * x;
    }
}
