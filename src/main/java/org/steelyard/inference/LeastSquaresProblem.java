package org.steelyard.inference;

/**
 * A sum of squares to be made small inside a box: chi-squared is the sum of the squared residuals, each in units of its own standard
 * deviation, so that a rise of chi-squared by one is one standard error.
 */
public interface LeastSquaresProblem {

    /** @return how many coordinates a point has */
    int parameterCount();

    /** @return how many residuals there are */
    int residualCount();

    /**
     * Evaluates the residuals, and the derivatives if they are wanted. A point outside the domain of the model gives residuals that
     * are not finite; the optimisers step back from there.
     *
     * @param point the coordinates, inside the bounds. Not modified.
     * @param residuals (model - data) / sigma or its negative, residualCount() numbers. Modified.
     * @param jacobianOrNull jacobian[j][k] = d residual_k / d point_j; null if not wanted. Modified.
     */
    void evaluate(double[] point, double[] residuals, double[][] jacobianOrNull);

    /** @return where to start, inside the bounds; a new array */
    double[] start();

    /** @return the lower bounds, -infinity where there is none; a new array */
    double[] lower();

    /** @return the upper bounds, +infinity where there is none; a new array */
    double[] upper();
}
