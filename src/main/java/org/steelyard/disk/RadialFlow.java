package org.steelyard.disk;

import org.steelyard.units.InputException;

/**
 * How much of the circular speed is rotation and how much flows in or out (METHOD section 4):
 *
 * <pre>  v_LOS = sin i [ A v_c x_d/r + (B v_c + v_rad) y_d/r ] </pre>
 *
 * @param alphaRotation A, the rotation as a fraction of the circular speed
 * @param radialFraction B, the radial speed as a fraction of the circular speed; positive recedes on the side of y_d &gt; 0
 * @param vrad [km/s] constant radial speed, of the same sense
 */
public record RadialFlow(double alphaRotation, double radialFraction, double vrad) {

    private static final RadialFlow NONE = new RadialFlow(1, 0, 0);

    /** @throws InputException if a number is not finite */
    public RadialFlow {
        if (!Double.isFinite(alphaRotation) || !Double.isFinite(radialFraction) || !Double.isFinite(vrad)) {
            throw new InputException(
                    "radial flow (" + alphaRotation + ", " + radialFraction + ", " + vrad + " km/s) must be finite");
        }
    }

    /** @return pure rotation */
    public static RadialFlow none() {
        return NONE;
    }

    /**
     * Rotation at alpha v_c and inflow at sqrt(2 (1 - alpha^2)) v_c: from circular orbits (1) to free fall from infinity (0).
     *
     * @param alpha 0 to 1
     * @param side +1 where the side of y_d &gt; 0 is in front of the centre and its inflow recedes, -1 where it is behind
     * @return the flow
     * @throws InputException if alpha is outside 0 to 1, or side neither 1 nor -1
     */
    public static RadialFlow alpha(double alpha, int side) {
        if (!(alpha >= 0 && alpha <= 1)) {
            throw new InputException("alpha is " + alpha + "; it must be from 0 (free fall) to 1 (circular orbits)");
        }
        if (side != 1 && side != -1) {
            throw new InputException("side of the radial flow is " + side + "; it must be 1 or -1");
        }
        return new RadialFlow(alpha, side * Math.sqrt(2 * (1 - alpha) * (1 + alpha)), 0);
    }

    /**
     * @param vrad [km/s] constant radial speed, beside rotation at the circular speed
     * @return the flow
     */
    public static RadialFlow vrad(double vrad) {
        return new RadialFlow(1, 0, vrad);
    }

    /**
     * @param kappa radial speed as a fraction of the circular speed, beside rotation at the circular speed (Jeter et al. 2019)
     * @return the flow
     */
    public static RadialFlow kappa(double kappa) {
        return new RadialFlow(1, kappa, 0);
    }

    /**
     * @param omega rotation as a fraction of the circular speed, without radial flow
     * @return the flow
     */
    public static RadialFlow omega(double omega) {
        return new RadialFlow(omega, 0, 0);
    }

    /**
     * @param circularSpeed [km/s] v_c
     * @param xOverR x_d / r, the cosine of the azimuth from the receding major axis
     * @param yOverR y_d / r, its sine
     * @param sineInclination sin i
     * @return [km/s] velocity along the line of sight, positive receding
     */
    public double lineOfSightVelocity(double circularSpeed, double xOverR, double yOverR, double sineInclination) {
        double along = term(alphaRotation, circularSpeed, xOverR);
        double across = term(radialFraction, circularSpeed, yOverR) + vrad * yOverR;
        return sineInclination == 0 ? 0 : sineInclination * (along + across);
    }

    /** A product in which 0 wins over an infinite speed. */
    private static double term(double fraction, double speed, double direction) {
        double weight = fraction * direction;
        return weight == 0 ? 0 : weight * speed;
    }
}
