package org.steelyard.units;

/**
 * How large an angle is at the galaxy (method page, section 1).
 *
 * @param angularDiameterDistance [Mpc] D_A, positive
 */
public record DistanceScale(double angularDiameterDistance) {

    /** @throws InputException if the distance is not positive and finite */
    public DistanceScale {
        if (!(angularDiameterDistance > 0) || Double.isInfinite(angularDiameterDistance)) {
            throw new InputException("galaxy distance " + angularDiameterDistance
                    + " Mpc must be positive and finite; write it like distance = \"17.1 Mpc\"");
        }
    }

    /**
     * @param luminosityDistance [Mpc] D_L
     * @param velocity [km/s] systemic velocity c z
     * @return the scale for D_A = D_L / (1+z)^2
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
