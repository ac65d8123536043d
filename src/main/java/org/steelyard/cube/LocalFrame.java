// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube;

/**
 * Linear map from pixels to offsets on the sky near one point:
 *
 * <pre>dE = eastPerX dx + eastPerY dy,   dN = northPerX dx + northPerY dy</pre>
 *
 * @param eastPerX [arcsec/pixel] offset to the east per pixel in x
 * @param eastPerY [arcsec/pixel] offset to the east per pixel in y
 * @param northPerX [arcsec/pixel] offset to the north per pixel in x
 * @param northPerY [arcsec/pixel] offset to the north per pixel in y
 */
public record LocalFrame(double eastPerX, double eastPerY, double northPerX, double northPerY) {

    /** @return [arcsec2] solid angle of a pixel */
    public double pixelArea() {
        return Math.abs(determinant());
    }

    /** @return [arcsec] side of a square pixel of the same area */
    public double pixelSize() {
        return Math.sqrt(pixelArea());
    }

    /**
     * Converts an offset on the sky to pixels.
     *
     * @param east [arcsec] offset to the east
     * @param north [arcsec] offset to the north
     * @return [pixel] the offset {dx, dy}
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
