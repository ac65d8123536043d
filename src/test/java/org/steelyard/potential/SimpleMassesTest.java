// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.steelyard.potential.stars.SplineStars;
import org.steelyard.units.Constants;
import org.steelyard.units.InputException;

/** Point mass, power law, spline, table, sum: closed forms and behaviour at the ends. */
class SimpleMassesTest {

    /** A handful of operations of 1.1e-16 each, some of them pow, exp and log. */
    private static final double ROUNDING = 1e-13;

    @Test
    void keplersLaw() {
        // the Earth: 1 Msun, 1 au = 1/206264.806 pc, 29.7847 km/s
        assertEquals(29.7847, new PointMass(1).speed(Constants.ARCSEC), 1e-4);
        assertEquals(2 * new PointMass(3e8).speedSquared(20), new PointMass(3e8).speedSquared(10), 1e-9);
        assertEquals(Double.POSITIVE_INFINITY, new PointMass(1e8).speedSquared(0));
        assertEquals(0, new PointMass(0).speedSquared(0));
    }

    @Test
    void softeningIsPlummers() {
        PointMass soft = new PointMass(1e8, 2);
        for (double radius : new double[] {1e-3, 1, 2, 50}) {
            double wanted = Constants.G * 1e8 * radius * radius / Math.pow(radius * radius + 4, 1.5);
            assertEquals(wanted, soft.speedSquared(radius), ROUNDING * wanted);
        }
        assertEquals(0, soft.speedSquared(0));
        double far = 1e5;
        // 1 - 1.5 (b/r)^2
        assertEquals(
                new PointMass(1e8).speedSquared(far) * (1 - 6e-10),
                soft.speedSquared(far),
                1e-12 * soft.speedSquared(far));
    }

    @Test
    void powerLaw() {
        PowerLawMass sphere = new PowerLawMass(20, 3);
        assertEquals(20 * 1e3, sphere.enclosedMass(10), 1e-8);
        assertEquals(10, sphere.speed(50) / sphere.speed(5), ROUNDING * 10);
        PowerLawMass isothermal = new PowerLawMass(1e6, 1);
        assertEquals(isothermal.speedSquared(0), isothermal.speedSquared(77), ROUNDING * isothermal.speedSquared(77));
        assertEquals(new PointMass(1e6).speedSquared(7), new PowerLawMass(1e6, 0).speedSquared(7), 1e-9);
    }

    @Test
    void splineThroughAPowerLawIsThatPowerLaw() {
        double[] radius = {1, 3, 10, 30, 100};
        double[] mass = new double[5];
        PowerLawMass law = new PowerLawMass(500, 2.2);
        for (int i = 0; i < 5; i++) {
            mass[i] = law.enclosedMass(radius[i]);
        }
        SplineMass spline = SplineMass.of(radius, mass);
        for (double r : new double[] {1e-3, 0.5, 1, 1.7, 5, 29, 99.999}) {
            assertEquals(law.speedSquared(r), spline.speedSquared(r), ROUNDING * law.speedSquared(r));
            assertEquals(law.enclosedMass(r), spline.enclosedMass(r), ROUNDING * law.enclosedMass(r));
        }
        double kepler = Constants.G * mass[4] / 1e4;
        assertEquals(kepler, spline.speedSquared(1e4), ROUNDING * kepler);
        assertTrue(spline.speedSquared(0) >= 0 && spline.speedSquared(0) < 1e-200);
    }

    @Test
    void splineMassNeverFallsWhereTheNodesDoNot() {
        SplineMass spline = SplineMass.of(new double[] {1, 2, 4, 8, 16}, new double[] {1e5, 1.01e5, 5e7, 5e7, 6e7});
        double before = 0;
        for (double r = 0.5; r < 20; r *= 1.003) {
            double now = spline.enclosedMass(r);
            assertTrue(now >= before * (1 - ROUNDING), "falls at " + r);
            before = now;
        }
        assertEquals(5e7, spline.enclosedMass(5.7), ROUNDING * 5e7);
    }

    @Test
    void curveOfSpeeds() {
        TabulatedCurve curve = TabulatedCurve.ofSpeed(new double[] {2, 4, 8, 20}, new double[] {100, 150, 180, 170});
        assertEquals(150, curve.speed(4), 150 * ROUNDING);
        assertEquals(50, curve.speed(1), 50 * ROUNDING, "linear inside");
        assertEquals(0, curve.speed(0));
        assertEquals(170 * Math.sqrt(0.5), curve.speed(40), 170 * ROUNDING, "Keplerian outside");
        double before = 0;
        for (double r = 0; r <= 8; r += 0.01) {
            assertTrue(curve.speed(r) >= before, "not monotone at " + r);
            before = curve.speed(r);
        }
        for (double end : new double[] {2, 20}) {
            assertEquals(curve.speed(end), curve.speed(end * (1 - 1e-9)), 1e-6);
            assertEquals(curve.speed(end), curve.speed(end * (1 + 1e-9)), 1e-6);
        }
        assertEquals(
                -400,
                TabulatedCurve.ofSpeed(new double[] {1, 2}, new double[] {-20, -20})
                        .speedSquared(1.5),
                1e-9);
    }

    @Test
    void curveOfMasses() {
        TabulatedCurve curve = TabulatedCurve.ofMass(new double[] {0, 4, 8}, new double[] {0, 1e6, 4e6});
        assertEquals(Constants.G * 1e6 / 4, curve.speedSquared(4), ROUNDING * Constants.G * 1e6);
        assertEquals(Constants.G * 4e6 / 80, curve.speedSquared(80), ROUNDING * Constants.G * 1e6);
        assertEquals(0, curve.speedSquared(0));
        TabulatedCurve core = TabulatedCurve.ofMass(new double[] {2, 4}, new double[] {8, 64});
        // inside the first radius the mass goes as r^3
        assertEquals(Constants.G * 1 / 1, core.speedSquared(1), ROUNDING);
    }

    @Test
    void squaresAdd() {
        CircularVelocity two = CompositePotential.of(new PointMass(1e7), new PowerLawMass(3, 2.5).scaled(2));
        double wanted = new PointMass(1e7).speedSquared(9) + 2 * new PowerLawMass(3, 2.5).speedSquared(9);
        assertEquals(wanted, two.speedSquared(9), ROUNDING * wanted);
        assertEquals(0, CompositePotential.of().speedSquared(1));
        CircularVelocity outward = radius -> -5;
        assertEquals(0, outward.speed(1));
    }

    @Test
    void whatIsNoMassIsRefused() {
        refused("black-hole mass is -1.0 Msun", () -> new PointMass(-1));
        refused("black-hole mass is NaN Msun", () -> new PointMass(Double.NaN));
        refused("black-hole softening is -2.0 pc", () -> new PointMass(1, -2));
        refused("power-law exponent beta is -1.0", () -> new PowerLawMass(1, -1));
        refused(
                "spline mass: mass of node 2 is 0.0 Msun",
                () -> SplineMass.of(new double[] {1, 2}, new double[] {1, 0}));
        refused(
                "spline mass: radius of node 1 is 0.0 pc",
                () -> SplineMass.of(new double[] {0, 2}, new double[] {1, 1}));
        refused(
                "table of circular speed: radius 2.0 pc of row 3",
                () -> TabulatedCurve.ofSpeed(new double[] {1, 3, 2}, new double[] {1, 1, 1}));
        refused(
                "table of circular speed has 1 radii",
                () -> TabulatedCurve.ofSpeed(new double[] {1}, new double[] {1}));
        refused(
                "table of circular speed: speed of row 2 is NaN",
                () -> TabulatedCurve.ofSpeed(new double[] {1, 2}, new double[] {1, Double.NaN}));
        refused(
                "table of enclosed mass: mass of row 1 is -1.0 Msun",
                () -> TabulatedCurve.ofMass(new double[] {1, 2}, new double[] {-1, 1}));
    }

    private static void refused(String begins, org.junit.jupiter.api.function.Executable make) {
        String message = assertThrows(InputException.class, make).getMessage();
        assertTrue(message.startsWith(begins), message);
    }

    /** A power law has no bends; a step of its slope is one bend of that size. */
    @Test
    void bendsOfAFreeMassProfileAreChangesOfItsSlope() {
        double[] nodes = {0.1, 0.25, 0.4, 1.5};
        double expectedChange = 0.3;
        SplineStars stars = new SplineStars(nodes, expectedChange);
        double[] slopes = {1.2, 1.2, 1.9};
        double[] logarithms = new double[nodes.length];
        for (int k = 1; k < nodes.length; k++) {
            logarithms[k] = logarithms[k - 1] + slopes[k - 1] * Math.log(nodes[k] / nodes[k - 1]);
        }
        double[] bends = stars.bends().stream()
                .mapToDouble(bend -> stars.parameterNames().stream()
                        .filter(bend::containsKey)
                        .mapToDouble(name -> bend.get(name)
                                * logarithms[stars.parameterNames().indexOf(name)])
                        .sum())
                .toArray();
        assertArrayEquals(new double[] {0, 0.7 / expectedChange}, bends, 1e-12);
        assertTrue(new SplineStars(nodes).bends().isEmpty());
    }
}
