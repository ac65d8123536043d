// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Beam and averaging in one step, compared with a convolution of every channel followed by the mean of its pixels. */
class BeamBlockOperatorTest {

    /** Rounding of sums of a few hundred products of order 1, added in another order. */
    private static final double ROUNDING = 1e-13;

    private static final int WIDTH = 19;
    private static final int HEIGHT = 16;
    private static final int CHANNELS = 11;

    /** A kernel without symmetry, so that a reflection or a transposition is detected. */
    private static double[] kernel(int side, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] kernel = new double[side * side];
        double sum = 0;
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = random.nextDouble();
            sum += kernel[i];
        }
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] /= sum;
        }
        return kernel;
    }

    /** Pixels with lines in windows of channels; some windows are empty. */
    private static Spectra spectra(int planes, int channels) {
        SplittableRandom random = new SplittableRandom(5);
        Spectra spectra = new Spectra(WIDTH, HEIGHT, channels, planes);
        for (int y = 0; y < HEIGHT; y++) {
            int[] first = new int[WIDTH];
            int[] end = new int[WIDTH];
            int[] entries = new int[spectra.octets];
            for (int x = 0; x < WIDTH; x++) {
                first[x] = random.nextInt(spectra.octets);
                end[x] = first[x] + random.nextInt(spectra.octets - first[x] + 1);
                for (int o = first[x]; o < end[x]; o++) {
                    entries[o]++;
                }
            }
            spectra.rows[y].open(entries, planes);
            for (int x = 0; x < WIDTH; x++) {
                for (int o = first[x]; o < end[x]; o++) {
                    int at = spectra.rows[y].append(o, x);
                    for (int k = 0; k < planes; k++) {
                        for (int lane = 0; lane < Spectra.LANES; lane++) {
                            spectra.rows[y].values[k][at + lane] = random.nextDouble(-1, 1);
                        }
                    }
                }
            }
        }
        return spectra;
    }

    private static double[] slowly(
            Spectra spectra, int plane, double[][] beams, int[] x, int[] y, int block, int channels) {
        double[] out = new double[x.length * channels];
        double[] image = new double[WIDTH * HEIGHT];
        double[] convolved = new double[WIDTH * HEIGHT];
        for (int c = 0; c < channels; c++) {
            for (int p = 0; p < image.length; p++) {
                image[p] = spectra.get(plane, p % WIDTH, p / WIDTH, c);
            }
            Convolution.convolve(image, WIDTH, HEIGHT, beams[beams.length == 1 ? 0 : c], convolved);
            for (int b = 0; b < x.length; b++) {
                for (int j = 0; j < block; j++) {
                    for (int i = 0; i < block; i++) {
                        out[b * channels + c] += convolved[(y[b] + j) * WIDTH + x[b] + i] / (block * block);
                    }
                }
            }
        }
        return out;
    }

    /**
     * The blocks include one in a corner, one at an edge, overlapping ones in the middle, and one far from all others.
     */
    @ParameterizedTest
    @CsvSource({
        "1, 7, 1, 11",
        "2, 7, 1, 8",
        "3, 5, 1, 1",
        "4, 9, 1, 17",
        "5, 1, 1, 7",
        "1, 7, 11, 11",
        "2, 5, 16, 16",
        "3, 9, 9, 9",
        "4, 7, 2, 2"
    })
    void isConvolutionAndMean(int block, int side, int beamCount, int channels) {
        double[][] beams = new double[beamCount][];
        for (int c = 0; c < beamCount; c++) {
            beams[c] = kernel(side, 100 + c);
        }
        int[] x = {0, 7, 8, WIDTH - block, 7, 1};
        int[] y = {3, 6, 6, HEIGHT - block, 7, HEIGHT - block};
        Spectra spectra = spectra(2, channels);
        double[][][] out = new double[4][2][x.length * channels];
        int run = 0;
        for (Kernels kernels : new Kernels[] {new ScalarKernels(), new VectorKernels()}) {
            BeamBlockOperator operator = new BeamBlockOperator(WIDTH, HEIGHT, x, y, block, beams, channels, 0, kernels);
            assertEquals(x.length, operator.blocks());
            for (int threads = 1; threads <= 2; threads++) {
                try (ParallelFor parallel = new ParallelFor(threads)) {
                    operator.apply(spectra, 2, out[run++], parallel);
                }
            }
        }
        for (int plane = 0; plane < 2; plane++) {
            assertArrayEquals(slowly(spectra, plane, beams, x, y, block, channels), out[0][plane], ROUNDING);
            for (int other = 1; other < out.length; other++) {
                assertArrayEquals(out[0][plane], out[other][plane], "same bits on two threads and with vectors");
            }
        }
    }

    /**
     * In narrow and slanted regions, each block of a tile must be close to all others of the tile, not only to the
     * first.
     */
    @ParameterizedTest
    @CsvSource({"1, 7", "2, 5", "3, 5"})
    void blocksThatAreScattered(int block, int side) {
        SplittableRandom random = new SplittableRandom(block);
        double[][] beams = {kernel(side, 3)};
        Spectra spectra = spectra(1, 8);
        int[] x = new int[5];
        int[] y = new int[5];
        double[][] out = new double[1][x.length * 8];
        try (ParallelFor one = new ParallelFor(1)) {
            for (int trial = 0; trial < 100; trial++) {
                for (int b = 0; b < x.length; b++) {
                    x[b] = 3 + random.nextInt(4 * block);
                    y[b] = random.nextInt(HEIGHT + 1 - block);
                }
                new BeamBlockOperator(WIDTH, HEIGHT, x, y, block, beams, 8, 0).apply(spectra, 1, out, one);
                assertArrayEquals(slowly(spectra, 0, beams, x, y, block, 8), out[0], ROUNDING);
            }
        }
    }

    /**
     * The convolution follows its definition: out(y, x) = sum of kernel(dy, dx) image(y - dy, x - dx), with zeros
     * outside.
     */
    @Test
    void convolutionFollowsItsDefinition() {
        double[] kernel = kernel(5, 1);
        double[] image = new double[WIDTH * HEIGHT];
        SplittableRandom random = new SplittableRandom(2);
        for (int p = 0; p < image.length; p++) {
            image[p] = random.nextDouble();
        }
        double[] out = new double[image.length];
        Convolution.convolve(image, WIDTH, HEIGHT, kernel, out);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double sum = 0;
                for (int dy = -2; dy <= 2; dy++) {
                    for (int dx = -2; dx <= 2; dx++) {
                        if (y - dy >= 0 && y - dy < HEIGHT && x - dx >= 0 && x - dx < WIDTH) {
                            sum += kernel[(dy + 2) * 5 + dx + 2] * image[(y - dy) * WIDTH + x - dx];
                        }
                    }
                }
                assertEquals(sum, out[y * WIDTH + x], ROUNDING);
            }
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> Convolution.convolve(image, WIDTH, HEIGHT, new double[16], new double[image.length]));
    }

    /** The reach of a pixel is its largest contribution to any block. */
    @Test
    void reachIsTheLargestEffectOfAPixel() {
        double[][] beams = {kernel(7, 9)};
        int[] x = {4, 12};
        int[] y = {5, 9};
        BeamBlockOperator operator = new BeamBlockOperator(WIDTH, HEIGHT, x, y, 3, beams, CHANNELS, 0);
        double[] effect = new double[WIDTH * HEIGHT];
        try (ParallelFor single = new ParallelFor(1)) {
            for (int p = 0; p < effect.length; p++) {
                Spectra spectra = new Spectra(WIDTH, HEIGHT, CHANNELS, 1);
                boolean[] present = new boolean[WIDTH];
                double[] values = new double[WIDTH * CHANNELS];
                present[p % WIDTH] = true;
                values[p % WIDTH * CHANNELS + 2] = 1;
                spectra.fillRow(p / WIDTH, present, values);
                double[][] out = new double[1][2 * CHANNELS];
                operator.apply(spectra, 1, out, single);
                effect[p] = Math.max(out[0][2], out[0][CHANNELS + 2]);
            }
        }
        double[] reach = operator.reach();
        for (int p = 0; p < effect.length; p++) {
            assertEquals(effect[p], reach[p], ROUNDING);
        }
    }

    @Test
    void refusesKernelsThatDoNotFit() {
        int[] at = {3};
        assertThrows(
                IllegalArgumentException.class,
                () -> new BeamBlockOperator(WIDTH, HEIGHT, at, at, 1, new double[][] {new double[16]}, CHANNELS, 0));
        double[][] three = {kernel(3, 1), kernel(3, 2), kernel(3, 3)};
        assertThrows(
                IllegalArgumentException.class,
                () -> new BeamBlockOperator(WIDTH, HEIGHT, at, at, 1, three, CHANNELS, 0));
    }
}
