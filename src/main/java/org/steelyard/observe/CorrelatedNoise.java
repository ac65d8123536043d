// SPDX-License-Identifier: Apache-2.0
package org.steelyard.observe;

import org.steelyard.cube.Beam;
import org.steelyard.cube.LocalFrame;

/**
 * Correlation of the noise of an interferometer's image: white noise convolved with the beam, as {@link BeamNoise}
 * draws it, and averaged over m x m pixels (method page, section 9). The correlation of two pixels is the beam's
 * autocorrelation at their distance. The covariance of two blocks is its mean over all pairs of their pixels.
 */
public final class CorrelatedNoise {

    private final int reach;
    private final double[] covariance;

    private CorrelatedNoise(int reach, double[] covariance) {
        this.reach = reach;
        this.covariance = covariance;
    }

    /**
     * Computes the covariance of block means.
     *
     * @param beam beam of the channel
     * @param frame linear map from pixels to sky offsets
     * @param block m, pixels along a block's side
     * @return the covariance of block means of noise with unit variance per pixel
     */
    public static CorrelatedNoise of(Beam beam, LocalFrame frame, int block) {
        int half = BeamKernel.halfWidth(beam, frame);
        double[] pixels = autocorrelation(BeamKernel.sample(beam, frame, half), half);
        int reach = 2 * half + block - 1;
        double[] rows = averaged(pixels, 2 * half, 2 * half, block, true);
        return new CorrelatedNoise(reach, averaged(rows, reach, 2 * half, block, false));
    }

    /**
     * Autocorrelation of a kernel of {@code 2 half + 1} pixels a side, for shifts of up to {@code 2 half}, normalised
     * to 1 at zero shift.
     */
    private static double[] autocorrelation(double[] kernel, int half) {
        int side = 2 * half + 1;
        int wide = 4 * half + 1;
        double[] out = new double[wide * wide];
        for (int ay = 0; ay < side; ay++) {
            for (int ax = 0; ax < side; ax++) {
                double a = kernel[ay * side + ax];
                for (int by = 0; by < side; by++) {
                    int to = (by - ay + 2 * half) * wide - ax + 2 * half;
                    for (int bx = 0; bx < side; bx++) {
                        out[to + bx] += a * kernel[by * side + bx];
                    }
                }
            }
        }
        double variance = out[2 * half * wide + 2 * half];
        for (int i = 0; i < out.length; i++) {
            out[i] /= variance;
        }
        return out;
    }

    /** Mean over pairs of pixels of two blocks along one axis, which is a sum with triangular weights. */
    private static double[] averaged(double[] values, int reachX, int reachY, int block, boolean alongX) {
        int newX = alongX ? reachX + block - 1 : reachX;
        int newY = alongX ? reachY : reachY + block - 1;
        int width = 2 * reachX + 1;
        double[] out = new double[(2 * newX + 1) * (2 * newY + 1)];
        for (int y = -newY; y <= newY; y++) {
            for (int x = -newX; x <= newX; x++) {
                double sum = 0;
                for (int shift = 1 - block; shift < block; shift++) {
                    int fromX = alongX ? x + shift : x;
                    int fromY = alongX ? y : y + shift;
                    if (Math.abs(fromX) <= reachX && Math.abs(fromY) <= reachY) {
                        sum += (block - Math.abs(shift)) * values[(fromY + reachY) * width + fromX + reachX];
                    }
                }
                out[(y + newY) * (2 * newX + 1) + x + newX] = sum / (block * block);
            }
        }
        return out;
    }

    /**
     * Returns the covariance of two blocks.
     *
     * @param dx [pixel] distance of the blocks in x
     * @param dy [pixel] distance of the blocks in y
     * @return covariance of their means over the variance of a pixel
     */
    public double covariance(int dx, int dy) {
        if (Math.abs(dx) > reach || Math.abs(dy) > reach) {
            return 0;
        }
        return covariance[(dy + reach) * (2 * reach + 1) + dx + reach];
    }

    /** @return standard deviation of a block's mean over the standard deviation of a pixel */
    public double blockShare() {
        return Math.sqrt(covariance(0, 0));
    }

    /**
     * Returns the correlation of many blocks.
     *
     * @param x [pixel] first pixel of each block. Not modified
     * @param y [pixel] first pixel of each block. Not modified
     * @return correlation matrix of the blocks' means, {@code [i * n + j]}, 1 on the diagonal
     */
    public double[] correlation(int[] x, int[] y) {
        int n = x.length;
        double[] matrix = new double[n * n];
        double variance = covariance(0, 0);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                matrix[i * n + j] = covariance(x[i] - x[j], y[i] - y[j]) / variance;
                matrix[j * n + i] = matrix[i * n + j];
            }
        }
        return matrix;
    }
}
