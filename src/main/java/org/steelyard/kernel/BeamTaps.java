// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

/**
 * Weights of pixels in a block. A rim of zeros around them allows neighbouring blocks to be summed over the same pixels
 * without bounds checks.
 *
 * @param values for a common beam one array, {@code [y * stride + x]}; otherwise one array for each octet of channels,
 *     {@code [(y * stride + x) * 8 + lane]}
 * @param stride distance from one row to the next
 * @param rim number of zeros on each side
 */
record BeamTaps(double[][] values, int stride, int rim) {

    /**
     * Adds the rim.
     *
     * @param bare weights, {@code [(y * size + x) * depth + channel]}. Not modified
     * @param size taps along a side
     * @param depth 1 for a common beam, otherwise a multiple of 8
     * @param rim number of zeros on each side
     */
    static BeamTaps of(double[] bare, int size, int depth, int rim) {
        int stride = size + 2 * rim;
        int lanes = Math.min(depth, Spectra.LANES);
        double[][] values = new double[depth / lanes][stride * stride * lanes];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                for (int c = 0; c < depth; c++) {
                    int at = (y + rim) * stride + x + rim;
                    values[c / lanes][at * lanes + c % lanes] = bare[(y * size + x) * depth + c];
                }
            }
        }
        return new BeamTaps(values, stride, rim);
    }

    /** @return whether each channel has its own weights */
    boolean varying() {
        return values[0].length > stride * stride;
    }

    /** Index of a pixel's tap; the pixel is given as an offset from the first tap. */
    int index(int x, int y) {
        return (y + rim) * stride + x + rim;
    }

    /**
     * Neighbouring blocks that are summed together, and the pixels that reach them.
     *
     * @param blocks indices of {@value Kernels#BLOCKS} blocks; the last one is repeated where there are fewer
     * @param count number of different blocks
     * @param firstRow first row of pixels
     * @param begin first column of each row
     * @param end column after the last of each row
     * @param origin of each block the tap index of pixel (0, 0); pixel (x, y) has the tap origin + y * stride + x
     */
    record Tile(int[] blocks, int count, int firstRow, int[] begin, int[] end, int[] origin) {}
}
