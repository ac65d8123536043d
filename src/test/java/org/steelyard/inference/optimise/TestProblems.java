package org.steelyard.inference.optimise;

import java.util.Arrays;
import org.steelyard.inference.LeastSquaresProblem;

/** Problems for several tests. */
final class TestProblems {

    private TestProblems() {}

    /** Residuals without derivatives. */
    interface Residuals {
        void fill(double[] point, double[] residuals);
    }

    /** Residuals and, if the array is not null, derivatives. */
    interface ResidualsAndJacobian {
        void fill(double[] point, double[] residuals, double[][] jacobianOrNull);
    }

    /** A problem without bounds, with derivatives from differences. */
    static LeastSquaresProblem of(double[] start, int residualCount, Residuals residuals) {
        return FiniteDifferences.differentiated(
                analytic(start, residualCount, (point, r, jacobian) -> residuals.fill(point, r)));
    }

    /** A problem without bounds. */
    static LeastSquaresProblem analytic(double[] start, int residualCount, ResidualsAndJacobian residuals) {
        double[] lower = new double[start.length];
        double[] upper = new double[start.length];
        Arrays.fill(lower, Double.NEGATIVE_INFINITY);
        Arrays.fill(upper, Double.POSITIVE_INFINITY);
        return new Simple(start, lower, upper, residualCount, residuals);
    }

    /** The same problem with bounds. */
    static LeastSquaresProblem bounded(LeastSquaresProblem problem, double[] lower, double[] upper) {
        return new Simple(problem.start(), lower, upper, problem.residualCount(), problem::evaluate);
    }

    /** The same problem with another starting point. */
    static LeastSquaresProblem from(LeastSquaresProblem problem, double... start) {
        return new Simple(start, problem.lower(), problem.upper(), problem.residualCount(), problem::evaluate);
    }

    /** residual_k = sum_j matrix[k][j] p_j - data[k]. */
    static LeastSquaresProblem linear(double[] start, double[][] matrix, double[] data) {
        return analytic(start, data.length, (point, residuals, jacobian) -> {
            for (int k = 0; k < data.length; k++) {
                residuals[k] = -data[k];
                for (int j = 0; j < point.length; j++) {
                    residuals[k] += matrix[k][j] * point[j];
                    if (jacobian != null) {
                        jacobian[j][k] = matrix[k][j];
                    }
                }
            }
        });
    }

    private record Simple(
            double[] start, double[] lower, double[] upper, int residualCount, ResidualsAndJacobian residuals)
            implements LeastSquaresProblem {

        @Override
        public int parameterCount() {
            return start.length;
        }

        @Override
        public void evaluate(double[] point, double[] out, double[][] jacobianOrNull) {
            residuals.fill(point, out, jacobianOrNull);
        }

        @Override
        public double[] start() {
            return start.clone();
        }

        @Override
        public double[] lower() {
            return lower.clone();
        }

        @Override
        public double[] upper() {
            return upper.clone();
        }
    }

    /** Rosenbrock 1960; More, Garbow and Hillstrom 1981 (ACM TOMS 7, 17), problem 1: minimum 0 at (1, 1). */
    static LeastSquaresProblem rosenbrock() {
        return analytic(new double[] {-1.2, 1}, 2, (p, r, jacobian) -> {
            r[0] = 10 * (p[1] - p[0] * p[0]);
            r[1] = 1 - p[0];
            if (jacobian != null) {
                jacobian[0][0] = -20 * p[0];
                jacobian[1][0] = 10;
                jacobian[0][1] = -1;
                jacobian[1][1] = 0;
            }
        });
    }
}
