// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.optimise;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.steelyard.inference.DotProduct;

/**
 * A convex quadratic function on a box that contains 0: g . d + 1/2 d . H d for low &lt;= d &lt;= high.
 *
 * <p>Its minimum is exact, by an active set (Stark and Parker 1995, Computational Statistics 10, 129, applied to the
 * normal equations). A coordinate at its bound is held there while the gradient points outward and released when it
 * points inward.
 */
final class BoxQuadratic {

    /** Gradients below this fraction of the largest are rounding errors and release no coordinate. */
    private static final double GRADIENT_ROUNDING = 1e-13;

    /** Rounds per coordinate: each round holds or releases one and lowers the function, except for rounding errors. */
    private static final int ROUNDS = 20;

    private final double[][] hessian;
    private final double[] gradient;
    private final double[] low;
    private final double[] high;
    /** Number on the diagonal of the Hessian. */
    private double damping;

    private BoxQuadratic(double[][] hessian, double[] gradient, double[] low, double[] high) {
        this.hessian = hessian;
        this.gradient = gradient;
        this.low = low;
        this.high = high;
    }

    /**
     * @param normal gradient and matrix
     * @param scale diagonal of S, positive. Not modified.
     * @param point inside the bounds. Not modified.
     * @param bounds of the problem
     * @return half of chi-squared as a function of S times the step, without the constant
     */
    static BoxQuadratic scaled(NormalEquations normal, double[] scale, double[] point, Bounds bounds) {
        int n = point.length;
        double[][] hessian = new double[n][n];
        double[] gradient = new double[n];
        double[] low = new double[n];
        double[] high = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                hessian[i][j] = normal.matrix()[i][j] / (scale[i] * scale[j]);
            }
            gradient[i] = normal.gradient()[i] / scale[i];
            low[i] = (bounds.lower()[i] - point[i]) * scale[i];
            high[i] = (bounds.upper()[i] - point[i]) * scale[i];
        }
        return new BoxQuadratic(hessian, gradient, low, high);
    }

    /**
     * @param hessian positive definite. Lent
     * @param gradient at 0. Lent
     * @return the function for d &gt;= 0
     */
    static BoxQuadratic notNegative(double[][] hessian, double[] gradient) {
        double[] high = new double[gradient.length];
        Arrays.fill(high, Double.POSITIVE_INFINITY);
        return new BoxQuadratic(hessian, gradient, new double[gradient.length], high);
    }

    double low(int i) {
        return low[i];
    }

    double high(int i) {
        return high[i];
    }

    /** Sets the number on the diagonal of the Hessian. */
    void damp(double value) {
        for (int i = 0; i < hessian.length; i++) {
            hessian[i][i] += value - damping;
        }
        damping = value;
    }

    /** The minimum in the box, or null if the Hessian is not positive definite to rounding. */
    double[] minimumOrNull() {
        int n = gradient.length;
        double[] d = new double[n];
        boolean[] held = new boolean[n];
        double rounding = 0;
        for (int i = 0; i < n; i++) {
            held[i] = (low[i] == 0 && gradient[i] > 0) || (high[i] == 0 && gradient[i] < 0);
            rounding = Math.max(rounding, GRADIENT_ROUNDING * Math.abs(gradient[i]));
        }
        for (int round = 0; round < ROUNDS * (n + 1); round++) {
            double[] target = d.clone();
            if (!minimiseFree(held, target)) {
                return null;
            }
            int blocking = moveTowards(target, held, d);
            if (blocking >= 0) {
                held[blocking] = true;
                continue;
            }
            int inward = steepestInward(d, held, rounding);
            if (inward < 0) {
                return d;
            }
            held[inward] = false;
        }
        return d;
    }

    /** Moves d to the target, or to the first bound on the way; returns the coordinate of that bound, or -1. */
    private int moveTowards(double[] target, boolean[] held, double[] d) {
        double fraction = 1;
        int first = -1;
        for (int i = 0; i < d.length; i++) {
            double limit = target[i] < low[i] ? low[i] : high[i];
            if (!held[i] && (target[i] < low[i] || target[i] > high[i])) {
                double allowed = (limit - d[i]) / (target[i] - d[i]);
                if (first < 0 || allowed < fraction) {
                    fraction = allowed;
                    first = i;
                }
            }
        }
        for (int i = 0; i < d.length; i++) {
            if (!held[i]) {
                d[i] = first < 0
                        ? target[i]
                        : Math.max(low[i], Math.min(high[i], d[i] + fraction * (target[i] - d[i])));
            }
        }
        if (first >= 0) {
            d[first] = target[first] < low[first] ? low[first] : high[first];
        }
        return first;
    }

    /** The held coordinate along which the function falls most steeply into the box; -1 without one. */
    private int steepestInward(double[] d, boolean[] held, double rounding) {
        int steepest = -1;
        double largest = rounding;
        for (int i = 0; i < d.length; i++) {
            if (held[i]) {
                double slope = gradient[i] + DotProduct.of(hessian[i], d);
                double inward = d[i] == low[i] ? -slope : slope;
                if (inward > largest) {
                    largest = inward;
                    steepest = i;
                }
            }
        }
        return steepest;
    }

    /**
     * Sets the free elements of d to the minimum for the given held ones. False if their matrix is not positive
     * definite.
     */
    private boolean minimiseFree(boolean[] held, double[] d) {
        int n = d.length;
        int[] free = new int[n];
        int m = 0;
        for (int i = 0; i < n; i++) {
            if (!held[i]) {
                free[m++] = i;
            }
        }
        if (m == 0) {
            return true;
        }
        DMatrixRMaj a = new DMatrixRMaj(m, m);
        DMatrixRMaj b = new DMatrixRMaj(m, 1);
        DMatrixRMaj x = new DMatrixRMaj(m, 1);
        for (int r = 0; r < m; r++) {
            double right = -gradient[free[r]];
            for (int j = 0; j < n; j++) {
                if (held[j]) {
                    right -= hessian[free[r]][j] * d[j];
                }
            }
            b.set(r, 0, right);
            for (int c = 0; c < m; c++) {
                a.set(r, c, hessian[free[r]][free[c]]);
            }
        }
        LinearSolverDense<DMatrixRMaj> cholesky = LinearSolverFactory_DDRM.chol(m);
        if (!cholesky.setA(a)) {
            return false;
        }
        cholesky.solve(b, x);
        for (int r = 0; r < m; r++) {
            d[free[r]] = x.get(r, 0);
        }
        return true;
    }
}
