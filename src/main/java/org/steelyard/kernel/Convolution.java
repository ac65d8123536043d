package org.steelyard.kernel;

import java.util.Arrays;

/** Convolution of an image with a kernel, zero outside the image: direct sums, exact to rounding, row by row so that the compiler vectorises. */
public final class Convolution {

    private Convolution() {}

    /**
     * @param image row order. Not modified
     * @param nx its width
     * @param ny its height
     * @param kernel square of odd side with its centre in the middle, row order. Not modified
     * @param out the convolved image. Modified; not the image itself
     */
    public static void convolve(double[] image, int nx, int ny, double[] kernel, double[] out) {
        int side = (int) Math.round(Math.sqrt(kernel.length));
        if (side * side != kernel.length || side % 2 == 0) {
            throw new IllegalArgumentException("a kernel of " + kernel.length + " pixels is no square of odd side");
        }
        int half = side / 2;
        Arrays.fill(out, 0, nx * ny, 0);
        for (int ky = 0; ky < side; ky++) {
            int dy = ky - half;
            for (int y = Math.max(0, dy); y < Math.min(ny, ny + dy); y++) {
                for (int kx = 0; kx < side; kx++) {
                    double k = kernel[ky * side + kx];
                    if (k != 0) {
                        addRow(image, (y - dy) * nx, out, y * nx, nx, kx - half, k);
                    }
                }
            }
        }
    }

    private static void addRow(double[] image, int from, double[] out, int to, int nx, int dx, double k) {
        int begin = Math.max(0, dx);
        int end = Math.min(nx, nx + dx);
        for (int x = begin; x < end; x++) {
            out[to + x] += k * image[from + x - dx];
        }
    }
}
