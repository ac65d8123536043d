// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.map;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.config.Configuration;
import org.steelyard.config.DataConfig;
import org.steelyard.config.DiskConfig;
import org.steelyard.config.FitConfig;
import org.steelyard.config.ModelConfig;
import org.steelyard.config.ParameterSetting;
import org.steelyard.cube.Beam;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.disk.dispersion.FlatDispersion;
import org.steelyard.disk.flow.CircularOrbits;
import org.steelyard.disk.flow.ConstantRadialFlow;
import org.steelyard.disk.flow.InflowFromRotation;
import org.steelyard.disk.flow.RadialFlow;
import org.steelyard.disk.flow.RadialFlows;
import org.steelyard.disk.light.FluxMapLight;
import org.steelyard.disk.light.LightProfile;
import org.steelyard.disk.light.SurfaceBrightness;
import org.steelyard.disk.light.SurfaceBrightnesses;
import org.steelyard.disk.shape.DiskShape;
import org.steelyard.fit.search.GalaxySetup;
import org.steelyard.inference.optimise.FiniteDifferences;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.potential.stars.StellarPotential;

/** Derivatives of the velocity map with respect to every parameter against central differences. */
class VelocityMapProblemTest {

    /**
     * Of the largest derivative of a parameter. Truncation: (step / distance)^2, the nearest point being 0.04 pixel
     * from the black hole and the step 2e-4 pixel, 3e-5; rounding: 3000 km/s to 2e-16 over a step of 1e-6 km/s, 1e-6;
     * and the slopes of tables of radius, 1e-5.
     */
    private static final double TOLERANCE = 1e-4;

    /** Adaptive points jump, by 2e-4 km/s; fixed ones let small steps be taken. */
    private static final int OVERSAMPLING = 4;

    /** Relative steps: truncation grows and rounding falls with them. */
    private static final double[] STEPS = {1e-6, 1e-5};

    /** Relative, of the width of the beam. */
    private static final double BEAM_STEP = 1e-3;

    /** As BeamedModel states. */
    private static final double BEAM_TOLERANCE = 1e-3;

    private static SlowVelocityMap map;

    /** [km/s] Of the velocities. */
    private double error = 1;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeMap() {
        map = new SlowVelocityMap(SlowVelocityMap::optical, 0.5);
    }

    private Configuration config(VelocityConvention convention, SurfaceBrightness light, Path mge, RadialFlow flow) {
        DataConfig data = MapFiles.data(
                MapFiles.write(folder.resolve("v.fits"), map.velocity(), SlowVelocityMap.SIZE, ""),
                MapFiles.write(folder.resolve("f.fits"), map.flux, SlowVelocityMap.SIZE, ""),
                null,
                error,
                null,
                SlowVelocityMap.PIXEL,
                new Beam(SlowVelocityMap.MAJOR, SlowVelocityMap.MINOR, SlowVelocityMap.BEAM_ANGLE),
                convention);
        Configuration config = MapFiles.config(folder, data, SlowVelocityMap.DISTANCE, mge, light);
        Map<String, ParameterSetting> starts = new LinkedHashMap<>();
        starts.put("x", ParameterSetting.NONE.withStart(20.57));
        starts.put("y", ParameterSetting.NONE.withStart(21.31));
        if (flow instanceof InflowFromRotation) {
            starts.put("alpha", ParameterSetting.NONE.withStart(0.9));
        }
        DiskConfig disk = new DiskConfig(
                DiskShape.PLAIN,
                new FlatDispersion(),
                flow,
                1,
                light,
                false,
                null,
                DiskConfig.FluxExtraction.OPTIMAL,
                10,
                flow instanceof ConstantRadialFlow);
        ModelConfig uniform = config.model().withOversampling(OVERSAMPLING);
        return config.withParameters(starts).withDisk(disk).withModel(uniform);
    }

    private static void check(Configuration given) {
        StellarPotential stars = GalaxySetup.stars(given);
        MapData data = MapData.read(given);
        VelocityMapFit fit = data.prepare(data.guess(data.config(), stars), stars, 3000);
        try (ParallelFor threads = new ParallelFor(1)) {
            VelocityMapProblem problem = fit.independent(threads);
            double[] point = problem.start();
            double[] residuals = new double[problem.residualCount()];
            double[][] jacobian = new double[problem.parameterCount()][residuals.length];
            problem.evaluate(point, residuals, jacobian);
            for (double relative : STEPS) {
                double[] steps = new double[point.length];
                for (int j = 0; j < steps.length; j++) {
                    steps[j] = relative * Math.max(1, Math.abs(point[j]));
                }
                double[][] differences = FiniteDifferences.jacobian(problem, point, steps);
                for (int j = 0; j < jacobian.length; j++) {
                    double largest = 0;
                    double worst = 0;
                    for (int k = 0; k < residuals.length; k++) {
                        largest = Math.max(largest, Math.abs(jacobian[j][k]));
                        worst = Math.max(worst, Math.abs(jacobian[j][k] - differences[j][k]));
                    }
                    String name = fit.space().freeNames().get(j);
                    assertTrue(largest > 0, name + " does nothing");
                    assertTrue(worst < TOLERANCE * largest, name + " with step " + steps[j] + ": " + worst / largest);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(VelocityConvention.class)
    void givenFlux(VelocityConvention convention) {
        check(config(convention, new FluxMapLight(false), null, new CircularOrbits()));
    }

    /** The loss bends over an error: steps of 0.03 km/s are small against 20 km/s, as they have to be. */
    @Test
    void softLoss() {
        error = 20;
        Configuration config = config(VelocityConvention.OPTICAL, new FluxMapLight(false), null, new CircularOrbits());
        check(config.withFit(config.fit().withLoss(FitConfig.Loss.SOFT_L1)));
    }

    static Stream<RadialFlow> motions() {
        return RadialFlows.all().stream().filter(flow -> !flow.parameters().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("motions")
    void flows(RadialFlow flow) {
        check(config(VelocityConvention.OPTICAL, new FluxMapLight(false), null, flow));
    }

    static Stream<SurfaceBrightness> profiles() {
        return SurfaceBrightnesses.all().stream().filter(LightProfile.class::isInstance);
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void ownLight(SurfaceBrightness light) {
        check(config(VelocityConvention.RADIO, light, null, new CircularOrbits()));
    }

    /**
     * The program's step is 1 %, so that its difference has an error of 1e-4 of the derivative; a ten times smaller
     * step has a hundredth of that, and the noise of the taps that the beam leaves out, 1e-8 of the light times 1000
     * km/s over 1e-3.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void freeBeam(boolean deconvolved) {
        Configuration config =
                config(VelocityConvention.OPTICAL, new FluxMapLight(deconvolved), null, new CircularOrbits());
        Map<String, ParameterSetting> settings = new LinkedHashMap<>(config.parameters());
        double width = Math.sqrt(SlowVelocityMap.MAJOR * SlowVelocityMap.MINOR);
        settings.put("beam", ParameterSetting.NONE.withStart(width));
        Configuration given =
                config.withParameters(settings).withData(config.data().withFreeBeam());
        StellarPotential stars = GalaxySetup.stars(given);
        MapData data = MapData.read(given);
        VelocityMapFit fit = data.prepare(data.guess(data.config(), stars), stars, 3000);
        try (ParallelFor threads = new ParallelFor(1)) {
            VelocityMapProblem problem = fit.independent(threads);
            double[] point = problem.start();
            int n = problem.residualCount();
            int beam = fit.space().freeNames().indexOf("beam");
            double[][] jacobian = new double[problem.parameterCount()][n];
            problem.evaluate(point, new double[n], jacobian);
            double[][] sides = new double[2][n];
            for (int side = 0; side < 2; side++) {
                double[] moved = point.clone();
                moved[beam] += (side == 0 ? -1 : 1) * Math.log10(1 + BEAM_STEP);
                problem.evaluate(moved, sides[side], null);
            }
            double largest = 0;
            double worst = 0;
            for (int k = 0; k < n; k++) {
                double difference = (sides[1][k] - sides[0][k]) / (2 * Math.log10(1 + BEAM_STEP));
                largest = Math.max(largest, Math.abs(difference));
                worst = Math.max(worst, Math.abs(jacobian[beam][k] - difference));
            }
            assertTrue(largest > 10, "the beam acts: " + largest + " km/s");
            assertTrue(worst < BEAM_TOLERANCE * largest, "error " + worst / largest);
        }
    }

    @Test
    void coInclinedStars() throws IOException {
        Path mge = folder.resolve("mge.csv");
        Files.writeString(mge, "log_surface_brightness,sigma,axis_ratio\n4.3,0.4,0.8\n3.9,1.5,0.7\n3.0,6,0.75\n");
        check(config(VelocityConvention.OPTICAL, new FluxMapLight(false), mge, new CircularOrbits()));
    }
}
