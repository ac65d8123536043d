// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube;

import org.steelyard.units.Constants;
import org.steelyard.units.InputException;

/**
 * An elliptical Gaussian beam.
 *
 * @param major [arcsec] full width at half maximum along the major axis
 * @param minor [arcsec] full width at half maximum along the minor axis, at most {@code major}
 * @param positionAngle [deg] position angle of the major axis, north through east
 */
public record Beam(double major, double minor, double positionAngle) {

    /** @throws InputException if an axis is not positive and finite, or the minor axis is the longer one */
    public Beam {
        if (!(minor > 0) || !(major >= minor) || Double.isInfinite(major) || !Double.isFinite(positionAngle)) {
            throw new InputException("beam " + major + " x " + minor + " arcsec at PA " + positionAngle
                    + " deg: both axes must be positive and the first must be the longer; correct"
                    + " data.beam or the header");
        }
    }

    /**
     * Creates a beam from axes in either order; rounding makes BMIN exceed BMAJ in some files.
     *
     * @param first [arcsec] FWHM along the position angle
     * @param second [arcsec] FWHM across the position angle
     * @param positionAngle [deg] position angle of the first axis
     * @return the same ellipse with its axes in order
     */
    public static Beam ofAxes(double first, double second, double positionAngle) {
        return second > first ? new Beam(second, first, positionAngle + 90) : new Beam(first, second, positionAngle);
    }

    /**
     * Creates a beam from its second moments.
     *
     * @param covariance [arcsec2] {EE, EN, NN}
     * @return the beam with these second moments
     */
    public static Beam ofCovariance(double[] covariance) {
        double mean = (covariance[0] + covariance[2]) / 2;
        double half = (covariance[2] - covariance[0]) / 2;
        double radius = Math.hypot(half, covariance[1]);
        double angle = Math.toDegrees(Math.atan2(covariance[1], half)) / 2;
        double major = Constants.FWHM_PER_SIGMA * Math.sqrt(mean + radius);
        double minor = Constants.FWHM_PER_SIGMA * Math.sqrt(mean - radius);
        return new Beam(major, Math.min(major, minor), angle);
    }

    /**
     * Rotates the beam.
     *
     * @param angle [deg] north through east
     * @return the beam at that much larger position angle
     */
    public Beam rotated(double angle) {
        return angle == 0 ? this : new Beam(major, minor, positionAngle + angle);
    }

    /**
     * Scales the beam.
     *
     * @param width [arcsec] geometric mean of the two FWHM
     * @return the beam of that width, with the same axis ratio and position angle
     */
    public Beam ofWidth(double width) {
        double factor = width / geometricMean();
        return factor == 1 ? this : new Beam(major * factor, minor * factor, positionAngle);
    }

    /** @return [arcsec2] solid angle, pi major minor / (4 ln 2) */
    public double area() {
        return Math.PI * major * minor / (4 * Math.log(2));
    }

    /** @return [arcsec] standard deviation along the major axis */
    public double sigmaMajor() {
        return major / Constants.FWHM_PER_SIGMA;
    }

    /** @return [arcsec] standard deviation along the minor axis */
    public double sigmaMinor() {
        return minor / Constants.FWHM_PER_SIGMA;
    }

    /** @return [arcsec] geometric mean of the two FWHM */
    public double geometricMean() {
        return Math.sqrt(major * minor);
    }

    /** @return [arcsec2] second moments {EE, EN, NN}, with E to the east and N to the north */
    public double[] covariance() {
        double along = sigmaMajor() * sigmaMajor();
        double across = sigmaMinor() * sigmaMinor();
        double sin = Math.sin(Math.toRadians(positionAngle));
        double cos = Math.cos(Math.toRadians(positionAngle));
        return new double[] {
            along * sin * sin + across * cos * cos, (along - across) * sin * cos, along * cos * cos + across * sin * sin
        };
    }
}
