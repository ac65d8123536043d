// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube;

/**
 * A two-dimensional map.
 *
 * @param values {@code [y*nx + x]}, NaN where there is no data; lent
 * @param nx number of columns
 * @param ny number of rows
 * @param frame sky coordinates of the pixels of the original file
 * @param xIndex column of the original file, from 0, that is the first of this image
 * @param yIndex row of the original file, from 0, that is the first of this image
 * @param unit BUNIT, may be empty
 */
public record Image(double[] values, int nx, int ny, SkyFrame frame, int xIndex, int yIndex, String unit) {

    /** Checks that the array has the size of the image. */
    public Image {
        if (values.length != nx * ny) {
            throw new IllegalArgumentException(values.length + " values for an image of " + nx + " x " + ny);
        }
    }

    /**
     * Returns one value.
     *
     * @param y row of this image, from 0
     * @param x column of this image, from 0
     * @return the value
     */
    public double at(int y, int x) {
        return values[y * nx + x];
    }
}
