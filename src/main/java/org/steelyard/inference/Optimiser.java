package org.steelyard.inference;

/** Minimises a sum of squares inside bounds. Implementations are immutable and independent from fit to fit. */
public interface Optimiser {

    /**
     * Minimises chi-squared.
     *
     * @param problem residuals, starting point and bounds
     * @param observer receives every improved point
     * @return the best point found, with its covariance; the status tells whether it is a minimum
     * @throws org.steelyard.units.InputException if the starting point is outside the bounds
     */
    Solution minimise(LeastSquaresProblem problem, FitObserver observer);
}
