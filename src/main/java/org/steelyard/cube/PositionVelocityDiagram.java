package org.steelyard.cube;

/** Position-velocity diagram: values [channel*offsets + offset]. */
public record PositionVelocityDiagram(
        double[] values, int offsets, int channels, double step, double positionAngle, double width, SpectralAxis axis) {

    public static PositionVelocityDiagram along(
            SpectralCube cube, double px, double py, double positionAngle, double length, double width) {
        throw new UnsupportedOperationException();
    }

    /** [arcsec] of a sample from the centre, positive towards the position angle. */
    public double offset(int index) {
        return (index - (offsets - 1) / 2.0) * step;
    }
}
