// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The pixels that are fitted, as stretches of rows. Far from the galaxy's centre pixels are joined to square blocks, small against their
 * distance, so that a search needs a tenth of the image and loses none of its information.
 */
final class PixelRuns {

    /** Side of the largest block [pixel]. */
    private static final int LARGEST = 8;

    /** A block is no wider than this share of its distance from the centre; a Gaussian that matters there is about as wide as that. */
    private static final double SHARE = 0.125;

    private final int nx;
    private final int ny;
    /** Side [pixel] of the block that starts at a pixel, 0 where none starts. */
    private final byte[] side;

    private double[] firstX = new double[64];
    private double[] rowY = new double[64];
    private int[] step = new int[64];
    private int[] length = new int[64];
    private int[] offset = new int[64];
    private int runs;
    private int size;

    private PixelRuns(int nx, int ny) {
        this.nx = nx;
        this.ny = ny;
        side = new byte[nx * ny];
    }

    /**
     * @param nx columns of the image
     * @param ny rows
     * @param masked pixels that are left out. Not modified
     * @return every other pixel by itself
     */
    static PixelRuns pixels(int nx, int ny, BitSet masked) {
        PixelRuns runs = new PixelRuns(nx, ny);
        for (int p = 0; p < nx * ny; p++) {
            runs.side[p] = (byte) (masked.get(p) ? 0 : 1);
        }
        runs.collect();
        return runs;
    }

    /**
     * @param nx columns of the image
     * @param ny rows
     * @param masked pixels that are left out. Not modified
     * @param x [pixel] column of the galaxy's centre
     * @param y [pixel] row
     * @return every other pixel, in blocks away from the centre
     */
    static PixelRuns blocks(int nx, int ny, BitSet masked, double x, double y) {
        PixelRuns runs = new PixelRuns(nx, ny);
        for (int by = 0; by < ny; by += LARGEST) {
            for (int bx = 0; bx < nx; bx += LARGEST) {
                runs.split(bx, by, LARGEST, masked, x, y);
            }
        }
        runs.collect();
        return runs;
    }

    private void split(int bx, int by, int b, BitSet masked, double x, double y) {
        if (bx >= nx || by >= ny) {
            return;
        }
        double half = 0.5 * (b - 1);
        boolean far = Math.hypot(bx + half - x, by + half - y) * SHARE >= b;
        if (b == 1 || (far && isWhole(bx, by, b, masked))) {
            if (b > 1 || !masked.get(by * nx + bx)) {
                side[by * nx + bx] = (byte) b;
            }
            return;
        }
        int h = b / 2;
        split(bx, by, h, masked, x, y);
        split(bx + h, by, h, masked, x, y);
        split(bx, by + h, h, masked, x, y);
        split(bx + h, by + h, h, masked, x, y);
    }

    private boolean isWhole(int bx, int by, int b, BitSet masked) {
        if (bx + b > nx || by + b > ny) {
            return false;
        }
        for (int y = by; y < by + b; y++) {
            int next = masked.nextSetBit(y * nx + bx);
            if (next >= 0 && next < y * nx + bx + b) {
                return false;
            }
        }
        return true;
    }

    private void collect() {
        for (int y = 0; y < ny; y++) {
            for (int b = 1; b <= LARGEST; b *= 2) {
                int open = -1;
                for (int x = 0; x < nx; x += b) {
                    if (side[y * nx + x] != b) {
                        open = -1;
                    } else if (open < 0) {
                        open = runs;
                        add(x, y, b);
                    } else {
                        length[open]++;
                        size++;
                    }
                    if (y % b != 0) {
                        break;
                    }
                }
            }
        }
    }

    private void add(int x, int y, int b) {
        if (runs == step.length) {
            firstX = Arrays.copyOf(firstX, 2 * runs);
            rowY = Arrays.copyOf(rowY, 2 * runs);
            step = Arrays.copyOf(step, 2 * runs);
            length = Arrays.copyOf(length, 2 * runs);
            offset = Arrays.copyOf(offset, 2 * runs);
        }
        firstX[runs] = x + 0.5 * (b - 1);
        rowY[runs] = y + 0.5 * (b - 1);
        step[runs] = b;
        length[runs] = 1;
        offset[runs] = size++;
        runs++;
    }

    /** @return number of stretches */
    int count() {
        return runs;
    }

    /** @return number of blocks in all */
    int size() {
        return size;
    }

    /** @return number of blocks of the longest stretch */
    int longest() {
        return Arrays.stream(length, 0, runs).max().orElse(0);
    }

    /** @return [pixel] column of the middle of the first block of a stretch */
    double firstX(int run) {
        return firstX[run];
    }

    /** @return [pixel] row of the middle of the blocks of a stretch */
    double rowY(int run) {
        return rowY[run];
    }

    /** @return [pixel] side of the blocks of a stretch, and the distance of one from the next */
    int step(int run) {
        return step[run];
    }

    /** @return number of blocks of a stretch */
    int length(int run) {
        return length[run];
    }

    /** @return index of a stretch's first block among all */
    int offset(int run) {
        return offset[run];
    }

    /**
     * @param values of the image, {@code y*nx + x}. Not modified
     * @return the mean of every block
     */
    double[] means(double[] values) {
        double[] means = new double[size];
        for (int r = 0; r < runs; r++) {
            int b = step[r];
            int row = (int) (rowY[r] - 0.5 * (b - 1));
            int column = (int) (firstX[r] - 0.5 * (b - 1));
            for (int i = 0; i < length[r]; i++) {
                int corner = row * nx + column + i * b;
                double sum = 0;
                for (int p = 0; p < b * b; p++) {
                    sum += values[corner + p / b * nx + p % b];
                }
                means[offset[r] + i] = sum / (b * b);
            }
        }
        return means;
    }

    /** @return number of pixels of every block */
    double[] areas() {
        double[] areas = new double[size];
        for (int r = 0; r < runs; r++) {
            Arrays.fill(areas, offset[r], offset[r] + length[r], (double) step[r] * step[r]);
        }
        return areas;
    }
}
