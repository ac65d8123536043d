// SPDX-License-Identifier: Apache-2.0
package org.steelyard.observe;

import java.util.Arrays;

/**
 * The pixels of a grid that a model evaluates, in row order: those with flux that reaches a requested block through the
 * beam.
 *
 * @param column column of each pixel in the grid
 * @param row row of each pixel in the grid
 * @param flux flux of each pixel
 * @param slack factor of each pixel by which a relative error of its flux may exceed that of the most important pixel
 * @param rowStart index of the first pixel of each row, followed by the number of pixels
 */
record ActivePixels(int[] column, int[] row, double[] flux, double[] slack, int[] rowStart) {

    /**
     * Selects the pixels to evaluate.
     *
     * @param grid all pixels
     * @param flux flux of each pixel. Not modified
     * @param importance importance of each pixel, 1 at most; 0 for a pixel to omit. Not modified
     * @return the selected pixels
     */
    static ActivePixels of(PixelGrid grid, double[] flux, double[] importance) {
        int n = 0;
        int[] pixels = new int[grid.size()];
        int[] rowStart = new int[grid.height() + 1];
        for (int p = 0; p < pixels.length; p++) {
            if (flux[p] != 0 && importance[p] > 0) {
                pixels[n++] = p;
                rowStart[p / grid.width() + 1] = n;
            }
        }
        for (int y = 0; y < grid.height(); y++) {
            rowStart[y + 1] = Math.max(rowStart[y + 1], rowStart[y]);
        }
        int[] used = Arrays.copyOf(pixels, n);
        return new ActivePixels(
                Arrays.stream(used).map(p -> p % grid.width()).toArray(),
                Arrays.stream(used).map(p -> p / grid.width()).toArray(),
                Arrays.stream(used).mapToDouble(p -> flux[p]).toArray(),
                Arrays.stream(used).mapToDouble(p -> 1 / importance[p]).toArray(),
                rowStart);
    }

    /** The flux of every pixel of the grid, 0 for those that are omitted. */
    double[] image(PixelGrid grid) {
        double[] image = new double[grid.size()];
        for (int p = 0; p < flux.length; p++) {
            image[row[p] * grid.width() + column[p]] = flux[p];
        }
        return image;
    }

    /**
     * Groups rows into bands with enough pixels for the compiler's vectors.
     *
     * @param least smallest number of pixels of a band
     * @return first row of each band, followed by the number of rows
     */
    int[] bands(int least) {
        int rows = rowStart.length - 1;
        int[] bands = new int[rows + 1];
        int n = 0;
        for (int y = 0; y < rows; y++) {
            if (rowStart[y + 1] - rowStart[bands[n]] >= least) {
                bands[++n] = y + 1;
            }
        }
        if (bands[n] < rows) {
            bands[++n] = rows;
        }
        return Arrays.copyOf(bands, n + 1);
    }
}
