// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.cube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.steelyard.config.Configuration;
import org.steelyard.config.ModelConfig;
import org.steelyard.cube.SpectralResponse;
import org.steelyard.fit.Shipped;
import org.steelyard.fit.search.DataSelection;
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.fit.search.GalaxySetup;
import org.steelyard.fit.search.InitialGuess;
import org.steelyard.inference.DotProduct;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.potential.stars.StellarPotential;

/** The noise of a cube's own flux map and what it does to the model, against finite differences and draws. */
class FluxMapNoiseTest {

    private static final long SEED = 11;

    /** Weighted sums that are compared. */
    private static final int SUMS = 3;

    private static final int DRAWS = 300;

    /** Richardson-Lucy iterations that leave the smallest doubles in dark pixels. */
    private static final int MANY_ITERATIONS = 300;

    /** Tolerance of a covariance of draws, in its own standard errors. */
    private static final double OWN_ERRORS = 4.5;

    /**
     * Relative tolerance of the derivative: the deconvolution's beam ends at 4 standard deviations, 3e-4 of it in each
     * of 20 convolutions.
     */
    private static final double DERIVATIVE = 0.01;

    /** Relative change of the flux map in finite differences, where second orders are below 1e-4. */
    private static final double STEP = 1e-3;

    /** Relative step of the parameters in finite differences. */
    private static final double RELATIVE_STEP = 1e-4;

    /** Relative tolerance of the slopes: second orders of the step. */
    private static final double SLOPE = 0.02;

    /** Of the flux: the rounding of sums over channels. */
    private static final double ROUNDING = 1e-7;

    private static ParallelFor threads;
    private static CubeFit fit;
    private static double[] values;

    @BeforeAll
    static void prepare() {
        threads = new ParallelFor(2);
        Configuration plain = Shipped.ngc1380();
        Configuration config = plain.withModel(new ModelConfig(2, 1e-4, 4, ModelConfig.LineProfile.INTEGRATED))
                .withData(plain.data().withSpectralResponse(SpectralResponse.hanning(1)));
        StellarPotential stars = GalaxySetup.stars(config);
        CubeData data = CubeData.read(config);
        InitialGuess guess = data.guess(config, stars);
        CubeFit first = data.prepare(guess, stars, 1866);
        values = first.space().physical(first.space().startFree());
        fit = first.refined(values, threads);
    }

    @AfterAll
    static void close() {
        threads.close();
    }

    private static double[][] random(int rows, int length, UniformRandomProvider random) {
        double[][] numbers = new double[rows][];
        for (int i = 0; i < rows; i++) {
            numbers[i] = ZigguratSampler.NormalizedGaussian.of(random)
                    .samples(length)
                    .toArray();
        }
        return numbers;
    }

    @Test
    void theResponseIsTheTransposedDerivative() {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(SEED);
        double[] map = fit.flux().weights().flux(fit.observation());
        double[] change = random(1, map.length, random)[0];
        for (int p = 0; p < map.length; p++) {
            change[p] = map[p] > 0 ? map[p] * (1 + change[p]) : 0;
        }
        int[] used = DataSelection.usable(fit.data(), fit.noise());
        // Positive weights: their sum over the cube is not small, so that its relative error means something.
        double[] weights = new double[fit.data().length];
        for (int k : used) {
            weights[k] = random.nextDouble() / fit.noise()[k];
        }
        double[] above = model(map, change, STEP, used.length);
        double[] below = model(map, change, -STEP, used.length);
        double expected = 0;
        for (int k = 0; k < used.length; k++) {
            expected += weights[used[k]] * fit.noise()[used[k]] * (above[k] - below[k]) / (2 * STEP);
        }
        double[][] response = FluxMapResponse.transposed(
                fit.model(), fit.config().disk(), fit.region(), new double[][] {weights}, values, threads);
        assertEquals(expected, DotProduct.of(response[0], change), DERIVATIVE * Math.abs(expected));
    }

    /** Residuals of the model with a changed flux map. */
    private static double[] model(double[] map, double[] change, double step, int count) {
        double[] moment = new double[map.length];
        for (int p = 0; p < map.length; p++) {
            moment[p] = map[p] + step * change[p];
        }
        DiskProblem problem = fit.ofOther(moment, fit.data(), fit.given(threads));
        double[] residuals = new double[count];
        problem.evaluate(fit.space().free(values), residuals, null);
        return residuals;
    }

    @Test
    void theSlopesAreTheChangeOfTheWeights() {
        double[] point = fit.space().free(values);
        double[][] slopes = fit.fluxMapSlopes(point, threads);
        for (String name : List.of("dispersion", "x", "mbh", "flux_scale")) {
            int j = fit.space().coordinate(fit.space().index(name));
            double[] above = extracted(point, j, RELATIVE_STEP);
            double[] below = extracted(point, j, -RELATIVE_STEP);
            double difference = 0;
            double size = 0;
            double flux = 0;
            double step = RELATIVE_STEP * Math.abs(point[j]);
            for (int p = 0; p < above.length; p++) {
                double expected = (above[p] - below[p]) / 2;
                difference += Math.pow(slopes[j][p] * step - expected, 2);
                size += expected * expected;
                flux += above[p] * above[p];
            }
            // The flux scale does not change a profile: both are 0 to rounding.
            double rounding = ROUNDING * flux;
            assertTrue(difference <= SLOPE * SLOPE * size + rounding * rounding, name + " " + difference + " " + size);
        }
    }

    /** The flux map that is extracted from the model with the weights of moved parameters. */
    private static double[] extracted(double[] point, int coordinate, double relative) {
        double[] moved = point.clone();
        moved[coordinate] += relative * Math.abs(point[coordinate]);
        FluxWeights weights = OptimalExtraction.weights(
                fit.model(), fit.region(), fit.noiseShape().used(), fit.space().physical(moved), threads);
        return OptimalExtraction.flux(weights, fit.model(), values, threads);
    }

    @Test
    void theCovarianceIsThatOfTheDraws() {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(SEED);
        int plane = fit.observation().cube().nx() * fit.observation().cube().ny();
        double[][] blocks = random(SUMS, fit.data().length, random);
        double[][] maps = random(SUMS, plane, random);
        CubeNoise noise = fit.cubeNoise();
        // One draw gives the scale at which map and blocks count alike.
        double[] map = new double[plane];
        noise.add(random, fit.noise(), new double[fit.data().length], map);
        double scale = Math.sqrt(fit.data().length / DotProduct.of(map, map));
        for (double[] row : maps) {
            for (int p = 0; p < plane; p++) {
                row[p] *= scale;
            }
        }
        double[][] expected = noise.covariance(blocks, maps, threads);
        double[][] found = new double[SUMS][SUMS];
        for (int draw = 0; draw < DRAWS; draw++) {
            double[] data = new double[fit.data().length];
            double[] moment = new double[plane];
            noise.add(random, fit.noise(), data, moment);
            for (int k = 0; k < data.length; k++) {
                data[k] /= fit.noise()[k];
            }
            double[] sums = new double[SUMS];
            for (int i = 0; i < SUMS; i++) {
                sums[i] = DotProduct.of(blocks[i], data) + DotProduct.of(maps[i], moment);
            }
            for (int i = 0; i < SUMS; i++) {
                for (int j = 0; j < SUMS; j++) {
                    found[i][j] += sums[i] * sums[j] / DRAWS;
                }
            }
        }
        for (int i = 0; i < SUMS; i++) {
            for (int j = 0; j < SUMS; j++) {
                double error = Math.sqrt((expected[i][i] * expected[j][j] + expected[i][j] * expected[i][j]) / DRAWS);
                assertEquals(expected[i][j], found[i][j], OWN_ERRORS * error, i + ", " + j);
            }
        }
    }

    @Test
    void darkPixelsHaveNoWeight() {
        Configuration sharp = fit.config().withDisk(fit.config().disk().withLucyIterations(MANY_ITERATIONS));
        CubeData data = CubeData.read(sharp);
        StellarPotential stars = GalaxySetup.stars(sharp);
        CubeFit again = data.prepare(data.guess(sharp, stars), stars, 1866);
        double least = DoubleStream.of(again.model().setup(again.region()).flux())
                .filter(flux -> flux > 0)
                .min()
                .orElse(0);
        assertTrue(least < Double.MIN_NORMAL, "the dark pixels are too bright for this test: " + least);
        double[][] response = FluxMapResponse.transposed(
                again.model(),
                sharp.disk(),
                again.region(),
                random(1, again.data().length, RandomSource.XO_RO_SHI_RO_128_PP.create(SEED)),
                values,
                threads);
        assertTrue(DoubleStream.of(response[0]).allMatch(Double::isFinite));
    }

    @Test
    void oneThreadGivesTheSameBits() {
        double[][] rows = random(
                2, DataSelection.usable(fit.data(), fit.noise()).length, RandomSource.XO_RO_SHI_RO_128_PP.create(SEED));
        double[] point = fit.space().free(values);
        double[][] two = fit.noiseOfSums(rows, point, threads).scatter();
        try (ParallelFor alone = new ParallelFor(1)) {
            double[][] one = fit.noiseOfSums(rows, point, alone).scatter();
            assertEquals(two[0][1], one[0][1], 0);
            assertEquals(two[1][1], one[1][1], 0);
        }
    }
}
