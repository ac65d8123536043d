// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.dust;

import org.steelyard.units.InputException;

/**
 * The extinction of the light behind a dust disk: A(r) = A_0 exp(-(r/s)^p) inside the disk's radius, 0 outside. An exponent of 1 is an
 * exponential disk, 2 a Gaussian, a large one a uniform screen.
 *
 * @param central [mag] A_0 in the band of the image
 * @param scale [pixel] s along the major axis
 * @param exponent p
 * @param radius [pixel] where the dust ends
 */
public record ExtinctionProfile(double central, double scale, double exponent, double radius) {

    /** Radii of the disk in Gaussian sigmas of an assumed profile. */
    private static final double SIGMAS = 2;

    /** @throws InputException if a number is out of its range */
    public ExtinctionProfile {
        if (!(central >= 0) || Double.isInfinite(central)) {
            throw new InputException("dust disk: central extinction " + central
                    + " mag must be finite and not negative; 0 to 1.5 mag in the H band are usual");
        }
        if (!(scale > 0 && exponent > 0 && radius > 0)) {
            throw new InputException("dust disk: scale " + scale + ", exponent " + exponent + " and radius " + radius
                    + " must be positive");
        }
    }

    /**
     * An assumed profile: a Gaussian of a sigma of half the disk's radius.
     *
     * @param central [mag] A at the centre
     * @param radius [pixel] of the disk
     * @return the profile
     * @throws InputException if a number is out of its range
     */
    public static ExtinctionProfile gaussian(double central, double radius) {
        return new ExtinctionProfile(central, Math.sqrt(2) * radius / SIGMAS, 2, radius);
    }

    /**
     * The extinction at a radius.
     *
     * @param r [pixel]
     * @return [mag] A
     */
    public double at(double r) {
        return r < radius ? central * Math.exp(-Math.pow(r / scale, exponent)) : 0;
    }

    /** The profile times a factor. */
    ExtinctionProfile times(double factor) {
        return new ExtinctionProfile(factor * central, scale, exponent, radius);
    }
}
