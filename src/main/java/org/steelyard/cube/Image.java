package org.steelyard.cube;

/**
 * A two-dimensional map.
 *
 * @param values {@code [y*nx + x]}, NaN where there is no data; lent
 * @param nx columns
 * @param ny rows
 * @param frame sky coordinates of the pixels of the original file
 * @param xIndex column of the original file, from 0, that is this image's first
 * @param yIndex row of the original file, from 0, that is this image's first
 * @param unit BUNIT, may be empty
 */
public record Image(double[] values, int nx, int ny, SkyFrame frame, int xIndex, int yIndex, String unit) {

    /** Checks that the array fits the shape. */
    public Image {
        if (values.length != nx * ny) {
            throw new IllegalArgumentException(values.length + " values for an image of " + nx + " x " + ny);
        }
    }

    /**
     * @param y row of this image, from 0
     * @param x column of this image, from 0
     * @return the value
     */
    public double at(int y, int x) {
        return values[y * nx + x];
    }
}
