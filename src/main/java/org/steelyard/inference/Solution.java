package org.steelyard.inference;

/**
 * The best point that an optimiser found.
 *
 * <p>The covariance is the inverse of J^T J (one half of the second derivatives of chi-squared, for residuals in units of their
 * standard deviation) over the parameters that are neither at a bound nor unconstrained. The rows and columns of those two are NaN:
 * at a bound chi-squared does not rise on both sides, and where it does not rise at all there is no error to quote. The errors of the
 * others hold with the parameters at a bound kept there. Nothing is rescaled by the reduced chi-squared. The arrays are lent: not to
 * be modified.
 *
 * @param point the coordinates
 * @param chiSquared sum of the squared residuals at the point
 * @param covariance [j][i], symmetric, with NaN rows and columns as told above
 * @param status how the optimiser ended
 * @param reason the status in a sentence with its numbers
 * @param evaluations how often the problem was evaluated, with or without derivatives
 * @param atBound which coordinates lie at a bound
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
     * @return its standard error, NaN at a bound and where the data do not constrain it
     */
    public double error(int j) {
        return Math.sqrt(covariance[j][j]);
    }

    /** @return the standard errors of all coordinates */
    public double[] errors() {
        double[] errors = new double[point.length];
        for (int j = 0; j < errors.length; j++) {
            errors[j] = error(j);
        }
        return errors;
    }
}
