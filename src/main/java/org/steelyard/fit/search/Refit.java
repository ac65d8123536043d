package org.steelyard.fit.search;

import org.steelyard.inference.FitObserver;
import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.inference.Solution;
import org.steelyard.inference.optimise.LevenbergMarquardt;

/** Fits that start beside their minimum. */
public final class Refit {

    /**
     * Tolerances in chi^2 and in standard errors that belong together, since chi^2 rises by the square of the latter: far below what is quoted, and above the
     * roughness of adaptive sampling, inside which an optimiser only wanders.
     */
    static final LevenbergMarquardt CAREFUL = LevenbergMarquardt.defaults().withTolerances(1e-2, 5e-2);

    private Refit() {}

    /**
     * @param problem started where the minimum is thought to be
     * @return the minimum, full steps first and small ones where these fail, as closely as the fit of a galaxy finds it
     */
    public static Solution minimise(LeastSquaresProblem problem) {
        return minimise(problem, CAREFUL.withInitialDamping(0), FitObserver.NONE);
    }

    /**
     * The minimum from a start an error or two away: the derivatives of the start serve to the end, which leaves it some hundredths of an error beside the
     * minimum.
     *
     * @param problem started there
     * @param observer is told of the steps
     * @return the minimum
     */
    public static Solution polish(LeastSquaresProblem problem, FitObserver observer) {
        return minimise(problem, CAREFUL.chords(), observer);
    }

    private static Solution minimise(LeastSquaresProblem problem, LevenbergMarquardt bold, FitObserver observer) {
        Solution solution = bold.minimise(problem, observer);
        return solution.converged() ? solution : CAREFUL.minimise(problem, observer);
    }
}
