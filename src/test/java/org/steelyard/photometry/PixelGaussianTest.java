// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.junit.jupiter.api.Test;

/** Gaussians integrated over pixels, against closed forms and a much finer quadrature. */
class PixelGaussianTest {

    /** Share of the largest pixel: the accuracy that the class states. */
    private static final double ACCURACY = 1e-6;

    /** Rounding of erf products against 200 nodes a side, over mixed moments that are 1e-6 of the others where the Gaussian is within a pixel. */
    private static final double ROUNDING = 1e-9;

    private static final int N = 24;

    /** Moments by 200 x 200 nodes a block, with another formula. */
    private static double[][] slow(PixelRuns runs, double x, double y, double[] c) {
        GaussIntegrator gauss = new GaussIntegratorFactory().legendre(50, -0.5, 0.5);
        double det = c[0] * c[2] - c[1] * c[1];
        double[][] out = new double[6][runs.size()];
        for (int r = 0; r < runs.count(); r++) {
            double h = runs.step(r);
            for (int i = 0; i < runs.length(r); i++) {
                for (int sub = 0; sub < 16; sub++) {
                    for (int j = 0; j < 2500; j++) {
                        double u = runs.firstX(r) + i * h - x + h * ((gauss.getPoint(j % 50) + sub % 4 - 1.5) / 4);
                        double v = runs.rowY(r) - y + h * ((gauss.getPoint(j / 50) + sub / 4 - 1.5) / 4);
                        double w = gauss.getWeight(j % 50)
                                * gauss.getWeight(j / 50)
                                / 16
                                * Math.exp(-0.5 * (c[2] * u * u - 2 * c[1] * u * v + c[0] * v * v) / det)
                                / (2 * Math.PI * Math.sqrt(det));
                        double[] m = {1, u, v, u * u, u * v, v * v};
                        for (int k = 0; k < 6; k++) {
                            out[k][runs.offset(r) + i] += w * m[k];
                        }
                    }
                }
            }
        }
        return out;
    }

    private static double[][] fast(PixelRuns runs, double x, double y, double[] c) {
        PixelGaussian gaussian = new PixelGaussian(x, y, c);
        double[][] out = new double[6][runs.size()];
        for (int r = 0; r < runs.count(); r++) {
            double[][] one = new double[6][runs.length(r)];
            if (gaussian.moments(runs, r, one)) {
                for (int k = 0; k < 6; k++) {
                    System.arraycopy(one[k], 0, out[k], runs.offset(r), runs.length(r));
                }
            }
        }
        return out;
    }

    private static double worst(double[][] a, double[][] b) {
        double worst = 0;
        for (int k = 0; k < 6; k++) {
            double peak = 0;
            double difference = 0;
            for (int i = 0; i < a[k].length; i++) {
                peak = Math.max(peak, Math.abs(a[k][i]));
                difference = Math.max(difference, Math.abs(a[k][i] - b[k][i]));
            }
            worst = Math.max(worst, difference / peak);
        }
        return worst;
    }

    @Test
    void rotated() {
        BitSet holes = new BitSet();
        holes.set(5 * N + 7);
        holes.set(12 * N + 11);
        for (double sigma : new double[] {0.12, 0.25, 0.4, 0.7, 1.2, 2.1, 5, 12}) {
            for (double q : new double[] {0.3, 0.8}) {
                PixelRuns runs = PixelRuns.pixels(N, N, holes);
                double[] c = Gaussians.covariance(sigma / (sigma < 0.3 ? 1 : q), q, 33);
                double error = worst(slow(runs, 11.3, 12.1, c), fast(runs, 11.3, 12.1, c));
                assertTrue(error < ACCURACY, sigma + " pixel, q " + q + ": " + error);
            }
        }
    }

    @Test
    void alongTheAxes() {
        PixelRuns runs = PixelRuns.pixels(N, N, new BitSet());
        for (double sigma : new double[] {0.15, 0.7, 3}) {
            double[] c = Gaussians.covariance(sigma, 0.6, 0);
            assertEquals(0, worst(slow(runs, 11.3, 12.1, c), fast(runs, 11.3, 12.1, c)), ROUNDING);
        }
    }

    @Test
    void blocksAreMeansOfTheirPixels() {
        BitSet holes = new BitSet();
        holes.set(3 * 80 + 70);
        double[] c = Gaussians.covariance(9, 0.5, 70);
        PixelRuns pixels = PixelRuns.pixels(80, 60, new BitSet());
        double[] image = fast(pixels, 30.2, 25.7, c)[0];
        PixelRuns blocks = PixelRuns.blocks(80, 60, holes, 30.2, 25.7);
        assertTrue(blocks.size() < 1800, blocks.size() + " blocks");
        double area = 0;
        for (double one : blocks.areas()) {
            area += one;
        }
        assertEquals(80 * 60 - 1, area);
        double[] means = blocks.means(image);
        double[] direct = fast(blocks, 30.2, 25.7, c)[0];
        double peak = 1 / (2 * Math.PI * 81 * 0.5);
        for (int i = 0; i < means.length; i++) {
            assertEquals(means[i], direct[i], ACCURACY * peak);
        }
    }
}
