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
import java.util.function.DoubleUnaryOperator;
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
import org.steelyard.cube.VelocityConvention;
import org.steelyard.disk.flow.FreeFall;
import org.steelyard.disk.flow.InflowFromRotation;
import org.steelyard.disk.light.FluxMapLight;
import org.steelyard.disk.light.GaussianLight;
import org.steelyard.disk.light.SurfaceBrightness;
import org.steelyard.disk.shape.DiskShape;
import org.steelyard.disk.shape.DiskWarp;
import org.steelyard.disk.shape.FlatDisk;
import org.steelyard.disk.shape.LinearWarp;
import org.steelyard.disk.shape.RingWarp;
import org.steelyard.disk.shape.ThickLayer;
import org.steelyard.disk.shape.ThinLayer;
import org.steelyard.disk.shape.VerticalProfile;
import org.steelyard.fit.cube.CubeModel;
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.fit.search.GalaxySetup;
import org.steelyard.potential.BlackHole;
import org.steelyard.potential.MgeTable;
import org.steelyard.potential.stars.MgeStars;
import org.steelyard.potential.stars.PowerLawStars;
import org.steelyard.units.InputException;

/** Warped and thick disks: limits, derivatives, symmetry, flux. */
class DiskShapeTest {

    private static final double SCALE = 80;
    private static final MgeTable MGE =
            new MgeTable(new double[] {30000, 9000}, new double[] {0.2, 0.9}, new double[] {0.8, 0.75});
    private static final int SIZE = 24;

    /** [largest] Central differences of steps h and 2h, extrapolated; those of the centre's pixels leave 4e-6. */
    private static final double DERIVATIVE = 1e-5;

    /**
     * [largest] The same where the flux of a map is divided by the light of points: light follows the second derivative
     * of the planes, which jumps between the knots of the table.
     */
    private static final double DIVIDED_DERIVATIVE = 1e-3;

    /**
     * [largest] The same where rings are joined by cubics, whose curvature jumps at each: so does the slope of the light,
     * which differences by the centre see at a few sub-pixels.
     */
    private static final double RING_DERIVATIVE = 1e-4;

    /** [peak] 1.5e5 clouds leave 0.6 per cent; a warp of the wrong sign or half the height leaves 20. */
    private static final double CLOUDS = 0.012;

    private static final int NUMBER_OF_CLOUDS = 150_000;

    /** [peak] The spread image against seventeen shifted ones: pixels of a third about the centre, interpolation. */
    private static final double LAYERS = 1e-3;

    /** [relative] Flux in the wings of lines beyond the channels. */
    private static final double WINGS = 1e-5;

    /** [peak] Rounding of the cube's floats. */
    private static final double FLOATS = 1e-7;

    /** [peak] The sky is curved over the field by 1e-5 of its size. */
    private static final double CURVED = 1e-5;

    /** [peak] Twice what 20 sub-pixels along a side leave; with cells as for a flat disk, 4.6e-4 remain. */
    private static final double EDGE = 2e-4;

    /** [peak] The light at a fold is limited. */
    private static final double FOLD = 0.03;

    private static final RingWarp RINGS = new RingWarp(new double[] {0.3, 0.8, 1.4});

    private static SpectralCube axes() {
        return axes(new Beam(0.25, 0.2, 30));
    }

    private static SpectralCube axes(Beam beam) {
        return new CubeGrid(SIZE, SIZE, 0.1, 54, -35, SpectralLine.frequency("CO(2-1)"), 1400, 2300, 20, beam)
                .zeros("test");
    }

    private static Galaxy galaxy(DiskWarp warp, VerticalProfile thickness) {
        return galaxy(warp, thickness, Double.POSITIVE_INFINITY);
    }

    private static Galaxy galaxy(DiskWarp warp, VerticalProfile thickness, double outerRadius) {
        Galaxy plain = Galaxy.of(new MgeStars(MGE), SCALE);
        return new Galaxy(
                        SCALE,
                        new BlackHole(0.1),
                        plain.stars(),
                        plain.gas(),
                        plain.pressure(),
                        plain.centre(),
                        plain.shape(),
                        plain.dispersion(),
                        plain.flow(),
                        1,
                        plain.light(),
                        outerRadius,
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
        all.putAll(Map.of("inclination_1", 50.0, "inclination_2", 57.0, "inclination_3", 55.0));
        all.putAll(Map.of("position_angle_1", 195.0, "position_angle_2", 205.0, "position_angle_3", 220.0));
        all.put("scale_height", 0.12);
        all.put("alpha", 0.9);
        all.put("free_fall", 0.8);
        all.put("free_fall_radius", 0.5);
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

    private static CubeModel model(Galaxy galaxy, SpectralCube axes, Integer oversampling) {
        GalaxyModel onPixels = new GalaxyModel(
                galaxy.withShape(galaxy.shape().within(1.7)),
                CubeModel.frame(axes),
                GalaxySetup.radii(0.1, SIZE * Math.sqrt(2)));
        if (galaxy.light() instanceof FluxMapLight) {
            onPixels = onPixels.withLight(r -> Math.exp(-r * r / 1.2));
        }
        ModelConfig defaults = ModelConfig.defaults();
        ModelConfig uniform =
                new ModelConfig(oversampling, defaults.tolerance(), defaults.block(), defaults.lineProfile());
        return new CubeModel(
                onPixels,
                axes,
                uniform,
                SpectralResponse.NONE,
                galaxy.light() instanceof FluxMapLight ? map() : null,
                2);
    }

    @TestFactory
    Stream<DynamicTest> derivatives() {
        Map<String, Galaxy> cases = new LinkedHashMap<>();
        Galaxy warped = galaxy(new LinearWarp(), new ThinLayer());
        cases.put("warped, map", warped.withLight(new FluxMapLight(false)));
        cases.put("warped, inflow", warped.withFlow(new InflowFromRotation()));
        cases.put("rings", galaxy(RINGS, new ThinLayer()));
        cases.put("rings, map", galaxy(RINGS, new ThinLayer()).withLight(new FluxMapLight(false)));
        cases.put("warped, free fall", warped.withFlow(new FreeFall()));
        cases.put("thick, map", galaxy(new FlatDisk(), ThickLayer.SECH2).withLight(new FluxMapLight(false)));
        cases.put("warped and thick", galaxy(new LinearWarp(), ThickLayer.GAUSSIAN));
        cases.put(
                "warped and thick, map",
                galaxy(new LinearWarp(), ThickLayer.GAUSSIAN).withLight(new FluxMapLight(false)));
        return cases.entrySet().stream()
                .map(one -> DynamicTest.dynamicTest(one.getKey(), () -> differentiate(one.getValue())));
    }

    private static void differentiate(Galaxy galaxy) {
        Map<String, Double> values = values(galaxy);
        boolean divided = galaxy.light() instanceof FluxMapLight
                && !galaxy.shape().warp().parameters().isEmpty();
        double tolerance =
                divided ? DIVIDED_DERIVATIVE : galaxy.shape().warp() instanceof RingWarp ? RING_DERIVATIVE : DERIVATIVE;
        try (CubeModel model = model(galaxy, axes(), 2)) {
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
                assertEquals(0, worst / largest, tolerance, model.names().get(k));
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

    private static double[] evaluate(Galaxy galaxy, Map<String, Double> changes) {
        return evaluate(galaxy, changes, axes());
    }

    private static double[] evaluate(Galaxy galaxy, Map<String, Double> changes, SpectralCube axes) {
        return evaluate(galaxy, changes, axes, 4);
    }

    /** @param oversampling sub-pixels along a pixel's side; null for adaptive ones */
    private static double[] evaluate(
            Galaxy galaxy, Map<String, Double> changes, SpectralCube axes, Integer oversampling) {
        Map<String, Double> all = values(galaxy);
        all.putAll(changes);
        try (CubeModel model = model(galaxy, axes, oversampling)) {
            float[] cube = model.evaluate(galaxy.vector(all));
            double[] out = new double[cube.length];
            Arrays.setAll(out, k -> cube[k]);
            return out;
        }
    }

    private static double peak(double[] cube) {
        return Arrays.stream(cube).max().orElseThrow();
    }

    private static double worst(double[] one, double[] other) {
        double worst = 0;
        for (int k = 0; k < one.length; k++) {
            worst = Math.max(worst, Math.abs(one[k] - other[k]));
        }
        return worst / peak(one);
    }

    /** Slopes of 0 and a height of 0 are the flat, thin disk to the last bit. */
    @Test
    void withoutWarpAndHeightItIsTheThinDisk() {
        for (SurfaceBrightness light : List.of(new GaussianLight(), new FluxMapLight(false))) {
            double[] plain = evaluate(galaxy(new FlatDisk(), new ThinLayer()).withLight(light), Map.of());
            double[] flat = evaluate(
                    galaxy(new LinearWarp(), ThickLayer.SECH2).withLight(light),
                    Map.of("inclination_slope", 0.0, "position_angle_slope", 0.0, "scale_height", 0.0));
            assertArrayEquals(plain, flat);
            double[] alike = evaluate(
                    galaxy(RINGS, new ThinLayer()).withLight(light),
                    Map.of(
                            "inclination_1",
                            55.0,
                            "inclination_2",
                            55.0,
                            "inclination_3",
                            55.0,
                            "position_angle_1",
                            200.0,
                            "position_angle_2",
                            200.0,
                            "position_angle_3",
                            200.0));
            assertArrayEquals(plain, alike);
        }
    }

    /** With a tiny warp and height the other kernel sees the same disk. */
    @Test
    void theThinFlatDiskIsTheLimit() {
        for (SurfaceBrightness light : List.of(new GaussianLight(), new FluxMapLight(false))) {
            double[] plain = evaluate(galaxy(new FlatDisk(), new ThinLayer()).withLight(light), Map.of());
            double[] nearly = evaluate(
                    galaxy(new LinearWarp(), ThickLayer.GAUSSIAN).withLight(light),
                    Map.of("inclination_slope", 1e-9, "position_angle_slope", 1e-9, "scale_height", 1e-6));
            assertEquals(0, worst(plain, nearly), FLOATS);
        }
    }

    /** A warp that is almost folded moves the edge of the light by several pixels for a pixel on the sky. */
    @Test
    void adaptiveSamplingSeesTheEdgeOfAWarpedDisk() {
        for (VerticalProfile thickness : List.of(new ThinLayer(), ThickLayer.GAUSSIAN)) {
            Galaxy galaxy = galaxy(new LinearWarp(), thickness, 0.9);
            Map<String, Double> steep = Map.of("inclination", 60.0, "position_angle_slope", 18.0, "sb_radius", 1.0);
            double[] fine = evaluate(galaxy, steep, axes(), 20);
            double worst = worst(fine, evaluate(galaxy, steep, axes(), null));
            System.out.println("edge of a warped disk: adaptive against uniform 20: " + worst + " of the peak");
            assertTrue(worst < EDGE, worst + " of the peak");
        }
    }

    /** A thick, flat disk is the mean of thin ones that are shifted along the minor axis by z sin i. */
    @Test
    void layersAreShiftedThinDisks() {
        SpectralCube axes = axes(new Beam(0.45, 0.38, 30));
        double height = 0.1;
        Galaxy thin = galaxy(new FlatDisk(), new ThinLayer());
        try (CubeModel layer = model(thin, axes, null)) {
            for (ThickLayer profile : ThickLayer.values()) {
                Map<String, Double> values = Map.of("scale_height", height, "mbh", 5e7, "sb_radius", 0.3);
                double[] thick = evaluate(galaxy(new FlatDisk(), profile), values, axes, null);
                double rough = worst(thick, shifted(thin, layer, profile, height, 1));
                double fine = worst(thick, shifted(thin, layer, profile, height, 8));
                assertTrue(rough > 10 * LAYERS, "three layers are too few: " + rough);
                assertEquals(0, fine, LAYERS, profile.toString());
            }
        }
    }

    private static double[] shifted(Galaxy thin, CubeModel layer, ThickLayer profile, double height, int side) {
        double[] sum = null;
        double total = 0;
        double angle = Math.toRadians(200);
        for (int k = -side; k <= side; k++) {
            double zeta = profile.reach() * k / side;
            double share = profile.density(zeta);
            double shift = height * zeta * Math.sin(Math.toRadians(55)) / 0.1;
            Map<String, Double> all = values(thin);
            all.putAll(Map.of(
                    "mbh",
                    5e7,
                    "sb_radius",
                    0.3,
                    "x",
                    12.4 - shift * Math.cos(angle),
                    "y",
                    12.3 - shift * Math.sin(angle)));
            float[] cube = layer.evaluate(thin.vector(all));
            sum = sum == null ? new double[cube.length] : sum;
            for (int j = 0; j < sum.length; j++) {
                sum[j] += share * cube[j];
            }
            total += share;
        }
        double norm = total;
        return Arrays.stream(sum).map(value -> value / norm).toArray();
    }

    /** The disk in a mirror, east for west, has the other position angle and twist. */
    @Test
    void theMirrorImageTurnsTheOtherWay() {
        Galaxy galaxy = galaxy(new LinearWarp(), ThickLayer.GAUSSIAN);
        double[] one = evaluate(galaxy, Map.of());
        double[] other = evaluate(
                galaxy,
                Map.of("position_angle", -200.0, "position_angle_slope", -15.0, "x", SIZE + 1 - 12.4),
                axes(new Beam(0.25, 0.2, -30)));
        double[] mirrored = new double[other.length];
        for (int k = 0; k < other.length; k++) {
            int x = k % SIZE;
            mirrored[k] = other[k - x + SIZE - 1 - x];
        }
        assertEquals(0, worst(one, mirrored), CURVED);
    }

    /** However a map's flux is divided along a line of sight, its sum is that of the map. */
    @Test
    void theFluxOfAMapIsKept() {
        double[] flat = evaluate(galaxy(new FlatDisk(), new ThinLayer()).withLight(new FluxMapLight(false)), Map.of());
        Galaxy shaped = galaxy(new LinearWarp(), ThickLayer.GAUSSIAN).withLight(new FluxMapLight(false));
        double[] other = evaluate(shaped, Map.of("position_angle_slope", 60.0));
        int plane = SIZE * SIZE;
        for (int p = 0; p < plane; p++) {
            double sum = 0;
            double wanted = 0;
            for (int k = p; k < flat.length; k += plane) {
                sum += other[k];
                wanted += flat[k];
            }
            assertEquals(wanted, sum, WINGS * wanted);
        }
    }

    /** Clouds on tilted orbits, drawn one by one, give the same cube. */
    @TestFactory
    Stream<DynamicTest> cloudsOnTiltedOrbits() {
        record Case(String name, ThickLayer thickness, double inclination, double tilt, double turn, double height) {}
        return Stream.of(
                        new Case("warp", null, 45, 8, 25, 0),
                        new Case("folded warp", null, 65, 2, 70, 0),
                        new Case("thick", ThickLayer.GAUSSIAN, 65, 0, 0, 0.15),
                        new Case("thick, isothermal", ThickLayer.SECH2, 50, 0, 0, 0.15),
                        new Case("warped and thick", ThickLayer.GAUSSIAN, 45, 8, 25, 0.12))
                .map(c -> DynamicTest.dynamicTest(c.name, () -> {
                    VerticalProfile profile = c.thickness == null ? new ThinLayer() : c.thickness;
                    DiskWarp warp = c.turn == 0 ? new FlatDisk() : new LinearWarp(3);
                    Galaxy galaxy = galaxy(warp, profile).withStars(new PowerLawStars());
                    Map<String, Double> all = values(galaxy);
                    all.putAll(Map.of("inclination", c.inclination, "mbh", 1e5, "sb_radius", 0.45));
                    all.putAll(Map.of("c1", 4e5, "beta", 1.4));
                    if (c.turn != 0) {
                        all.putAll(Map.of("inclination_slope", c.tilt, "position_angle_slope", c.turn));
                    }
                    if (c.height != 0) {
                        all.put("scale_height", c.height);
                    }
                    SpectralCube axes = axes(new Beam(0.25, 0.25, 0));
                    double[] clouds = clouds(
                            axes,
                            r -> c.inclination + c.tilt * r,
                            r -> 200 + c.turn * r,
                            u -> height(c.thickness, c.height, u));
                    try (CubeModel model = CubeModel.of(galaxy.withShape(new DiskShape(warp, profile)), axes)) {
                        float[] cube = model.evaluate(galaxy.vector(all));
                        double[] ours = new double[cube.length];
                        boolean ascending = axes.axis().velocity(1, VelocityConvention.RADIO)
                                > axes.axis().velocity(0, VelocityConvention.RADIO);
                        assertTrue(ascending);
                        Arrays.setAll(ours, k -> cube[k]);
                        assertEquals(0, worst(ours, clouds), c.turn > 50 ? FOLD : CLOUDS);
                    }
                }));
    }

    /** The same clouds follow rings. */
    @Test
    void cloudsOnRings() {
        Galaxy galaxy = galaxy(RINGS, new ThinLayer()).withStars(new PowerLawStars());
        Map<String, Double> all = values(galaxy);
        all.putAll(Map.of("mbh", 1e5, "sb_radius", 0.45, "c1", 4e5, "beta", 1.4));
        double[] inclinations =
                RINGS.inclinations().stream().mapToDouble(all::get).toArray();
        double[] angles = RINGS.positionAngles().stream().mapToDouble(all::get).toArray();
        SpectralCube axes = axes(new Beam(0.25, 0.25, 0));
        double[] clouds = clouds(
                axes,
                r -> ThroughRings.at(RINGS.radii(), inclinations, r),
                r -> ThroughRings.at(RINGS.radii(), angles, r),
                u -> 0);
        try (CubeModel model = CubeModel.of(galaxy, axes)) {
            float[] cube = model.evaluate(galaxy.vector(all));
            double[] ours = new double[cube.length];
            Arrays.setAll(ours, k -> cube[k]);
            assertEquals(0, worst(ours, clouds), CLOUDS);
        }
    }

    private static double[] clouds(
            SpectralCube axes, DoubleUnaryOperator inclination, DoubleUnaryOperator angle, DoubleUnaryOperator height) {
        double[] edges = new double[axes.channels() + 1];
        Arrays.setAll(edges, k -> 1390.0 + 20 * k);
        return Clouds.cube(
                new Clouds.Scene(
                        0.45,
                        inclination,
                        angle,
                        height,
                        r -> Math.sqrt(4.300917270e-3 * 4e5 * Math.pow(r * SCALE, 0.4)
                                + 4.300917270e-3 * 1e5 * r * r / (SCALE * Math.pow(r * r + 0.01, 1.5))),
                        15,
                        1850,
                        12.4,
                        12.3,
                        8,
                        SIZE,
                        CubeModel.frame(axes),
                        0.25,
                        edges),
                NUMBER_OF_CLOUDS);
    }

    /** The height below which a share u of the gas lies. */
    private static double height(ThickLayer profile, double scale, double u) {
        if (profile == null) {
            return 0;
        }
        if (profile == ThickLayer.SECH2) {
            return scale * 0.5 * Math.log(u / (1 - u));
        }
        double low = -6;
        double high = 6;
        while (high - low > 1e-6) {
            double middle = 0.5 * (low + high);
            if (Clouds.normal(middle) < u) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return scale * low;
    }

    /** A ring that passes through edge-on has no image. */
    @Test
    void aRingBeyondEdgeOnIsNamed() {
        InputException refused = assertThrows(
                InputException.class,
                () -> evaluate(galaxy(new LinearWarp(), new ThinLayer()), Map.of("inclination_slope", 25.0)));
        assertTrue(refused.getMessage().contains("must lie between 0 and 89.5 deg"), refused.getMessage());
        assertTrue(refused.getMessage().contains("arcsec"), refused.getMessage());
    }
}
