// SPDX-License-Identifier: Apache-2.0
package org.steelyard.galaxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.component.Component;
import org.steelyard.component.DataRange;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.component.RadialFunction;
import org.steelyard.config.Configuration;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.config.toml.ConfigTemplate;
import org.steelyard.cube.Beam;
import org.steelyard.cube.CubeGrid;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.SpectralLine;
import org.steelyard.disk.DiskOrientation;
import org.steelyard.disk.KinematicCentre;
import org.steelyard.disk.dispersion.DispersionLaw;
import org.steelyard.disk.dispersion.DispersionLaws;
import org.steelyard.disk.flow.FlowCoefficients;
import org.steelyard.disk.flow.LocalFlow;
import org.steelyard.disk.flow.RadialFlow;
import org.steelyard.disk.flow.RadialFlows;
import org.steelyard.disk.light.GaussianLight;
import org.steelyard.disk.light.LightProfile;
import org.steelyard.disk.light.NormalisedProfile;
import org.steelyard.disk.light.SurfaceBrightness;
import org.steelyard.disk.light.SurfaceBrightnesses;
import org.steelyard.disk.shape.DiskShape;
import org.steelyard.disk.shape.DiskShapes;
import org.steelyard.disk.shape.DiskWarp;
import org.steelyard.disk.shape.FlatDisk;
import org.steelyard.disk.shape.LinearWarp;
import org.steelyard.disk.shape.RingWarp;
import org.steelyard.disk.shape.ThinLayer;
import org.steelyard.disk.shape.VerticalProfile;
import org.steelyard.fit.cube.CubeModel;
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.inference.FitObserver;
import org.steelyard.inference.Solution;
import org.steelyard.inference.optimise.LevenbergMarquardt;
import org.steelyard.potential.BlackHole;
import org.steelyard.potential.GasDisk;
import org.steelyard.potential.MgeTable;
import org.steelyard.potential.TabulatedCurve;
import org.steelyard.potential.gas.GasPotential;
import org.steelyard.potential.gas.MeasuredGas;
import org.steelyard.potential.gas.NoGas;
import org.steelyard.potential.gas.TabulatedGas;
import org.steelyard.potential.stars.MgeStars;
import org.steelyard.potential.stars.NoStars;
import org.steelyard.potential.stars.PowerLawStars;
import org.steelyard.potential.stars.SplineStars;
import org.steelyard.potential.stars.StellarPotential;
import org.steelyard.potential.stars.StellarSpeeds;
import org.steelyard.potential.stars.TabulatedStars;
import org.steelyard.potential.stars.VaryingRatioStars;
import org.steelyard.units.Unit;

/**
 * Finds every component of a galaxy and checks what all must hold: declarations that the configuration knows,
 * derivatives, limits, and a small cube that is fitted back to its truth. A new law is tested by its line of
 * registration.
 */
class EveryComponentTest {

    /** Relative steps of central differences; the error falls by 100 from one to the next until rounding takes over. */
    private static final double[] STEPS = {1e-2, 1e-3, 1e-4};

    /**
     * Relative to the largest derivative: extrapolated differences of steps 1e-3 and 1e-4 leave 1e-9 of a function of
     * unit curvature; 1e-6 allows for masses that the spline joins.
     */
    private static final double DERIVATIVE = 1e-6;

    /** [relative, and pixels] noiseless data; the optimiser stops within this of the truth. */
    private static final double RECOVERED = 2e-3;

    /** Data of a small disk. */
    private static final DataRange SMALL = new DataRange(1e-3, 10, 1e3, 0);

    private static final double SCALE = 80;
    private static final double[] RADII = {0, 1e-3, 0.05, 0.3, 0.52, 0.9, 2, 50};
    private static final MgeTable MGE =
            new MgeTable(new double[] {30000, 9000}, new double[] {0.2, 0.9}, new double[] {0.8, 0.75});

    @TempDir
    Path folder;

    static List<Component> components() {
        List<Component> all =
                new ArrayList<>(List.of(new BlackHole(0.01), new DiskOrientation(30), new KinematicCentre(5)));
        all.addAll(DispersionLaws.all());
        all.addAll(RadialFlows.all());
        all.addAll(SurfaceBrightnesses.all());
        all.addAll(DiskShapes.warps());
        all.add(new RingWarp(new double[] {0.1, 0.5, 1}));
        all.addAll(DiskShapes.profiles());
        all.addAll(stars());
        all.addAll(gases());
        return all;
    }

    private static List<StellarPotential> stars() {
        return List.of(
                new NoStars(),
                new MgeStars(MGE),
                new MgeStars(MGE, 70.0),
                VaryingRatioStars.linear(MGE, null),
                VaryingRatioStars.linear(MGE, 70.0),
                VaryingRatioStars.perGaussian(MGE, null),
                new TabulatedStars(TabulatedCurve.ofSpeed(new double[] {0.1, 1, 3}, new double[] {60, 150, 160})),
                new PowerLawStars(),
                new SplineStars(new double[] {0.1, 0.5, 2}));
    }

    private static List<GasPotential> gases() {
        return List.of(
                new NoGas(),
                new TabulatedGas(TabulatedCurve.ofSpeed(new double[] {0.1, 1, 3}, new double[] {-5, 20, 30})),
                new MeasuredGas(3.1, GasDisk.of(new double[] {10, 50, 150}, new double[] {200, 100, 20})));
    }

    /** Values that make a valid component: declared starts, or typical ones where a fit measures them. */
    private static double[] typical(Component component) {
        double[] values = component.parameters().stream()
                .mapToDouble(EveryComponentTest::typical)
                .toArray();
        for (int k = 0; k < values.length; k++) {
            if (component.parameters().get(k).unit().equals("Msun")) {
                values[k] = 1e7 * Math.pow(3, k);
            }
        }
        return values;
    }

    private static double typical(ParameterDeclaration declared) {
        return switch (declared.name()) {
            case KinematicCentre.X, KinematicCentre.Y -> 12.4;
            case "alpha" -> 0.9;
            case "inclination_1", "inclination_2", "inclination_3" -> 60;
            case LinearWarp.INCLINATION_SLOPE, LinearWarp.POSITION_ANGLE_SLOPE -> 4;
            default -> Double.isNaN(declared.start()) || declared.start() == 0 ? 0.3 : 1.1 * declared.start();
        };
    }

    @TestFactory
    Stream<DynamicTest> declarations() {
        return components().stream()
                .map(component -> DynamicTest.dynamicTest(name(component), () -> {
                    assertTrue(component.keyword().matches("[a-z]+[0-9]*(-[a-z]+)*"), component.keyword());
                    assertFalse(component.meaning().isBlank());
                    Set<String> names = new HashSet<>();
                    for (ParameterDeclaration declared : component.parameters()) {
                        assertTrue(names.add(declared.name()), declared.name() + " is declared twice");
                        assertTrue(declared.name().matches("[a-z][a-z0-9_]*"), declared.name());
                        assertFalse(declared.symbol().isBlank());
                        assertFalse(declared.meaning().isBlank());
                        if (!declared.unit().isEmpty()) {
                            Unit.parse(declared.unit());
                        }
                        double start = typical(declared);
                        double[] bounds = declared.bounds().around(start, SMALL);
                        assertTrue(bounds[0] <= start && start <= bounds[1], declared + " starts outside its bounds");
                        assertNotNull(
                                ParameterCatalogue.find(declared.name()), declared.name() + " is not in the catalogue");
                        assertTrue(
                                ConfigTemplate.explain("parameters." + declared.name() + ".start")
                                        .contains(declared.example()),
                                declared.name());
                    }
                }));
    }

    private static String name(Component component) {
        return component.getClass().getSimpleName() + " " + component.keyword();
    }

    /** Written into a file with every parameter's example, and read back, the keyword selects the component. */
    @TestFactory
    Stream<DynamicTest> theConfigurationKnowsTheKeyword() {
        Map<String, List<? extends Component>> keys = new LinkedHashMap<>();
        keys.put("dispersion", DispersionLaws.all());
        keys.put("flow", RadialFlows.all());
        keys.put("surface_brightness", SurfaceBrightnesses.all());
        keys.put("warp", DiskShapes.warps());
        keys.put("thickness", DiskShapes.profiles());
        return keys.entrySet().stream()
                .flatMap(family -> family.getValue().stream()
                        .map(component -> DynamicTest.dynamicTest(family.getKey() + " = " + component.keyword(), () -> {
                            StringBuilder toml = new StringBuilder("[galaxy]\ndistance = \"17.1 Mpc\"\n[disk]\n");
                            toml.append(family.getKey())
                                    .append(" = \"")
                                    .append(component.keyword())
                                    .append("\"\n[parameters]\n");
                            for (ParameterDeclaration declared : component.parameters()) {
                                toml.append(declared.name())
                                        .append(" = { start = ")
                                        .append(declared.example())
                                        .append(" }\n");
                            }
                            Path file = Files.writeString(folder.resolve(component.keyword() + ".toml"), toml);
                            Configuration config = ConfigLoader.load(file, List.of(), ConfigLoader.Need.NO_DATA);
                            Component chosen = switch (family.getKey()) {
                                case "dispersion" -> config.disk().dispersion();
                                case "flow" -> config.disk().flow();
                                case "warp" -> config.disk().shape().warp();
                                case "thickness" -> config.disk().shape().thickness();
                                default -> config.disk().surfaceBrightness();
                            };
                            assertEquals(component, chosen);
                            assertEquals(
                                    new HashSet<>(component.parameterNames()),
                                    config.parameters().keySet());
                        })));
    }

    /** A vector function of parameters with its analytic derivatives, {@code [parameter][value]}. */
    private interface Function {
        double[] at(double[] parameters, double[][] derivatives);
    }

    @TestFactory
    Stream<DynamicTest> derivatives() {
        Map<String, Map.Entry<Component, Function>> cases = new LinkedHashMap<>();
        for (Component component : components()) {
            Function function = function(component);
            if (function != null && !component.parameters().isEmpty()) {
                cases.put(name(component), Map.entry(component, function));
            }
        }
        assertTrue(cases.size() >= 10, "components with parameters: " + cases.keySet());
        return cases.entrySet().stream()
                .map(one -> DynamicTest.dynamicTest(
                        one.getKey(),
                        () -> check(
                                typical(one.getValue().getKey()), one.getValue().getValue())));
    }

    private static Function function(Component component) {
        if (component instanceof RadialFunction radial) {
            return (p, d) -> {
                double[] out = new double[RADII.length];
                radial.evaluate(p, RADII, out, d);
                return out;
            };
        }
        if (component instanceof LightProfile light) {
            return (p, d) -> {
                NormalisedProfile profile = NormalisedProfile.of(light, p);
                double[] partial = new double[p.length];
                for (int j = 0; d != null && j < RADII.length; j++) {
                    profile.derivatives(RADII[j], partial);
                    for (int k = 0; k < p.length; k++) {
                        d[k][j] = partial[k];
                    }
                }
                return Arrays.stream(RADII).map(profile::value).toArray();
            };
        }
        if (component instanceof RadialFlow flow) {
            return (p, d) -> {
                LocalFlow local = flow.local(p, -1, RADII);
                for (int k = 0; d != null && k < p.length; k++) {
                    System.arraycopy(flow.derivatives(p, -1)[k], 0, d[k], 0, 3);
                    for (int part = 0; local != null && part < LocalFlow.PARTS; part++) {
                        System.arraycopy(local.derivatives()[k][part], 0, d[k], 3 + part * RADII.length, RADII.length);
                    }
                }
                FlowCoefficients c = flow.coefficients(p, -1);
                double[] all = new double[local == null ? 3 : 3 + LocalFlow.PARTS * RADII.length];
                System.arraycopy(new double[] {c.rotation(), c.radial(), c.radialSpeed()}, 0, all, 0, 3);
                for (int part = 0; local != null && part < LocalFlow.PARTS; part++) {
                    System.arraycopy(local.values()[part], 0, all, 3 + part * RADII.length, RADII.length);
                }
                return all;
            };
        }
        if (component instanceof StellarPotential stars) {
            double[] radii = Arrays.copyOfRange(RADII, 1, RADII.length);
            StellarSpeeds speeds = stars.at(radii, SCALE);
            return (p, d) -> {
                double[] out = new double[radii.length];
                speeds.evaluate(1.2, p, out, new double[radii.length], d);
                return out;
            };
        }
        return null;
    }

    /**
     * Central differences approach the analytic derivative with the square of the step, and meet it when extrapolated.
     */
    private static void check(double[] values, Function function) {
        int count = function.at(values, null).length;
        double[][] analytic = new double[values.length][count];
        function.at(values, analytic);
        for (int k = 0; k < values.length; k++) {
            double[][] differences = new double[STEPS.length][];
            for (int s = 0; s < STEPS.length; s++) {
                double h = STEPS[s] * values[k];
                double[] up = values.clone();
                double[] down = values.clone();
                up[k] += h;
                down[k] -= h;
                double[] above = function.at(up, null);
                double[] below = function.at(down, null);
                differences[s] = new double[count];
                for (int j = 0; j < count; j++) {
                    differences[s][j] = (above[j] - below[j]) / (2 * h);
                }
            }
            double largest = Arrays.stream(analytic[k]).map(Math::abs).max().orElse(0);
            assertTrue(largest > 0, "parameter " + k + " has no effect");
            for (int j = 0; j < count; j++) {
                double extrapolated = (100 * differences[2][j] - differences[1][j]) / 99;
                assertEquals(extrapolated, analytic[k][j], DERIVATIVE * largest, "parameter " + k + " at " + j);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> limits() {
        return components().stream()
                .filter(component -> function(component) != null)
                .map(component -> DynamicTest.dynamicTest(name(component), () -> {
                    for (double value : function(component).at(typical(component), null)) {
                        assertTrue(Double.isFinite(value), "at the centre and far out: " + value);
                    }
                }));
    }

    /** A small cube of each component is fitted back from a start a few per cent away. */
    @TestFactory
    Stream<DynamicTest> everyLawIsRecovered() {
        Galaxy plain = Galaxy.of(new MgeStars(MGE), SCALE).withLight(new GaussianLight());
        Map<String, Galaxy> galaxies = new LinkedHashMap<>();
        for (DispersionLaw law : DispersionLaws.all()) {
            galaxies.put(name(law), plain.withDispersion(law));
        }
        for (RadialFlow flow : RadialFlows.all()) {
            galaxies.put(name(flow), plain.withFlow(flow));
        }
        for (SurfaceBrightness light : SurfaceBrightnesses.all()) {
            if (light instanceof LightProfile) {
                galaxies.put(name(light), plain.withLight(light));
            }
        }
        for (DiskWarp warp : DiskShapes.warps()) {
            galaxies.put(name(warp), plain.withShape(new DiskShape(warp, new ThinLayer())));
        }
        for (VerticalProfile profile : DiskShapes.profiles()) {
            galaxies.put(name(profile), plain.withShape(new DiskShape(new FlatDisk(), profile)));
        }
        for (StellarPotential stars : stars()) {
            galaxies.put(name(stars) + stars.lowestInclination(), plain.withStars(stars));
        }
        for (GasPotential gas : gases()) {
            galaxies.put(name(gas), plain.withGas(gas));
        }
        return galaxies.entrySet().stream()
                .map(one -> DynamicTest.dynamicTest(one.getKey(), () -> recover(one.getValue())));
    }

    private static void recover(Galaxy galaxy) {
        CubeGrid grid = new CubeGrid(
                24, 24, 0.1, 54, -35, SpectralLine.frequency("CO(2-1)"), 1500, 2200, 20, new Beam(0.25, 0.2, 30));
        Map<String, Double> truth = new HashMap<>(Map.of(
                "mbh",
                2e8,
                "inclination",
                62.0,
                "position_angle",
                200.0,
                "vsys",
                1850.0,
                "x",
                12.4,
                "y",
                12.3,
                "dispersion",
                15.0,
                "flux_scale",
                8.0));
        for (ParameterDeclaration declared : galaxy.parameters()) {
            truth.putIfAbsent(declared.name(), typical(declared));
        }
        for (ParameterDeclaration declared : galaxy.stars().parameters()) {
            if (declared.numbered() && declared.unit().equals("Msun")) {
                truth.put(
                        declared.name(),
                        2e7 * Math.pow(5, galaxy.stars().parameterNames().indexOf(declared.name())));
            }
        }
        if (truth.containsKey("vrad")) {
            truth.put("vrad", 20.0);
        }
        try (CubeModel model = CubeModel.of(galaxy, grid.zeros("test"))) {
            SpectralCube cube = model.cube(truth);
            Map<String, Double> start = new HashMap<>(truth);
            start.replaceAll((name, value) -> switch (name) {
                case "x", "y" -> value + 0.2;
                case "vsys" -> value + 4;
                case "position_angle", "inclination" -> value + 2;
                case "alpha" -> value - 0.03;
                default -> 1.04 * value;
            });
            DiskProblem problem = model.problem(cube.values(), 2, 1e-5, start);
            Solution solution =
                    LevenbergMarquardt.defaults().withTolerances(1e-2, 1e-3).minimise(problem, FitObserver.NONE);
            assertTrue(solution.converged(), solution.reason());
            double[] found = problem.space().physical(solution.point());
            int omega = model.names().indexOf("omega");
            if (omega >= 0) {
                // Only omega^2 times a mass moves the gas: the masses are compared at the true omega.
                double factor = Math.pow(found[omega] / truth.get("omega"), 2);
                found[model.names().indexOf("mbh")] *= factor;
                found[model.names().indexOf("mass_to_light")] *= factor;
                found[omega] = truth.get("omega");
            }
            for (int k = 0; k < found.length; k++) {
                double wanted = truth.get(model.names().get(k));
                assertEquals(
                        wanted,
                        found[k],
                        RECOVERED * Math.max(1, Math.abs(wanted)),
                        model.names().get(k));
            }
        }
    }

    /** The readable disk of a galaxy and the tables that its kernels evaluate are one physics. */
    @Test
    void theDiskAtAPointIsTheOneThatIsFitted() {
        Galaxy galaxy = Galaxy.of(new MgeStars(MGE), SCALE).withLight(new GaussianLight());
        Map<String, Double> values = Map.of("mbh", 2e8, "inclination", 62.0, "position_angle", 30.0);
        double[] radii = {0.05, 0.2, 0.7, 1.5};
        SpeedCurve curve = CircularSpeeds.of(galaxy, values, radii);
        for (int k = 0; k < radii.length; k++) {
            // along the receding major axis the line-of-sight velocity is v_c sin i
            double east = radii[k] * Math.sin(Math.toRadians(30));
            double north = radii[k] * Math.cos(Math.toRadians(30));
            double velocity = galaxy.disk(values).lineOfSightVelocity(east, north);
            assertEquals(curve.vCirc()[k] * Math.sin(Math.toRadians(62)), velocity, 1e-5 * velocity);
        }
    }
}
