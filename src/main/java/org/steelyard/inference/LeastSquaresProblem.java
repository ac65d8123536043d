package org.steelyard.inference;

import java.util.Arrays;

/**
 * A least-squares problem: minimise chi^2(p) = sum_k r_k(p)^2 for lower &lt;= p &lt;= upper. Every residual r_k is in
 * units of its standard deviation, so that one standard error of a parameter raises chi^2 by 1.
 *
 * <p>An implementation needs a starting point, the number of residuals and the residuals with their derivatives.
 * Without derivatives at hand, {@link org.steelyard.inference.optimise.FiniteDifferences} supplies them.
 */
public interface LeastSquaresProblem {

    /** @return the starting point, inside the bounds; a new array */
    double[] start();

    /** @return the number of residuals */
    int residualCount();

    /**
     * Evaluates the residuals and, if requested, their derivatives. Where the model is undefined the residuals are not
     * finite, and an optimiser shortens its step.
     *
     * @param point coordinates inside the bounds. Not modified.
     * @param residuals [k] (model - data) / sigma or its negative. Modified.
     * @param jacobianOrNull [j][k] derivative of residual k with respect to coordinate j; null if not requested.
     *     Modified.
     */
    void evaluate(double[] point, double[] residuals, double[][] jacobianOrNull);

    /** @return the number of coordinates of a point */
    default int parameterCount() {
        return start().length;
    }

    /** @return the lower bounds, by default -infinity; a new array */
    default double[] lower() {
        return filled(parameterCount(), Double.NEGATIVE_INFINITY);
    }

    /** @return the upper bounds, by default +infinity; a new array */
    default double[] upper() {
        return filled(parameterCount(), Double.POSITIVE_INFINITY);
    }

    private static double[] filled(int count, double value) {
        double[] values = new double[count];
        Arrays.fill(values, value);
        return values;
    }
}
