package org.steelyard.inference.optimise;

import org.steelyard.inference.DotProduct;

/**
 * Gauss-Newton approximation of chi-squared about a point: chi2(p + d) = chiSquared + 2 gradient . d + d . matrix d,
 * with gradient = J^T r and matrix = J^T J.
 *
 * @param chiSquared r . r
 * @param gradient J^T r, half the gradient of chi-squared
 * @param matrix J^T J, both triangles
 */
record NormalEquations(double chiSquared, double[] gradient, double[][] matrix) {

    /**
     * @param residuals Not modified.
     * @param jacobian [j][k]. Not modified.
     * @return the sums over the residuals
     */
    static NormalEquations of(double[] residuals, double[][] jacobian) {
        int n = jacobian.length;
        double[] gradient = new double[n];
        double[][] matrix = new double[n][n];
        for (int i = 0; i < n; i++) {
            gradient[i] = DotProduct.of(jacobian[i], residuals);
            for (int j = 0; j <= i; j++) {
                matrix[i][j] = DotProduct.of(jacobian[i], jacobian[j]);
                matrix[j][i] = matrix[i][j];
            }
        }
        return new NormalEquations(DotProduct.of(residuals, residuals), gradient, matrix);
    }

    /** Norm of column j of the Jacobian: the inverse of the error of the parameter with all others fixed. */
    double columnNorm(int j) {
        return Math.sqrt(matrix[j][j]);
    }

    boolean isFinite() {
        double sum = chiSquared;
        for (int i = 0; i < gradient.length; i++) {
            sum += gradient[i] * 0;
            for (double element : matrix[i]) {
                sum += element * 0;
            }
        }
        return Double.isFinite(sum);
    }

    /** Decrease of chi-squared along a step in the Gauss-Newton approximation. */
    double predictedDecrease(double[] step) {
        double sum = 0;
        for (int i = 0; i < step.length; i++) {
            sum -= step[i] * (2 * gradient[i] + DotProduct.of(matrix[i], step));
        }
        return sum;
    }
}
