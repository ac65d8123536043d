// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.isophote;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;

/**
 * The pixels between two ellipses, with the surface brightness a power law of the elliptical radius:
 *
 * <pre>  I = exp(l) [rho^2 (1 - k cos 2t - m sin 2t) / a^2]^(-g/2) </pre>
 *
 * with polar coordinates rho, t from the major axis of the whole galaxy. The isophotes of this form are ellipses of the axis ratio
 * sqrt((1 - h)/(1 + h)), h = hypot(k, m), turned by atan2(m, k)/2. The components k and m have errors that are normal for a round galaxy
 * too, where an angle has none.
 *
 * @param cosine cos 2t of the pixels; lent
 * @param sine sin 2t; lent
 * @param logRadius ln(rho/a); lent
 * @param weight one over the noise [1/unit of the image]; lent
 */
record Ring(double[] cosine, double[] sine, double[] logRadius, double[] weight) {

    private static final int UNKNOWNS = 4;

    private static final int ITERATIONS = 30;

    /** Change of k and m, and of ln I, that does not matter. */
    private static final double CONVERGED = 1e-7;

    /** Largest h: an axis ratio of 0.1. */
    private static final double FLATTEST = 0.98;

    /** Largest change of a parameter in one iteration. */
    private static final double STEP = 0.5;

    /** Residuals beyond so many standard deviations are left out: stars and neighbours that the mask missed. */
    private static final double CLIP = 4;

    /**
     * The shape of a ring.
     *
     * @param k along the galaxy's axes
     * @param m across them
     * @param error of each
     */
    record Shape(double k, double m, double error) {

        double flattening() {
            return Math.hypot(k, m);
        }
    }

    /**
     * @param value data [unit of the image] above the sky. Not modified
     * @param start shape to start from
     * @return the shape of least chi-squared; null where the pixels determine none
     */
    Shape shape(double[] value, Shape start) {
        boolean[] used = new boolean[value.length];
        Arrays.fill(used, true);
        double[] first = fit(value, used, start);
        if (first == null) {
            return null;
        }
        double[] residual = residuals(value, first);
        double spread = Math.sqrt(Math.max(1, meanSquare(residual, used)));
        for (int i = 0; i < used.length; i++) {
            used[i] = Math.abs(residual[i]) <= CLIP * spread;
        }
        double[] best = fit(value, used, new Shape(first[2], first[3], 0));
        if (best == null) {
            return null;
        }
        double reduced = Math.max(1, meanSquare(residuals(value, best), used));
        return new Shape(best[2], best[3], Math.sqrt(best[UNKNOWNS] * reduced));
    }

    /** Gauss-Newton: l, g, k, m, and the mean variance of k and m; null where it fails. */
    private double[] fit(double[] value, boolean[] used, Shape start) {
        double[] at = {Math.log(Math.max(mean(value), 1e-6 / mean(weight))), 1.5, start.k, start.m};
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            double[][] normal = new double[UNKNOWNS][UNKNOWNS];
            double[] right = new double[UNKNOWNS];
            for (int i = 0; i < value.length; i++) {
                if (used[i]) {
                    add(value[i], i, at, normal, right);
                }
            }
            double[][] inverse;
            try {
                inverse = new CholeskyDecomposition(new Array2DRowRealMatrix(normal, false))
                        .getSolver()
                        .getInverse()
                        .getData();
            } catch (NonPositiveDefiniteMatrixException e) {
                return null;
            }
            double largest = 0;
            for (int p = 0; p < UNKNOWNS; p++) {
                double step = 0;
                for (int q = 0; q < UNKNOWNS; q++) {
                    step += inverse[p][q] * right[q];
                }
                at[p] += Math.max(-STEP, Math.min(STEP, step));
                largest = Math.max(largest, Math.abs(step));
            }
            double h = Math.hypot(at[2], at[3]);
            if (h > FLATTEST) {
                at[2] *= FLATTEST / h;
                at[3] *= FLATTEST / h;
            }
            if (largest < CONVERGED) {
                return new double[] {at[0], at[1], at[2], at[3], 0.5 * (inverse[2][2] + inverse[3][3])};
            }
        }
        return null;
    }

    private void add(double value, int i, double[] at, double[][] normal, double[] right) {
        double form = 1 - at[2] * cosine[i] - at[3] * sine[i];
        double log = logRadius[i] + 0.5 * Math.log(form);
        double model = Math.exp(at[0] - at[1] * log);
        double f = model * weight[i];
        double byForm = 0.5 * at[1] * f / form;
        double[] slope = {f, -f * log, byForm * cosine[i], byForm * sine[i]};
        double residual = (value - model) * weight[i];
        for (int p = 0; p < UNKNOWNS; p++) {
            right[p] += slope[p] * residual;
            for (int q = 0; q < UNKNOWNS; q++) {
                normal[p][q] += slope[p] * slope[q];
            }
        }
    }

    private double[] residuals(double[] value, double[] at) {
        double[] residual = new double[value.length];
        for (int i = 0; i < residual.length; i++) {
            double form = 1 - at[2] * cosine[i] - at[3] * sine[i];
            double model = Math.exp(at[0] - at[1] * (logRadius[i] + 0.5 * Math.log(form)));
            residual[i] = (value[i] - model) * weight[i];
        }
        return residual;
    }

    private static double meanSquare(double[] residual, boolean[] used) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < residual.length; i++) {
            if (used[i]) {
                sum += residual[i] * residual[i];
                count++;
            }
        }
        return sum / Math.max(1, count - UNKNOWNS);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }
}
