// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import java.util.Arrays;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.apache.commons.numbers.gamma.Erf;
import org.apache.commons.numbers.gamma.ErfDifference;

/**
 * A Gaussian of unit flux integrated over square pixels or blocks, and its moments there: the integrals of N, x N, y N, x^2 N, x y N
 * and y^2 N with x, y from the Gaussian's centre. Every derivative of the integral by the centre or the covariance is a sum of these.
 *
 * <p>A Gaussian along the axes of the image, or a round one, has closed forms: products of erf and exp. A rotated one is integrated by
 * Gauss-Legendre nodes, more of them the narrower it is against the pixel; from one pixel to the next the integrand follows by two
 * multiplications, exp(-(a x^2 + 2 b x y + c y^2)/2) having a constant second ratio. Accuracy, tested against the closed forms and
 * against adaptive quadrature: 1e-6 of the largest pixel down to a dispersion of 0.1 pixel.
 */
final class PixelGaussian {

    /** Number of moments. */
    static final int MOMENTS = 6;

    /** exp(-40) = 4e-18: what is farther out is nothing beside the centre. */
    private static final double CUT = 40;

    /** Correlation of x and y below which the axes count as those of the image; its effect is of this order. */
    private static final double ALIGNED = 1e-10;

    /** Nodes per side of a pixel for a smaller dispersion [pixel] of at least so much. */
    private static final double[][] NODES = {
        {7, 2}, {1.9, 3}, {1, 4}, {0.65, 5}, {0.46, 6}, {0.29, 8}, {0.17, 12}, {0.09, 20}, {0.045, 40}
    };

    private static final int MOST_NODES = 80;

    private static final double[][] ABSCISSA = new double[MOST_NODES + 1][];
    private static final double[][] WEIGHT = new double[MOST_NODES + 1][];

    static {
        for (int n : new int[] {2, 3, 4, 5, 6, 8, 12, 20, 40, MOST_NODES}) {
            GaussIntegrator gauss = new GaussIntegratorFactory().legendre(n, -0.5, 0.5);
            ABSCISSA[n] = new double[n];
            WEIGHT[n] = new double[n];
            for (int j = 0; j < n; j++) {
                ABSCISSA[n][j] = gauss.getPoint(j);
                WEIGHT[n][j] = gauss.getWeight(j);
            }
        }
    }

    private final double x;
    private final double y;
    private final double cxx;
    private final double cyy;
    private final double a;
    private final double b;
    private final double c;
    private final double norm;
    private final double narrow;
    private final boolean aligned;
    private double[][] nodeSums = new double[3][64];

    /**
     * @param x [pixel] column of the centre
     * @param y [pixel] row
     * @param covariance [pixel2] {xx, xy, yy}, positive definite
     */
    PixelGaussian(double x, double y, double[] covariance) {
        this.x = x;
        this.y = y;
        cxx = covariance[0];
        cyy = covariance[2];
        double cxy = covariance[1];
        double determinant = cxx * cyy - cxy * cxy;
        a = cyy / determinant;
        b = -cxy / determinant;
        c = cxx / determinant;
        norm = 1 / (2 * Math.PI * Math.sqrt(determinant));
        double mean = 0.5 * (cxx + cyy);
        narrow = Math.sqrt(Math.max(0, mean - Math.hypot(0.5 * (cxx - cyy), cxy)));
        aligned = Math.abs(cxy) <= ALIGNED * Math.sqrt(cxx * cyy);
    }

    /** @return the inverse covariance {xx, xy, yy} [1/pixel2] */
    double[] inverse() {
        return new double[] {a, b, c};
    }

    /**
     * Computes the moments of the blocks of one stretch, divided by the area of a block.
     *
     * @param runs the stretches
     * @param run which
     * @param moments {@code [m][i]}, the first alone if there is but one; all that reach beyond the stretch are left. Modified
     * @return whether any is not zero
     */
    boolean moments(PixelRuns runs, int run, double[][] moments) {
        double h = runs.step(run);
        int n = runs.length(run);
        double dx = runs.firstX(run) - x;
        double dy = runs.rowY(run) - y;
        double nearest = Math.max(0, Math.abs(dy) - 0.5 * h);
        if (0.5 * nearest * nearest / cyy > CUT) {
            return false;
        }
        for (double[] moment : moments) {
            Arrays.fill(moment, 0, n, 0);
        }
        if (aligned) {
            closedForm(dx, dy, h, n, moments);
        } else {
            quadrature(dx, dy, h, n, moments);
        }
        return true;
    }

    private void closedForm(double dx, double dy, double h, int n, double[][] moments) {
        double[] my = edgeMoments(dy, h, Math.sqrt(cyy));
        double sx = Math.sqrt(cxx);
        double area = 1 / (h * h);
        for (int i = 0; i < n; i++) {
            double at = dx + i * h;
            double gap = Math.abs(at) - 0.5 * h;
            if (gap > 0 && 0.5 * gap * gap / cxx > CUT) {
                continue;
            }
            double[] mx = edgeMoments(at, h, sx);
            moments[0][i] = area * mx[0] * my[0];
            if (moments.length > 1) {
                moments[1][i] = area * mx[1] * my[0];
                moments[2][i] = area * mx[0] * my[1];
                moments[3][i] = area * mx[2] * my[0];
                moments[4][i] = area * mx[1] * my[1];
                moments[5][i] = area * mx[0] * my[2];
            }
        }
    }

    /** Integrals of N, t N and t^2 N of a one-dimensional Gaussian over a width around a point. */
    private static double[] edgeMoments(double at, double h, double s) {
        double low = (at - 0.5 * h) / s;
        double high = (at + 0.5 * h) / s;
        double root = Math.sqrt(0.5);
        double zero = low < 0 && high > 0
                ? 0.5 * (Erf.value(high * root) - Erf.value(low * root))
                : 0.5 * ErfDifference.value(low * root, high * root);
        double scale = 1 / Math.sqrt(2 * Math.PI);
        double atLow = scale * Math.exp(-0.5 * low * low);
        double atHigh = scale * Math.exp(-0.5 * high * high);
        return new double[] {zero, s * (atLow - atHigh), s * s * (zero + low * atLow - high * atHigh)};
    }

    private static int nodes(double dispersion) {
        for (double[] row : NODES) {
            if (dispersion >= row[0]) {
                return (int) row[1];
            }
        }
        return MOST_NODES;
    }

    private void quadrature(double dx, double dy, double h, int n, double[][] moments) {
        int order = nodes(narrow / h);
        boolean all = moments.length > 1;
        if (nodeSums[0].length < n) {
            nodeSums = new double[3][n];
        }
        double reach = Math.sqrt(2 * CUT / a) + h;
        for (int jy = 0; jy < order; jy++) {
            double v = dy + h * ABSCISSA[order][jy];
            double ridge = -b * v / a;
            double drop = 0.5 * (c - b * b / a) * v * v;
            if (drop > CUT) {
                continue;
            }
            int from = (int) Math.max(0, Math.ceil((ridge - reach - dx) / h));
            int to = (int) Math.min(n, Math.floor((ridge + reach - dx) / h) + 1);
            if (from >= to) {
                continue;
            }
            for (double[] sums : nodeSums) {
                Arrays.fill(sums, from, to, 0);
            }
            for (int jx = 0; jx < order; jx++) {
                double weight = norm * WEIGHT[order][jy] * WEIGHT[order][jx];
                sweep(dx + h * ABSCISSA[order][jx], v, h, from, to, weight, all);
            }
            for (int i = from; i < to; i++) {
                moments[0][i] += nodeSums[0][i];
            }
            if (all) {
                for (int i = from; i < to; i++) {
                    moments[1][i] += nodeSums[1][i];
                    moments[2][i] += v * nodeSums[0][i];
                    moments[3][i] += nodeSums[2][i];
                    moments[4][i] += v * nodeSums[1][i];
                    moments[5][i] += v * v * nodeSums[0][i];
                }
            }
        }
    }

    /** Adds weight N, weight u N and weight u^2 N at u = u0 + i h, starting at the ridge and going both ways. */
    private void sweep(double u0, double v, double h, int from, int to, double weight, boolean all) {
        int top = (int) Math.max(from, Math.min(to - 1, Math.rint((-b * v / a - u0) / h)));
        double u = u0 + top * h;
        double peak = weight * Math.exp(-0.5 * (a * u * u + 2 * b * u * v + c * v * v));
        double second = Math.exp(-a * h * h);
        double[] zero = nodeSums[0];
        double[] one = nodeSums[1];
        double[] two = nodeSums[2];
        double f = peak;
        double ratio = Math.exp(-h * (a * u + 0.5 * a * h + b * v));
        for (int i = top; i < to; i++) {
            zero[i] += f;
            if (all) {
                double at = u0 + i * h;
                one[i] += f * at;
                two[i] += f * at * at;
            }
            f *= ratio;
            ratio *= second;
        }
        f = peak;
        ratio = Math.exp(h * (a * u - 0.5 * a * h + b * v));
        for (int i = top - 1; i >= from; i--) {
            f *= ratio;
            ratio *= second;
            zero[i] += f;
            if (all) {
                double at = u0 + i * h;
                one[i] += f * at;
                two[i] += f * at * at;
            }
        }
    }
}
