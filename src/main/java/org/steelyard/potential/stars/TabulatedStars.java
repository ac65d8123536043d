// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential.stars;

import org.steelyard.potential.TabulatedCurve;

/**
 * The stars as a table of circular speeds at M/L = 1.
 *
 * @param curve speeds against radius [arcsec]
 */
public record TabulatedStars(TabulatedCurve curve) implements StellarPotential {

    @Override
    public String keyword() {
        return "stars";
    }

    @Override
    public String meaning() {
        return "table of circular speeds at M/L = 1";
    }

    @Override
    public boolean hasLight() {
        return true;
    }

    @Override
    public StellarSpeeds at(double[] radii, double pcPerArcsec) {
        return StellarSpeeds.constant(curve.speedsSquared(radii, 1));
    }
}
