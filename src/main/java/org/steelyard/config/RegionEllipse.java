// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config;

import static org.steelyard.config.Limits.positive;
import static org.steelyard.config.Limits.require;

import org.steelyard.units.InputException;

/**
 * The ellipse that is fitted.
 *
 * @param semiMajor [arcsec] semi-major axis
 * @param axisRatio minor over major, at most 1
 * @param positionAngle [deg] of the major axis, north through east
 * @param x [pixel] centre, FITS 1-based; null for the starting centre of the model
 * @param y [pixel] centre, FITS 1-based; null for the starting centre of the model
 */
public record RegionEllipse(double semiMajor, double axisRatio, double positionAngle, Double x, Double y) {

    /** @throws InputException for an ellipse without area, or with half a centre */
    public RegionEllipse {
        positive("fit.region.semi_major", semiMajor, "arcsec");
        require(
                axisRatio > 0 && axisRatio <= 1,
                "fit.region.axis_ratio = " + axisRatio + " must be above 0 and at most 1");
        require((x == null) == (y == null), "fit.region.x and fit.region.y: give both or none");
    }

    /**
     * An ellipse about the starting centre of the model.
     *
     * @param semiMajor [arcsec] semi-major axis
     * @param axisRatio minor over major, at most 1
     * @param positionAngle [deg] of the major axis, north through east
     * @throws InputException for an ellipse without area
     */
    public RegionEllipse(double semiMajor, double axisRatio, double positionAngle) {
        this(semiMajor, axisRatio, positionAngle, null, null);
    }

    /**
     * @param startX [pixel] starting centre of the model
     * @param startY [pixel] starting centre of the model
     * @return this ellipse with its own centre, else with that one
     */
    public RegionEllipse about(double startX, double startY) {
        return x != null ? this : new RegionEllipse(semiMajor, axisRatio, positionAngle, startX, startY);
    }

    /**
     * @param factor above 0
     * @return this ellipse with its axes multiplied by the factor
     */
    public RegionEllipse scaled(double factor) {
        return new RegionEllipse(factor * semiMajor, axisRatio, positionAngle, x, y);
    }
}
