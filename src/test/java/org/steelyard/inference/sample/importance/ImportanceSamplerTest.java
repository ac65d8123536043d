// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.sample.importance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.analysis.integration.IterativeLegendreGaussIntegrator;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.linear.MatrixUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.inference.GaussianPrior;
import org.steelyard.inference.Prior;
import org.steelyard.inference.SampledParameter;
import org.steelyard.inference.SamplerObserver;
import org.steelyard.inference.diagnose.SampleStatistics;
import org.steelyard.inference.sample.Chain;
import org.steelyard.inference.sample.EvidenceProblem;
import org.steelyard.inference.sample.SamplingProblem;
import org.steelyard.inference.sample.Weights;
import org.steelyard.units.InputException;

/** Evidence and moments of closed form, and posteriors that must be handed over. */
class ImportanceSamplerTest {

    /** [standard error] A correct result is farther off once in 370; the seeds are fixed. */
    private static final double SIGMAS = 3;

    /** [standard error] One of the 54 moments of nine parameters: exceeded once in 16000 each. */
    private static final double FARTHEST = 4;

    /** What issue 14 asks of ln Z. */
    private static final double SMALL_ERROR = 0.02;

    /** What issue 14 asks of the evaluations per effective draw. */
    private static final double FEW = 3;

    private static final ImportanceOptions OPTIONS = ImportanceOptions.seeded(11);

    private static final int NINE = 9;

    /** Runs on a banana, of which 60 % are accepted: none of as many once in 1500 times. */
    private static final int BANANAS = 8;

    /** Equal correlations of one half between all parameters of unit variance; determinant 2^-n (1 + n). */
    private static double[][] correlated() {
        double[][] covariance = new double[NINE][NINE];
        for (int i = 0; i < NINE; i++) {
            Arrays.fill(covariance[i], 0.5);
            covariance[i][i] = 1;
        }
        return covariance;
    }

    private static double logIntegral() {
        return NINE / 2.0 * Math.log(2 * Math.PI) + 0.5 * (Math.log(1 + NINE) - NINE * Math.log(2));
    }

    @Test
    void correlatedGaussianInNineDimensions() {
        ImportanceResult result =
                sample(box(NINE, -20, 20, EvidenceProblem.gaussian(new double[NINE], correlated())), correlated(), 1);
        assertGood(logIntegral() - NINE * Math.log(40), result);
        for (int i = 0; i < NINE; i++) {
            assertEquals(0, result.mean()[i], FARTHEST * result.meanErrors()[i]);
            for (int j = 0; j <= i; j++) {
                assertEquals(i == j ? 1 : 0.5, result.covariance()[i][j], FARTHEST * result.covarianceErrors()[i][j]);
            }
        }
    }

    /** Bounds cut two parameters in the middle: the quadrant holds 1/4 + asin(1/2) / (2 pi) = 1/3. */
    @Test
    void boundsCutACorrelatedGaussian() {
        double[] lower = new double[NINE];
        double[] upper = new double[NINE];
        Arrays.fill(lower, -20);
        Arrays.fill(upper, 20);
        lower[0] = 0;
        lower[4] = 0;
        SamplingProblem problem =
                EvidenceProblem.sampling(lower, upper, EvidenceProblem.gaussian(new double[NINE], correlated()));
        ImportanceResult result = sample(problem, correlated(), 1);
        assertGood(Math.log(1.0 / 3) + logIntegral() - 7 * Math.log(40) - 2 * Math.log(20), result);
        // The mean of a unit normal x, given x > 0 and a partner y > 0 with correlation rho: (1 + rho) / (2 P sqrt(2
        // pi)).
        double mean = 1.5 / (2 / 3.0 * Math.sqrt(2 * Math.PI));
        assertEquals(mean, result.mean()[0], SIGMAS * result.meanErrors()[0]);
        assertTrue(Arrays.stream(result.points()).allMatch(x -> x[0] >= 0 && x[4] >= 0));
    }

    @Test
    void theFitMayBeOffAndItsErrorsWrong() {
        SamplingProblem problem = box(NINE, -20, 20, EvidenceProblem.gaussian(new double[NINE], correlated()));
        double[] off = new double[NINE];
        Arrays.fill(off, 2);
        double[][] small = new double[NINE][NINE];
        double[][] none = new double[NINE][NINE];
        for (int j = 0; j < NINE; j++) {
            small[j][j] = 0.01;
            Arrays.fill(none[j], Double.NaN);
        }
        for (double[][] covariance : List.of(small, none)) {
            ImportanceResult result =
                    new ImportanceSampler(OPTIONS).sampleAround(problem, off, covariance, 1, SamplerObserver.NONE);
            assertGood(logIntegral() - NINE * Math.log(40), result);
        }
    }

    /** Draws of L^(1/2.2) are wider by the root, and the evidence is that of L. */
    @Test
    void scaledDrawsAndUnscaledEvidence() {
        SamplingProblem problem = box(NINE, -20, 20, EvidenceProblem.gaussian(new double[NINE], correlated()));
        ImportanceResult result = sample(problem, correlated(), 2.2);
        assertGood(logIntegral() - NINE * Math.log(40), result);
        assertEquals(2.2, result.covariance()[0][0], SIGMAS * result.covarianceErrors()[0][0]);
        assertEquals(1.1, result.covariance()[3][1], SIGMAS * result.covarianceErrors()[3][1]);
        Chain draws = result.draws(3000, 1);
        double[] draw = draws.draws()[0][7];
        assertEquals(
                EvidenceProblem.gaussian(new double[NINE], correlated()).applyAsDouble(draw) / 2.2,
                draws.logLikelihood()[0][7],
                1e-12);
        assertEquals(2.2, SampleStatistics.variance(draws.values(2)[0]), 4 * 2.2 * Math.sqrt(2.0 / 3000));
    }

    /** A Gaussian prior and a Gaussian likelihood: Z is a Gaussian of the sum of the variances. */
    @Test
    void gaussianPriorWithoutBounds() {
        double tau = 3;
        Prior prior = new Prior.Gaussian(1, tau, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        ImportanceResult result =
                sample(one("x", prior, x -> -0.5 * square((x[0] - 4) / 2)), new double[] {4}, new double[][] {{4}}, 1);
        double all = tau * tau + 4;
        assertGood(Math.log(2 / Math.sqrt(all)) - 0.5 * 9 / all, result);
        assertEquals((4 * tau * tau + 4) / all, result.mean()[0], SIGMAS * result.meanErrors()[0]);
        assertEquals(4 * tau * tau / all, result.covariance()[0][0], SIGMAS * result.covarianceErrors()[0][0]);
    }

    /** A prior that is flat below its mean and Gaussian above, the likelihood as wide as the prior. */
    @Test
    void oneSidedPrior() {
        Prior prior = Prior.of(new GaussianPrior(60, Double.POSITIVE_INFINITY, 2), 0, 90);
        ToDoubleFunction<double[]> likelihood = x -> -0.5 * square((x[0] - 61) / 3);
        ImportanceResult result = sample(one("i", prior, likelihood), new double[] {60}, new double[][] {{9}}, 1);
        assertGood(Math.log(integral(prior, likelihood, 0, 90)), result);
    }

    /** No black hole: ln M is free over four decades, and the data limit the mass from above. */
    @Test
    void anUpperLimitInTheLogarithm() {
        Prior prior = new Prior.LogUniform(1e5, 1e10);
        ToDoubleFunction<double[]> likelihood = x -> -0.5 * square(x[0] / 1e8);
        ImportanceResult result =
                sample(one("mbh", prior, likelihood), new double[] {1e5}, new double[][] {{Double.NaN}}, 1);
        assertGood(
                Math.log(integral(
                        new Prior.Uniform(5, 10),
                        x -> likelihood.applyAsDouble(new double[] {Math.pow(10, x[0])}),
                        5,
                        10)),
                result);
        assertTrue(Arrays.stream(result.points()).allMatch(x -> x[0] >= 1e5 && x[0] <= 1e10));
    }

    /** A mass of two errors, whose posterior in the logarithm has a long flat tail that the fit's error does not show. */
    @Test
    void aWeakDetectionInTheLogarithm() {
        Prior mass = new Prior.LogUniform(1e5, 1e10);
        Prior flat = new Prior.Uniform(-10, 10);
        List<SampledParameter> parameters = new ArrayList<>(List.of(new SampledParameter("mbh", "Msun", mass)));
        double[][] covariance = new double[6][6];
        covariance[0][0] = 1e14;
        for (int j = 1; j < 6; j++) {
            parameters.add(new SampledParameter("x" + j, "", flat));
            covariance[j][j] = 1;
        }
        ToDoubleFunction<double[]> one = x -> -0.5 * square((x[0] - 2e7) / 1e7);
        SamplingProblem problem = new SamplingProblem(
                parameters,
                EvidenceProblem.oneByOne(x -> one.applyAsDouble(x)
                        - 0.5 * Arrays.stream(x, 1, 6).map(v -> v * v).sum()));
        ImportanceResult result = sample(problem, new double[] {2e7, 0, 0, 0, 0, 0}, covariance, 1);
        double mbh =
                integral(new Prior.Uniform(5, 10), x -> one.applyAsDouble(new double[] {Math.pow(10, x[0])}), 5, 10);
        assertGood(Math.log(mbh) + 5 * Math.log(Math.sqrt(2 * Math.PI) / 20), result);
    }

    /** The maximum at a bound, where the likelihood falls exponentially, beside two free parameters. */
    @Test
    void aParameterAtItsBound() {
        ToDoubleFunction<double[]> likelihood = x -> -2 * x[0] - 0.5 * (square(x[1] - x[0]) + square(x[2]));
        ImportanceResult result = sample(
                EvidenceProblem.sampling(new double[] {0, -20, -20}, new double[] {20, 20, 20}, likelihood),
                new double[3],
                new double[][] {{Double.NaN, Double.NaN, Double.NaN}, {Double.NaN, 1, 0}, {Double.NaN, 0, 1}},
                1);
        assertGood(Math.log(0.5 / 20) + Math.log(2 * Math.PI) - 2 * Math.log(40), result);
        assertEquals(0.5, result.mean()[0], SIGMAS * result.meanErrors()[0]);
    }

    @Test
    void heavyTails() {
        TDistribution t = new TDistribution(null, 12);
        ImportanceResult result = sample(
                box(5, -40, 40, x -> Arrays.stream(x).map(t::logDensity).sum()),
                MatrixUtils.createRealIdentityMatrix(5).getData(),
                1);
        double inside = t.cumulativeProbability(40) - t.cumulativeProbability(-40);
        assertGood(5 * Math.log(inside / 80), result);
    }

    /** Runs may be handed over, for the long tails; the others must be right. */
    @Test
    void aBanana() {
        // x is normal, y = 0.6 x^2 with a scatter of 0.25.
        ToDoubleFunction<double[]> banana = x -> -0.5 * (square(x[0]) + square((x[1] - 0.6 * x[0] * x[0]) / 0.25));
        SamplingProblem problem = EvidenceProblem.sampling(new double[] {-10, -10}, new double[] {10, 70}, banana);
        double[][] covariance = {{1, 0}, {0, 0.0625}};
        int converged = 0;
        for (long seed = 1; seed <= BANANAS; seed++) {
            ImportanceResult result = ImportanceSampler.seeded(seed)
                    .sampleAround(problem, new double[2], covariance, 1, SamplerObserver.NONE);
            if (result.converged()) {
                converged++;
                assertEquals(
                        Math.log(2 * Math.PI * 0.25) - Math.log(20 * 80),
                        result.logEvidence(),
                        SIGMAS * result.logEvidenceError());
                assertEquals(0.6, result.mean()[1], FARTHEST * result.meanErrors()[1]);
            }
        }
        assertTrue(converged >= 1, "all were handed over");
    }

    /** Two maxima: how far apart, in how many of the parameters, and ln of the ratio of the second to the first. */
    @ParameterizedTest
    @CsvSource({"8, 1, 0", "8, 1, -3", "14, 1, -3", "8, 3, -2", "14, 9, 0", "8, 9, -4"})
    void separateMaximaAreHandedOver(double apart, int count, double logRatio) {
        ToDoubleFunction<double[]> two = x -> {
            double first = 0;
            double second = 0;
            for (int j = 0; j < NINE; j++) {
                first += square(x[j] + (j < count ? apart / 2 : 0));
                second += square(x[j] - (j < count ? apart / 2 : 0));
            }
            return Weights.logSum(-first / 2, logRatio - second / 2);
        };
        double[] centre = new double[NINE];
        Arrays.fill(centre, 0, count, -apart / 2);
        ImportanceResult result = sample(
                box(NINE, -20, 20, two),
                centre,
                MatrixUtils.createRealIdentityMatrix(NINE).getData(),
                1);
        assertFalse(result.converged());
        assertTrue(result.reason().contains("maxim") || result.reason().contains("would need"), result.reason());
        assertTrue(result.evaluations() < 12_000, "gives up early: " + result.evaluations());
    }

    @Test
    void thinShellsAreHandedOver() {
        ToDoubleFunction<double[]> shell =
                x -> -0.5 * square((Math.sqrt(Arrays.stream(x).map(v -> v * v).sum()) - 3) / 0.01);
        ImportanceResult result = sample(
                box(5, -5, 5, shell), MatrixUtils.createRealIdentityMatrix(5).getData(), 1);
        assertFalse(result.converged(), result.reason());
    }

    @Test
    void likelihoodThatIsZeroOrNotANumberInPartOfTheBox() {
        ImportanceResult result = sample(
                box(
                        2,
                        -5,
                        5,
                        x -> x[0] < 0
                                ? x[1] < 0 ? Double.NaN : Double.NEGATIVE_INFINITY
                                : -0.5 * (square(x[0]) + square(x[1]))),
                MatrixUtils.createRealIdentityMatrix(2).getData(),
                1);
        assertGood(Math.log(Math.PI / 100), result);
    }

    @Test
    void impossibleEverywhereIsAnError() {
        InputException fault = assertThrows(
                InputException.class,
                () -> sample(
                        box(2, -1, 1, x -> Double.NaN),
                        MatrixUtils.createRealIdentityMatrix(2).getData(),
                        1));
        assertTrue(fault.getMessage().contains("narrow the priors of p0, p1"), fault.getMessage());
    }

    @Test
    void limitOfEvaluationsAndProgressAreReported() {
        List<Double> fractions = new ArrayList<>();
        ImportanceResult result = new ImportanceSampler(OPTIONS.withMaxEvaluations(3000))
                .sampleAround(
                        box(2, -20, 20, x -> -0.5 * (square(x[0]) + square(x[1]))),
                        new double[2],
                        MatrixUtils.createRealIdentityMatrix(2).getData(),
                        1,
                        (evaluations, fraction, mean, text) -> {
                            assertTrue(text.startsWith("ln Z = "));
                            fractions.add(fraction);
                        });
        assertFalse(result.converged());
        assertTrue(result.reason().startsWith("10000 effective draws would need"), result.reason());
        assertTrue(fractions.size() > 3 && fractions.stream().allMatch(f -> f >= 0 && f <= 1));
        assertThrows(InputException.class, () -> OPTIONS.withEffectiveSize(0));
        assertThrows(InputException.class, () -> OPTIONS.withMaxEvaluations(0));
    }

    private static void assertGood(double logEvidence, ImportanceResult result) {
        assertTrue(result.converged(), result.reason());
        assertTrue(result.logEvidenceError() < SMALL_ERROR, "error " + result.logEvidenceError());
        assertEquals(logEvidence, result.logEvidence(), SIGMAS * result.logEvidenceError());
        double perDraw = result.evaluations() / result.effectiveSize();
        assertTrue(perDraw < FEW, perDraw + " evaluations per effective draw");
    }

    private static ImportanceResult sample(SamplingProblem problem, double[][] covariance, double scale) {
        return sample(problem, new double[covariance.length], covariance, scale);
    }

    private static ImportanceResult sample(
            SamplingProblem problem, double[] centre, double[][] covariance, double scale) {
        return new ImportanceSampler(OPTIONS).sampleAround(problem, centre, covariance, scale, SamplerObserver.NONE);
    }

    private static SamplingProblem box(int n, double low, double high, ToDoubleFunction<double[]> logLikelihood) {
        double[] lower = new double[n];
        double[] upper = new double[n];
        Arrays.fill(lower, low);
        Arrays.fill(upper, high);
        return EvidenceProblem.sampling(lower, upper, logLikelihood);
    }

    private static SamplingProblem one(String name, Prior prior, ToDoubleFunction<double[]> logLikelihood) {
        return new SamplingProblem(
                List.of(new SampledParameter(name, "", prior)), EvidenceProblem.oneByOne(logLikelihood));
    }

    private static double integral(Prior prior, ToDoubleFunction<double[]> logLikelihood, double from, double to) {
        IterativeLegendreGaussIntegrator rule = new IterativeLegendreGaussIntegrator(10, 1e-9, 1e-12);
        int parts = 200;
        double sum = 0;
        for (int k = 0; k < parts; k++) {
            sum += rule.integrate(
                    100_000,
                    x -> Math.exp(prior.logDensity(x) + logLikelihood.applyAsDouble(new double[] {x})),
                    from + (to - from) * k / parts,
                    from + (to - from) * (k + 1) / parts);
        }
        return sum;
    }

    private static double square(double x) {
        return x * x;
    }
}
