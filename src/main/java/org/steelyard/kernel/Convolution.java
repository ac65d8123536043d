// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

import java.util.Arrays;

/**
 * Direct convolution of an image with a kernel, with zeros outside the image. The sums are exact to rounding. Loops run
 * along rows so that the compiler vectorises them. Zeros at the ends of a kernel's rows take no time.
 */
public final class Convolution {

    private Convolution() {}

    /**
     * Convolves an image.
     *
     * @param image pixels in row order. Not modified
     * @param nx width of the image
     * @param ny height of the image
     * @param kernel square of odd side with its centre in the middle, row order. Not modified
     * @param out the convolved image, not the same array as the image. Modified
     */
    public static void convolve(double[] image, int nx, int ny, double[] kernel, double[] out) {
        int side = (int) Math.round(Math.sqrt(kernel.length));
        if (side * side != kernel.length || side % 2 == 0) {
            throw new IllegalArgumentException("a kernel of " + kernel.length + " pixels is not a square of odd side");
        }
        int half = side / 2;
        int[] begin = new int[side];
        int[] end = new int[side];
        for (int ky = 0; ky < side; ky++) {
            while (begin[ky] < side && kernel[ky * side + begin[ky]] == 0) {
                begin[ky]++;
            }
            end[ky] = side;
            while (end[ky] > begin[ky] && kernel[ky * side + end[ky] - 1] == 0) {
                end[ky]--;
            }
        }
        double[] padded = padded(image, nx, ny, half);
        int width = nx + 2 * half;
        Arrays.fill(out, 0, nx * ny, 0);
        for (int y = 0; y < ny; y++) {
            for (int ky = Math.max(0, y + half - ny + 1); ky <= Math.min(side - 1, y + half); ky++) {
                int last = (y + half - ky) * width + 2 * half;
                int kx = begin[ky];
                for (; kx + 3 < end[ky]; kx += 4) {
                    addFour(padded, last - kx, out, y * nx, nx, kernel, ky * side + kx);
                }
                for (; kx < end[ky]; kx++) {
                    addOne(padded, last - kx, out, y * nx, nx, kernel[ky * side + kx]);
                }
            }
        }
    }

    /** Adds columns of zeros on both sides, so that rows need no treatment of their ends. */
    private static double[] padded(double[] image, int nx, int ny, int half) {
        int width = nx + 2 * half;
        double[] padded = new double[width * ny];
        for (int y = 0; y < ny; y++) {
            System.arraycopy(image, y * nx, padded, y * width + half, nx);
        }
        return padded;
    }

    /**
     * Adds four neighbouring taps in one pass, in their order. This reads and writes {@code out} a quarter as often.
     */
    private static void addFour(double[] image, int from, double[] out, int to, int nx, double[] kernel, int tap) {
        double k0 = kernel[tap];
        double k1 = kernel[tap + 1];
        double k2 = kernel[tap + 2];
        double k3 = kernel[tap + 3];
        for (int x = 0; x < nx; x++) {
            out[to + x] = out[to + x]
                    + k0 * image[from + x]
                    + k1 * image[from + x - 1]
                    + k2 * image[from + x - 2]
                    + k3 * image[from + x - 3];
        }
    }

    private static void addOne(double[] image, int from, double[] out, int to, int nx, double k) {
        for (int x = 0; x < nx; x++) {
            out[to + x] += k * image[from + x];
        }
    }
}
