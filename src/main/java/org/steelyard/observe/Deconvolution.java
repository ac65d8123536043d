package org.steelyard.observe;

import org.steelyard.kernel.Convolution;

/** Richardson-Lucy deconvolution of a flux map (Richardson 1972; Lucy 1974), without clipping. */
public final class Deconvolution {

    /**
     * Start value of every pixel, and what keeps the ratio finite where the estimate vanishes, as the reference
     * implementation has them.
     */
    private static final double START = 0.5;

    private static final double TINY = 1e-12;

    private Deconvolution() {}

    /**
     * Deconvolves by e := e * mirror(psf) (x) [image / (psf (x) e)], zero outside the image.
     *
     * @param image {@code [y * nx + x]}, not negative. Not modified
     * @param nx its width
     * @param ny its height
     * @param psf of unit sum, square of odd side. Not modified
     * @param iterations how many, 0 returns the image itself
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
