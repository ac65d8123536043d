// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference;

/**
 * Result of a minimisation: the best point with its chi-squared, covariance and status.
 *
 * <p>The covariance is C = (J^T J)^-1, where J holds the derivatives of the residuals at the point, and the standard
 * error of coordinate j is sqrt(C_jj). C covers the coordinates that are neither at a bound nor unconstrained by the
 * data; the rows and columns of the others are NaN. At a bound chi-squared does not rise on both sides, and along an
 * unconstrained coordinate it does not rise at all, so neither has an error. The other errors are conditional: they
 * hold with the coordinates at a bound fixed there. C is not scaled by the reduced chi-squared.
 *
 * <p>The arrays are shared. Not to be modified.
 *
 * @param point coordinates
 * @param chiSquared sum of the squared residuals at the point
 * @param covariance [j][i] C, symmetric, with rows and columns of NaN as above
 * @param status how the minimisation ended
 * @param reason the status in words, with its numbers
 * @param evaluations number of evaluations of the problem, with or without derivatives
 * @param atBound which coordinates are at a bound
 * @param unconstrained which coordinates the data do not constrain within their bounds
 */
public record Solution(
        double[] point,
        double chiSquared,
        double[][] covariance,
        Status status,
        String reason,
        int evaluations,
        boolean[] atBound,
        boolean[] unconstrained) {

    /** @return whether the point is a minimum */
    public boolean converged() {
        return status == Status.CONVERGED;
    }

    /**
     * @param j index of a coordinate
     * @return its standard error, sqrt(C_jj); NaN at a bound and where the data do not constrain it
     */
    public double error(int j) {
        return Math.sqrt(covariance[j][j]);
    }

    /** @return the standard errors of all coordinates; a new array */
    public double[] errors() {
        double[] errors = new double[point.length];
        for (int j = 0; j < errors.length; j++) {
            errors[j] = error(j);
        }
        return errors;
    }
}
