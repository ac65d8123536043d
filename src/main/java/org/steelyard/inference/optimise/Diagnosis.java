package org.steelyard.inference.optimise;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.steelyard.inference.Solution;
import org.steelyard.inference.Status;

/**
 * What the curvature of chi-squared at a point says about the parameters: their covariance, which of them lie at a bound, and which
 * the data do not constrain.
 *
 * <p>A parameter is at a bound if its value is the bound, or lies within a thousandth of its error of it with chi-squared falling
 * outward. It is unconstrained if moving it over all its range (without bounds: a billion times its size) changes the model by less
 * than a thousandth of an error, if it has a
 * share in a direction along which the data do not change at all (a null eigenvector of the scaled J^T J), or if its standard error
 * is not below its range, so that the bounds say more than the data.
 *
 * @param sigma formal standard errors with the parameters at a bound held: NaN for these, infinite where there is no information
 * @param covariance as in {@link Solution}
 * @param atBound which parameters are at a bound
 * @param unconstrained which parameters the data do not constrain
 */
record Diagnosis(double[] sigma, double[][] covariance, boolean[] atBound, boolean[] unconstrained) {

    /** Distances below this share of a standard error are no distance. */
    static final double NEGLIGIBLE_SIGMA = 1e-3;

    /** Eigenvalues of the scaled J^T J, whose diagonal is 1, that rounding of sums over some 1e5 residuals cannot tell from 0. */
    static final double NULL_EIGENVALUE = 1e-13;

    /** A parameter with more than a hundredth of the length of a null vector takes part in it. */
    private static final double NULL_SHARE = 1e-4;

    /** How far a parameter without bounds is thought to go, in units of its size or of 1. */
    private static final double REACH = 1e9;

    /**
     * @param normal curvature and gradient at the point
     * @param point Not modified.
     * @param bounds the box
     * @return what they say
     */
    static Diagnosis of(NormalEquations normal, double[] point, Bounds bounds) {
        int n = point.length;
        if (!normal.isFinite()) {
            return unknown(n);
        }
        boolean[] atBound = new boolean[n];
        boolean[] unconstrained = new boolean[n];
        int[] free = new int[n];
        int m = 0;
        for (int j = 0; j < n; j++) {
            double norm = normal.columnNorm(j);
            unconstrained[j] = norm == 0
                    || norm * Math.min(bounds.range(j), REACH * Math.max(1, Math.abs(point[j]))) < NEGLIGIBLE_SIGMA;
            atBound[j] = bounds.touches(j, point[j]) || (!unconstrained[j] && nearBound(normal, point, bounds, j));
            if (!unconstrained[j] && !atBound[j]) {
                free[m++] = j;
            }
        }
        double[][] covariance = notANumber(n);
        double[] sigma = new double[n];
        for (int j = 0; j < n; j++) {
            sigma[j] = atBound[j] ? Double.NaN : Double.POSITIVE_INFINITY;
        }
        if (m > 0) {
            invert(normal, Arrays.copyOf(free, m), covariance, sigma);
        }
        for (int r = 0; r < m; r++) {
            int j = free[r];
            unconstrained[j] = sigma[j] >= bounds.range(j) || sigma[j] == Double.POSITIVE_INFINITY;
            if (unconstrained[j]) {
                for (int i = 0; i < n; i++) {
                    covariance[i][j] = Double.NaN;
                    covariance[j][i] = Double.NaN;
                }
            }
        }
        return new Diagnosis(sigma, covariance, atBound, unconstrained);
    }

    /** Largest step in standard errors, over the parameters that have one. */
    double largestStep(double[] step) {
        double largest = 0;
        for (int j = 0; j < step.length; j++) {
            if (!Double.isNaN(sigma[j])) {
                largest = Math.max(largest, Math.abs(step[j]) / sigma[j]);
            }
        }
        return largest;
    }

    /** The solution of an optimiser that ended at the point. */
    Solution solution(double[] point, double chiSquared, Status status, String reason, int evaluations) {
        return new Solution(point, chiSquared, covariance, status, reason, evaluations, atBound, unconstrained);
    }

    /** Where the derivatives are not finite. */
    private static Diagnosis unknown(int n) {
        double[] sigma = new double[n];
        Arrays.fill(sigma, Double.NaN);
        return new Diagnosis(sigma, notANumber(n), new boolean[n], new boolean[n]);
    }

    private static double[][] notANumber(int n) {
        double[][] matrix = new double[n][n];
        for (double[] row : matrix) {
            Arrays.fill(row, Double.NaN);
        }
        return matrix;
    }

    private static boolean nearBound(NormalEquations normal, double[] point, Bounds bounds, int j) {
        double near = NEGLIGIBLE_SIGMA / normal.columnNorm(j);
        double slope = normal.gradient()[j];
        return (slope > 0 && point[j] - bounds.lower()[j] < near) || (slope < 0 && bounds.upper()[j] - point[j] < near);
    }

    /** The inverse of the free part over all directions but the null ones; an infinite error for who takes part in those. */
    private static void invert(NormalEquations normal, int[] free, double[][] covariance, double[] sigma) {
        int m = free.length;
        DMatrixRMaj scaled = new DMatrixRMaj(m, m);
        for (int r = 0; r < m; r++) {
            for (int c = 0; c < m; c++) {
                scaled.set(
                        r,
                        c,
                        normal.matrix()[free[r]][free[c]] / (normal.columnNorm(free[r]) * normal.columnNorm(free[c])));
            }
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(m, true, true);
        if (!eigen.decompose(scaled)) {
            throw new IllegalStateException(
                    "the eigenvalues of a finite symmetric matrix of " + m + " rows were not found");
        }
        double[] nullShare = new double[m];
        double[][] inverse = new double[m][m];
        for (int e = 0; e < m; e++) {
            double value = eigen.getEigenvalue(e).getReal();
            double[] vector = eigen.getEigenVector(e).getData();
            for (int r = 0; r < m; r++) {
                if (value < NULL_EIGENVALUE * m) {
                    nullShare[r] += vector[r] * vector[r];
                } else {
                    for (int c = 0; c < m; c++) {
                        inverse[r][c] += vector[r] * vector[c] / value;
                    }
                }
            }
        }
        for (int r = 0; r < m; r++) {
            for (int c = 0; c < m; c++) {
                covariance[free[r]][free[c]] =
                        inverse[r][c] / (normal.columnNorm(free[r]) * normal.columnNorm(free[c]));
            }
            sigma[free[r]] =
                    nullShare[r] > NULL_SHARE ? Double.POSITIVE_INFINITY : Math.sqrt(covariance[free[r]][free[r]]);
        }
    }
}
