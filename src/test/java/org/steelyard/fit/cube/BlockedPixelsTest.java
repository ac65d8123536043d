// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.cube;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.cube.PixelBox;
import org.steelyard.fit.search.FitRegion;
import org.steelyard.kernel.ParallelFor;

/** Pixels from means of blocks. */
class BlockedPixelsTest {

    private static final int CHANNELS = 3;

    /** Rounding of single precision at values of some hundred. */
    private static final float ROUNDING = 1e-4f;

    private static double plane(int x, int y, int channel) {
        return 2 * x - 3 * y + 7 * channel;
    }

    private static float[] pixels(PixelBox box, int side) {
        FitRegion blocks = new BlockedPixels(box, side).blocks();
        int m = blocks.block();
        double[] means = new double[blocks.blocks() * CHANNELS];
        for (int k = 0; k < means.length; k++) {
            double sum = 0;
            for (int p = 0; p < m * m; p++) {
                int b = k / CHANNELS;
                sum += plane(blocks.blockX()[b] + p % m, blocks.blockY()[b] + p / m, k % CHANNELS);
            }
            means[k] = sum / (m * m);
        }
        try (ParallelFor threads = new ParallelFor(2)) {
            return new BlockedPixels(box, side).pixels(means, threads);
        }
    }

    /** Between the outermost centres of blocks an inclined plane is interpolated as it is, whether blocks fill the box or overlap. */
    @ParameterizedTest
    @CsvSource({"1, 10, 8", "2, 10, 8", "2, 11, 9", "3, 10, 8", "4, 11, 7", "3, 9, 9"})
    void aPlaneIsKept(int side, int width, int height) {
        PixelBox box = new PixelBox(5, 20, 5 + width, 20 + height);
        float[] pixels = pixels(box, side);
        int rim = side / 2;
        for (int c = 0; c < CHANNELS; c++) {
            for (int y = rim; y < height - rim; y++) {
                for (int x = rim; x < width - rim; x++) {
                    assertEquals(plane(5 + x, 20 + y, c), pixels[(c * height + y) * width + x], ROUNDING, x + ", " + y);
                }
            }
        }
    }

    /** Beyond the outermost centres the nearest block counts. */
    @Test
    void theRimHasItsBlock() {
        float[] pixels = pixels(new PixelBox(0, 0, 6, 6), 3);
        assertEquals(plane(1, 1, 0), pixels[0], ROUNDING);
        assertEquals(plane(4, 4, 0), pixels[35], ROUNDING);
        assertEquals(plane(1, 4, 2), pixels[2 * 36 + 30], ROUNDING);
    }

    /** The last block may begin one pixel after the one before; pixels beyond its centre have its value. */
    @Test
    void theLastBlockMayOverlap() {
        float[] pixels = pixels(new PixelBox(0, 0, 9, 4), 4);
        double last = plane(5, 0, 0) + 2 * 1.5 - 3 * 1.5;
        assertEquals(last, pixels[7], ROUNDING);
        assertEquals(last, pixels[8], ROUNDING);
    }

    /** A box narrower than the blocks has smaller ones. */
    @Test
    void aNarrowBoxHasSmallerBlocks() {
        FitRegion blocks = new BlockedPixels(new PixelBox(0, 0, 2, 7), 3).blocks();
        assertEquals(2, blocks.block());
        assertArrayEquals(new int[] {0, 2, 4, 5}, blocks.blockY());
    }
}
