// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

import static org.steelyard.units.Constants.SPEED_OF_LIGHT;

/**
 * A thin disk at one set of parameters, in the form that {@link DiskKernel} evaluates. It contains a linear map from
 * pixels to the axes of the disk and the black hole in closed form. All other functions of radius are coefficients of
 * one {@link RadiusTable}. Radii are in arcsec.
 *
 * @param majorX [arcsec/pixel] offset along the receding major axis per pixel in x
 * @param majorY [arcsec/pixel] offset along the receding major axis per pixel in y
 * @param minorX [arcsec/pixel] offset on the sky along the minor axis, towards PA + 90 deg, per pixel in x
 * @param minorY [arcsec/pixel] offset on the sky along the minor axis, towards PA + 90 deg, per pixel in y
 * @param inclination [rad] 0 is face-on
 * @param blackHole [km2 s-2 arcsec] G M_BH over the length of one arcsecond
 * @param softening [arcsec] Plummer radius of the black hole, 0 for a point mass
 * @param rotation share A of the circular speed in rotation
 * @param radial share B of the circular speed along the minor axis
 * @param radialSpeed [km/s] constant speed along the minor axis
 * @param local what changes with radius in the motion beside these constants; null for nothing
 * @param relativistic whether transverse Doppler shift and gravitational redshift are included
 * @param table the knots
 * @param speedSquared [km2/s2] coefficients of v_c^2 without the black hole
 * @param dispersion [km/s] coefficients of the velocity dispersion
 * @param lightX [pixel] offset of the centre of the brightness in x
 * @param lightY [pixel] the same in y
 * @param brightness coefficients of the surface brightness in the disk plane; null where the weights of the samples are
 *     the flux
 * @param ringed whether the brightness is that of rings: its relative slope, infinite where a ring has no light, does not say
 *     how finely a pixel must be sampled
 * @param outerRadius [arcsec] radius beyond which there is no light, infinite for none; used with {@code brightness}
 *     only
 * @param tilt planes of a warped disk, of which {@code inclination} is that at the centre; null for a flat one
 * @param layers distribution in height, by which the model spreads the image of the thin disk; null for a thin one
 */
public record DiskState(
        double majorX,
        double majorY,
        double minorX,
        double minorY,
        double inclination,
        double blackHole,
        double softening,
        double rotation,
        double radial,
        double radialSpeed,
        LocalMotion local,
        boolean relativistic,
        RadiusTable table,
        double[] speedSquared,
        double[] dispersion,
        double lightX,
        double lightY,
        double[] brightness,
        boolean ringed,
        double outerRadius,
        Tilt tilt,
        Layers layers) {

    /**
     * Coefficients of functions of radius that add to the motion.
     *
     * @param rotation added to the share of rotation
     * @param radial added to the share of radial flow
     * @param shift [km/s] added to the velocity along the line of sight
     */
    public record LocalMotion(double[] rotation, double[] radial, double[] shift) {}

    /**
     * Radius [arcsec] inside which all quantities are constant: a millionth of a milliarcsecond, far below any
     * sub-pixel.
     */
    static final double CORE = 1e-9;

    /**
     * Classical velocity with the same line shift as a circular orbit with transverse Doppler shift and gravitational
     * redshift.
     */
    static double apparent(double v, double q) {
        double slow = Math.sqrt(Math.max(0, 1 - 3 * q / (SPEED_OF_LIGHT * SPEED_OF_LIGHT)));
        return SPEED_OF_LIGHT * (1 - slow / (1 + v / SPEED_OF_LIGHT));
    }

    /** A disk whose brightness, if it has one, is not that of rings and has the centre of the rotation. */
    public DiskState(
            double majorX,
            double majorY,
            double minorX,
            double minorY,
            double inclination,
            double blackHole,
            double softening,
            double rotation,
            double radial,
            double radialSpeed,
            LocalMotion local,
            boolean relativistic,
            RadiusTable table,
            double[] speedSquared,
            double[] dispersion,
            double[] brightness,
            double outerRadius,
            Tilt tilt,
            Layers layers) {
        this(
                majorX,
                majorY,
                minorX,
                minorY,
                inclination,
                blackHole,
                softening,
                rotation,
                radial,
                radialSpeed,
                local,
                relativistic,
                table,
                speedSquared,
                dispersion,
                0,
                0,
                brightness,
                false,
                outerRadius,
                tilt,
                layers);
    }

    /** @return whether the weights of the points depend on the parameters */
    public boolean weighted() {
        return brightness != null || tilt != null && tilt.divided();
    }

    /** @return whether the brightness has a centre of its own */
    public boolean lopsided() {
        return lightX != 0 || lightY != 0;
    }

    /** @return the same disk at rest: only its dispersion remains */
    public DiskState atRest() {
        return new DiskState(
                majorX,
                majorY,
                minorX,
                minorY,
                inclination,
                0,
                softening,
                rotation,
                radial,
                0,
                null,
                relativistic,
                table,
                new double[speedSquared.length],
                dispersion,
                lightX,
                lightY,
                brightness,
                ringed,
                outerRadius,
                tilt,
                layers);
    }

    /**
     * @param light coefficients of another surface brightness. Lent
     * @return the same disk with that
     */
    public DiskState withBrightness(double[] light) {
        return new DiskState(
                majorX,
                majorY,
                minorX,
                minorY,
                inclination,
                blackHole,
                softening,
                rotation,
                radial,
                radialSpeed,
                local,
                relativistic,
                table,
                speedSquared,
                dispersion,
                lightX,
                lightY,
                light,
                ringed,
                outerRadius,
                tilt,
                layers);
    }

    /**
     * Softens the black hole.
     *
     * @param least [arcsec] smallest Plummer radius
     * @return the same disk, with a black hole softened by at least this radius
     */
    public DiskState softened(double least) {
        if (softening >= least) {
            return this;
        }
        return new DiskState(
                majorX,
                majorY,
                minorX,
                minorY,
                inclination,
                blackHole,
                least,
                rotation,
                radial,
                radialSpeed,
                local,
                relativistic,
                table,
                speedSquared,
                dispersion,
                lightX,
                lightY,
                brightness,
                ringed,
                outerRadius,
                tilt,
                layers);
    }

    /**
     * The distribution of a thick disk's gas in height (method page, section 2): layers at the heights h zeta above the
     * plane, symmetric about it, which rotate like the gas in the plane below or above them.
     *
     * @param height scale height h [arcsec]
     * @param zeta height of each layer over h. Lent
     * @param shares share of the gas in each layer; their sum is 1. Lent
     */
    public record Layers(double height, double[] zeta, double[] shares) {

        /** @return height of the outermost layer over h */
        double reach() {
            return zeta[zeta.length - 1];
        }
    }
}
