// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.optimise;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Amplitudes that are not negative and enter a least-squares problem linearly: the minimum of |sum_k a_k c_k - d|^2 for a_k
 * &gt;= 0 from the normal equations (Lawson and Hanson 1974, Solving Least Squares Problems, chapter 23).
 *
 * <p>Columns that the data cannot tell apart would make the matrix singular. {@link #RIDGE} on the diagonal of the scaled
 * matrix gives them the shortest solution.
 */
public final class NonNegative {

    /** Of the diagonal, far above rounding and far below what data can tell. */
    private static final double RIDGE = 1e-12;

    /** A column shorter than this, over the longest one, has no amplitude: no data reach it. */
    private static final double OUT_OF_REACH = 1e-6;

    private final double[] amplitudes;
    private final int[] positive;
    private final double[] scale;
    private final LinearSolverDense<DMatrixRMaj> solver;

    private NonNegative(double[] amplitudes, int[] positive, double[] scale, LinearSolverDense<DMatrixRMaj> solver) {
        this.amplitudes = amplitudes;
        this.positive = positive;
        this.scale = scale;
        this.solver = solver;
    }

    /**
     * @param normal {@code [i][j]} products c_i . c_j. Not modified
     * @param right products c_i . d. Not modified
     * @return the amplitudes; null if a product is not finite
     */
    public static NonNegative ofOrNull(double[][] normal, double[] right) {
        int n = right.length;
        double longest = 0;
        for (int i = 0; i < n; i++) {
            longest = Math.max(longest, normal[i][i]);
            if (!Double.isFinite(normal[i][i] + right[i])) {
                return null;
            }
        }
        double least = OUT_OF_REACH * OUT_OF_REACH * longest;
        int[] reached = IntStream.range(0, n).filter(i -> normal[i][i] > least).toArray();
        double[] scale = new double[n];
        for (int i : reached) {
            scale[i] = 1 / Math.sqrt(normal[i][i]);
        }
        double[][] matrix = new double[reached.length][reached.length];
        double[] gradient = new double[reached.length];
        for (int r = 0; r < reached.length; r++) {
            int i = reached[r];
            gradient[r] = -right[i] * scale[i];
            for (int c = 0; c < reached.length; c++) {
                matrix[r][c] = normal[i][reached[c]] * scale[i] * scale[reached[c]];
            }
            matrix[r][r] += RIDGE;
        }
        double[] solved = BoxQuadratic.notNegative(matrix, gradient).minimumOrNull();
        if (solved == null) {
            return null;
        }
        int[] inside =
                IntStream.range(0, reached.length).filter(r -> solved[r] > 0).toArray();
        double[] amplitudes = new double[n];
        DMatrixRMaj free = new DMatrixRMaj(inside.length, inside.length);
        for (int r = 0; r < inside.length; r++) {
            amplitudes[reached[inside[r]]] = solved[inside[r]] * scale[reached[inside[r]]];
            for (int c = 0; c < inside.length; c++) {
                free.set(r, c, matrix[inside[r]][inside[c]]);
            }
        }
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.chol(Math.max(1, inside.length));
        if (inside.length > 0 && !solver.setA(free)) {
            return null;
        }
        return new NonNegative(
                amplitudes, Arrays.stream(inside).map(r -> reached[r]).toArray(), scale, solver);
    }

    /** @return the amplitudes. Lent */
    public double[] amplitudes() {
        return amplitudes;
    }

    /** @return indices of the amplitudes above 0. Lent */
    public int[] positive() {
        return positive;
    }

    /**
     * @param right a product with each column of {@link #positive()}. Not modified
     * @return the amplitudes, of either sign, that solve the normal equations of those columns
     */
    public double[] solve(double[] right) {
        int n = positive.length;
        DMatrixRMaj b = new DMatrixRMaj(n, 1);
        DMatrixRMaj x = new DMatrixRMaj(n, 1);
        if (n == 0) {
            return new double[0];
        }
        for (int r = 0; r < n; r++) {
            b.set(r, 0, right[r] * scale[positive[r]]);
        }
        solver.solve(b, x);
        double[] out = new double[n];
        for (int r = 0; r < n; r++) {
            out[r] = x.get(r, 0) * scale[positive[r]];
        }
        return out;
    }
}
