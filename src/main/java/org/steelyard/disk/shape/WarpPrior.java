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

    /** Wide enough for any disk, and narrow enough to hold rings without gas at their neighbours. */
    public static final WarpPrior WIDE = new WarpPrior(60, 120);

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
