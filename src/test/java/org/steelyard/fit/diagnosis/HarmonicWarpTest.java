// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.diagnosis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.steelyard.cube.LocalFrame;
import org.steelyard.disk.shape.LinearWarp;
import org.steelyard.disk.shape.RingWarp;

/** Warps in velocity fields of tilted rings, each pixel on the ring that passes through it. */
class HarmonicWarpTest {

    private static final int SIDE = 121;
    private static final double PIXEL = 0.05;
    private static final LocalFrame FRAME = new LocalFrame(-PIXEL, 0, 0, PIXEL);
    private static final double BEAM = 0.25;
    private static final double REACH = 2.4;

    /**
     * [deg] A velocity on an ellipse of fixed angles is one of circular orbits only where the warp is flat: the
     * neighbouring rings change the harmonics to first order in the twist.
     */
    private static final double TWISTED = 2.5;

    /** [deg] Without a warp: interpolation between pixels. */
    private static final double FLAT = 0.3;

    private static double[] field(DoubleUnaryOperator inclination, DoubleUnaryOperator angle, double hole) {
        double[] field = new double[SIDE * SIDE];
        for (int p = 0; p < field.length; p++) {
            double east = -PIXEL * (p % SIDE - 60);
            double north = PIXEL * (Math.floorDiv(p, SIDE) - 60);
            double r = Math.hypot(east, north);
            double psi = 0;
            for (int iteration = 0; iteration < 60; iteration++) {
                double turn = Math.toRadians(angle.applyAsDouble(r));
                double along = east * Math.sin(turn) + north * Math.cos(turn);
                double across = (east * Math.cos(turn) - north * Math.sin(turn))
                        / Math.cos(Math.toRadians(inclination.applyAsDouble(r)));
                r = 0.5 * (r + Math.hypot(along, across));
                psi = Math.atan2(across, along);
            }
            field[p] = r < hole
                    ? Double.NaN
                    : 1000 + 250 * Math.sin(Math.toRadians(inclination.applyAsDouble(r))) * Math.cos(psi);
        }
        return field;
    }

    private static HarmonicWarp warp(double[] field, double angle, double inclination) {
        return HarmonicWarp.of(
                new HarmonicExpansion(field, SIDE, SIDE, FRAME, 60, 60, BEAM), angle, inclination, REACH);
    }

    @Test
    void aLinearWarpIsFound() {
        double[] field = field(r -> 48 + 4 * r, r -> 350 + 12 * r, 0);
        Map<String, Double> values = warp(field, 10, 50).values(new LinearWarp(REACH), 0);
        assertEquals(350 - 360, values.get("position_angle"), TWISTED, "as near to 10 as can be");
        assertEquals(12, values.get(LinearWarp.POSITION_ANGLE_SLOPE), TWISTED / REACH);
        assertEquals(48, values.get("inclination"), TWISTED);
        assertEquals(4, values.get(LinearWarp.INCLINATION_SLOPE), 2 * TWISTED / REACH);
    }

    /** Forty degrees through north: the rings follow each other without a jump of a turn. */
    @Test
    void ringsFollowALargeTurnAboutAHole() {
        DoubleUnaryOperator turn = r -> 340 + 40 / (1 + Math.exp(-(r - 1.3) / 0.35));
        HarmonicWarp found = warp(field(r -> 55, turn, 0.5), 0, 50);
        double[] radii = found.radii(BEAM);
        assertTrue(radii[0] >= 0.5, "the hole has no ring: " + radii[0]);
        RingWarp rings = new RingWarp(radii);
        Map<String, Double> values = found.values(rings, 0);
        double turns = 360 * Math.rint((values.get("position_angle_1") - turn.applyAsDouble(radii[0])) / 360);
        for (int k = 0; k < radii.length; k++) {
            assertEquals(
                    turn.applyAsDouble(radii[k]) + turns,
                    values.get(rings.positionAngles().get(k)),
                    2 * TWISTED);
            assertEquals(55, values.get(rings.inclinations().get(k)), 2 * TWISTED);
        }
    }

    @Test
    void aFlatDiskStaysFlatAndInTheLimitsOfItsStars() {
        HarmonicWarp found = warp(field(r -> 50, r -> 120, 0), 110, 60);
        RingWarp rings = new RingWarp(new double[] {0.3, 1, 2});
        Map<String, Double> values = found.values(rings, 0);
        rings.positionAngles().forEach(name -> assertEquals(120, values.get(name), 2 * FLAT));
        rings.inclinations().forEach(name -> assertEquals(50, values.get(name), 2 * FLAT));
        double mean = rings.inclination(found.values(rings, 62)::get);
        assertEquals(62, mean, 2 * FLAT, "raised to the least inclination of the disk as a whole");
    }

    @Test
    void withoutDataTheRingsAreThoseOfTheWholeDisk() {
        double[] none = new double[SIDE * SIDE];
        Arrays.fill(none, Double.NaN);
        HarmonicWarp found = warp(none, 30, 60);
        assertEquals(List.of(), found.rings());
        assertArrayEquals(new double[0], found.radii(BEAM));
        RingWarp rings = new RingWarp(new double[] {0.3, 1});
        assertEquals(30, found.values(rings, 0).get("position_angle_2"), 1e-9);
        assertEquals(60, found.values(rings, 0).get("inclination_1"), 1e-9);
    }

    @Test
    void ringsLieBeamsApart() {
        double[] radii = warp(field(r -> 50, r -> 120, 0), 110, 60).radii(BEAM);
        assertEquals(0.5 * BEAM, radii[0], 0.01);
        assertEquals(REACH, radii[radii.length - 1], 0.01);
        for (int k = 1; k < radii.length; k++) {
            assertTrue(radii[k] - radii[k - 1] > 1.2 * BEAM, Arrays.toString(radii));
        }
    }
}
