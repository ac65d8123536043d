// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.dust;

import org.steelyard.units.InputException;

/**
 * A thin dust disk in the galaxy's mid-plane; centre and position angle are the galaxy's. It lets T(A) = 1 - b + b 10^(-0.4 A) of the
 * starlight through: the share b is behind it, one half in the mid-plane and all of it for a screen in front (Viaene et al. 2017, MNRAS
 * 472, 1286; Boizelle et al. 2019, ApJ 881, 10).
 *
 * @param radius [pixel] semi-major axis beyond which there is no dust
 * @param axisRatio of the disk on the sky, the cosine of its inclination
 * @param behind b, share of the light behind the disk, in (0, 1]
 */
public record DustDisk(double radius, double axisRatio, double behind) {

    /** @throws InputException if a number is out of its range */
    public DustDisk {
        if (!(radius > 0) || Double.isInfinite(radius) || !(axisRatio > 0 && axisRatio <= 1)) {
            throw new InputException("dust disk: radius " + radius
                    + " pixel must be positive and its axis ratio on the sky " + axisRatio
                    + " above 0 and at most 1: give an inclination below 90 deg");
        }
        if (!(behind > 0 && behind <= 1)) {
            throw new InputException("dust disk: share of the light behind the dust " + behind
                    + " must be above 0 and at most 1; 0.5 for a disk in the mid-plane");
        }
    }

    /**
     * The same disk with another radius.
     *
     * @param pixels [pixel] semi-major axis
     * @return the disk
     */
    public DustDisk withRadius(double pixels) {
        return new DustDisk(pixels, axisRatio, behind);
    }
}
