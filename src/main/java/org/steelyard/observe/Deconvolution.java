// SPDX-License-Identifier: Apache-2.0
package org.steelyard.observe;

import org.steelyard.kernel.Convolution;

/** Richardson-Lucy deconvolution of a flux map (Richardson 1972; Lucy 1974), without clipping. */
public final class Deconvolution {

    /** Starting value of every pixel, as in the reference implementation (scikit-image). */
    private static final double START = 0.5;

    /** Keeps the ratio finite where the estimate is zero, as in the reference implementation. */
    private static final double TINY = 1e-12;

    private Deconvolution() {}

    /**
     * Deconvolves an image by the iteration
     *
     * <pre>e := e * mirror(psf) (x) [image / (psf (x) e)]</pre>
     *
     * <p>with zeros outside the image.
     *
     * @param image {@code [y * nx + x]}, not negative. Not modified
     * @param nx width of the image
     * @param ny height of the image
     * @param psf point spread function of unit sum, a square of odd side. Not modified
     * @param iterations number of iterations; 0 returns a copy of the image
     * @return the estimate, {@code [y * nx + x]}
     */
    public static double[] richardsonLucy(double[] image, int nx, int ny, double[] psf, int iterations) {
        if (iterations == 0) {
            return image.clone();
        }
        double scale = 0;
        for (double value : image) {
            scale = Math.max(scale, value);
        }
        return scale == 0 ? image.clone() : iterate(image, nx, ny, psf, iterations);
    }

    private static double[] iterate(double[] image, int nx, int ny, double[] psf, int iterations) {
        double[] mirror = new double[psf.length];
        for (int i = 0; i < psf.length; i++) {
            mirror[i] = psf[psf.length - 1 - i];
        }
        double[] estimate = new double[nx * ny];
        java.util.Arrays.fill(estimate, START);
        double[] blurred = new double[nx * ny];
        double[] correction = new double[nx * ny];
        for (int iteration = 0; iteration < iterations; iteration++) {
            Convolution.convolve(estimate, nx, ny, psf, blurred);
            for (int i = 0; i < blurred.length; i++) {
                blurred[i] = image[i] / (blurred[i] + TINY);
            }
            Convolution.convolve(blurred, nx, ny, mirror, correction);
            for (int i = 0; i < estimate.length; i++) {
                estimate[i] *= correction[i];
            }
        }
        return estimate;
    }
}
