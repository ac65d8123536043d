package org.steelyard.fit;

import org.steelyard.inference.FitObserver;
import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.inference.LevenbergMarquardt;
import org.steelyard.inference.Solution;

/** Fits that start beside their minimum. */
public final class Refit {

    /** Adaptive sampling changes from place to place and moves chi^2 by up to 1e-3; ten times that is a tenth of a standard error's effect of 1. */
    static final double CHI_SQUARED_TOLERANCE = 1e-2;

    /** [standard error] far below anything that is quoted. */
    static final double STEP_TOLERANCE = 1e-2;

    private Refit() {}

    /**
     * @param problem started where the minimum is thought to be
     * @return the minimum, full steps first and small ones where these fail, as closely as the fit of a galaxy finds it
     */
    public static Solution minimise(LeastSquaresProblem problem) {
        return minimise(problem, FitObserver.NONE);
    }

    static Solution minimise(LeastSquaresProblem problem, FitObserver observer) {
        LevenbergMarquardt careful =
                LevenbergMarquardt.defaults().withTolerances(CHI_SQUARED_TOLERANCE, STEP_TOLERANCE);
        Solution solution = careful.withInitialDamping(0).minimise(problem, observer);
        return solution.converged() ? solution : careful.minimise(problem, observer);
    }
}
