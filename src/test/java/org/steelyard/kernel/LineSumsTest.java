// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Lines and their derivatives: vectors compared with plain Java, for numbers of channels that do and do not fill
 * vectors.
 */
class LineSumsTest {

    /**
     * The two implementations end a line at different edges. The exact normal integral lacks 3.1e-13 of the flux beyond
     * its end at 7.2 standard deviations; the flux is 6 at most. There t p(t) is 1.6e-11, multiplied by flux over
     * dispersion, 4 at most.
     */
    private static final double EXACT = 2e-12;

    private static final double EXACT_DERIVATIVE = 7e-11;

    /**
     * Relative to the largest value: the quick integral ends in zero, so only the rounding of some tens of sums
     * remains.
     */
    private static final double QUICK = 1e-14;

    private static final int PIXELS = 9;
    private static final int DIRECTIONS = 3;

    @ParameterizedTest
    @CsvSource({
        "1, 1, 0",
        "2, -1, 0",
        "7, 1, 0",
        "8, 1, 0",
        "9, -1, 0",
        "15, 1, 0",
        "16, -1, 0",
        "17, 1, 0",
        "64, 1, 0",
        "65, -1, 0",
        "1, 1, 1e-3",
        "8, -1, 1e-3",
        "9, 1, 1e-3",
        "64, -1, 1e-3"
    })
    void vectorsAndPlainJavaAgree(int channels, int sign, double tolerance) {
        Spectra plain = spectra(channels, sign, tolerance, new ScalarKernels());
        Spectra vectors = spectra(channels, sign, tolerance, new VectorKernels());
        for (int k = 0; k <= DIRECTIONS; k++) {
            double largest = 0;
            for (int x = 0; x < PIXELS; x++) {
                for (int c = 0; c < channels; c++) {
                    largest = Math.max(largest, Math.abs(plain.get(k, x, 0, c)));
                }
            }
            assertTrue(largest > 0, "nothing to compare");
            for (int x = 0; x < PIXELS; x++) {
                for (int c = 0; c < channels; c++) {
                    double exact = k == 0 ? EXACT : EXACT_DERIVATIVE;
                    double bound = tolerance == 0 ? exact : QUICK * largest;
                    assertEquals(plain.get(k, x, 0, c), vectors.get(k, x, 0, c), bound, "plane " + k);
                }
            }
        }
    }

    /**
     * Lines narrower and wider than channels, inside the axis, at its ends and beyond; pixels with no, one and several
     * points.
     */
    private static Spectra spectra(int channels, int sign, double tolerance, Kernels kernels) {
        SplittableRandom random = new SplittableRandom(11);
        double[] edges = new double[channels + 1];
        double[] slopes = new double[channels + 1];
        for (int e = 0; e <= channels; e++) {
            edges[e] = sign * 10 * (e - 0.5 * channels);
            slopes[e] = -1 - 1e-3 * e;
        }
        ChannelGrid grid = new ChannelGrid(edges, slopes, new double[channels], false);
        Samples s = new Samples();
        int[] starts = new int[PIXELS + 1];
        int[] columns = new int[PIXELS];
        for (int p = 0; p < PIXELS; p++) {
            columns[p] = p;
            for (int i = 0; i < p % 4; i++) {
                s.add(0, 0, random.nextDouble(0.1, 2));
            }
            starts[p + 1] = s.count();
        }
        s.reserve(DIRECTIONS);
        for (int i = 0; i < s.count(); i++) {
            s.velocity[i] = i == 0 ? 0 : random.nextDouble(-6, 6) * channels;
            s.dispersion[i] = i % 3 == 0 ? 1.5 : random.nextDouble(5, 60);
            for (int k = 0; k < DIRECTIONS; k++) {
                s.dVelocity[k][i] = random.nextDouble(-1, 1);
                s.dDispersion[k][i] = k == 1 ? random.nextDouble(-1, 1) : 0;
                s.dWeight[k][i] = k == 1 ? random.nextDouble(-1, 1) : 0;
            }
        }
        s.shiftsOnly[0] = true;
        s.shiftsOnly[2] = true;
        Spectra out = new Spectra(PIXELS, 1, channels, DIRECTIONS + 1);
        LineProfileKernel line = new LineProfileKernel(tolerance, kernels);
        line.start(grid, s, DIRECTIONS, 2);
        line.fill(columns, 0, PIXELS, starts, 0, 0, out);
        return out;
    }
}
