// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential.stars;

import org.jspecify.annotations.Nullable;

/**
 * Squared circular speed of the stars at fixed radii, with M/L = 1 where they have light (method page, section 3).
 * Immutable.
 */
public interface StellarSpeeds {

    /** @return whether the speeds depend on the inclination */
    default boolean inclined() {
        return false;
    }

    /**
     * @param inclination [rad]
     * @param parameters values of the potential's parameters. Not modified
     * @param out [km2/s2] squared speeds. Modified
     * @param perInclination [km2/s2/rad] their derivative, or null. Modified where {@link #inclined()}
     * @param perParameter their derivatives, {@code [parameter][radius]}, or null. Modified
     * @throws org.steelyard.units.InputException if the values give no potential
     */
    void evaluate(
            double inclination,
            double[] parameters,
            double[] out,
            double @Nullable [] perInclination,
            double[] @Nullable [] perParameter);

    /**
     * @param squared [km2/s2] speeds that depend on nothing. Lent
     * @return those speeds
     */
    static StellarSpeeds constant(double[] squared) {
        return (inclination, parameters, out, perInclination, perParameter) ->
                System.arraycopy(squared, 0, out, 0, squared.length);
    }
}
