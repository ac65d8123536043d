// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.steelyard.disk.flow.ConstantRadialFlow;
import org.steelyard.disk.flow.FlowCoefficients;
import org.steelyard.disk.flow.InflowFromRotation;
import org.steelyard.disk.flow.ProportionalRadialFlow;
import org.steelyard.disk.flow.RadialFlow;
import org.steelyard.disk.flow.SlowRotation;
import org.steelyard.potential.CircularVelocity;
import org.steelyard.potential.PointMass;
import org.steelyard.potential.PowerLawMass;
import org.steelyard.units.Constants;
import org.steelyard.units.InputException;

/** Velocities, flows and Doppler shifts of a thin disk. */
class ThinDiskTest {

    /** A dozen operations of 1.1e-16 on speeds of a few hundred km/s. */
    private static final double ROUNDING = 1e-11;

    private static final double PC_PER_ARCSEC = 80;
    private static final CircularVelocity HOLE = new PointMass(3e8);

    private static FlowCoefficients flow(RadialFlow law, double value, int nearSide) {
        return law.coefficients(new double[] {value}, nearSide);
    }

    private static ThinDisk disk(
            double inclination, double positionAngle, CircularVelocity mass, FlowCoefficients flow) {
        return new ThinDisk(
                DiskGeometry.ofDegrees(inclination, positionAngle), mass, PC_PER_ARCSEC, r -> flow, r -> 10);
    }

    @Test
    void alongTheAxes() {
        ThinDisk disk = disk(60, 90, HOLE, FlowCoefficients.CIRCULAR);
        double wanted = HOLE.speed(0.5 * PC_PER_ARCSEC) * Math.sqrt(0.75);
        assertEquals(wanted, disk.lineOfSightVelocity(0.5, 0), ROUNDING, "the east recedes at position angle 90");
        assertEquals(-wanted, disk.lineOfSightVelocity(-0.5, 0), ROUNDING);
        assertEquals(0, disk.lineOfSightVelocity(0, 0.5), ROUNDING);
        assertEquals(
                0, disk(0, 90, HOLE, FlowCoefficients.CIRCULAR).lineOfSightVelocity(0.5, 0.1), ROUNDING, "face-on");
        assertEquals(10, disk.dispersion(0.5, 0));
        assertEquals(
                HOLE.speedSquared(80),
                disk.circularSpeedSquared(0, 0.5),
                1e-8,
                "0.5 arcsec on the minor axis are 1 in the disk");
    }

    /** Everywhere: the projection of the velocity vector by rotation matrices, written out on its own. */
    @Test
    void projectionOfTheVelocityVector() {
        double i = Math.toRadians(50);
        double gamma = Math.toRadians(200);
        FlowCoefficients flow = new FlowCoefficients(0.9, 0.2, 15);
        ThinDisk disk = disk(50, 200, HOLE, flow);
        for (double azimuth = 0; azimuth < 6.28; azimuth += 0.3) {
            double r = 0.7;
            double speed = HOLE.speed(r * PC_PER_ARCSEC);
            // disk frame: x along the receding node, y to the side of PA + 90; the rotation turns from x away from the
            // observer
            double recede = 0.9 * speed * Math.cos(azimuth) + (0.2 * speed + 15) * Math.sin(azimuth);
            double minor = r * Math.sin(azimuth) * Math.cos(i);
            double major = r * Math.cos(azimuth);
            double dE = major * Math.sin(gamma) + minor * Math.sin(gamma + Math.PI / 2);
            double dN = major * Math.cos(gamma) + minor * Math.cos(gamma + Math.PI / 2);
            assertEquals(recede * Math.sin(i), disk.lineOfSightVelocity(dE, dN), ROUNDING);
        }
    }

    @Test
    void theVeryCentre() {
        assertEquals(
                0,
                disk(60, 0, new PowerLawMass(10, 3), FlowCoefficients.CIRCULAR).lineOfSightVelocity(0, 0));
        double hole =
                disk(60, 0, HOLE, flow(new ProportionalRadialFlow(), 0.1, 1)).lineOfSightVelocity(0, 0);
        assertEquals(Double.POSITIVE_INFINITY, hole, "not a number would spoil a cube, infinity is in no channel");
        assertEquals(0, disk(0, 0, HOLE, FlowCoefficients.CIRCULAR).lineOfSightVelocity(0, 0), "face-on");
        assertEquals(
                0, disk(60, 0, new PointMass(3e8, 1), FlowCoefficients.CIRCULAR).lineOfSightVelocity(0, 0));
    }

    @Test
    void flows() {
        double speed = 200;
        double rotation = FlowCoefficients.CIRCULAR.lineOfSightVelocity(speed, 0.6, 0.8, 0.5);
        assertEquals(rotation, flow(new InflowFromRotation(), 1, 1).lineOfSightVelocity(speed, 0.6, 0.8, 0.5));
        // free fall: escape speed, to either side
        assertEquals(
                Math.sqrt(2) * 200 * 0.8 * 0.5,
                flow(new InflowFromRotation(), 0, 1).lineOfSightVelocity(speed, 0.6, 0.8, 0.5),
                ROUNDING);
        assertEquals(
                -Math.sqrt(2) * 200 * 0.8 * 0.5,
                flow(new InflowFromRotation(), 0, -1).lineOfSightVelocity(speed, 0.6, 0.8, 0.5),
                ROUNDING);
        for (double alpha = 0; alpha <= 1; alpha += 0.1) {
            FlowCoefficients flow = flow(new InflowFromRotation(), alpha, 1);
            // energy: v_rot^2 + v_in^2 = alpha^2 + 2 (1 - alpha^2) in units of v_c^2
            double square = Math.pow(flow.rotation(), 2) + Math.pow(flow.radial(), 2);
            assertEquals(2 - alpha * alpha, square, 1e-14);
        }
        assertEquals(
                0.5 * (200 * 0.6 + 30 * 0.8),
                flow(new ConstantRadialFlow(), 30, 1).lineOfSightVelocity(speed, 0.6, 0.8, 0.5),
                ROUNDING);
        assertEquals(
                0.5 * (200 * 0.6 + 40 * 0.8),
                flow(new ProportionalRadialFlow(), 0.2, 1).lineOfSightVelocity(speed, 0.6, 0.8, 0.5),
                ROUNDING);
        assertEquals(
                0.5 * 180 * 0.6, flow(new SlowRotation(), 0.9, 1).lineOfSightVelocity(speed, 0.6, 0.8, 0.5), ROUNDING);
        assertThrows(InputException.class, () -> flow(new InflowFromRotation(), 1.1, 1));
        assertThrows(InputException.class, () -> flow(new InflowFromRotation(), 0.5, 0));
        assertThrows(InputException.class, () -> flow(new ConstantRadialFlow(), Double.NaN, 1));
    }

    @Test
    void dopplerClassical() {
        double c = Constants.SPEED_OF_LIGHT;
        assertEquals((1 - 300 / c) / 1.01, Doppler.CLASSICAL.nuOverRest(300, 9e4, 0.01), 1e-15);
        assertEquals(1, Doppler.CLASSICAL.nuOverRest(0, 9e4, 0));
    }

    /**
     * Special relativity for the static observer at r, and gravitational redshift from r to infinity, one after the
     * other.
     */
    @Test
    void dopplerRelativistic() {
        double c = Constants.SPEED_OF_LIGHT;
        for (double gmOverRc2 : new double[] {1e-8, 1e-6, 1e-3, 0.1}) {
            double gravity = Math.sqrt(1 - 2 * gmOverRc2);
            // speed of the orbit as a static observer at r measures it
            double local = Math.sqrt(gmOverRc2 / (1 - 2 * gmOverRc2));
            double gammaInverse = Math.sqrt(1 - local * local);
            double faceOn = Doppler.RELATIVISTIC.nuOverRest(0, gmOverRc2 * c * c, 0);
            assertEquals(gravity * gammaInverse, faceOn, 1e-14);
            double small = Math.sqrt(gmOverRc2) * c * 0.5;
            assertEquals(faceOn / (1 + small / c), Doppler.RELATIVISTIC.nuOverRest(small, gmOverRc2 * c * c, 0), 1e-14);
        }
        // at 300 km/s the laws differ by (1 + 1 - 1.5) beta^2 at the node where gas recedes
        double beta = 300 / c;
        double difference = Doppler.CLASSICAL.nuOverRest(300, 9e4, 0) - Doppler.RELATIVISTIC.nuOverRest(300, 9e4, 0);
        assertEquals(0.5 * beta * beta, difference, 3 * beta * beta * beta);
        assertEquals(0, Doppler.RELATIVISTIC.nuOverRest(0, c * c / 2, 0), "no orbit inside 3 GM/c^2");
        assertEquals(0, Doppler.RELATIVISTIC.nuOverRest(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0));
        assertEquals(1, Doppler.RELATIVISTIC.nuOverRest(0, -100, 0), "no circular orbit, no clock");
        ThinDisk disk = disk(60, 0, HOLE, FlowCoefficients.CIRCULAR);
        double ratio = disk.nuOverRest(0, 0.3, 0.01, Doppler.CLASSICAL);
        assertTrue(ratio < 1 / 1.01 && ratio > 0.98, "receding");
    }
}
