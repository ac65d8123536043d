// SPDX-License-Identifier: Apache-2.0
package org.steelyard.observe;

import java.util.Arrays;
import org.steelyard.kernel.Convolution;
import org.steelyard.kernel.ParallelFor;

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
        double[] estimate = new double[nx * ny];
        Arrays.fill(estimate, START);
        double[] mirror = mirror(psf);
        for (int iteration = 0; iteration < iterations; iteration++) {
            ParallelFor.endIfInterrupted();
            Step step = Step.of(estimate, image, nx, ny, psf, mirror);
            for (int i = 0; i < estimate.length; i++) {
                estimate[i] *= step.correction[i];
            }
        }
        return estimate;
    }

    private static double[] mirror(double[] psf) {
        double[] mirror = new double[psf.length];
        for (int i = 0; i < psf.length; i++) {
            mirror[i] = psf[psf.length - 1 - i];
        }
        return mirror;
    }

    /** One iteration: the blurred estimate, and the correction by which the estimate is multiplied. */
    private record Step(double[] blurred, double[] correction) {

        static Step of(double[] estimate, double[] image, int nx, int ny, double[] psf, double[] mirror) {
            double[] blurred = new double[nx * ny];
            double[] correction = new double[nx * ny];
            Convolution.convolve(estimate, nx, ny, psf, blurred);
            double[] ratio = new double[nx * ny];
            for (int i = 0; i < ratio.length; i++) {
                ratio[i] = image[i] / (blurred[i] + TINY);
            }
            Convolution.convolve(ratio, nx, ny, mirror, correction);
            return new Step(blurred, correction);
        }
    }

    /**
     * The transposed derivative of {@link #richardsonLucy}: for weights g of the estimate's pixels, the weights h of the
     * image's pixels with sum h dimage = sum g destimate, to first order. The chain rule is applied to the iterations in
     * reverse order.
     *
     * @param image as in {@link #richardsonLucy}, not 0 everywhere. Not modified
     * @param nx width of the image
     * @param ny height of the image
     * @param psf as there. Not modified
     * @param iterations as there
     * @param weights {@code [row][y * nx + x]} several g. Not modified
     * @param threads worker threads, each of which treats one row at a time
     * @return {@code [row][y * nx + x]} their h
     */
    public static double[][] transposedDerivative(
            double[] image, int nx, int ny, double[] psf, int iterations, double[][] weights, ParallelFor threads) {
        double[] mirror = mirror(psf);
        double[][] estimates = new double[iterations + 1][nx * ny];
        Step[] steps = new Step[iterations];
        Arrays.fill(estimates[0], START);
        for (int t = 0; t < iterations; t++) {
            steps[t] = Step.of(estimates[t], image, nx, ny, psf, mirror);
            for (int i = 0; i < image.length; i++) {
                estimates[t + 1][i] = estimates[t][i] * steps[t].correction[i];
            }
        }
        double[][] ofImage = new double[weights.length][];
        threads.run(weights.length, (row, worker) -> {
            double[] ofEstimate = weights[row].clone();
            double[] sum = iterations == 0 ? ofEstimate.clone() : new double[nx * ny];
            double[] ofRatio = new double[nx * ny];
            double[] ofBlurred = new double[nx * ny];
            double[] back = new double[nx * ny];
            for (int t = iterations - 1; t >= 0; t--) {
                for (int i = 0; i < back.length; i++) {
                    back[i] = ofEstimate[i] * estimates[t][i];
                }
                Convolution.convolve(back, nx, ny, psf, ofRatio);
                for (int i = 0; i < back.length; i++) {
                    double inverse = 1 / (steps[t].blurred[i] + TINY);
                    sum[i] += ofRatio[i] * inverse;
                    ofBlurred[i] = -ofRatio[i] * image[i] * inverse * inverse;
                }
                Convolution.convolve(ofBlurred, nx, ny, mirror, back);
                for (int i = 0; i < back.length; i++) {
                    ofEstimate[i] = ofEstimate[i] * steps[t].correction[i] + back[i];
                }
            }
            ofImage[row] = sum;
        });
        return ofImage;
    }
}
