// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential.stars;

/** No stars: v_*^2 = 0. */
public record NoStars() implements StellarPotential {

    @Override
    public String keyword() {
        return "none";
    }

    @Override
    public String meaning() {
        return "no stars";
    }

    @Override
    public boolean hasLight() {
        return false;
    }

    @Override
    public StellarSpeeds at(double[] radii, double pcPerArcsec) {
        return StellarSpeeds.constant(new double[radii.length]);
    }
}
