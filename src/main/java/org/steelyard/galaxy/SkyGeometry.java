// SPDX-License-Identifier: Apache-2.0
package org.steelyard.galaxy;

/**
 * How the fitted disk and the fit region lie on the sky: what every picture of the fit needs.
 *
 * @param name of the galaxy, empty if unknown
 * @param x [pixel] centre of the disk, FITS 1-based, in the original file
 * @param y [pixel] centre of the disk
 * @param positionAngle [deg] of the receding side of the major axis, north through east
 * @param inclination [deg] 0 is face-on
 * @param vsys [km/s] systemic velocity, optical convention, in the frame of the data
 * @param pcPerArcsec [pc/arcsec] scale at the galaxy
 * @param semiMajor [arcsec] of the fit ellipse about the centre, NaN if the region is no ellipse
 * @param axisRatio [-] of the fit ellipse, minor over major
 * @param regionPositionAngle [deg] of the fit ellipse, north through east
 */
public record SkyGeometry(
        String name,
        double x,
        double y,
        double positionAngle,
        double inclination,
        double vsys,
        double pcPerArcsec,
        double semiMajor,
        double axisRatio,
        double regionPositionAngle) {}
