// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Convolution with the beam followed by averaging over m x m blocks, as one linear operator (method page, section 8).
 * It is evaluated only at the requested blocks, and only over the channels that a pixel's line reaches. The kernel of a
 * block is the mean of the beam over the block's pixels. Taps below a given share of the largest tap are omitted; for a
 * Gaussian beam the omitted flux is about that share.
 *
 * <p>The sums of neighbouring blocks, eight channels each, stay in registers during the loop over the pixels of their
 * rows. The order of summation is fixed, so the result has the same bits for any number of threads.
 */
public final class BeamBlockOperator {

    private final int width;
    private final int height;
    private final int[] blockX;
    private final int[] blockY;
    private final int block;
    private final int margin;
    private final int size;
    /** Largest value of each tap over the channels, {@code [qy * size + qx]}. */
    private final double[] largest;

    private final int[] rowBegin;
    private final int[] rowEnd;
    private final BeamTaps taps;
    private final BeamTaps.Tile[] tiles;
    private final Kernels kernels;
    private final Work work = new Work();

    /** Loop body of {@link #apply}, reused so that a call allocates nothing. */
    private final class Work implements ParallelFor.Body {
        private Spectra spectra;
        private double[][] out;
        private int planes;
        private double[][] sums = new double[0][];

        @Override
        public void run(int task, int worker) {
            int octet = task % spectra.octets;
            int first = octet * Spectra.LANES;
            int lanes = Math.min(Spectra.LANES, spectra.channels - first);
            BeamTaps.Tile tile = tiles[task / spectra.octets];
            for (int plane = 0; plane < planes; plane++) {
                kernels.beam(spectra, plane, octet, tile, taps, sums[worker]);
                for (int j = 0; j < tile.count(); j++) {
                    int to = tile.blocks()[j] * spectra.channels + first;
                    System.arraycopy(sums[worker], j * Spectra.LANES, out[plane], to, lanes);
                }
            }
        }
    }

    /**
     * Prepares the operator with the kernels of {@link KernelProvider}.
     *
     * @param width number of pixels of the box in x
     * @param height number of pixels of the box in y
     * @param blockX index in the box of each block's first pixel. Not modified
     * @param blockY index in the box of each block's first pixel. Not modified
     * @param block m, pixels along a block's side
     * @param beams beam kernels of unit sum: one for all channels or one per channel. Each is a square of odd side in
     *     row order with the beam's centre in the middle. Not modified
     * @param channels number of channels
     * @param negligible taps below this share of the largest tap are omitted
     */
    public BeamBlockOperator(
            int width,
            int height,
            int[] blockX,
            int[] blockY,
            int block,
            double[][] beams,
            int channels,
            double negligible) {
        this(width, height, blockX, blockY, block, beams, channels, negligible, KernelProvider.kernels());
    }

    BeamBlockOperator(
            int width,
            int height,
            int[] blockX,
            int[] blockY,
            int block,
            double[][] beams,
            int channels,
            double negligible,
            Kernels kernels) {
        int side = (int) Math.round(Math.sqrt(beams[0].length));
        if (side % 2 == 0 || side * side != beams[0].length || beams.length != 1 && beams.length != channels) {
            throw new IllegalArgumentException(
                    "beams of " + beams[0].length + " pixels must be squares of odd side, and " + beams.length
                            + " beams must be 1 or one for each of " + channels + " channels");
        }
        this.width = width;
        this.height = height;
        this.blockX = blockX.clone();
        this.blockY = blockY.clone();
        this.block = block;
        this.kernels = kernels;
        margin = side / 2;
        size = block + 2 * margin;
        int depth = beams.length == 1 ? 1 : (channels + Spectra.LANES - 1) / Spectra.LANES * Spectra.LANES;
        double[] bare = new double[size * size * depth];
        for (int c = 0; c < beams.length; c++) {
            fuse(beams[c], side, bare, depth, c);
        }
        largest = dropNegligible(bare, depth, negligible);
        rowBegin = new int[size];
        rowEnd = new int[size];
        findRows();
        List<int[]> groups = groups();
        taps = BeamTaps.of(bare, size, depth, 2 * block);
        tiles = groups.stream().map(this::tile).toArray(BeamTaps.Tile[]::new);
    }

    private void fuse(double[] beam, int side, double[] bare, int depth, int channel) {
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
                bare[(qy * size + qx) * depth + channel] = sum * share;
            }
        }
    }

    private static double[] dropNegligible(double[] bare, int depth, double negligible) {
        double[] largest = new double[bare.length / depth];
        double peak = 0;
        for (int i = 0; i < bare.length; i++) {
            largest[i / depth] = Math.max(largest[i / depth], bare[i]);
            peak = Math.max(peak, bare[i]);
        }
        for (int q = 0; q < largest.length; q++) {
            if (largest[q] < negligible * peak) {
                largest[q] = 0;
                Arrays.fill(bare, q * depth, (q + 1) * depth, 0);
            }
        }
        return largest;
    }

    private void findRows() {
        for (int qy = 0; qy < size; qy++) {
            int begin = size;
            int end = 0;
            for (int qx = 0; qx < size; qx++) {
                if (largest[qy * size + qx] > 0) {
                    begin = Math.min(begin, qx);
                    end = qx + 1;
                }
            }
            rowBegin[qy] = begin;
            rowEnd[qy] = end;
        }
    }

    /** Groups neighbouring blocks: two rows of blocks at a time, from left to right. */
    private List<int[]> groups() {
        Integer[] order = IntStream.range(0, blockX.length).boxed().toArray(Integer[]::new);
        Arrays.sort(
                order,
                Comparator.<Integer>comparingInt(b -> Math.floorDiv(blockY[b], 2 * block))
                        .thenComparingInt(b -> blockX[b])
                        .thenComparingInt(b -> blockY[b]));
        List<int[]> groups = new ArrayList<>();
        int from = 0;
        for (int to = 1; to <= order.length; to++) {
            if (to == order.length || to - from == Kernels.BLOCKS || !near(order, from, to)) {
                groups.add(Arrays.stream(order, from, to).mapToInt(b -> b).toArray());
                from = to;
            }
        }
        return groups;
    }

    /**
     * Whether the next block is close enough to every block of a group; comparing with the first block is not
     * sufficient.
     */
    private boolean near(Integer[] order, int from, int next) {
        int b = order[next];
        return Arrays.stream(order, from, next)
                .allMatch(a ->
                        Math.abs(blockX[a] - blockX[b]) <= 2 * block && Math.abs(blockY[a] - blockY[b]) <= 2 * block);
    }

    private BeamTaps.Tile tile(int[] group) {
        int firstRow = height;
        int lastRow = 0;
        for (int b : group) {
            firstRow = Math.min(firstRow, Math.max(0, blockY[b] - margin));
            lastRow = Math.max(lastRow, Math.min(height, blockY[b] - margin + size));
        }
        int[] begin = new int[Math.max(0, lastRow - firstRow)];
        int[] end = new int[begin.length];
        for (int y = firstRow; y < lastRow; y++) {
            int least = width;
            int most = 0;
            for (int b : group) {
                int qy = y - blockY[b] + margin;
                if (qy >= 0 && qy < size && rowEnd[qy] > 0) {
                    least = Math.min(least, Math.max(0, blockX[b] - margin + rowBegin[qy]));
                    most = Math.max(most, Math.min(width, blockX[b] - margin + rowEnd[qy]));
                }
            }
            begin[y - firstRow] = least;
            end[y - firstRow] = most;
        }
        int[] blocks = new int[Kernels.BLOCKS];
        int[] origin = new int[Kernels.BLOCKS];
        for (int j = 0; j < blocks.length; j++) {
            blocks[j] = group[Math.min(j, group.length - 1)];
            origin[j] = taps.index(margin - blockX[blocks[j]], margin - blockY[blocks[j]]);
        }
        return new BeamTaps.Tile(blocks, group.length, firstRow, begin, end, origin);
    }

    /** @return number of blocks */
    public int blocks() {
        return blockX.length;
    }

    /**
     * Weight of each pixel in the block where it counts most.
     *
     * @return the pixel's largest tap, 0 for a pixel that reaches no block
     */
    public double[] reach() {
        double[] reach = new double[width * height];
        for (int b = 0; b < blockX.length; b++) {
            for (int qy = 0; qy < size; qy++) {
                int y = blockY[b] + qy - margin;
                if (y < 0 || y >= height) {
                    continue;
                }
                for (int qx = rowBegin[qy]; qx < rowEnd[qy]; qx++) {
                    int x = blockX[b] + qx - margin;
                    if (x >= 0 && x < width) {
                        double tap = largest[qy * size + qx];
                        reach[y * width + x] = Math.max(reach[y * width + x], tap);
                    }
                }
            }
        }
        return reach;
    }

    /**
     * Applies beam and averaging to one image.
     *
     * @param image values of the box in row order, not negative. Not modified
     * @return the largest value of any block, computed with each tap's largest value over the channels
     */
    public double brightestBlock(double[] image) {
        double brightest = 0;
        for (int b = 0; b < blockX.length; b++) {
            double sum = 0;
            for (int qy = Math.max(0, margin - blockY[b]); qy < Math.min(size, height - blockY[b] + margin); qy++) {
                int row = (blockY[b] + qy - margin) * width + blockX[b] - margin;
                for (int qx = Math.max(0, margin - blockX[b]); qx < Math.min(size, width - blockX[b] + margin); qx++) {
                    sum += largest[qy * size + qx] * image[row + qx];
                }
            }
            brightest = Math.max(brightest, sum);
        }
        return brightest;
    }

    /**
     * Convolves spectra with the beam and averages them over the blocks.
     *
     * @param spectra spectra of the box's pixels. Not modified
     * @param planes number of planes to process, from the first
     * @param out of each plane one row of {@code channels} values per block. Modified
     * @param threads worker threads that evaluate the sums
     */
    public void apply(Spectra spectra, int planes, double[][] out, ParallelFor threads) {
        if (work.sums.length < threads.threads()) {
            work.sums = new double[threads.threads()][Kernels.BLOCKS * Spectra.LANES];
        }
        work.spectra = spectra;
        work.planes = planes;
        work.out = out;
        threads.run(tiles.length * spectra.octets, work);
    }
}
