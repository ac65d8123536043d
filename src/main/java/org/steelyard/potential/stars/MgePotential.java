// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential.stars;

/** Stars that are a multi-Gaussian expansion of their light. */
public interface MgePotential extends StellarPotential {

    @Override
    MgeSpeeds at(double[] radii, double pcPerArcsec);
}
