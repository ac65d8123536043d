package org.steelyard.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Beam and blocks in one step against the convolution of every channel followed by the mean of its pixels. */
class BeamBlockOperatorTest {

    /** Sums of a few hundred products of order 1, in another order. */
    private static final double ROUNDING = 1e-13;

    private static final int WIDTH = 19;
    private static final int HEIGHT = 16;
    private static final int CHANNELS = 11;

    /** A kernel without any symmetry, so that a mirror or a transposition shows. */
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

    /** Pixels with lines in windows of channels, some empty; beyond its window a pixel holds rubbish that must not count. */
    private static Spectra spectra(int planes) {
        SplittableRandom random = new SplittableRandom(5);
        Spectra spectra = new Spectra(WIDTH * HEIGHT, CHANNELS, planes);
        for (int k = 0; k < planes; k++) {
            for (int p = 0; p < WIDTH * HEIGHT; p++) {
                for (int c = 0; c < CHANNELS; c++) {
                    spectra.set(k, p, c, random.nextDouble(-1, 1));
                }
            }
        }
        for (int p = 0; p < WIDTH * HEIGHT; p++) {
            spectra.first[p] = random.nextInt(CHANNELS);
            spectra.end[p] = spectra.first[p] + random.nextInt(CHANNELS - spectra.first[p] + 1);
        }
        return spectra;
    }

    private static double[] slowly(Spectra spectra, int plane, double[][] beams, int[] x, int[] y, int block) {
        double[] out = new double[x.length * CHANNELS];
        double[] image = new double[WIDTH * HEIGHT];
        double[] convolved = new double[WIDTH * HEIGHT];
        for (int c = 0; c < CHANNELS; c++) {
            for (int p = 0; p < image.length; p++) {
                image[p] = spectra.get(plane, p, c);
            }
            Convolution.convolve(image, WIDTH, HEIGHT, beams[beams.length == 1 ? 0 : c], convolved);
            for (int b = 0; b < x.length; b++) {
                for (int j = 0; j < block; j++) {
                    for (int i = 0; i < block; i++) {
                        out[b * CHANNELS + c] += convolved[(y[b] + j) * WIDTH + x[b] + i] / (block * block);
                    }
                }
            }
        }
        return out;
    }

    /** The fourth block lies in the corner, the others at an edge, in the middle and overlapping. */
    @ParameterizedTest
    @CsvSource({"1, 7, 1", "2, 7, 1", "3, 5, 1", "4, 9, 1", "5, 1, 1", "1, 7, 11", "2, 5, 11", "3, 9, 11", "4, 7, 11"})
    void isConvolutionAndMean(int block, int side, int beamCount) {
        double[][] beams = new double[beamCount][];
        for (int c = 0; c < beamCount; c++) {
            beams[c] = kernel(side, 100 + c);
        }
        int[] x = {0, 7, 8, WIDTH - block};
        int[] y = {3, 6, 6, HEIGHT - block};
        Spectra spectra = spectra(2);
        BeamBlockOperator operator = new BeamBlockOperator(WIDTH, HEIGHT, x, y, block, beams, CHANNELS);
        assertEquals(4, operator.blocks());
        for (int plane = 0; plane < 2; plane++) {
            double[] one = new double[x.length * CHANNELS];
            double[] two = new double[x.length * CHANNELS];
            try (ParallelFor single = new ParallelFor(1);
                    ParallelFor pair = new ParallelFor(2)) {
                operator.apply(spectra, plane, one, single);
                operator.apply(spectra, plane, two, pair);
            }
            assertArrayEquals(slowly(spectra, plane, beams, x, y, block), one, ROUNDING);
            assertArrayEquals(one, two, "same bits on two threads");
        }
    }

    /** The convolution itself: out(y, x) is the sum of kernel(dy, dx) image(y - dy, x - dx), zero outside. */
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

    /** The reach of a pixel is what it adds to any block, relative to the most. */
    @Test
    void reachIsTheLargestEffectOfAPixel() {
        double[][] beams = {kernel(7, 9)};
        int[] x = {4, 12};
        int[] y = {5, 9};
        BeamBlockOperator operator = new BeamBlockOperator(WIDTH, HEIGHT, x, y, 3, beams, CHANNELS);
        double[] effect = new double[WIDTH * HEIGHT];
        double peak = 0;
        try (ParallelFor single = new ParallelFor(1)) {
            for (int p = 0; p < effect.length; p++) {
                Spectra spectra = new Spectra(WIDTH * HEIGHT, CHANNELS, 1);
                spectra.set(0, p, 2, 1);
                double[] out = new double[2 * CHANNELS];
                operator.apply(spectra, 0, out, single);
                effect[p] = Math.max(out[2], out[CHANNELS + 2]);
                peak = Math.max(peak, effect[p]);
            }
        }
        double[] reach = operator.reach();
        for (int p = 0; p < effect.length; p++) {
            assertEquals(effect[p] / peak, reach[p], ROUNDING);
        }
    }

    @Test
    void refusesKernelsThatDoNotFit() {
        int[] at = {3};
        assertThrows(
                IllegalArgumentException.class,
                () -> new BeamBlockOperator(WIDTH, HEIGHT, at, at, 1, new double[][] {new double[16]}, CHANNELS));
        double[][] three = {kernel(3, 1), kernel(3, 2), kernel(3, 3)};
        assertThrows(
                IllegalArgumentException.class, () -> new BeamBlockOperator(WIDTH, HEIGHT, at, at, 1, three, CHANNELS));
    }
}
