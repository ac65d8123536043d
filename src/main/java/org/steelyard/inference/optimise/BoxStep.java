package org.steelyard.inference.optimise;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * The damped Gauss-Newton step that stays in the box: the minimum of the convex parabola
 *
 * <pre>    gradient . d + 1/2 d . (matrix + damping S^2) d     for lower &lt;= point + d &lt;= upper,</pre>
 *
 * found exactly, by an active set (Stark and Parker 1995, Computational Statistics 10, 129, on the normal equations). A coordinate at
 * its bound is held there while the gradient points outward and released when it turns, so a step of zero means that the point is the
 * constrained minimum.
 *
 * @param target the point after the step: exactly on a bound where it meets one
 * @param delta the step
 * @param norm length of S delta
 * @param predicted fall of the undamped chi-squared along the step
 * @param damping that was used
 */
record BoxStep(double[] target, double[] delta, double norm, double predicted, double damping) {

    /** The least damping, in units of the scaled diagonal: rounding of the sums in J^T J is of this order. */
    static final double LEAST_DAMPING = 1e-14;

    /** A multiplier this far below the largest gradient is rounding, not a reason to let go of a bound. */
    private static final double MULTIPLIER_ROUNDING = 1e-13;

    /** Damping at which the sum is positive definite however the matrix was rounded. */
    private static final double MOST_DAMPING = 1e16;

    /**
     * @param normal gradient and matrix
     * @param scale S, positive. Not modified.
     * @param point inside the box. Not modified.
     * @param bounds the box
     * @param damping relative to a scaled matrix with a unit diagonal; raised if rounding leaves the sum indefinite
     * @return the step
     */
    static BoxStep solve(NormalEquations normal, double[] scale, double[] point, Bounds bounds, double damping) {
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
        double used = Math.max(damping, LEAST_DAMPING);
        double added = 0;
        while (true) {
            for (int i = 0; i < n; i++) {
                hessian[i][i] += used - added;
            }
            added = used;
            double[] scaled = new double[n];
            if (used > MOST_DAMPING || minimise(hessian, gradient, low, high, scaled)) {
                double[] target = new double[n];
                double[] delta = new double[n];
                for (int i = 0; i < n; i++) {
                    target[i] = scaled[i] == low[i]
                            ? bounds.lower()[i]
                            : scaled[i] == high[i]
                                    ? bounds.upper()[i]
                                    : bounds.clip(i, point[i] + scaled[i] / scale[i]);
                    delta[i] = target[i] - point[i];
                }
                double norm = Math.sqrt(NormalEquations.dot(scaled, scaled));
                return new BoxStep(target, delta, norm, normal.predictedDecrease(delta), used);
            }
            used *= 10;
        }
    }

    /** Fills d with the minimum of g.d + d.Hd/2 inside the box, which contains 0. False if H is not positive definite. */
    private static boolean minimise(double[][] h, double[] g, double[] low, double[] high, double[] d) {
        int n = d.length;
        boolean[] held = new boolean[n];
        double rounding = 0;
        for (int i = 0; i < n; i++) {
            held[i] = (low[i] == 0 && g[i] > 0) || (high[i] == 0 && g[i] < 0);
            rounding = Math.max(rounding, MULTIPLIER_ROUNDING * Math.abs(g[i]));
        }
        // Every round holds or releases one coordinate and lowers the parabola; the limit is only against rounding.
        for (int round = 0; round < 20 * (n + 1); round++) {
            double[] target = d.clone();
            if (!solveFree(h, g, held, target)) {
                return false;
            }
            double fraction = 1;
            int first = -1;
            for (int i = 0; i < n; i++) {
                double limit = target[i] < low[i] ? low[i] : high[i];
                if (!held[i] && (target[i] < low[i] || target[i] > high[i])) {
                    double allowed = (limit - d[i]) / (target[i] - d[i]);
                    if (first < 0 || allowed < fraction) {
                        fraction = allowed;
                        first = i;
                    }
                }
            }
            for (int i = 0; i < n; i++) {
                if (!held[i]) {
                    d[i] = first < 0
                            ? target[i]
                            : Math.max(low[i], Math.min(high[i], d[i] + fraction * (target[i] - d[i])));
                }
            }
            if (first >= 0) {
                d[first] = target[first] < low[first] ? low[first] : high[first];
                held[first] = true;
                continue;
            }
            int release = -1;
            double worst = rounding;
            for (int i = 0; i < n; i++) {
                if (held[i]) {
                    double slope = g[i] + NormalEquations.dot(h[i], d);
                    double inward = d[i] == low[i] ? -slope : slope;
                    if (inward > worst) {
                        worst = inward;
                        release = i;
                    }
                }
            }
            if (release < 0) {
                return true;
            }
            held[release] = false;
        }
        return true;
    }

    /** Replaces the free elements of d by those that minimise the parabola with the held ones where they are. */
    private static boolean solveFree(double[][] h, double[] g, boolean[] held, double[] d) {
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
            double right = -g[free[r]];
            for (int j = 0; j < n; j++) {
                if (held[j]) {
                    right -= h[free[r]][j] * d[j];
                }
            }
            b.set(r, 0, right);
            for (int c = 0; c < m; c++) {
                a.set(r, c, h[free[r]][free[c]]);
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
