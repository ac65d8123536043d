package org.steelyard.inference;

/**
 * Looks for the smallest sum of squares inside a box. Implementations are immutable and keep nothing from one fit to
 * the next.
 */
public interface Optimiser {

    /**
     * @param problem what to minimise
     * @param observer receives progress of every better point
     * @return the best point found and what is known about it; its status says whether it is a minimum
     * @throws org.steelyard.units.InputException if the start of the problem lies outside its bounds
     */
    Solution minimise(LeastSquaresProblem problem, FitObserver observer);
}
