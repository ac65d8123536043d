// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential;

import org.steelyard.units.Constants;

/**
 * A black hole: v^2 = G M r^2 / (r^2 + b^2)^(3/2), Kepler's law where the softening b is zero (Plummer 1911; Binney and
 * Tremaine 2008, eq. 2.44a).
 *
 * @param mass [Msun] not negative
 * @param softening [pc] Plummer's radius b, not negative
 */
public record PointMass(double mass, double softening) implements CircularVelocity {

    /** @throws org.steelyard.units.InputException if a number is negative or not finite */
    public PointMass {
        Require.notNegative("black-hole mass", mass, "Msun");
        Require.notNegative("black-hole softening", softening, "pc");
    }

    /**
     * @param mass [Msun] not negative
     */
    public PointMass(double mass) {
        this(mass, 0);
    }

    @Override
    public double speedSquared(double radius) {
        if (mass == 0) {
            return 0;
        }
        if (softening == 0) {
            return Constants.G * mass / radius;
        }
        double distance = Math.hypot(radius, softening);
        double sine = radius / distance;
        return Constants.G * mass / distance * sine * sine;
    }
}
