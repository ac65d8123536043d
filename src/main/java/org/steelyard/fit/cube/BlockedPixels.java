// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.cube;

import java.util.stream.IntStream;
import org.steelyard.cube.PixelBox;
import org.steelyard.fit.search.FitRegion;
import org.steelyard.kernel.ParallelFor;

/**
 * Pixels of a box from the means of m x m blocks that fill it, by linear interpolation between the blocks' centres. With m = 1
 * blocks are pixels.
 */
final class BlockedPixels {

    private final FitRegion blocks;
    private final int width;
    private final int height;
    private final Between columns;
    private final Between rows;

    /**
     * For each pixel of a side, the block whose centre is not beyond it, and the share of the next block in its value. Beyond the
     * outermost centres the share is 0.
     */
    private record Between(int blocks, int[] before, float[] share) {

        static Between of(int size, int m, int[] first) {
            int[] before = new int[size];
            float[] share = new float[size];
            for (int pixel = 0; pixel < size; pixel++) {
                int i = Math.min(first.length - 1, pixel / m);
                double beyond = pixel - first[i] - 0.5 * (m - 1);
                if (beyond < 0 && i > 0) {
                    i--;
                    beyond += first[i + 1] - first[i];
                }
                before[pixel] = i;
                boolean rim = i == first.length - 1 || beyond < 0;
                share[pixel] = rim ? 0 : (float) Math.min(1, beyond / (first[i + 1] - first[i]));
            }
            return new Between(first.length, before, share);
        }
    }

    /**
     * @param box the pixels
     * @param side m, pixels along a block's side
     */
    BlockedPixels(PixelBox box, int side) {
        width = box.width();
        height = box.height();
        int m = Math.min(side, Math.min(width, height));
        int[] firstX = starts(width, m);
        int[] firstY = starts(height, m);
        columns = Between.of(width, m, firstX);
        rows = Between.of(height, m, firstY);
        int count = firstX.length * firstY.length;
        boolean[] inside = new boolean[width * height];
        blocks = new FitRegion(
                box,
                inside,
                m,
                IntStream.range(0, count)
                        .map(b -> box.x0() + firstX[b % firstX.length])
                        .toArray(),
                IntStream.range(0, count)
                        .map(b -> box.y0() + firstY[b / firstX.length])
                        .toArray());
    }

    /** First pixels of blocks that fill a side; the last one ends with it, and may overlap the one before. */
    private static int[] starts(int size, int m) {
        return IntStream.range(0, (size + m - 1) / m)
                .map(i -> Math.min(i * m, size - m))
                .toArray();
    }

    /** The blocks, in which a model is evaluated. */
    FitRegion blocks() {
        return blocks;
    }

    /**
     * @param means {@code [block * channels + channel]}. Not modified
     * @param threads worker threads
     * @return {@code [channel * pixels + pixel]} values of the pixels
     */
    float[] pixels(double[] means, ParallelFor threads) {
        float[] ofBlocks = ObservedModel.channelsFirst(means, blocks.blocks());
        if (blocks.block() == 1) {
            return ofBlocks;
        }
        int channels = means.length / blocks.blocks();
        float[] pixels = new float[channels * width * height];
        threads.run(channels, (c, worker) -> spread(ofBlocks, c, pixels));
        return pixels;
    }

    private void spread(float[] ofBlocks, int channel, float[] pixels) {
        float[] row = new float[columns.blocks()];
        for (int y = 0; y < height; y++) {
            float share = rows.share()[y];
            int low = (channel * rows.blocks() + rows.before()[y]) * row.length;
            int high = share == 0 ? low : low + row.length;
            for (int i = 0; i < row.length; i++) {
                row[i] = ofBlocks[low + i] + share * (ofBlocks[high + i] - ofBlocks[low + i]);
            }
            int to = (channel * height + y) * width;
            for (int x = 0; x < width; x++) {
                int i = columns.before()[x];
                float right = columns.share()[x];
                pixels[to + x] = right == 0 ? row[i] : row[i] + right * (row[i + 1] - row[i]);
            }
        }
    }
}
