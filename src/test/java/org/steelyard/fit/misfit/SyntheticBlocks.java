// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.misfit;

import java.util.Arrays;
import java.util.Random;
import org.steelyard.cube.PixelBox;
import org.steelyard.fit.cube.HeldBlocks;
import org.steelyard.fit.search.FitRegion;

/** Blocks of independent Gaussian noise with a line in some channels, and what a test adds. */
final class SyntheticBlocks {

    static final int SIDE = 12;
    static final int SIZE = 2;
    static final int BLOCKS = SIDE * SIDE;
    static final int CHANNELS = 30;
    static final int LINE_FROM = 12;
    static final int LINE_TO = 18;

    /** Channels that are neither in the line nor beside it. */
    static final int DARK = CHANNELS - (LINE_TO - LINE_FROM) - 2;

    private static final double LINE = 20;

    private final double[] data = new double[BLOCKS * CHANNELS];
    private final double[] model = new double[BLOCKS * CHANNELS];

    SyntheticBlocks(double scale, long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < data.length; i++) {
            int c = i % CHANNELS;
            model[i] = c >= LINE_FROM && c < LINE_TO ? LINE : 0;
            data[i] = model[i] + scale * random.nextGaussian();
        }
    }

    void addEverywhere(double value) {
        for (int i = 0; i < data.length; i++) {
            data[i] += value;
        }
    }

    void add(int block, int from, int to, double value) {
        for (int c = from; c < to; c++) {
            data[block * CHANNELS + c] += value;
        }
    }

    HeldBlocks blocks() {
        int[] x = new int[BLOCKS];
        int[] y = new int[BLOCKS];
        Arrays.setAll(x, b -> SIZE * (b % SIDE));
        Arrays.setAll(y, b -> SIZE * (b / SIDE));
        boolean[] inside = new boolean[BLOCKS * SIZE * SIZE];
        Arrays.fill(inside, true);
        double[] noise = new double[data.length];
        Arrays.fill(noise, 1);
        return new HeldBlocks(
                new FitRegion(new PixelBox(0, 0, SIDE * SIZE, SIDE * SIZE), inside, SIZE, x, y),
                data,
                noise,
                model,
                CHANNELS);
    }
}
