// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.math3.analysis.polynomials.PolynomialFunction;
import org.apache.commons.math3.fitting.PolynomialCurveFitter;
import org.apache.commons.math3.fitting.WeightedObservedPoints;
import org.junit.jupiter.api.Test;
import org.steelyard.config.Configuration;
import org.steelyard.config.ModelConfig;
import org.steelyard.config.ParameterSetting;
import org.steelyard.fit.cube.CubeData;
import org.steelyard.fit.cube.CubeFit;
import org.steelyard.fit.cube.CubeProblem;
import org.steelyard.fit.search.GalaxySetup;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.potential.stars.StellarPotential;

/**
 * Chi^2 on a simulated cube as the centre moves over one pixel: sub-pixels must not make it ripple, or a fit ends in a
 * false minimum.
 */
class ChiSquaredRippleTest {

    /** As the issue asks: a standard error is a change of 1. */
    private static final double RIPPLE = 1;

    /** Uniform 4 x 4 sub-pixels ripple by about 7: the test would see them. */
    private static final double RIPPLE_OF_UNIFORM_4 = 4;

    /** A hundred times the default tolerance. */
    private static final double QUICK = 1e-3;

    private static final double STEP = 0.02;
    private static final int DEGREE = 6;

    @Test
    void isSmoothAtTheDefaultSampling() {
        double adaptive = ripple(Blind.A.config());
        ModelConfig uniform = new ModelConfig(4, 1e-5, null, ModelConfig.LineProfile.INTEGRATED);
        double coarse = ripple(Blind.A.config().withModel(uniform));
        ModelConfig quick = new ModelConfig(null, QUICK, null, ModelConfig.LineProfile.INTEGRATED);
        double loose = ripple(Blind.A.config().withModel(quick));
        System.out.printf("chi^2 ripples by %.3f at tolerance %.0e%n", loose, QUICK);
        assertTrue(loose < RIPPLE, "" + loose);
        System.out.printf(
                "chi^2 ripples by %.3f with adaptive sampling, by %.2f with 4 x 4 sub-pixels%n", adaptive, coarse);
        assertTrue(adaptive < RIPPLE, "" + adaptive);
        assertTrue(coarse > RIPPLE_OF_UNIFORM_4, "" + coarse);
    }

    private static double ripple(Configuration bare) {
        Map<String, ParameterSetting> starts = new LinkedHashMap<>();
        Map<String, Double> truth = Map.of(
                "mbh", Blind.A.mbh,
                "mass_to_light", Blind.A.massToLight,
                "inclination", Blind.A.inclination,
                "position_angle", Blind.A.positionAngle,
                "vsys", Blind.A.vsys,
                "dispersion", 12.0,
                "x", 61.516666666666666,
                "y", 95.13333333333334);
        truth.forEach((name, value) -> starts.put(name, ParameterSetting.NONE.withStart(value)));
        Configuration config = bare.withParameters(starts);
        StellarPotential stars = GalaxySetup.stars(config);
        CubeData cube = CubeData.read(config);
        CubeFit fit = cube.prepare(cube.guess(config, stars), stars, Blind.A.vsys);
        try (ParallelFor threads = new ParallelFor(2)) {
            CubeProblem problem = fit.given(threads);
            return Math.max(
                    ripple(problem, fit.space().startFree(), fit.space().index("x")),
                    ripple(problem, fit.space().startFree(), fit.space().index("y")));
        }
    }

    private static double ripple(CubeProblem problem, double[] start, int coordinate) {
        int n = (int) Math.round(1 / STEP) + 1;
        WeightedObservedPoints points = new WeightedObservedPoints();
        double[] chiSquared = new double[n];
        for (int k = 0; k < n; k++) {
            double[] moved = start.clone();
            moved[coordinate] += k * STEP - 0.5;
            chiSquared[k] = problem.chiSquared(moved);
            points.add(2 * k * STEP - 1, chiSquared[k]);
        }
        PolynomialFunction smooth = new PolynomialFunction(
                PolynomialCurveFitter.create(DEGREE).withMaxIterations(1000).fit(points.toList()));
        double worst = 0;
        for (int k = 0; k < n; k++) {
            worst = Math.max(worst, Math.abs(chiSquared[k] - smooth.value(2 * k * STEP - 1)));
        }
        return worst;
    }
}
