// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.optimise;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Non-negative least squares by an active set that grows by one column at a time (Lawson and Hanson 1974, chapter 23; in the form for
 * normal equations of Bro and de Jong 1997). Columns that depend on the active ones to rounding stay at zero.
 */
public final class NonNegativeLeastSquares {

    /** A gradient below this share of its start is rounding of the normal equations. */
    private static final double GRADIENT_ROUNDING = 1e-13;

    private final double[][] gram;
    private final double[] right;
    private final int n;
    private final boolean[] active;
    private final boolean[] refused;

    private NonNegativeLeastSquares(double[][] gram, double[] right) {
        this.gram = gram;
        this.right = right;
        n = right.length;
        active = new boolean[n];
        refused = new boolean[n];
    }

    /**
     * Minimises |A c - b|^2 over c &gt;= 0.
     *
     * @param columns of A. Not modified
     * @param b right-hand side. Not modified
     * @return c; zero for a column of zeros
     */
    public static double[] solve(double[][] columns, double[] b) {
        return normal(columns, b).solve();
    }

    /**
     * @param columns of A. Not modified
     * @param b right-hand side. Not modified
     * @return the normal equations
     */
    public static Normal normal(double[][] columns, double[] b) {
        int n = columns.length;
        double[][] gram = new double[n][n];
        double[] right = new double[n];
        for (int k = 0; k < n; k++) {
            right[k] = dot(columns[k], b);
            for (int l = 0; l <= k; l++) {
                gram[k][l] = dot(columns[k], columns[l]);
                gram[l][k] = gram[k][l];
            }
        }
        return new Normal(gram, right, dot(b, b));
    }

    /**
     * The normal equations of |A c - b|^2.
     *
     * @param gram A^T A; lent
     * @param right A^T b; lent
     * @param square b^T b
     */
    public record Normal(double[][] gram, double[] right, double square) {

        /** @return the c &gt;= 0 of the minimum; zero for a column of zeros */
        public double[] solve() {
            return solveNormal(gram, right);
        }

        /** @return |A c - b|^2, to the rounding of b^T b */
        public double chiSquared(double[] c) {
            double sum = square;
            for (int i = 0; i < c.length; i++) {
                sum += c[i] * (dot(gram[i], c) - 2 * right[i]);
            }
            return sum;
        }

        /** @return the equations without a column */
        public Normal without(int column) {
            int[] kept = java.util.stream.IntStream.range(0, right.length)
                    .filter(i -> i != column)
                    .toArray();
            double[][] g = new double[kept.length][kept.length];
            double[] r = new double[kept.length];
            for (int i = 0; i < kept.length; i++) {
                r[i] = right[kept[i]];
                for (int j = 0; j < kept.length; j++) {
                    g[i][j] = gram[kept[i]][kept[j]];
                }
            }
            return new Normal(g, r, square);
        }
    }

    private static double dot(double[] a, double[] b) {
        double even = 0;
        double odd = 0;
        for (int i = 0; i + 1 < a.length; i += 2) {
            even += a[i] * b[i];
            odd += a[i + 1] * b[i + 1];
        }
        return a.length % 2 == 1 ? even + odd + a[a.length - 1] * b[a.length - 1] : even + odd;
    }

    /**
     * Minimises |A c - b|^2 over c &gt;= 0.
     *
     * @param gram A^T A. Not modified
     * @param right A^T b. Not modified
     * @return c; zero for a column of zeros
     */
    private static double[] solveNormal(double[][] gram, double[] right) {
        int n = right.length;
        double[] scale = new double[n];
        for (int i = 0; i < n; i++) {
            scale[i] = gram[i][i] > 0 ? 1 / Math.sqrt(gram[i][i]) : 0;
        }
        double[][] scaled = new double[n][n];
        double[] b = new double[n];
        for (int i = 0; i < n; i++) {
            b[i] = right[i] * scale[i];
            for (int j = 0; j < n; j++) {
                scaled[i][j] = gram[i][j] * scale[i] * scale[j];
            }
        }
        double[] c = new NonNegativeLeastSquares(scaled, b).run();
        for (int i = 0; i < n; i++) {
            c[i] *= scale[i];
        }
        return c;
    }

    private double[] run() {
        double[] c = new double[n];
        double largest = 0;
        for (double b : right) {
            largest = Math.max(largest, Math.abs(b));
        }
        // A column enters at most a few times; the limit only guards against rounding.
        for (int turn = 0; turn < 10 * n; turn++) {
            int next = steepest(c, GRADIENT_ROUNDING * largest);
            if (next < 0) {
                return c;
            }
            active[next] = true;
            double[] target = unconstrained();
            if (target == null || !(target[next] > 0)) {
                active[next] = false;
                refused[next] = true;
                continue;
            }
            while (target != null && !isFeasible(target)) {
                stepToBound(c, target);
                target = unconstrained();
            }
            if (target != null) {
                System.arraycopy(target, 0, c, 0, n);
            }
            java.util.Arrays.fill(refused, false);
            refused[next] = !active[next];
        }
        return c;
    }

    private int steepest(double[] c, double threshold) {
        int best = -1;
        double steepest = threshold;
        for (int j = 0; j < n; j++) {
            if (!active[j] && !refused[j] && gram[j][j] > 0) {
                double slope = right[j];
                for (int k = 0; k < n; k++) {
                    slope -= gram[j][k] * c[k];
                }
                if (slope > steepest) {
                    steepest = slope;
                    best = j;
                }
            }
        }
        return best;
    }

    private boolean isFeasible(double[] target) {
        for (int j = 0; j < n; j++) {
            if (active[j] && !(target[j] > 0)) {
                return false;
            }
        }
        return true;
    }

    /** Moves from c towards the target until the first coefficient is zero, and takes that column out. */
    private void stepToBound(double[] c, double[] target) {
        double fraction = 1;
        for (int j = 0; j < n; j++) {
            if (active[j] && !(target[j] > 0)) {
                fraction = Math.min(fraction, c[j] / (c[j] - target[j]));
            }
        }
        for (int j = 0; j < n; j++) {
            if (active[j]) {
                boolean leaves = !(target[j] > 0) && c[j] / (c[j] - target[j]) <= fraction;
                c[j] = leaves ? 0 : Math.max(0, c[j] + fraction * (target[j] - c[j]));
                active[j] = !leaves && c[j] > 0;
            }
        }
    }

    /** The least-squares solution over the active columns, null if these depend on each other to rounding. */
    private double[] unconstrained() {
        int m = 0;
        int[] index = new int[n];
        for (int j = 0; j < n; j++) {
            if (active[j]) {
                index[m++] = j;
            }
        }
        double[] c = new double[n];
        if (m == 0) {
            return c;
        }
        DMatrixRMaj a = new DMatrixRMaj(m, m);
        DMatrixRMaj b = new DMatrixRMaj(m, 1);
        DMatrixRMaj x = new DMatrixRMaj(m, 1);
        for (int r = 0; r < m; r++) {
            b.set(r, 0, right[index[r]]);
            for (int k = 0; k < m; k++) {
                a.set(r, k, gram[index[r]][index[k]]);
            }
        }
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.chol(m);
        if (!solver.setA(a)) {
            return null;
        }
        solver.solve(b, x);
        for (int r = 0; r < m; r++) {
            c[index[r]] = x.get(r, 0);
        }
        return c;
    }
}
