// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.units.InputException;

/** Cubics through rings: values, lines, monotony, derivatives. */
class RingWarpTest {

    /** [deg] Rounding of sums of angles. */
    private static final double ROUNDING = 1e-11;

    /** [deg] What the Javadoc states of turning points and of changes below one degree. */
    private static final double SWING = 0.1;

    /** [-] Central differences of step 1e-4 deg: truncation 1e-8, rounding 1e-11. */
    private static final double DIFFERENCE = 1e-7;

    private static final double[] RADII = {0.2, 0.5, 1.1, 1.4, 2.5};
    private static final RingWarp WARP = new RingWarp(RADII);

    private static double[] random(UniformRandomProvider random, boolean rising) {
        double[] values = new double[RADII.length];
        double size = Math.pow(10, 2 * random.nextDouble() - 0.5);
        for (int k = 0; k < values.length; k++) {
            double step = size * Math.pow(random.nextDouble(), 3);
            values[k] = (k == 0 ? 40 : values[k - 1]) + (rising || random.nextBoolean() ? step : -step);
        }
        return values;
    }

    @Test
    void theCurvePassesThroughTheRingsAndIsConstantBeyond() {
        double[] values = {50, 70, 65, 66, 20};
        for (int k = 0; k < RADII.length; k++) {
            assertEquals(values[k], WARP.at(RADII[k], values, null), ROUNDING);
        }
        assertEquals(49, WARP.at(0, values, null), ROUNDING, "a twentieth of the first step before the first ring");
        assertEquals(49, WARP.at(0.1, values, null), ROUNDING);
        assertEquals(20 - 46 / 20.0, WARP.at(1e3, values, null), ROUNDING);
    }

    @Test
    void aLineStaysALine() {
        double[] values = Arrays.stream(RADII).map(r -> 30 + 14 * r).toArray();
        for (double r = RADII[0]; r <= RADII[4]; r += 0.01) {
            assertEquals(30 + 14 * r, WARP.at(r, values, null), ROUNDING);
        }
    }

    @Test
    void betweenRingsTheAngleStaysBetweenTheirs() {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(5);
        double least = 0;
        for (int draw = 0; draw < 2000; draw++) {
            double[] values = random(random, draw % 2 == 0);
            for (int k = 0; k + 1 < RADII.length; k++) {
                for (int step = 1; step < 40; step++) {
                    double at = WARP.at(RADII[k] + step / 40.0 * (RADII[k + 1] - RADII[k]), values, null);
                    double low = Math.min(values[k], values[k + 1]) - SWING;
                    double high = Math.max(values[k], values[k + 1]) + SWING;
                    assertTrue(at >= low && at <= high, Arrays.toString(values));
                }
            }
            least = Math.min(least, values[4] - values[0]);
        }
        assertTrue(least < -20, "falling warps were drawn");
    }

    @Test
    void derivativesAreThoseOfTheCurve() {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(6);
        double step = 1e-4;
        for (int draw = 0; draw < 200; draw++) {
            double[] values = random(random, draw % 2 == 0);
            double r = 3 * random.nextDouble();
            double[] partial = new double[values.length];
            assertEquals(WARP.at(r, values, null), WARP.at(r, values, partial));
            assertEquals(1, Arrays.stream(partial).sum(), ROUNDING, "all rings together turn the disk");
            for (int k = 0; k < values.length; k++) {
                double[] moved = values.clone();
                moved[k] += step;
                double above = WARP.at(r, moved, null);
                moved[k] -= 2 * step;
                assertEquals((above - WARP.at(r, moved, null)) / (2 * step), partial[k], DIFFERENCE);
            }
        }
    }

    @Test
    void theMeanOfTheRingsStandsForTheDisk() {
        RingWarp two = new RingWarp(new double[] {0, 1});
        Map<String, Double> values = Map.of(
                "inclination_1", 50.0, "inclination_2", 60.0, "position_angle_1", 350.0, "position_angle_2", 380.0);
        assertEquals(55, two.inclination(values::get));
        assertEquals(365, two.positionAngle(values::get));
        assertEquals(
                List.of("inclination_1", "inclination_2", "position_angle_1", "position_angle_2"),
                two.parameterNames());
        assertEquals("inclination", two.general("inclination_2"));
        assertEquals("mbh", two.general("mbh"));
        assertTrue(two.constant(new double[] {3, 3}));
        assertFalse(two.constant(new double[] {3, 4}));
    }

    /** A random walk whose steps have the variance of their share of the disk changes by unit variance across it. */
    @Test
    void changesAddUpToThatOfTheDisk() {
        double[] line = Arrays.stream(RADII)
                .map(r -> (r - RADII[0]) / (RADII[4] - RADII[0]))
                .toArray();
        double sum = 0;
        for (double[] change : WARP.changes()) {
            double step = 0;
            double common = 0;
            for (int k = 0; k < line.length; k++) {
                step += change[k] * line[k];
                common += change[k];
            }
            assertEquals(0, common, ROUNDING, "a flat disk has no change");
            sum += step * step;
        }
        assertEquals(1, sum, ROUNDING);
        assertEquals(4, WARP.changes().length);
        assertEquals(0, new LinearWarp().changes().length, "without an end there is no change across the disk");
        assertEquals(2, new LinearWarp(2).changes()[0][1]);
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, one ring",
        "0.5;0.5, after one at 0.5 arcsec",
        "1;0.5, ascending order",
        "-1;2, must be 0 or more",
        "0.1;Infinity, must be 0 or more"
    })
    void badRadiiAreNamed(String radii, String expected) {
        double[] list =
                Arrays.stream(radii.split(";")).mapToDouble(Double::parseDouble).toArray();
        String message =
                assertThrows(InputException.class, () -> new RingWarp(list)).getMessage();
        assertTrue(message.contains(expected), message);
    }

    @Test
    void aRingOutsideTheDataIsRefused() {
        assertSame(WARP, WARP.within(2.5));
        String message =
                assertThrows(InputException.class, () -> WARP.within(2.4)).getMessage();
        assertTrue(message.contains("2.5 arcsec") && message.contains("2.400 arcsec"), message);
    }
}
