package org.steelyard.inference.optimise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.steelyard.inference.DotProduct;
import org.steelyard.inference.FitObserver;
import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.inference.Prior;
import org.steelyard.inference.SampledParameter;
import org.steelyard.inference.SamplerObserver;
import org.steelyard.inference.Solution;
import org.steelyard.inference.diagnose.ChainDiagnostics;
import org.steelyard.inference.diagnose.SampleStatistics;
import org.steelyard.inference.sample.Chain;
import org.steelyard.inference.sample.EnsembleResult;
import org.steelyard.inference.sample.EnsembleSampler;
import org.steelyard.inference.sample.NestedResult;
import org.steelyard.inference.sample.NestedSampler;
import org.steelyard.inference.sample.SamplingProblem;

/** A cubic polynomial fitted to noisy data: the posterior is the normal distribution of the fit, for every sampler. */
class LinearProblemTest {

    /** [standard error] A correct number is farther off once in 2100; there are 28 per comparison, with fixed seeds. */
    private static final double ERRORS = 3.5;

    private static final int POINTS = 30;

    private static final int TERMS = 4;

    /** [standard error] Half width of the uniform priors; the probability outside is below 1e-11. */
    private static final double REACH = 7;

    private final LeastSquaresProblem problem = cubic();

    private final Solution fit = LevenbergMarquardt.defaults().minimise(problem, FitObserver.NONE);

    @Test
    void nestedSamplingAgreesWithTheFit() {
        NestedResult result = NestedSampler.seeded(3).sample(posterior(), SamplerObserver.NONE);
        assertTrue(result.converged(), result.reason());
        for (int j = 0; j < TERMS; j++) {
            assertEquals(fit.point()[j], result.mean()[j], ERRORS * result.meanErrors()[j]);
            for (int k = 0; k <= j; k++) {
                assertEquals(
                        fit.covariance()[j][k], result.covariance()[j][k], ERRORS * result.covarianceErrors()[j][k]);
            }
        }
        double logBox = 0;
        for (int j = 0; j < TERMS; j++) {
            logBox += Math.log(2 * REACH * fit.error(j));
        }
        double determinant = CommonOps_DDRM.det(new DMatrixRMaj(fit.covariance()));
        double logZ = -fit.chiSquared() / 2 + TERMS / 2.0 * Math.log(2 * Math.PI) + Math.log(determinant) / 2 - logBox;
        assertEquals(logZ, result.logEvidence(), ERRORS * result.logEvidenceError());
    }

    @Test
    void ensembleAgreesWithTheFit() {
        EnsembleResult result =
                EnsembleSampler.seeded(3).sampleAround(posterior(), fit.point(), fit.errors(), SamplerObserver.NONE);
        assertTrue(result.converged(), result.reason());
        Chain chain = result.chain();
        for (int j = 0; j < TERMS; j++) {
            double[][] x = chain.values(j);
            assertMean(fit.point()[j], x);
            for (int k = 0; k <= j; k++) {
                double[][] y = chain.values(k);
                double[][] product = new double[x.length][x[0].length];
                for (int c = 0; c < x.length; c++) {
                    for (int d = 0; d < x[c].length; d++) {
                        product[c][d] = (x[c][d] - fit.point()[j]) * (y[c][d] - fit.point()[k]);
                    }
                }
                assertMean(fit.covariance()[j][k], product);
            }
        }
    }

    private static void assertMean(double expected, double[][] x) {
        double mean = SampleStatistics.mean(
                Arrays.stream(x).mapToDouble(SampleStatistics::mean).toArray());
        assertEquals(expected, mean, ERRORS * ChainDiagnostics.meanError(x));
    }

    private SamplingProblem posterior() {
        List<SampledParameter> parameters = new ArrayList<>();
        for (int j = 0; j < TERMS; j++) {
            double reach = REACH * fit.error(j);
            Prior prior = new Prior.Uniform(fit.point()[j] - reach, fit.point()[j] + reach);
            parameters.add(new SampledParameter("p" + j, "", prior));
        }
        double[] residuals = new double[POINTS];
        return new SamplingProblem(parameters, (points, count, logLikelihood) -> {
            for (int i = 0; i < count; i++) {
                problem.evaluate(points[i], residuals, null);
                logLikelihood[i] = -0.5 * DotProduct.of(residuals, residuals);
            }
        });
    }

    private static LeastSquaresProblem cubic() {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(42L);
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        double[][] matrix = new double[POINTS][TERMS];
        double[] data = new double[POINTS];
        for (int k = 0; k < POINTS; k++) {
            double sigma = 0.5 + random.nextDouble();
            double x = 3 * random.nextDouble() - 1;
            for (int j = 0; j < TERMS; j++) {
                matrix[k][j] = Math.pow(x, j) / sigma;
                data[k] += matrix[k][j];
            }
            data[k] += normal.sample();
        }
        return TestProblems.linear(new double[TERMS], matrix, data);
    }
}
