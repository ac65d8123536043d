// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential.stars;

/** Squared circular speeds of a multi-Gaussian expansion, a sum over its Gaussians. */
public interface MgeSpeeds extends StellarSpeeds {

    /**
     * The same Gaussians with other masses, without another deprojection.
     *
     * @param weights factor on the mass of each Gaussian, of either sign. Lent
     * @return the speeds of their sum
     */
    StellarSpeeds weighted(double[] weights);
}
