// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube;

import org.steelyard.units.InputException;

/**
 * Brightness along a line on the sky in each channel. Samples are one pixel apart and centred on a given point. Offsets
 * increase in the direction of the position angle; PA 0 runs from south to north.
 *
 * @param values {@code [channel*offsets + offset]}, NaN where there is no data; lent
 * @param offsets number of samples along the line
 * @param channels number of channels
 * @param step [arcsec] distance between samples
 * @param positionAngle [deg] position angle of the line, north through east
 * @param width [arcsec] width of the averaged strip, 0 for none
 * @param axis spectral axis
 */
public record PositionVelocityDiagram(
        double[] values,
        int offsets,
        int channels,
        double step,
        double positionAngle,
        double width,
        SpectralAxis axis) {

    /**
     * Samples a cube along a line. With width 0 the values are interpolated bilinearly. Otherwise they are means over
     * rectangles, one pixel along the line and the width across it, with every pixel weighted by its area in the
     * rectangle. Means omit NaN; an interpolated sample is NaN if one of its pixels is NaN.
     *
     * @param cube the cube. Not modified
     * @param px [pixel] column of the centre in the file
     * @param py [pixel] row of the centre in the file
     * @param positionAngle [deg] north through east
     * @param length [arcsec] length of the line
     * @param width [arcsec] width across the line, 0 or more
     * @return the diagram
     * @throws InputException if the length is not positive or the width negative
     */
    public static PositionVelocityDiagram along(
            SpectralCube cube, double px, double py, double positionAngle, double length, double width) {
        if (!(length > 0) || !(width >= 0)) {
            throw new InputException("position-velocity diagram of length " + length + " arcsec and width " + width
                    + " arcsec: the length must be positive and the width not negative");
        }
        LocalFrame frame = cube.frame().at(px, py);
        double step = frame.pixelSize();
        double sin = Math.sin(Math.toRadians(positionAngle));
        double cos = Math.cos(Math.toRadians(positionAngle));
        double[] along = frame.toPixels(step * sin, step * cos);
        double[] across = frame.toPixels(-width * cos, width * sin);
        int offsets = (int) Math.max(1, Math.round(length / step));
        double[] values = new double[offsets * cube.channels()];
        double x0 = px - 1 - cube.xIndex();
        double y0 = py - 1 - cube.yIndex();
        PixelWeights[] weights = new PixelWeights[offsets];
        for (int k = 0; k < offsets; k++) {
            double s = k - (offsets - 1) / 2.0;
            double x = x0 + s * along[0];
            double y = y0 + s * along[1];
            weights[k] = width > 0 ? PixelWeights.polygon(rectangle(x, y, along, across)) : PixelWeights.bilinear(x, y);
        }
        // Channel by channel, as the cube lies in the memory.
        for (int c = 0; c < cube.channels(); c++) {
            for (int k = 0; k < offsets; k++) {
                values[c * offsets + k] = width > 0 ? weights[k].mean(cube, c) : weights[k].sum(cube, c);
            }
        }
        return new PositionVelocityDiagram(values, offsets, cube.channels(), step, positionAngle, width, cube.axis());
    }

    private static double[][] rectangle(double x, double y, double[] along, double[] across) {
        double[][] corners = new double[4][];
        double[] signsAlong = {-0.5, 0.5, 0.5, -0.5};
        double[] signsAcross = {-0.5, -0.5, 0.5, 0.5};
        for (int i = 0; i < 4; i++) {
            corners[i] = new double[] {
                x + signsAlong[i] * along[0] + signsAcross[i] * across[0],
                y + signsAlong[i] * along[1] + signsAcross[i] * across[1]
            };
        }
        return corners;
    }

    /**
     * Returns the offset of a sample.
     *
     * @param index sample, from 0
     * @return [arcsec] offset from the centre, positive in the direction of the position angle
     */
    public double offset(int index) {
        return (index - (offsets - 1) / 2.0) * step;
    }
}
