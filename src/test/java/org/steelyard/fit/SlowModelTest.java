// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.steelyard.config.ModelConfig;
import org.steelyard.cube.Beam;
import org.steelyard.cube.BeamTable;
import org.steelyard.cube.LocalFrame;
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
import org.steelyard.disk.light.OffsetLight;
import org.steelyard.observe.Sampling;
import org.steelyard.observe.SlowModel;

/** The program's cube against an independent one, voxel by voxel, for every choice of the model. */
class SlowModelTest {

    /**
     * Of the peak: both beams end beyond 6 standard deviations, where 2e-9 of the flux is; the fine table adds 1e-10.
     */
    private static final double TOLERANCE = 1e-8;

    /**
     * The same with the table of radii that fits use: cubics over 1/23 of r^2 miss a profile of width w by (r/w)^4 /
     * 384 / 23^4, 4e-7 for the ring here.
     */
    private static final double WITH_TABLE = 1e-6;

    @Test
    void itsErrorFunctionIsRight() {
        for (double x = -6.5; x < 6.5; x += 0.0917) {
            assertEquals(org.apache.commons.numbers.gamma.Erf.value(x), SlowModel.erf(x), 1e-12, "erf " + x);
        }
    }

    private static Map<String, Consumer<TestGalaxy>> cases() {
        Map<String, Consumer<TestGalaxy>> cases = new LinkedHashMap<>();
        cases.put("flat", g -> {});
        cases.put("exponential dispersion", g -> {
            g.dispersion = new ExponentialDispersion();
            g.set("dispersion_amplitude", 20, "dispersion_radius", 0.3);
        });
        cases.put("gaussian dispersion", g -> {
            g.dispersion = new GaussianRingDispersion();
            g.set("dispersion_amplitude", 20, "dispersion_radius", 0.4, "dispersion_width", 0.15);
        });
        for (int side : new int[] {1, -1}) {
            cases.put("alpha, side " + side, g -> {
                g.flow = new InflowFromRotation();
                g.nearSide = side;
                g.set("alpha", 0.8);
            });
        }
        cases.put("vrad", g -> {
            g.flow = new ConstantRadialFlow();
            g.set("vrad", -45);
        });
        cases.put("kappa", g -> {
            g.flow = new ProportionalRadialFlow();
            g.set("kappa", 0.3);
        });
        cases.put("omega", g -> {
            g.flow = new SlowRotation();
            g.set("omega", 0.8);
        });
        cases.put("omega, kappa and vrad", g -> {
            g.flow = RadialFlows.sum(
                    List.of(new ConstantRadialFlow(), new SlowRotation(), new ProportionalRadialFlow()));
            g.set("omega", 0.9, "kappa", -0.2, "vrad", 30);
        });
        for (int side : new int[] {1, -1}) {
            cases.put("free fall and vrad, side " + side, g -> {
                g.flow = RadialFlows.sum(List.of(new FreeFall(), new ConstantRadialFlow()));
                g.nearSide = side;
                g.set("free_fall_radius", 0.3, "free_fall", 0.8, "vrad", 30);
            });
        }
        cases.put("pressure, exponential light, gaussian dispersion", g -> {
            g.pressure = true;
            g.brightness = new ExponentialLight();
            g.dispersion = new GaussianRingDispersion();
            g.set("sb_radius", 0.35, "dispersion", 25);
            g.set("dispersion_amplitude", 20, "dispersion_radius", 0.4, "dispersion_width", 0.3);
        });
        cases.put("exponential light", g -> {
            g.brightness = new ExponentialLight();
            g.set("sb_radius", 0.35);
        });
        cases.put("lopsided exponential light, cut", g -> {
            g.brightness = new OffsetLight(new ExponentialLight());
            g.outerRadius = 0.55;
            g.set("sb_radius", 0.35, "light_x", 0.08, "light_y", -0.05);
        });
        cases.put("exponential light, cut", g -> {
            g.brightness = new ExponentialLight();
            g.outerRadius = 0.55;
            g.set("sb_radius", 0.35);
        });
        cases.put("gaussian light", g -> {
            g.brightness = new GaussianLight();
            g.set("sb_radius", 0.3);
        });
        cases.put("ring", g -> {
            g.brightness = new GaussianRingLight();
            g.set("sb_radius", 0.3, "sb_width", 0.1);
        });
        cases.put("exponential light with a hole", g -> {
            g.brightness = new ExponentialLightWithHole();
            g.set("sb_radius", 0.35, "sb_hole_radius", 0.15, "sb_hole_width", 0.06);
        });
        cases.put("a beam per channel", g -> g.beams = beamPerChannel(g.channels));
        cases.put(
                "frequency, velocity ascending", g -> g.axis = TestGalaxy.frequency(TestGalaxy.VSYS / 1.01 - 364, 20));
        cases.put(
                "frequency, velocity descending",
                g -> g.axis = TestGalaxy.frequency(TestGalaxy.VSYS / 1.01 + 336, -20));
        cases.put("radio velocity descending", g -> g.axis = TestGalaxy.vrad(TestGalaxy.VSYS / 1.01 + 336, -20));
        cases.put("a beam per channel, descending", g -> {
            g.axis = TestGalaxy.frequency(TestGalaxy.VSYS / 1.01 + 336, -20);
            g.beams = beamPerChannel(g.channels);
        });
        cases.put("line that leaves the axis", g -> {
            g.channels = 14;
            g.beams = BeamTable.common(new Beam(0.21, 0.15, 35), 14);
        });
        cases.put("softening", g -> g.softening = 0.08);
        cases.put("relativistic", g -> {
            g.relativistic = true;
            g.set("mbh", 4e9);
            g.axis = TestGalaxy.vrad(TestGalaxy.VSYS / 1.01 - 80 * 18, 80);
        });
        cases.put("relativistic with inflow", g -> {
            g.relativistic = true;
            g.flow = new ProportionalRadialFlow();
            g.set("mbh", 4e9, "kappa", 0.4);
            g.axis = TestGalaxy.vrad(TestGalaxy.VSYS / 1.01 - 80 * 18, 80);
        });
        cases.put("sampled", g -> g.profile = ModelConfig.LineProfile.SAMPLED);
        cases.put("sampled, descending", g -> {
            g.profile = ModelConfig.LineProfile.SAMPLED;
            g.axis = TestGalaxy.frequency(TestGalaxy.VSYS / 1.01 + 336, -20);
        });
        cases.put("narrow line", g -> g.set("dispersion", 2.5));
        cases.put("rotated pixels", g -> {
            double turn = Math.toRadians(30);
            double s = TestGalaxy.PIXEL;
            g.frame = new LocalFrame(-s * Math.cos(turn), s * Math.sin(turn), s * Math.sin(turn), s * Math.cos(turn));
        });
        cases.put("east to the right", g -> g.frame = new LocalFrame(TestGalaxy.PIXEL, 0, 0, TestGalaxy.PIXEL));
        cases.put("blocks of 3", g -> g.block = 3);
        cases.put("blocks of 4, a beam per channel", g -> {
            g.block = 4;
            g.beams = beamPerChannel(g.channels);
        });
        cases.put("one sub-pixel", g -> g.sampling = Sampling.uniform(1));
        cases.put("four sub-pixels", g -> g.sampling = Sampling.uniform(4));
        return cases;
    }

    private static BeamTable beamPerChannel(int channels) {
        List<Beam> beams = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            beams.add(new Beam(0.2 + 0.001 * c, 0.15 - 0.0005 * c, 35 + 2 * c));
        }
        return new BeamTable(beams);
    }

    @TestFactory
    Stream<DynamicTest> everyChoice() {
        return cases().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    TestGalaxy galaxy = new TestGalaxy();
                    entry.getValue().accept(galaxy);
                    double[] slow = galaxy.slowCube();
                    double peak = TestGalaxy.peak(slow);
                    double fine = TestGalaxy.worst(slow, galaxy.cube()) / peak;
                    galaxy.bits = 0;
                    double coarse = TestGalaxy.worst(slow, galaxy.cube()) / peak;
                    System.out.printf(
                            "slow model, %s: %.1e of the peak, %.1e with the fit's table%n",
                            entry.getKey(), fine, coarse);
                    assertTrue(fine < TOLERANCE, entry.getKey() + ": " + fine);
                    assertTrue(coarse < WITH_TABLE, entry.getKey() + " with the fit's table: " + coarse);
                }));
    }
}
