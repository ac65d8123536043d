// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/**
 * Cholesky factor L of a covariance matrix, C = L L^T with L lower triangular. L correlates independent numbers, and
 * its inverse decorrelates correlated ones.
 */
public final class CholeskyFactor {

    /** Iterations for two digits of a condition number, which only selects a message. */
    private static final int POWER_STEPS = 30;

    /** Packed rows of L; row i begins at i (i + 1) / 2. */
    private final double[] lower;

    private final int size;

    private CholeskyFactor(double[] lower, int size) {
        this.lower = lower;
        this.size = size;
    }

    /**
     * Factorises a matrix as it is, without regularisation.
     *
     * @param matrix symmetric, {@code [i * n + j]}. Modified.
     * @param n number of rows
     * @return the factor, or null if the matrix is not positive definite to rounding
     */
    public static CholeskyFactor ofOrNull(double[] matrix, int n) {
        DMatrixRMaj wrapped = DMatrixRMaj.wrap(n, n, matrix);
        CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(n, true);
        if (!cholesky.decompose(wrapped)) {
            return null;
        }
        DMatrixRMaj t = cholesky.getT(null);
        double[] lower = new double[n * (n + 1) / 2];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                lower[i * (i + 1) / 2 + j] = t.get(i, j);
            }
        }
        return new CholeskyFactor(lower, n);
    }

    /**
     * Decorrelates numbers with covariance C: v := L^-1 v.
     *
     * @param v at least as many numbers as rows. Modified.
     */
    public void whiten(double[] v) {
        for (int i = 0; i < size; i++) {
            int row = i * (i + 1) / 2;
            v[i] = (v[i] - DotProduct.of(lower, row, v, i)) / lower[row + i];
        }
    }

    /**
     * Correlates independent numbers of unit variance: v := L v.
     *
     * @param v at least as many numbers as rows. Modified.
     */
    public void colour(double[] v) {
        for (int i = size - 1; i >= 0; i--) {
            v[i] = DotProduct.of(lower, i * (i + 1) / 2, v, i + 1);
        }
    }

    /**
     * Multiplies by the transposed factor: v := L^T v, whose squared length is v^T C v.
     *
     * @param v at least as many numbers as rows. Modified.
     */
    public void transposed(double[] v) {
        for (int j = 0; j < size; j++) {
            double sum = 0;
            for (int i = j; i < size; i++) {
                sum += lower[i * (i + 1) / 2 + j] * v[i];
            }
            v[j] = sum;
        }
    }

    /** @return ln |C| */
    public double logarithmOfDeterminant() {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += 2 * Math.log(lower[i * (i + 1) / 2 + i]);
        }
        return sum;
    }

    /** @return condition number of C, the largest over the smallest eigenvalue, to two digits */
    public double condition() {
        return eigenvalue(false) * eigenvalue(true);
    }

    /** The largest eigenvalue of C or of its inverse, by the power method. */
    private double eigenvalue(boolean inverse) {
        double[] v = new double[size];
        for (int i = 0; i < size; i++) {
            // Not symmetric, and smooth or alternating like the eigenvector sought.
            v[i] = (inverse ? 1 - 2 * (i % 2) : 1) + 0.3 * Math.sin(1 + 7 * i);
        }
        double norm = 0;
        for (int step = 0; step < POWER_STEPS; step++) {
            if (inverse) {
                whiten(v);
                whitenTransposed(v);
            } else {
                transposed(v);
                colour(v);
            }
            norm = 0;
            for (double element : v) {
                norm += element * element;
            }
            norm = Math.sqrt(norm);
            for (int i = 0; i < size; i++) {
                v[i] /= norm;
            }
        }
        return norm;
    }

    /**
     * Multiplies by the inverse of the transposed factor: v := L^-T v. After {@link #whiten}, it gives C^-1 v.
     *
     * @param v at least as many numbers as rows. Modified.
     */
    public void whitenTransposed(double[] v) {
        for (int i = size - 1; i >= 0; i--) {
            int row = i * (i + 1) / 2;
            v[i] /= lower[row + i];
            for (int j = 0; j < i; j++) {
                v[j] -= lower[row + j] * v[i];
            }
        }
    }
}
