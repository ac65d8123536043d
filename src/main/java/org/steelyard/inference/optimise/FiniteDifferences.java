package org.steelyard.inference.optimise;

import java.util.Arrays;
import org.steelyard.inference.LeastSquaresProblem;

/** Derivatives of residuals from finite differences: for problems without analytic derivatives, and to test those. */
public final class FiniteDifferences {

    /** Cube root of the spacing of doubles, where truncation and rounding of a central difference are of equal size. */
    private static final double RELATIVE_STEP = Math.cbrt(Math.ulp(1.0));

    private FiniteDifferences() {}

    /**
     * @param point coordinates. Not modified.
     * @return [j] steps of 6e-6 max(1, |coordinate|); a new array
     */
    public static double[] steps(double[] point) {
        return Arrays.stream(point)
                .map(p -> RELATIVE_STEP * Math.max(1, Math.abs(p)))
                .toArray();
    }

    /**
     * Adds derivatives to a problem. An evaluation with derivatives costs 2 + 2 n evaluations of n coordinates.
     *
     * @param problem evaluated without derivatives
     * @return the same problem with derivatives from differences at {@link #steps}
     */
    public static LeastSquaresProblem differentiated(LeastSquaresProblem problem) {
        return new LeastSquaresProblem() {
            @Override
            public int parameterCount() {
                return problem.parameterCount();
            }

            @Override
            public int residualCount() {
                return problem.residualCount();
            }

            @Override
            public void evaluate(double[] point, double[] residuals, double[][] jacobianOrNull) {
                problem.evaluate(point, residuals, null);
                if (jacobianOrNull != null) {
                    double[][] jacobian = jacobian(problem, point, steps(point));
                    for (int j = 0; j < jacobian.length; j++) {
                        System.arraycopy(jacobian[j], 0, jacobianOrNull[j], 0, residuals.length);
                    }
                }
            }

            @Override
            public double[] start() {
                return problem.start();
            }

            @Override
            public double[] lower() {
                return problem.lower();
            }

            @Override
            public double[] upper() {
                return problem.upper();
            }
        };
    }

    /**
     * Evaluates the derivatives by differences of second order: central differences where both points are inside the
     * bounds, otherwise two points on the inner side. A step that does not fit inside the bounds is shortened.
     *
     * @param problem evaluated without derivatives
     * @param point coordinates inside the bounds. Not modified.
     * @param steps positive. Not modified.
     * @return [j][k] derivative of residual k with respect to coordinate j; a new array
     */
    public static double[][] jacobian(LeastSquaresProblem problem, double[] point, double[] steps) {
        int n = problem.residualCount();
        double[][] jacobian = new double[point.length][n];
        double[] lower = problem.lower();
        double[] upper = problem.upper();
        double[] here = new double[n];
        double[] first = new double[n];
        double[] second = new double[n];
        double[] trial = point.clone();
        problem.evaluate(trial, here, null);
        for (int j = 0; j < point.length; j++) {
            double up = upper[j] - point[j];
            double down = point[j] - lower[j];
            double step = Math.min(steps[j], Math.max(up, down) / 2);
            boolean central = step <= up && step <= down;
            double firstStep = up >= down ? step : -step;
            double secondStep = central ? -firstStep : 2 * firstStep;
            trial[j] = point[j] + firstStep;
            double h1 = trial[j] - point[j];
            problem.evaluate(trial, first, null);
            trial[j] = point[j] + secondStep;
            double h2 = trial[j] - point[j];
            problem.evaluate(trial, second, null);
            trial[j] = point[j];
            // Slope of the parabola through the three points, with the steps h1 and h2 as rounded.
            double a = h2 / (h1 * (h2 - h1));
            double b = -h1 / (h2 * (h2 - h1));
            for (int k = 0; k < n; k++) {
                jacobian[j][k] = a * (first[k] - here[k]) + b * (second[k] - here[k]);
            }
        }
        return jacobian;
    }
}
