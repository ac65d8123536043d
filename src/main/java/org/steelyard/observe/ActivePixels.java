package org.steelyard.observe;

import java.util.Arrays;

/**
 * The pixels of a grid that a model evaluates, row by row: those that hold flux and reach what is wanted through the
 * beam.
 *
 * @param column of each pixel in the grid
 * @param row of each pixel in the grid
 * @param flux of each pixel
 * @param slack of each pixel: how many times more a relative error of its flux may be than that of the pixel that
 *     matters most
 * @param rowStart first pixel of each row, and the number of all
 */
record ActivePixels(int[] column, int[] row, double[] flux, double[] slack, int[] rowStart) {

    /**
     * @param grid all pixels
     * @param flux of each of them. Not modified
     * @param importance of each of them, 1 at most; 0 for one to leave out. Not modified
     * @return the pixels that count
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

    /**
     * @return how many of the rows from {@code first} on go together, so that there are enough pixels for the
     *     compiler's vectors and enough tasks for threads
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
