// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.optimise;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.steelyard.inference.CholeskyFactor;

/**
 * Amplitudes that are not negative and enter a least-squares problem linearly: the minimum of |sum_k a_k c_k - d|^2 for a_k
 * &gt;= 0 from the normal equations (Lawson and Hanson 1974, Solving Least Squares Problems, chapter 23).
 *
 * <p>Columns that the data cannot tell apart would make the matrix singular. {@link #RIDGE} on the diagonal of the scaled
 * matrix gives them the shortest solution. Immutable: threads may share the solution.
 */
public final class NonNegative {

    /** Of the diagonal, far above rounding and far below what data can tell. */
    private static final double RIDGE = 1e-12;

    /** A column shorter than this, over the longest one, has no amplitude: no data reach it. */
    private static final double OUT_OF_REACH = 1e-6;

    private final double[] amplitudes;
    private final int[] positive;
    private final double[] scale;
    private final CholeskyFactor factor;

    private NonNegative(double[] amplitudes, int[] positive, double[] scale, CholeskyFactor factor) {
        this.amplitudes = amplitudes;
        this.positive = positive;
        this.scale = scale;
        this.factor = factor;
    }

    /**
     * @param normal {@code [i][j]} products c_i . c_j. Not modified
     * @param right products c_i . d. Not modified
     * @return the amplitudes; null if a product is not finite
     */
    public static @Nullable NonNegative ofOrNull(double[][] normal, double[] right) {
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
        double[] free = new double[inside.length * inside.length];
        for (int r = 0; r < inside.length; r++) {
            amplitudes[reached[inside[r]]] = solved[inside[r]] * scale[reached[inside[r]]];
            for (int c = 0; c < inside.length; c++) {
                free[r * inside.length + c] = matrix[inside[r]][inside[c]];
            }
        }
        CholeskyFactor factor = inside.length == 0
                ? CholeskyFactor.ofOrNull(new double[] {1}, 1)
                : CholeskyFactor.ofOrNull(free, inside.length);
        return factor == null
                ? null
                : new NonNegative(
                        amplitudes, Arrays.stream(inside).map(r -> reached[r]).toArray(), scale, factor);
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
        double[] solution = new double[positive.length];
        if (solution.length == 0) {
            return solution;
        }
        for (int r = 0; r < solution.length; r++) {
            solution[r] = right[r] * scale[positive[r]];
        }
        factor.whiten(solution);
        factor.whitenTransposed(solution);
        for (int r = 0; r < solution.length; r++) {
            solution[r] *= scale[positive[r]];
        }
        return solution;
    }
}
