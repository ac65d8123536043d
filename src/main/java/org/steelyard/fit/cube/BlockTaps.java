// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.cube;

import java.util.Arrays;

/**
 * The mean of a beam over the m x m pixels of a block, row by row and without its empty corners. It applies to images with
 * a margin of the beam's half width on each side.
 *
 * @param side of the square of taps, pixels of the beam plus m - 1
 * @param weights {@code [row * side + column]} of the taps
 * @param begin first column of each row that is not 0
 * @param end column after the last one of each row that is not 0
 */
record BlockTaps(int side, double[] weights, int[] begin, int[] end) {

    /** Fraction of a beam's peak below which it is truncated; as much of its flux is lost, twice that of a variance. */
    private static final double LEAST_TAP = 1e-3;

    /**
     * @param beam a square of odd side, row order, of unit sum. Not modified
     * @param block m
     * @return the mean over a block of an image of flux
     */
    static BlockTaps of(double[] beam, int block) {
        return of(beam, block, 1);
    }

    /**
     * @param beam a square of odd side, row order. Not modified
     * @param block m
     * @return the mean over a block, scaled so that white noise of unit variance gives a pixel unit variance
     */
    static BlockTaps ofUnitNoise(double[] beam, int block) {
        double power = 0;
        for (double k : beam) {
            power += k * k;
        }
        return of(beam, block, 1 / Math.sqrt(power));
    }

    private static BlockTaps of(double[] beam, int block, double factor) {
        int beamSide = (int) Math.round(Math.sqrt(beam.length));
        double peak = beam[beam.length / 2];
        double scale = factor / (block * block);
        int side = beamSide + block - 1;
        double[] weights = new double[side * side];
        for (int j = 0; j < block; j++) {
            for (int i = 0; i < block; i++) {
                for (int k = 0; k < beam.length; k++) {
                    weights[(k / beamSide + j) * side + k % beamSide + i] +=
                            beam[k] < LEAST_TAP * peak ? 0 : scale * beam[k];
                }
            }
        }
        int[] begin = new int[side];
        int[] end = new int[side];
        for (int row = 0; row < side; row++) {
            begin[row] = side;
            for (int column = 0; column < side; column++) {
                if (weights[row * side + column] != 0) {
                    begin[row] = Math.min(begin[row], column);
                    end[row] = column + 1;
                }
            }
        }
        return new BlockTaps(side, weights, begin, end);
    }

    /** @return the sum of the squares of the taps */
    double power() {
        return Arrays.stream(weights).map(w -> w * w).sum();
    }

    /**
     * @param image with its margin. Not modified
     * @param width of the image with its margin
     * @param x of the block's first pixel in the image without margin
     * @param y of the same
     * @return the mean over the block, in four independent running sums
     */
    double at(double[] image, int width, int x, int y) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        for (int row = 0; row < side; row++) {
            int from = (y + row) * width + x;
            int base = row * side;
            int column = begin[row];
            int last = end[row];
            for (; column + 3 < last; column += 4) {
                s0 += weights[base + column] * image[from + column];
                s1 += weights[base + column + 1] * image[from + column + 1];
                s2 += weights[base + column + 2] * image[from + column + 2];
                s3 += weights[base + column + 3] * image[from + column + 3];
            }
            for (; column < last; column++) {
                s0 += weights[base + column] * image[from + column];
            }
        }
        return (s0 + s1) + (s2 + s3);
    }

    /**
     * The transpose of {@link #at}: adds the weight that each pixel has in the mean over a block.
     *
     * @param weight of the mean
     * @param image with its margin. Modified
     * @param width of the image with its margin
     * @param x of the block's first pixel in the image without margin
     * @param y of the same
     */
    void spread(double weight, double[] image, int width, int x, int y) {
        for (int row = 0; row < side; row++) {
            int from = (y + row) * width + x;
            int base = row * side;
            for (int column = begin[row]; column < end[row]; column++) {
                image[from + column] += weight * weights[base + column];
            }
        }
    }
}
