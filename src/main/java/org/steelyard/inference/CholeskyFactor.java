package org.steelyard.inference;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/**
 * The lower triangular root of a covariance matrix, C = L L^T: it makes correlated numbers of independent ones and the other way round. Nothing is added to a
 * matrix that has no root.
 */
public final class CholeskyFactor {

    /** Enough for two digits of a condition number; it only decides what is said. */
    private static final int POWER_STEPS = 30;

    /** Row i begins at i (i + 1) / 2. */
    private final double[] lower;

    private final int size;

    private CholeskyFactor(double[] lower, int size) {
        this.lower = lower;
        this.size = size;
    }

    /**
     * @param matrix symmetric, {@code [i * n + j]}. Modified
     * @param n its size
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

    /** @return how many numbers it correlates */
    public int size() {
        return size;
    }

    /**
     * Makes correlated numbers independent: v := L^-1 v.
     *
     * @param v at least as many as the size. Modified
     */
    public void whiten(double[] v) {
        for (int i = 0; i < size; i++) {
            int row = i * (i + 1) / 2;
            v[i] = (v[i] - dot(row, i, v)) / lower[row + i];
        }
    }

    /**
     * Makes independent numbers correlated: v := L v.
     *
     * @param v at least as many as the size. Modified
     */
    public void colour(double[] v) {
        for (int i = size - 1; i >= 0; i--) {
            v[i] = dot(i * (i + 1) / 2, i + 1, v);
        }
    }

    /**
     * v := L^T v, of which the length is that of v in the metric of the covariance.
     *
     * @param v at least as many as the size. Modified
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

    private double dot(int from, int count, double[] v) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int j = 0;
        for (; j + 3 < count; j += 4) {
            a += lower[from + j] * v[j];
            b += lower[from + j + 1] * v[j + 1];
            c += lower[from + j + 2] * v[j + 2];
            d += lower[from + j + 3] * v[j + 3];
        }
        for (; j < count; j++) {
            a += lower[from + j] * v[j];
        }
        return (a + b) + (c + d);
    }

    /** @return largest over smallest eigenvalue of the covariance matrix, to two digits */
    public double condition() {
        return eigenvalue(false) * eigenvalue(true);
    }

    /** The largest eigenvalue of C or of its inverse, by the power method. */
    private double eigenvalue(boolean inverse) {
        double[] v = new double[size];
        for (int i = 0; i < size; i++) {
            // Without symmetry, and as smooth or as rough as the vector that is looked for.
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

    private void whitenTransposed(double[] v) {
        for (int i = size - 1; i >= 0; i--) {
            int row = i * (i + 1) / 2;
            v[i] /= lower[row + i];
            for (int j = 0; j < i; j++) {
                v[j] -= lower[row + j] * v[i];
            }
        }
    }
}
