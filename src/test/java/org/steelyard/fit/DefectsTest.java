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
import org.steelyard.observe.Sampling;

/**
 * Defects that other codes have, made on purpose: how far each is from the independent model, so that {@link
 * SlowModelTest} would catch it, and what it does to the mass. The simulated cubes cannot show most of them, since the
 * noise hides them or the simulation has them too.
 */
class DefectsTest {

    /** Of the peak: a thousand times what the program and the independent model agree to. */
    private static final double VISIBLE = 1e-4;

    /**
     * The mass found without (1+z) is low by (1+z)^2, 1.97 % at z = 0.01; every velocity is off by the same factor, so
     * nothing else is.
     */
    private static final double BIAS = 1e-4;

    private static BeamTable beamPerChannel(int channels) {
        List<Beam> beams = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            double size = 1 + 0.05 * (c / (channels - 1.0) - 0.5);
            beams.add(new Beam(0.21 * size, 0.15 * size, 35));
        }
        return new BeamTable(beams);
    }

    private static Map<String, Consumer<TestGalaxy>> defects() {
        Map<String, Consumer<TestGalaxy>> defects = new LinkedHashMap<>();
        defects.put("beam mirrored", g -> g.beams = scaled(g.beams, 1, -1));
        defects.put("beam 3 % too wide", g -> g.beams = scaled(g.beams, 1.03, 1));
        defects.put("one beam for all channels", g -> g.beams = BeamTable.common(g.beams.mean(), g.channels));
        defects.put("line sampled at the channels' centres", g -> g.profile = ModelConfig.LineProfile.SAMPLED);
        defects.put("half a pixel off", g -> g.set("x", g.value("x") + 0.5));
        defects.put("half a channel off", g -> g.set("vsys", g.value("vsys") + 10));
        defects.put("centre at the corner of its sub-pixel", g -> g.set("x", g.value("x") + 0.125));
        defects.put(
                "approaching side taken for the receding one",
                g -> g.set("position_angle", g.value("position_angle") + 180));
        defects.put("east and west exchanged", g -> g.frame = new LocalFrame(TestGalaxy.PIXEL, 0, 0, TestGalaxy.PIXEL));
        defects.put("(1+z) left out", DefectsTest::leaveOutRedshift);
        return defects;
    }

    private static BeamTable scaled(BeamTable beams, double size, int mirror) {
        return new BeamTable(beams.beams().stream()
                .map(b -> new Beam(size * b.major(), size * b.minor(), mirror * b.positionAngle()))
                .toList());
    }

    /** Velocities about the systemic one are taken as they are measured. */
    private static void leaveOutRedshift(TestGalaxy galaxy) {
        galaxy.axis = TestGalaxy.vrad(-18.2 * 20, 20);
        galaxy.set("vsys", 0);
    }

    private static TestGalaxy galaxy() {
        TestGalaxy galaxy = new TestGalaxy();
        galaxy.beams = beamPerChannel(galaxy.channels);
        galaxy.sampling = Sampling.uniform(4);
        galaxy.bits = 4;
        galaxy.block = 3;
        return galaxy;
    }

    @TestFactory
    Stream<DynamicTest> everyDefectWouldBeSeen() {
        double[] truth = galaxy().slowCube();
        double peak = TestGalaxy.peak(truth);
        double[] right = galaxy().cube();
        return defects().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    TestGalaxy wrong = galaxy();
                    entry.getValue().accept(wrong);
                    double difference = TestGalaxy.worst(truth, wrong.cube()) / peak;
                    System.out.printf("%s: %.1e of the peak%n", entry.getKey(), difference);
                    assertTrue(difference > VISIBLE, entry.getKey() + ": " + difference);
                    assertTrue(
                            difference > 100 * TestGalaxy.worst(truth, right) / peak,
                            entry.getKey() + ": " + difference);
                }));
    }

    @Test
    void theMassHasItsRedshiftFactor() {
        TestGalaxy galaxy = galaxy();
        double[] data = galaxy.slowCube();
        double noise = TestGalaxy.peak(data) / 50;
        double right = galaxy.fit(data, noise, 2).get("mbh") / galaxy.value("mbh");
        TestGalaxy wrong = galaxy();
        leaveOutRedshift(wrong);
        Map<String, Double> found = wrong.fit(data, noise, 2);
        double biased = found.get("mbh") / galaxy.value("mbh");
        double light = found.get("mass_to_light") / galaxy.value("mass_to_light");
        System.out.printf(
                "M_BH %+.4f %%; without (1+z) %+.3f %%, M/L %+.3f %%%n",
                100 * (right - 1), 100 * (biased - 1), 100 * (light - 1));
        assertEquals(1, right, 1e-5, "the same sub-pixels, so the minimum is exact but for the table of radii");
        assertEquals(Math.pow(1.01, -2), biased, BIAS);
        assertEquals(Math.pow(1.01, -2), light, BIAS);
    }
}
