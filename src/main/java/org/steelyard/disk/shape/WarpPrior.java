// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.shape;

import org.steelyard.units.InputException;

/**
 * How far the planes of a warp are expected to differ: each angle is a random walk from ring to ring, which changes by
 * this standard deviation from the first ring to the last.
 *
 * @param inclination [deg] of the inclination; infinite for no expectation
 * @param positionAngle [deg] of the position angle; infinite for no expectation
 */
public record WarpPrior(double inclination, double positionAngle) {

    /** Any change is as likely. */
    public static final WarpPrior NONE = new WarpPrior(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** The largest changes that are tried: wide enough for any disk. */
    public static final WarpPrior WIDE = new WarpPrior(60, 120);

    /**
     * Of a search whose prior the data are to choose: it keeps a ring that the beam hides, or that folds the disk, near its
     * neighbours (45 deg between two of nine rings cost 160 in chi^2), and costs a warp of 60 deg 36.
     */
    public static final WarpPrior SEARCH = new WarpPrior(10, 40);

    /** All rings in one plane, to a hundredth of a degree. */
    public static final WarpPrior FLAT = new WarpPrior(0.01, 0.01);

    /** @throws InputException if an angle is not positive */
    public WarpPrior {
        if (!(inclination > 0 && positionAngle > 0)) {
            throw new InputException("has an expected change of " + Math.min(inclination, positionAngle)
                    + " deg; give angles above 0, or disk.warp = \"none\"");
        }
    }
}
