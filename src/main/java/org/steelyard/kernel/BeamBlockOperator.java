package org.steelyard.kernel;

/**
 * Convolution with the beam and averaging over m x m blocks as one linear operator, evaluated only at the blocks that are wanted and only over the channels
 * that a pixel's line reaches (METHOD section 8). The kernel of a block is the mean of the beam over its pixels.
 *
 * <p>Sums run over the pixels of the box in a fixed order, so the result has the same bits for any number of threads.
 */
public final class BeamBlockOperator {

    private final int width;
    private final int height;
    private final int[] blockX;
    private final int[] blockY;
    private final int margin;
    private final int size;
    private final int planeLength;
    private final double[] taps;
    private final int[] rowBegin;
    private final int[] rowEnd;

    /**
     * @param width pixels of the box in x
     * @param height pixels of the box in y
     * @param blockX index in the box of each block's first pixel. Not modified
     * @param blockY index in the box of each block's first pixel. Not modified
     * @param block m, pixels to a block's side
     * @param beams the beam at pixel offsets, a square of odd side in row order with the centre in the middle, each of unit sum: one for all channels or
     *     one for each. Not modified
     * @param channels number of channels
     */
    public BeamBlockOperator(
            int width, int height, int[] blockX, int[] blockY, int block, double[][] beams, int channels) {
        int side = (int) Math.round(Math.sqrt(beams[0].length));
        if (side % 2 == 0 || side * side != beams[0].length || beams.length != 1 && beams.length != channels) {
            throw new IllegalArgumentException("a beam of " + beams[0].length + " pixels, " + beams.length
                    + " beams for " + channels + " channels");
        }
        this.width = width;
        this.height = height;
        this.blockX = blockX.clone();
        this.blockY = blockY.clone();
        this.margin = side / 2;
        this.size = block + 2 * margin;
        this.planeLength = beams.length == 1 ? 1 : (channels + 7) / 8 * 8;
        this.taps = new double[size * size * planeLength];
        for (int c = 0; c < beams.length; c++) {
            fuse(beams[c], side, block, c);
        }
        this.rowBegin = new int[size];
        this.rowEnd = new int[size];
        findRows();
    }

    private void fuse(double[] beam, int side, int block, int channel) {
        double share = 1.0 / (block * block);
        for (int qy = 0; qy < size; qy++) {
            for (int qx = 0; qx < size; qx++) {
                double sum = 0;
                for (int j = 0; j < block; j++) {
                    int ky = j - qy + 2 * margin;
                    if (ky < 0 || ky >= side) {
                        continue;
                    }
                    for (int i = 0; i < block; i++) {
                        int kx = i - qx + 2 * margin;
                        if (kx >= 0 && kx < side) {
                            sum += beam[ky * side + kx];
                        }
                    }
                }
                taps[(qy * size + qx) * planeLength + channel] = sum * share;
            }
        }
    }

    private void findRows() {
        for (int qy = 0; qy < size; qy++) {
            int begin = size;
            int end = 0;
            for (int qx = 0; qx < size; qx++) {
                if (largestTap(qy, qx) > 0) {
                    begin = Math.min(begin, qx);
                    end = qx + 1;
                }
            }
            rowBegin[qy] = begin;
            rowEnd[qy] = end;
        }
    }

    private double largestTap(int qy, int qx) {
        double largest = 0;
        for (int c = 0; c < planeLength; c++) {
            largest = Math.max(largest, taps[(qy * size + qx) * planeLength + c]);
        }
        return largest;
    }

    /** @return number of blocks */
    public int blocks() {
        return blockX.length;
    }

    /**
     * How strongly each pixel of the box can act on any block.
     *
     * @return the pixel's largest tap over the largest tap of all, 0 for a pixel that reaches no block
     */
    public double[] reach() {
        double[] reach = new double[width * height];
        double peak = 0;
        for (int b = 0; b < blockX.length; b++) {
            for (int qy = 0; qy < size; qy++) {
                int y = blockY[b] + qy - margin;
                if (y < 0 || y >= height) {
                    continue;
                }
                for (int qx = rowBegin[qy]; qx < rowEnd[qy]; qx++) {
                    int x = blockX[b] + qx - margin;
                    if (x >= 0 && x < width) {
                        double tap = largestTap(qy, qx);
                        peak = Math.max(peak, tap);
                        reach[y * width + x] = Math.max(reach[y * width + x], tap);
                    }
                }
            }
        }
        for (int i = 0; i < reach.length; i++) {
            reach[i] /= peak;
        }
        return reach;
    }

    /**
     * @param spectra the box's pixels. Not modified
     * @param plane which of its cubes
     * @param out one row of {@code channels} values per block. Modified
     * @param threads who shares the work
     */
    public void apply(Spectra spectra, int plane, double[] out, ParallelFor threads) {
        threads.run(blockX.length, (block, worker) -> gather(spectra, spectra.values[plane], block, out));
    }

    private void gather(Spectra spectra, double[] values, int block, double[] out) {
        int channels = spectra.channels;
        int base = block * channels;
        for (int c = 0; c < channels; c++) {
            out[base + c] = 0;
        }
        int x0 = blockX[block] - margin;
        int y0 = blockY[block] - margin;
        int lowest = Math.max(0, -y0);
        int highest = Math.min(size, height - y0);
        for (int qy = lowest; qy < highest; qy++) {
            int begin = Math.max(rowBegin[qy], -x0);
            int end = Math.min(rowEnd[qy], width - x0);
            for (int qx = begin; qx < end; qx++) {
                int pixel = (y0 + qy) * width + x0 + qx;
                int first = spectra.first[pixel];
                int last = spectra.end[pixel];
                int row = pixel * spectra.stride;
                int tap = (qy * size + qx) * planeLength;
                if (planeLength == 1) {
                    double k = taps[tap];
                    for (int c = first; c < last; c++) {
                        out[base + c] += k * values[row + c];
                    }
                } else {
                    for (int c = first; c < last; c++) {
                        out[base + c] += taps[tap + c] * values[row + c];
                    }
                }
            }
        }
    }
}
