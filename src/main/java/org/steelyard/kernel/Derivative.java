// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

import java.util.Arrays;

/**
 * A direction in parameter space: the derivative of a disk with respect to one parameter.
 *
 * @param kind the quantity that changes
 * @param table coefficients of the derivative of a radial function: of v_c^2 for {@link Kind#SPEED} and, where the
 *     circular speed depends on inclination, for {@link Kind#INCLINATION}; of the dispersion for
 *     {@link Kind#DISPERSION}; of the surface brightness for {@link Kind#BRIGHTNESS}; of {@link DiskState#local()} for
 *     {@link Kind#SHIFT}, {@link Kind#ROTATION} and {@link Kind#RADIAL}; of {@link Tilt#north()} for
 *     {@link Kind#TILT}; null otherwise
 * @param east coefficients of the derivative of {@link Tilt#east()} for {@link Kind#TILT}; null otherwise
 */
public record Derivative(Kind kind, double[] table, double[] east) {

    /**
     * @param kind the quantity that changes, not {@link Kind#TILT}
     * @param table coefficients of its derivative, or null
     */
    public Derivative(Kind kind, double[] table) {
        this(kind, table, null);
    }

    /** The quantity that changes. */
    public enum Kind {
        /** Mass of the black hole, {@link DiskState#blackHole()}. */
        BLACK_HOLE,
        /** A parameter of the circular speed, through its table. */
        SPEED,
        /** Inclination [rad], with the change of the circular speed where there is a table. */
        INCLINATION,
        /** Position angle [rad]. */
        POSITION_ANGLE,
        /** A parameter of the planes of a disk with a {@link Tilt}. */
        TILT,
        /** Scale height [arcsec] of a disk with a {@link Tilt}. */
        HEIGHT,
        /** Centre in x [pixel]. */
        CENTRE_X,
        /** Centre in y [pixel]. */
        CENTRE_Y,
        /**
         * Systemic velocity [km/s]. The derivative is with respect to the channel edges, see {@link LineProfileKernel}.
         */
        SYSTEMIC_VELOCITY,
        /** A parameter of the dispersion, through its table. */
        DISPERSION,
        /** A parameter of the surface brightness, through its table. */
        BRIGHTNESS,
        /** Offset of the centre of the brightness in x [pixel]. */
        LIGHT_X,
        /** Offset of the centre of the brightness in y [pixel]. */
        LIGHT_Y,
        /** Share of rotation, {@link DiskState#rotation()}; with a table that of its local part. */
        ROTATION,
        /** Share of radial flow, {@link DiskState#radial()}; with a table that of its local part. */
        RADIAL,
        /** Constant speed along the minor axis, {@link DiskState#radialSpeed()}. */
        RADIAL_SPEED,
        /** Velocity along the line of sight, through its table. */
        SHIFT
    }

    /** Derivatives by what moves no point of the disk on the sky, whatever its shape. */
    void atFixedPlace(DiskState d, Samples s, int k) {
        double[] dv = s.dVelocity[k];
        switch (kind) {
            case BLACK_HOLE -> {
                double soft = d.softening() * d.softening();
                for (int i = 0; i < s.count; i++) {
                    double soft2 = s.squaredRadius[i] + soft;
                    dv[i] = s.perSpeedSquared[i] * s.squaredRadius[i] / (soft2 * Math.sqrt(soft2));
                }
            }
            case SPEED -> {
                for (int i = 0; i < s.count; i++) {
                    dv[i] = s.perSpeedSquared[i] * RadiusTable.value(table, s.interval[i], s.offset[i]);
                }
            }
            case DISPERSION -> RadiusTable.values(table, s.interval, s.offset, s.count, s.dDispersion[k]);
            case SYSTEMIC_VELOCITY -> Arrays.fill(dv, 0, s.count, -1);
            default -> throw new IllegalArgumentException(kind + " moves points");
        }
    }
}
