package org.steelyard.cube;

/**
 * How a step in pixels moves on the sky near one point: dE = eastPerX dx + eastPerY dy, dN = northPerX dx + northPerY
 * dy.
 *
 * @param eastPerX [arcsec/pixel]
 * @param eastPerY [arcsec/pixel]
 * @param northPerX [arcsec/pixel]
 * @param northPerY [arcsec/pixel]
 */
public record LocalFrame(double eastPerX, double eastPerY, double northPerX, double northPerY) {

    /** @return [arcsec2] solid angle of a pixel */
    public double pixelArea() {
        return Math.abs(determinant());
    }

    /** @return [arcsec] side of a square pixel of that area */
    public double pixelSize() {
        return Math.sqrt(pixelArea());
    }

    /**
     * @param east [arcsec]
     * @param north [arcsec]
     * @return [pixel] the step {dx, dy} that moves by them
     */
    public double[] toPixels(double east, double north) {
        double determinant = determinant();
        return new double[] {
            (northPerY * east - eastPerY * north) / determinant, (eastPerX * north - northPerX * east) / determinant
        };
    }

    private double determinant() {
        return eastPerX * northPerY - eastPerY * northPerX;
    }
}
