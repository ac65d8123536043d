// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.steelyard.config.ModelConfig;
import org.steelyard.cube.SpectralResponse;
import org.steelyard.disk.dispersion.ExponentialDispersion;
import org.steelyard.disk.dispersion.GaussianRingDispersion;
import org.steelyard.disk.flow.ConstantRadialFlow;
import org.steelyard.disk.flow.FreeFall;
import org.steelyard.disk.flow.InflowFromRotation;
import org.steelyard.disk.flow.ProportionalRadialFlow;
import org.steelyard.disk.flow.RadialFlows;
import org.steelyard.disk.flow.SlowRotation;
import org.steelyard.disk.light.ExponentialLight;
import org.steelyard.disk.light.ExponentialLightWithHole;
import org.steelyard.disk.light.GaussianLight;
import org.steelyard.disk.light.GaussianRingLight;
import org.steelyard.disk.light.LightProfile;
import org.steelyard.disk.light.OffsetLight;
import org.steelyard.fit.cube.CubeProblem;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.observe.Sampling;
import org.steelyard.potential.stars.PowerLawStars;
import org.steelyard.potential.stars.SplineStars;

/** The analytic Jacobian of a fit against central differences, every free parameter of every choice of the model. */
class DerivativesTest {

    /**
     * Steps h, h/2, h/4 of central differences: extrapolated to h = 0 their error is of sixth order, below 1e-6 of the
     * largest derivative for the steps here.
     */
    private static final double EXTRAPOLATED = 1e-6;

    /**
     * An error that falls as h^2 falls by 4 with every halving; the term in h^4 and knots of the tables within a step
     * move that by a tenth.
     */
    private static final double SLOWEST_FALL = 3.6;

    private static final double FASTEST_FALL = 4.4;

    /**
     * Below this part of the largest derivative an error is rounding or the square of a linear parameter, and has no
     * order.
     */
    private static final double FLOOR = 1e-8;

    /**
     * Steps in the parameters' units (of the logarithm for mbh), about a tenth of what changes the model by its own
     * size.
     */
    private static final Map<String, Double> STEP = Map.ofEntries(
            Map.entry("mbh", 0.002),
            Map.entry("mass_to_light", 0.01),
            Map.entry("inclination", 0.05),
            Map.entry("position_angle", 0.05),
            Map.entry("vsys", 0.5),
            Map.entry("x", 0.001),
            Map.entry("y", 0.001),
            Map.entry("dispersion", 0.2),
            Map.entry("dispersion_amplitude", 0.2),
            Map.entry("dispersion_radius", 0.01),
            Map.entry("dispersion_width", 0.005),
            Map.entry("flux_scale", 0.05),
            Map.entry("alpha", 0.002),
            Map.entry("vrad", 0.5),
            Map.entry("kappa", 0.002),
            Map.entry("omega", 0.002),
            Map.entry("free_fall_radius", 0.002),
            Map.entry("free_fall", 0.01),
            Map.entry("light_x", 0.002),
            Map.entry("light_y", 0.002),
            Map.entry("sb_radius", 0.01),
            Map.entry("sb_width", 0.004),
            Map.entry("sb_hole_radius", 0.004),
            Map.entry("sb_hole_width", 0.004),
            Map.entry("c1", 1e5),
            Map.entry("beta", 0.01),
            Map.entry("mass_1", 1e6),
            Map.entry("mass_2", 1e7),
            Map.entry("mass_3", 1e8));

    private static Map<String, Consumer<TestGalaxy>> cases() {
        Map<String, Consumer<TestGalaxy>> cases = new LinkedHashMap<>();
        cases.put("flat", g -> {});
        cases.put("blocks of 3, softening", g -> {
            g.block = 3;
            g.softening = 0.05;
        });
        cases.put("sampled, exponential dispersion", g -> {
            g.profile = ModelConfig.LineProfile.SAMPLED;
            g.dispersion = new ExponentialDispersion();
            g.set("dispersion_amplitude", 20, "dispersion_radius", 0.3);
        });
        cases.put("descending axis, gaussian dispersion", g -> {
            g.axis = TestGalaxy.frequency(TestGalaxy.VSYS / 1.01 + 336, -20);
            g.dispersion = new GaussianRingDispersion();
            g.set("dispersion_amplitude", 20, "dispersion_radius", 0.4, "dispersion_width", 0.15);
        });
        cases.put("sampled, descending axis", g -> {
            g.axis = TestGalaxy.frequency(TestGalaxy.VSYS / 1.01 + 336, -20);
            g.profile = ModelConfig.LineProfile.SAMPLED;
        });
        cases.put("hanning", g -> g.response = SpectralResponse.hanning(1));
        cases.put("hanning averaged by 3, descending axis, exponential light", g -> {
            g.response = SpectralResponse.hanning(3);
            g.axis = TestGalaxy.frequency(TestGalaxy.VSYS / 1.01 + 336, -20);
            g.brightness = new ExponentialLight();
            g.set("sb_radius", 0.35);
        });
        cases.put("gaussian response, exponential dispersion", g -> {
            g.response = SpectralResponse.ofChannels(1.3);
            g.dispersion = new ExponentialDispersion();
            g.set("dispersion_amplitude", 20, "dispersion_radius", 0.3);
        });
        for (int side : new int[] {1, -1}) {
            cases.put("alpha, side " + side, g -> {
                g.flow = new InflowFromRotation();
                g.nearSide = side;
                g.set("alpha", 0.8);
            });
        }
        cases.put("vrad, exponential light and dispersion", g -> {
            g.flow = new ConstantRadialFlow();
            g.brightness = new ExponentialLight();
            g.dispersion = new ExponentialDispersion();
            g.set("vrad", -45, "sb_radius", 0.35, "dispersion_amplitude", 20, "dispersion_radius", 0.3);
        });
        cases.put("pressure, exponential light, gaussian dispersion", g -> {
            g.pressure = true;
            g.brightness = new ExponentialLight();
            g.dispersion = new GaussianRingDispersion();
            g.set("sb_radius", 0.35, "dispersion", 25);
            g.set("dispersion_amplitude", 20, "dispersion_radius", 0.4, "dispersion_width", 0.3);
        });
        cases.put("pressure, relativistic, light with a hole, exponential dispersion", g -> {
            g.pressure = true;
            g.relativistic = true;
            g.brightness = new ExponentialLightWithHole();
            g.dispersion = new ExponentialDispersion();
            g.set("sb_radius", 0.3, "sb_hole_radius", 0.2, "sb_hole_width", 0.2);
            g.set("dispersion", 25, "dispersion_amplitude", 20, "dispersion_radius", 0.3);
        });
        for (LightProfile light : List.of(new ExponentialLight(), new GaussianLight())) {
            cases.put("lopsided, vrad, " + light.keyword(), g -> {
                g.flow = new ConstantRadialFlow();
                g.brightness = new OffsetLight(light);
                g.dispersion = new ExponentialDispersion();
                g.set("sb_radius", 0.35, "light_x", 0.08, "light_y", -0.05, "vrad", 20);
                g.set("dispersion_amplitude", 20, "dispersion_radius", 0.3);
            });
        }
        cases.put("alpha and vrad", g -> {
            g.flow = RadialFlows.sum(List.of(new ConstantRadialFlow(), new InflowFromRotation()));
            g.nearSide = -1;
            g.set("alpha", 0.8, "vrad", 30);
        });
        for (boolean relativistic : new boolean[] {false, true}) {
            cases.put("free fall and vrad" + (relativistic ? ", relativistic" : ""), g -> {
                g.flow = RadialFlows.sum(List.of(new ConstantRadialFlow(), new FreeFall()));
                g.relativistic = relativistic;
                g.set("free_fall_radius", 0.3, "free_fall", 0.8, "vrad", 30);
            });
        }
        cases.put("kappa, gaussian light", g -> {
            g.flow = new ProportionalRadialFlow();
            g.brightness = new GaussianLight();
            g.set("kappa", 0.3, "sb_radius", 0.3);
        });
        cases.put("omega, ring", g -> {
            g.flow = new SlowRotation();
            g.brightness = new GaussianRingLight();
            g.set("omega", 0.8, "sb_radius", 0.3, "sb_width", 0.1);
        });
        cases.put("exponential light with a hole", g -> {
            g.brightness = new ExponentialLightWithHole();
            g.set("sb_radius", 0.35, "sb_hole_radius", 0.15, "sb_hole_width", 0.06);
        });
        cases.put("relativistic, kappa", g -> {
            g.relativistic = true;
            g.flow = new ProportionalRadialFlow();
            g.set("mbh", 4e9, "kappa", 0.4);
            g.axis = TestGalaxy.vrad(TestGalaxy.VSYS / 1.01 - 80 * 18, 80);
        });
        cases.put("relativistic, vrad, exponential light", g -> {
            g.relativistic = true;
            g.flow = new ConstantRadialFlow();
            g.brightness = new ExponentialLight();
            g.set("mbh", 4e9, "vrad", 60, "sb_radius", 0.35);
            g.axis = TestGalaxy.vrad(TestGalaxy.VSYS / 1.01 - 80 * 18, 80);
        });
        cases.put("power law", g -> {
            g.stars = new PowerLawStars();
            g.set("c1", 1e7, "beta", 1.1);
        });
        cases.put("spline", g -> {
            g.stars = new SplineStars(new double[] {0.05, 0.3, 3});
            // On one power law, whose end is outside, so that no second derivative jumps.
            g.set("mass_1", 1e7, "mass_2", 1e7 * Math.pow(6, 1.5), "mass_3", 1e7 * Math.pow(60, 1.5));
        });
        return cases;
    }

    @TestFactory
    Stream<DynamicTest> everyParameter() {
        return cases().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    TestGalaxy galaxy = new TestGalaxy();
                    galaxy.sampling = Sampling.uniform(2);
                    galaxy.bits = 4;
                    entry.getValue().accept(galaxy);
                    check(entry.getKey(), galaxy);
                }));
    }

    private static void check(String name, TestGalaxy galaxy) {
        try (ParallelFor threads = new ParallelFor(1)) {
            CubeProblem problem = galaxy.problem(new double[galaxy.cube().length], 1, threads);
            double[] start = problem.start();
            int n = problem.residualCount();
            double[][] jacobian = new double[start.length][n];
            double[] withJacobian = new double[n];
            double[] without = new double[n];
            problem.evaluate(start, withJacobian, jacobian);
            problem.evaluate(start, without, null);
            assertEquals(
                    0, TestGalaxy.worst(withJacobian, without), "the model is the same with derivatives and without");
            StringBuilder report = new StringBuilder();
            for (int k = 0; k < start.length; k++) {
                String parameter = galaxy.space(galaxy.galaxy()).freeNames().get(k);
                double scale = TestGalaxy.peak(jacobian[k]);
                assertTrue(scale > 0, parameter + " does nothing");
                double h = STEP.get(parameter);
                double[] d1 = difference(problem, start, k, h);
                double[] d2 = difference(problem, start, k, h / 2);
                double[] d4 = difference(problem, start, k, h / 4);
                double e1 = TestGalaxy.worst(d1, jacobian[k]) / scale;
                double e2 = TestGalaxy.worst(d2, jacobian[k]) / scale;
                double e4 = TestGalaxy.worst(d4, jacobian[k]) / scale;
                double limit = TestGalaxy.worst(extrapolate(d1, d2, d4), jacobian[k]) / scale;
                report.append(String.format(
                        "%n  %s: errors %.1e %.1e %.1e, falling by %.2f %.2f, extrapolated %.1e",
                        parameter, e1, e2, e4, e1 / e2, e2 / e4, limit));
                assertTrue(limit < EXTRAPOLATED, name + report);
                if (e4 > FLOOR) {
                    assertTrue(e2 / e4 > SLOWEST_FALL && e2 / e4 < FASTEST_FALL, name + report);
                }
            }
            System.out.println("derivatives, " + name + report);
        }
    }

    private static double[] difference(CubeProblem problem, double[] start, int k, double h) {
        double[] above = new double[problem.residualCount()];
        double[] below = new double[above.length];
        double[] moved = start.clone();
        moved[k] = start[k] + h;
        problem.evaluate(moved, above, null);
        moved[k] = start[k] - h;
        problem.evaluate(moved, below, null);
        for (int i = 0; i < above.length; i++) {
            above[i] = (above[i] - below[i]) / (2 * h);
        }
        return above;
    }

    private static double[] extrapolate(double[] d1, double[] d2, double[] d4) {
        double[] out = new double[d1.length];
        for (int i = 0; i < out.length; i++) {
            double first = (4 * d2[i] - d1[i]) / 3;
            double second = (4 * d4[i] - d2[i]) / 3;
            out[i] = (16 * second - first) / 15;
        }
        return out;
    }

    @Test
    void residualsAreModelMinusDataOverNoiseAndBlanksDoNotCount() {
        TestGalaxy galaxy = new TestGalaxy();
        galaxy.bits = 4;
        double[] cube = galaxy.cube();
        double[] data = new double[cube.length];
        for (int i = 0; i < data.length; i++) {
            data[i] = i % 7 == 3 ? Double.NaN : 0.01 * Math.sin(i);
        }
        try (ParallelFor threads = new ParallelFor(1)) {
            CubeProblem problem = galaxy.problem(data, 0.25, threads);
            double[] residuals = new double[problem.residualCount()];
            problem.evaluate(problem.start(), residuals, null);
            int k = 0;
            for (int i = 0; i < data.length; i++) {
                if (i % 7 != 3) {
                    assertEquals((cube[i] - data[i]) / 0.25, residuals[k++], 1e-14);
                }
            }
            assertEquals(k, residuals.length);
        }
    }
}
