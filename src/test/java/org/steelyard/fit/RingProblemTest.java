// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.steelyard.config.ModelConfig;
import org.steelyard.cube.PixelBox;
import org.steelyard.cube.SpectralResponse;
import org.steelyard.disk.light.ExponentialLight;
import org.steelyard.disk.light.RingedLight;
import org.steelyard.fit.cube.CubeProblem;
import org.steelyard.fit.cube.RingProblem;
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.fit.search.FitRegion;
import org.steelyard.fit.search.NoiseCorrelation;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.inference.FitObserver;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.Solution;
import org.steelyard.inference.optimise.LevenbergMarquardt;
import org.steelyard.kernel.Derivative;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.observe.ChannelCorrelation;
import org.steelyard.observe.ForwardModel;
import org.steelyard.observe.Sampling;

/** A disk whose light is that of rings, against itself, against a profile, and against a fit with the rings as parameters. */
class RingProblemTest {

    private static final double[] RADII = {0, 0.12, 0.24, 0.36, 0.48, 0.6, 0.72};

    /** [Jy km/s/arcsec2] A ring, with a faint centre and a dark place. */
    private static final double[] BRIGHTNESS = {0.3, 0.7, 1.9, 1.2, 0, 0, 0.4, 0.2};

    /** [Jy km/s/arcsec2] The same with light everywhere: chi^2 bends where a brightness becomes 0. */
    private static final double[] BRIGHT = {0.3, 0.7, 1.9, 1.2, 0.6, 0.5, 0.4, 0.2};

    /** Sums of the same products in another order. */
    private static final double ROUNDING = 1e-12;

    /** The interpolation of the tables of two profiles, of which one is a constant. */
    private static final double TABLE = 1e-9;

    /** The minimum of chi^2 without noise, to the tolerance of the optimiser. */
    private static final double RECOVERED = 1e-6;

    /**
     * Of the length of a row of the Jacobian, for central differences at {@link #STEP} of a unit, and a tenth of that for the
     * centre [pixel]: 1e-5 of the second order, and rounding of the normal equations over the step.
     */
    private static final double DIFFERENCE = 5e-5;

    private static final double STEP = 1e-4;

    private static TestGalaxy galaxy() {
        TestGalaxy g = new TestGalaxy();
        g.brightness = RingedLight.AUTOMATIC;
        g.values.remove("flux_scale");
        return g;
    }

    private static GalaxyModel ringed(TestGalaxy g) {
        return g.galaxy().withRings(RADII);
    }

    private static double[] cube(TestGalaxy g, GalaxyModel model, ParallelFor threads) {
        ForwardModel forward = new ForwardModel(g.setup(), threads);
        double[] out = new double[forward.size()];
        GalaxyModel.State s = model.at(g.parameterValues(model), null);
        forward.evaluate(s.disk(), s.x(), s.y(), s.vsys(), s.fluxScale(), out);
        return out;
    }

    private static RingProblem problem(
            TestGalaxy g, GalaxyModel model, double[] data, double noise, ParallelFor threads) {
        double[] sigma = new double[data.length];
        Arrays.fill(sigma, noise);
        return new RingProblem(new CubeProblem(model, g.setup(), g.space(model), data, sigma, threads), threads);
    }

    private static double[] noisy(double[] cube, double noise) {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(11);
        ZigguratSampler.NormalizedGaussian gauss = ZigguratSampler.NormalizedGaussian.of(random);
        return Arrays.stream(cube).map(value -> value + noise * gauss.sample()).toArray();
    }

    @ParameterizedTest
    @EnumSource(ModelConfig.LineProfile.class)
    void theModelIsTheSumOfItsRings(ModelConfig.LineProfile profile) {
        TestGalaxy g = galaxy();
        g.profile = profile;
        g.response = profile == ModelConfig.LineProfile.INTEGRATED ? SpectralResponse.hanning(2) : g.response;
        try (ParallelFor threads = new ParallelFor(1)) {
            GalaxyModel model = ringed(g);
            double[] whole = cube(g, model.withRingLight(BRIGHTNESS), threads);
            ForwardModel forward = new ForwardModel(g.setup(), threads);
            double[][] rings = new double[BRIGHTNESS.length][forward.size()];
            GalaxyModel.State s = model.at(g.parameterValues(model), null);
            forward.evaluate(s.disk(), s.x(), s.y(), s.vsys(), model.rings().splines(), rings);
            double[] sum = new double[whole.length];
            for (int k = 0; k < rings.length; k++) {
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += BRIGHTNESS[k] * rings[k][i];
                }
            }
            assertArrayEquals(whole, sum, ROUNDING * TestGalaxy.peak(whole));
        }
    }

    @Test
    void oneRingIsUniformLightWithinItsRadius() {
        TestGalaxy g = galaxy();
        try (ParallelFor threads = new ParallelFor(1)) {
            double edge = 0.6;
            g.outerRadius = edge;
            GalaxyModel one = g.galaxy().withRings(new double[] {0});
            double[] ring = cube(g, one, threads);
            g.brightness = new ExponentialLight();
            g.set("sb_radius", 1e9, "flux_scale", Math.PI * edge * edge);
            assertArrayEquals(cube(g, g.galaxy(), threads), ring, TABLE * TestGalaxy.peak(ring));
        }
    }

    /** Repeated, because threads meet by chance. */
    @Test
    void residualsAndJacobianHaveTheSameBitsForAnyNumberOfThreads() {
        TestGalaxy g = galaxy();
        double[][] alone = jacobian(g, 1);
        for (int repeat = 0; repeat < 20; repeat++) {
            double[][] shared = jacobian(g, 3);
            for (int row = 0; row < alone.length; row++) {
                assertArrayEquals(alone[row], shared[row], 0);
            }
        }
    }

    /** The rows of the Jacobian, then the residuals. */
    private static double[][] jacobian(TestGalaxy g, int count) {
        try (ParallelFor threads = new ParallelFor(count)) {
            GalaxyModel model = ringed(g);
            double[] cube = cube(g, model.withRingLight(BRIGHT), threads);
            double noise = 1e-2 * TestGalaxy.peak(cube);
            RingProblem problem = problem(g, model, noisy(cube, noise), noise, threads);
            double[] point = problem.space().free(g.parameterValues(model));
            double[][] rows = new double[point.length + 1][problem.residualCount()];
            problem.evaluate(point, rows[point.length], Arrays.copyOf(rows, point.length));
            return rows;
        }
    }

    @Test
    void lightAndParametersAreRecoveredWithoutNoise() {
        TestGalaxy g = galaxy();
        try (ParallelFor threads = new ParallelFor(2)) {
            GalaxyModel model = ringed(g);
            double[] data = cube(g, model.withRingLight(BRIGHTNESS), threads);
            double[] truth = g.parameterValues(model);
            g.set("mbh", 1.9e8, "mass_to_light", 1.2, "inclination", 58, "position_angle", 27);
            g.set("vsys", TestGalaxy.VSYS + 9, "x", 16.4, "y", 9.3, "dispersion", 15);
            RingProblem problem = problem(g, model, data, 1e-2 * TestGalaxy.peak(data), threads);
            Solution solution =
                    LevenbergMarquardt.defaults().withTolerances(1e-12, 1e-7).minimise(problem, FitObserver.NONE);
            double[] found = problem.space().physical(solution.point());
            for (int i = 0; i < found.length; i++) {
                assertEquals(
                        1,
                        found[i] / truth[i],
                        RECOVERED,
                        problem.space().names().get(i));
            }
            assertArrayEquals(BRIGHTNESS, problem.brightness(found), 1e-4);
        }
    }

    /** Without residuals the projected Jacobian is exact; with noise the gradient of chi^2 is. */
    @Test
    void derivativesAgreeWithDifferences() {
        TestGalaxy g = galaxy();
        g.sampling = Sampling.uniform(4);
        try (ParallelFor threads = new ParallelFor(2)) {
            GalaxyModel model = ringed(g);
            double[] data = cube(g, model.withRingLight(BRIGHT), threads);
            double noise = 1e-2 * TestGalaxy.peak(data);
            RingProblem exact = problem(g, model, data, noise, threads);
            double[] point = exact.start();
            double[][] jacobian = new double[point.length][exact.residualCount()];
            double[] residuals = new double[exact.residualCount()];
            exact.evaluate(point, residuals, jacobian);
            RingProblem noisy = problem(g, model, noisy(data, noise), noise, threads);
            double[][] ofNoisy = new double[point.length][exact.residualCount()];
            noisy.evaluate(point, residuals, ofNoisy);
            for (int j = 0; j < point.length; j++) {
                double h = STEP * (exact.space().names().get(j).length() == 1 ? 0.1 : 1);
                double[] differences = difference(exact, point, j, h);
                double[] row = jacobian[j];
                Arrays.setAll(differences, k -> differences[k] - row[k]);
                assertEquals(
                        0,
                        norm(differences) / norm(row),
                        DIFFERENCE,
                        exact.space().names().get(j));
                double gradient = 0;
                double scale = 0;
                for (int k = 0; k < residuals.length; k++) {
                    gradient += ofNoisy[j][k] * residuals[k];
                    scale += Math.abs(ofNoisy[j][k] * residuals[k]);
                }
                assertEquals(
                        chiDifference(noisy, point, j, h),
                        gradient,
                        DIFFERENCE * scale,
                        exact.space().names().get(j));
            }
        }
    }

    private static double norm(double[] v) {
        return Math.sqrt(Arrays.stream(v).map(x -> x * x).sum());
    }

    private static double[] difference(DiskProblem problem, double[] point, int j, double h) {
        double[] up = new double[problem.residualCount()];
        double[] down = new double[problem.residualCount()];
        problem.evaluate(moved(point, j, h), up, null);
        problem.evaluate(moved(point, j, -h), down, null);
        Arrays.setAll(up, k -> (up[k] - down[k]) / (2 * h));
        return up;
    }

    private static double chiDifference(DiskProblem problem, double[] point, int j, double h) {
        return 0.5 * (problem.chiSquared(moved(point, j, h)) - problem.chiSquared(moved(point, j, -h))) / (2 * h);
    }

    private static double[] moved(double[] point, int j, double h) {
        double[] other = point.clone();
        other[j] += h;
        return other;
    }

    /** The normal matrix of the parameters is the Schur complement of that of parameters and light. */
    @Test
    void errorsIncludeThoseOfTheLight() {
        TestGalaxy g = galaxy();
        try (ParallelFor threads = new ParallelFor(1)) {
            GalaxyModel model = ringed(g);
            double[] data = cube(g, model.withRingLight(BRIGHT), threads);
            double noise = 1e-2 * TestGalaxy.peak(data);
            RingProblem problem = problem(g, model, data, noise, threads);
            int n = problem.parameterCount();
            double[][] rows = new double[n][problem.residualCount()];
            problem.evaluate(problem.start(), new double[problem.residualCount()], rows);
            double[][] all = explicit(g, model.withRingLight(BRIGHT), noise, threads);
            RealMatrix marginal = covariance(all);
            RealMatrix covariance = covariance(rows);
            for (int i = 0; i < n; i++) {
                assertEquals(1, covariance.getEntry(i, i) / marginal.getEntry(i, i), 1e-8);
            }
        }
    }

    private static RealMatrix covariance(double[][] rows) {
        RealMatrix jacobian = new Array2DRowRealMatrix(rows, false);
        return MatrixUtils.inverse(jacobian.multiply(jacobian.transpose()));
    }

    /** Derivatives by parameters, then by the brightness of each ring. */
    private static double[][] explicit(TestGalaxy g, GalaxyModel model, double noise, ParallelFor threads) {
        double[] sigma = new double[new ForwardModel(g.setup(), threads).size()];
        Arrays.fill(sigma, noise);
        ParameterSpace space = g.space(model);
        CubeProblem plain = new CubeProblem(model, g.setup(), space, new double[sigma.length], sigma, threads);
        double[][] byParameter = new double[space.freeCount()][sigma.length];
        plain.evaluate(space.startFree(), new double[sigma.length], byParameter);
        GalaxyModel.State s = model.at(g.parameterValues(model), null);
        List<Derivative> directions = Arrays.stream(model.rings().splines().coefficients())
                .map(spline -> new Derivative(Derivative.Kind.BRIGHTNESS, spline))
                .toList();
        double[][] byRing = new double[directions.size()][sigma.length];
        new ForwardModel(g.setup(), threads)
                .differentiate(s.disk(), s.x(), s.y(), s.vsys(), 1, directions, new double[sigma.length], byRing);
        double[][] all = Arrays.copyOf(byParameter, byParameter.length + byRing.length);
        for (int k = 0; k < byRing.length; k++) {
            all[byParameter.length + k] =
                    Arrays.stream(byRing[k]).map(v -> v / noise).toArray();
        }
        return all;
    }

    /** Light that would be negative is 0, and chi^2 does not fall where it rises from there. */
    @Test
    void lightIsNotNegative() {
        TestGalaxy g = galaxy();
        try (ParallelFor threads = new ParallelFor(1)) {
            GalaxyModel model = ringed(g);
            double[] light = {0.3, 0.7, -0.5, 1.2, 0.5, 0.3, -0.1, 0.2};
            double[] data = cube(g, model.withRingLight(light), threads);
            double noise = 1e-2 * TestGalaxy.peak(data);
            RingProblem problem = problem(g, model, data, noise, threads);
            double[] values = g.parameterValues(model);
            double[] found = problem.brightness(values);
            double lowest = problem.chiSquared(problem.start());
            assertEquals(0, found[2]);
            for (int k = 0; k < found.length; k++) {
                assertTrue(found[k] >= 0);
                double[] other = found.clone();
                other[k] += 1e-3;
                double[] there = cube(g, model.withRingLight(other), threads);
                double chi = 0;
                for (int i = 0; i < there.length; i++) {
                    chi += (there[i] - data[i]) * (there[i] - data[i]) / (noise * noise);
                }
                assertTrue(chi > lowest, "ring " + k);
            }
        }
    }

    /** Under correlated noise the light is that of the lowest whitened chi^2. */
    @Test
    void lightIsThatOfTheLikelihood() {
        TestGalaxy g = galaxy();
        g.block = 3;
        try (ParallelFor threads = new ParallelFor(1)) {
            GalaxyModel model = ringed(g);
            double[] clean = cube(g, model.withRingLight(BRIGHT), threads);
            double noise = 0.1 * TestGalaxy.peak(clean);
            double[] data = noisy(clean, noise);
            RingProblem independent = problem(g, model, data, noise, threads);
            NoiseCorrelation correlation = correlation(g, data);
            DiskProblem whitened = independent.whitened(correlation);
            double[] values = g.parameterValues(model);
            double[] light = ((RingProblem) whitened).brightness(values);
            double lowest = whitened.chiSquared(whitened.start());
            assertEquals(lowest, chiSquared(g, model, light, data, noise, correlation, threads), 1e-9 * lowest);
            for (int k = 0; k < light.length; k++) {
                double[] other = light.clone();
                other[k] += 1e-3;
                assertTrue(chiSquared(g, model, other, data, noise, correlation, threads) > lowest, "ring " + k);
            }
            double[] ofIndependent = independent.brightness(values);
            assertTrue(chiSquared(g, model, ofIndependent, data, noise, correlation, threads) > lowest);
        }
    }

    private static NoiseCorrelation correlation(TestGalaxy g, double[] data) {
        boolean[] inside = new boolean[g.nx * g.ny];
        Arrays.fill(inside, true);
        FitRegion region = new FitRegion(new PixelBox(0, 0, g.nx, g.ny), inside, g.block, g.blockX(), g.blockY());
        int[] all = IntStream.range(0, data.length).toArray();
        return NoiseCorrelation.of(g.beams, g.frame, region, all, ChannelCorrelation.NONE);
    }

    private static double chiSquared(
            TestGalaxy g,
            GalaxyModel model,
            double[] light,
            double[] data,
            double noise,
            NoiseCorrelation correlation,
            ParallelFor threads) {
        double[] residuals = cube(g, model.withRingLight(light), threads);
        Arrays.setAll(residuals, i -> (residuals[i] - data[i]) / noise);
        correlation.whiten(residuals);
        return Arrays.stream(residuals).map(r -> r * r).sum();
    }

    @Test
    void sameBitsOnAnyNumberOfThreads() {
        double[][] residuals = new double[2][];
        double[][][] jacobians = new double[2][][];
        for (int t = 0; t < 2; t++) {
            TestGalaxy g = galaxy();
            try (ParallelFor threads = new ParallelFor(t + 1)) {
                GalaxyModel model = ringed(g);
                double[] data = noisy(cube(g, model.withRingLight(BRIGHTNESS), threads), 1e-3);
                RingProblem problem = problem(g, model, data, 1e-3, threads);
                residuals[t] = new double[problem.residualCount()];
                jacobians[t] = new double[problem.parameterCount()][problem.residualCount()];
                problem.evaluate(problem.start(), residuals[t], jacobians[t]);
            }
        }
        assertArrayEquals(residuals[0], residuals[1], 0);
        for (int j = 0; j < jacobians[0].length; j++) {
            assertArrayEquals(jacobians[0][j], jacobians[1][j], 0);
        }
    }
}
