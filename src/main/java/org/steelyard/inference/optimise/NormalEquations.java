package org.steelyard.inference.optimise;

/**
 * Chi-squared to second order about a point: chi2(p + d) = chiSquared + 2 gradient . d + d . matrix d, with gradient =
 * J^T r and matrix = J^T J (Gauss-Newton). All that an optimiser keeps of the residuals and their derivatives.
 *
 * @param chiSquared r . r
 * @param gradient J^T r, half the gradient of chi-squared
 * @param matrix J^T J, both triangles
 */
public record NormalEquations(double chiSquared, double[] gradient, double[][] matrix) {

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
            gradient[i] = dot(jacobian[i], residuals);
            for (int j = 0; j <= i; j++) {
                matrix[i][j] = dot(jacobian[i], jacobian[j]);
                matrix[j][i] = matrix[i][j];
            }
        }
        return new NormalEquations(dot(residuals, residuals), gradient, matrix);
    }

    /** The sum of products in four independent running sums. */
    public static double dot(double[] a, double[] b) {
        int n = a.length;
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int k = 0;
        for (; k + 3 < n; k += 4) {
            s0 += a[k] * b[k];
            s1 += a[k + 1] * b[k + 1];
            s2 += a[k + 2] * b[k + 2];
            s3 += a[k + 3] * b[k + 3];
        }
        for (; k < n; k++) {
            s0 += a[k] * b[k];
        }
        return (s0 + s1) + (s2 + s3);
    }

    /**
     * Length of a column of the Jacobian: the inverse of the error that the parameter would have were all others known.
     */
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

    /** How much chi-squared falls along a step if it is the parabola it seems to be. */
    double predictedDecrease(double[] step) {
        double sum = 0;
        for (int i = 0; i < step.length; i++) {
            sum -= step[i] * (2 * gradient[i] + dot(matrix[i], step));
        }
        return sum;
    }
}
