package org.steelyard.kernel;

/**
 * One direction in which a disk can change.
 *
 * @param kind what changes
 * @param table coefficients of the derivative of the radial function concerned: of v_c^2 for {@link Kind#SPEED} (and {@link Kind#INCLINATION}, where the
 *     circular speed depends on it; else null), of the dispersion for {@link Kind#DISPERSION}, of the surface brightness for {@link Kind#BRIGHTNESS}; null
 *     otherwise
 */
public record Derivative(Kind kind, double[] table) {

    /** What changes. */
    public enum Kind {
        /** {@link DiskState#blackHole()}. */
        BLACK_HOLE,
        /** A parameter of the circular speed, through its table. */
        SPEED,
        /** {@link DiskState#inclination()}, with the circular speed where there is a table. */
        INCLINATION,
        /** Position angle [rad]. */
        POSITION_ANGLE,
        /** Centre in x [pixel]. */
        CENTRE_X,
        /** Centre in y [pixel]. */
        CENTRE_Y,
        /** Systemic velocity: the derivative is with respect to the channel edges, see {@link LineProfileKernel}. */
        SYSTEMIC_VELOCITY,
        /** A parameter of the dispersion, through its table. */
        DISPERSION,
        /** A parameter of the surface brightness, through its table. */
        BRIGHTNESS,
        /** {@link DiskState#rotation()}. */
        ROTATION,
        /** {@link DiskState#radial()}. */
        RADIAL,
        /** {@link DiskState#radialSpeed()}. */
        RADIAL_SPEED
    }
}
