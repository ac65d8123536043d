package org.steelyard.inference.optimise;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.steelyard.inference.Solution;
import org.steelyard.inference.Status;

/**
 * Covariance of the parameters at a point, (J^T J)^-1, with the parameters that have no error: those at a bound and
 * those that the data do not constrain.
 *
 * <p>A parameter is at a bound if its value is the bound, or if it lies within a thousandth of its error of the bound
 * and chi-squared falls outward. A parameter is unconstrained in any of three cases:
 *
 * <ul>
 *   <li>a change over its whole range, or by a billion times its size without bounds, changes the residuals by less
 *       than a thousandth;
 *   <li>it takes part in a direction along which chi-squared is constant, a null eigenvector of the scaled J^T J;
 *   <li>its standard error is not smaller than its range, so that the bounds constrain it more than the data.
 * </ul>
 *
 * @param errors formal standard errors with the parameters at a bound fixed: NaN at a bound, infinite without
 *     information
 * @param matrix [j][i] covariance as in {@link Solution}
 * @param atBound which parameters are at a bound
 * @param unconstrained which parameters the data do not constrain
 */
record Covariance(double[] errors, double[][] matrix, boolean[] atBound, boolean[] unconstrained) {

    /** Negligible fraction of a standard error. */
    private static final double NEGLIGIBLE_SIGMA = 1e-3;

    /**
     * Eigenvalues of the scaled J^T J, whose diagonal is 1, below the rounding error of sums over some 1e5 residuals.
     */
    private static final double NULL_EIGENVALUE = 1e-13;

    /** Squared share of a null vector above which a parameter takes part in it: a hundredth of its length. */
    private static final double NULL_SHARE = 1e-4;

    /** Range of a parameter without bounds, in units of its size or of 1. */
    private static final double REACH = 1e9;

    /**
     * @param normal curvature and gradient at the point
     * @param point Not modified.
     * @param bounds of the problem
     * @return the covariance there
     */
    static Covariance of(NormalEquations normal, double[] point, Bounds bounds) {
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
        return new Covariance(sigma, covariance, atBound, unconstrained);
    }

    /** [standard error] Largest change of a parameter in a step, over the parameters that have an error. */
    double largestStep(double[] step) {
        double largest = 0;
        for (int j = 0; j < step.length; j++) {
            if (!Double.isNaN(errors[j])) {
                largest = Math.max(largest, Math.abs(step[j]) / errors[j]);
            }
        }
        return largest;
    }

    /** The solution of a minimisation that ended at the point. */
    Solution solution(double[] point, double chiSquared, Status status, String reason, int evaluations) {
        return new Solution(point, chiSquared, matrix, status, reason, evaluations, atBound, unconstrained);
    }

    /** Without errors, where the derivatives are not finite. */
    static Covariance unknown(int n) {
        double[] sigma = new double[n];
        Arrays.fill(sigma, Double.NaN);
        return new Covariance(sigma, notANumber(n), new boolean[n], new boolean[n]);
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

    /**
     * Inverts the free part over all directions except null ones; parameters that take part in those have infinite
     * errors.
     */
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
                    "the eigenvalue decomposition of a finite symmetric matrix of " + m + " rows failed");
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
