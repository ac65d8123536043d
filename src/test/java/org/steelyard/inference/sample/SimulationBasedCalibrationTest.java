// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.sample;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.steelyard.inference.LogLikelihood;
import org.steelyard.inference.Prior;
import org.steelyard.inference.SampledParameter;
import org.steelyard.inference.SamplerObserver;
import org.steelyard.inference.sample.importance.ImportanceOptions;
import org.steelyard.inference.sample.importance.ImportanceResult;
import org.steelyard.inference.sample.importance.ImportanceSampler;

/**
 * Simulation-based calibration (Talts et al. 2018, arXiv 1804.06788): for parameters drawn from the priors and data
 * simulated from them, the rank of the true value among draws from the posterior is uniform. The model is an
 * exponential decay with three kinds of prior.
 */
@Tag("slow")
class SimulationBasedCalibrationTest {

    private static final int SIMULATIONS = 300;

    /** Draws per posterior, with ranks from 0 to this: few enough of about 200 independent ones to be independent. */
    private static final int DRAWS = 9;

    /** Smallest p of three parameters and three samplers, for a false failure of 1 % of all runs. */
    private static final double LEAST_P = 0.01 / 9;

    private static final double NOISE = 0.3;

    /** A covariance that is not known. */
    private static final double[][] NOTHING = {
        {Double.NaN, Double.NaN, Double.NaN},
        {Double.NaN, Double.NaN, Double.NaN},
        {Double.NaN, Double.NaN, Double.NaN}
    };

    /** Largest fraction that importance sampling leaves to nested sampling: the test is of the former. */
    private static final double MOST_HANDED_OVER = 0.2;

    private static final double[] TIMES = {0.5, 1, 2, 4, 8, 12};

    private static final List<SampledParameter> PARAMETERS = List.of(
            new SampledParameter("amplitude", "", new Prior.Gaussian(2, 0.7, 0, Double.POSITIVE_INFINITY)),
            new SampledParameter("time", "s", new Prior.LogUniform(1, 20)),
            new SampledParameter("inclination", "deg", new Prior.Isotropic(20, 90)));

    @Test
    void nestedSampling() {
        calibrate("nested", SimulationBasedCalibrationTest::nested);
    }

    /** From the middle of the prior and with its width, because there is no fit. */
    @Test
    void importanceSampling() {
        int[] handedOver = {0};
        calibrate("importance", (problem, seed) -> {
            ImportanceResult result = new ImportanceSampler(ImportanceOptions.seeded(seed)
                            .withEffectiveSize(600)
                            .withMaxEvaluations(20_000))
                    .sampleAround(problem, new double[] {2, 4.5, 62}, NOTHING, 1, SamplerObserver.NONE);
            handedOver[0] += result.converged() ? 0 : 1;
            return result.converged() ? result.draws(600, seed) : nested(problem, seed);
        });
        System.out.printf(Locale.ROOT, "calibration importance: %d of %d handed over%n", handedOver[0], SIMULATIONS);
        assertTrue(handedOver[0] < MOST_HANDED_OVER * SIMULATIONS, handedOver[0] + " handed over");
    }

    private static Chain nested(SamplingProblem problem, long seed) {
        return new NestedSampler(NestedOptions.seeded(seed).withLiveCount(60).withEvidenceTolerance(0.05))
                .sample(problem, SamplerObserver.NONE)
                .draws(600, seed);
    }

    @Test
    void ensemble() {
        calibrate(
                "ensemble",
                (problem, seed) -> new EnsembleSampler(
                                EnsembleOptions.seeded(seed).withMaxSteps(300))
                        .sample(problem, SamplerObserver.NONE)
                        .chain());
    }

    private static void calibrate(String name, BiFunction<SamplingProblem, Long, Chain> sampler) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(20261124L);
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        int[][] counts = new int[PARAMETERS.size()][DRAWS + 1];
        for (long s = 0; s < SIMULATIONS; s++) {
            double[] truth = new double[PARAMETERS.size()];
            for (int j = 0; j < truth.length; j++) {
                truth[j] = PARAMETERS.get(j).prior().quantile(random.nextDouble());
            }
            double[] data = model(truth);
            for (int k = 0; k < data.length; k++) {
                data[k] += NOISE * normal.sample();
            }
            LogLikelihood likelihood = EvidenceProblem.oneByOne(point -> {
                double[] expected = model(point);
                double chiSquared = 0;
                for (int k = 0; k < data.length; k++) {
                    double r = (data[k] - expected[k]) / NOISE;
                    chiSquared += r * r;
                }
                return -chiSquared / 2;
            });
            Chain chain = sampler.apply(new SamplingProblem(PARAMETERS, likelihood), s);
            int[] rank = new int[truth.length];
            for (int d = 0; d < DRAWS; d++) {
                double[] draw = chain.draws()[random.nextInt(chain.chainCount())][random.nextInt(chain.drawCount())];
                for (int j = 0; j < truth.length; j++) {
                    rank[j] += draw[j] < truth[j] ? 1 : 0;
                }
            }
            for (int j = 0; j < truth.length; j++) {
                counts[j][rank[j]]++;
            }
        }
        double least = 1;
        for (int j = 0; j < counts.length; j++) {
            double p = uniformity(counts[j]);
            System.out.printf(
                    Locale.ROOT,
                    "calibration %s %s: p %.3f%n",
                    name,
                    PARAMETERS.get(j).name(),
                    p);
            least = Math.min(least, p);
        }
        assertTrue(least > LEAST_P, name + ": ranks are not uniform, p " + least);
    }

    private static double[] model(double[] p) {
        double[] values = new double[TIMES.length];
        for (int k = 0; k < values.length; k++) {
            values[k] = p[0] * Math.sin(Math.toRadians(p[2])) * Math.exp(-TIMES[k] / p[1]) + 0.01 * p[2];
        }
        return values;
    }

    private static double uniformity(int[] counts) {
        double expected = SIMULATIONS / (double) counts.length;
        double chiSquared = 0;
        for (int count : counts) {
            chiSquared += (count - expected) * (count - expected) / expected;
        }
        return 1 - new ChiSquaredDistribution(null, counts.length - 1).cumulativeProbability(chiSquared);
    }
}
