// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config;

import static org.steelyard.config.Limits.positive;
import static org.steelyard.config.Limits.require;

import org.steelyard.units.InputException;

/**
 * The ellipse that is fitted; its centre is the starting centre of the model.
 *
 * @param semiMajor [arcsec] semi-major axis
 * @param axisRatio minor over major, at most 1
 * @param positionAngle [deg] of the major axis, north through east
 */
public record RegionEllipse(double semiMajor, double axisRatio, double positionAngle) {

    /** @throws InputException for an ellipse without area */
    public RegionEllipse {
        positive("fit.region.semi_major", semiMajor, "arcsec");
        require(
                axisRatio > 0 && axisRatio <= 1,
                "fit.region.axis_ratio = " + axisRatio + " must be above 0 and at most 1");
    }
}
