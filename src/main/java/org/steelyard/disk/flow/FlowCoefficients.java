// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.flow;

import org.steelyard.units.InputException;

/**
 * How much of the circular speed is rotation and how much flows in or out (method page, section 4):
 *
 * <pre>  v_LOS = sin i [ A v_c x_d/r + (B v_c + w) y_d/r ] </pre>
 *
 * @param rotation A, rotation as a fraction of the circular speed
 * @param radial B, radial speed as a fraction of the circular speed; positive recedes on the side of y_d &gt; 0
 * @param radialSpeed [km/s] w, constant radial speed with the same sign
 */
public record FlowCoefficients(double rotation, double radial, double radialSpeed) {

    /** Circular orbits. */
    public static final FlowCoefficients CIRCULAR = new FlowCoefficients(1, 0, 0);

    /** @throws InputException if a number is not finite */
    public FlowCoefficients {
        if (!Double.isFinite(rotation) || !Double.isFinite(radial) || !Double.isFinite(radialSpeed)) {
            throw new InputException(
                    "radial flow (" + rotation + ", " + radial + ", " + radialSpeed + " km/s) must be finite");
        }
    }

    /**
     * @param circularSpeed [km/s] v_c
     * @param xOverR x_d / r, the cosine of the azimuth from the receding major axis
     * @param yOverR y_d / r, its sine
     * @param sineInclination sin i
     * @return [km/s] velocity along the line of sight, positive receding
     */
    public double lineOfSightVelocity(double circularSpeed, double xOverR, double yOverR, double sineInclination) {
        double along = term(rotation, circularSpeed, xOverR);
        double across = term(radial, circularSpeed, yOverR) + radialSpeed * yOverR;
        return sineInclination == 0 ? 0 : sineInclination * (along + across);
    }

    /** A product in which 0 wins over an infinite speed. */
    private static double term(double fraction, double speed, double direction) {
        double weight = fraction * direction;
        return weight == 0 ? 0 : weight * speed;
    }
}
