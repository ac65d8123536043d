// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential;

import org.steelyard.units.Constants;

/**
 * Enclosed mass as a power of radius, M(r) = c1 r^beta, spherical: v^2 = G c1 r^(beta-1).
 *
 * @param c1 [Msun pc^-beta] mass within 1 pc, not negative
 * @param beta exponent, not negative; 3 is a homogeneous sphere, 1 a singular isothermal one, 0 a point mass
 */
public record PowerLawMass(double c1, double beta) implements CircularVelocity {

    /** @throws org.steelyard.units.InputException if a number is negative or not finite */
    public PowerLawMass {
        Require.notNegative("power-law mass c1", c1, "Msun within 1 pc");
        Require.notNegative("power-law exponent beta", beta, "");
    }

    /**
     * @param radius [pc]
     * @return [Msun] mass inside
     */
    public double enclosedMass(double radius) {
        return c1 * Math.pow(radius, beta);
    }

    @Override
    public double speedSquared(double radius) {
        return c1 == 0 ? 0 : Constants.G * c1 * Math.pow(radius, beta - 1);
    }
}
