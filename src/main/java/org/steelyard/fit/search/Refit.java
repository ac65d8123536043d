// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import org.steelyard.inference.FitObserver;
import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.inference.Solution;
import org.steelyard.inference.Status;
import org.steelyard.inference.optimise.AscendingProblem;
import org.steelyard.inference.optimise.LevenbergMarquardt;
import org.steelyard.inference.optimise.ParabolaTest;

/** Refits that start near their minimum. Masses within growing radii never fall. */
public final class Refit {

    /**
     * Tolerances in chi^2 and in standard errors. They belong together, since chi^2 rises by the square of the latter.
     * Both are far below the quoted errors and above the roughness of adaptive sampling.
     */
    private static final LevenbergMarquardt CAREFUL =
            LevenbergMarquardt.defaults().withTolerances(1e-2, 5e-2).withMaxEvaluations(100);

    private static final int[] NONE = {};

    private Refit() {}

    /**
     * @param problem started near the minimum
     * @return the minimum, to the tolerance of a fit: full steps first, damped steps if they fail
     */
    public static Solution minimise(LeastSquaresProblem problem) {
        return minimise(problem, CAREFUL.withInitialDamping(0), FitObserver.NONE);
    }

    /**
     * Finds the minimum from a start within a few standard errors. The Jacobian of the start is kept, which ends within
     * some hundredths of a standard error of the minimum.
     *
     * @param problem started there
     * @param observer receives progress
     * @return the minimum
     */
    public static Solution polish(LeastSquaresProblem problem, FitObserver observer) {
        return minimise(problem, CAREFUL.chords(), observer);
    }

    /**
     * @param problem that was minimised
     * @param minimum its solution
     * @return the same minimum with the covariance at its point, whatever the way to it
     */
    public static Solution withErrors(LeastSquaresProblem problem, Solution minimum) {
        return LevenbergMarquardt.covariance(problem, minimum);
    }

    /**
     * Finds the minimum from anywhere, in damped steps. Where chi^2 is rough it is tested without derivatives.
     *
     * @param problem with its start
     * @param observer receives progress
     * @return the minimum
     */
    public static Solution carefully(LeastSquaresProblem problem, FitObserver observer) {
        Solution solution = run(problem, CAREFUL, observer);
        return solution.status() == Status.STALLED
                ? ParabolaTest.of(problem, LevenbergMarquardt.covariance(problem, solution))
                : solution;
    }

    /**
     * A minimisation in which masses within growing radii do not fall.
     *
     * @param problem with its start
     * @param steps optimiser
     * @param observer receives progress
     * @return its end
     */
    public static Solution run(LeastSquaresProblem problem, LevenbergMarquardt steps, FitObserver observer) {
        int[] ascending = problem instanceof DiskProblem disk ? disk.ascending() : NONE;
        return AscendingProblem.minimise(problem, ascending, steps, observer);
    }

    private static Solution minimise(LeastSquaresProblem problem, LevenbergMarquardt bold, FitObserver observer) {
        Solution solution = run(problem, bold, observer);
        return solution.converged() ? solution : carefully(problem, observer);
    }
}
