// SPDX-License-Identifier: Apache-2.0
package org.steelyard.units;

/**
 * Conversion of angles on the sky to lengths at the galaxy's distance (method page, section 1).
 *
 * @param angularDiameterDistance [Mpc] angular-diameter distance D_A, positive
 */
public record DistanceScale(double angularDiameterDistance) {

    /** [km/s/Mpc] Hubble constant of an estimate of a distance from a systemic velocity. */
    public static final double HUBBLE_CONSTANT = 70;

    /** @throws InputException if the distance is not positive and finite */
    public DistanceScale {
        if (!(angularDiameterDistance > 0) || Double.isInfinite(angularDiameterDistance)) {
            throw new InputException("galaxy distance " + angularDiameterDistance
                    + " Mpc must be positive and finite; write it like distance = \"17.1 Mpc\"");
        }
    }

    /**
     * Converts a luminosity distance: D_A = D_L / (1+z)^2 with z = v/c.
     *
     * @param luminosityDistance [Mpc] luminosity distance D_L
     * @param velocity [km/s] systemic velocity c z
     * @return the scale at D_A
     * @throws InputException if the distance is not positive and finite
     */
    public static DistanceScale ofLuminosityDistance(double luminosityDistance, double velocity) {
        double onePlusZ = 1 + velocity / Constants.SPEED_OF_LIGHT;
        return new DistanceScale(luminosityDistance / (onePlusZ * onePlusZ));
    }

    /** @return [pc/arcsec] length subtended by one arcsecond */
    public double pcPerArcsec() {
        return angularDiameterDistance * Constants.PC_PER_ARCSEC_AT_MPC;
    }
}
