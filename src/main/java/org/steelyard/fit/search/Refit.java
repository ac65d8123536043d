// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import org.steelyard.inference.FitObserver;
import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.Solution;
import org.steelyard.inference.Status;
import org.steelyard.inference.optimise.AscendingProblem;
import org.steelyard.inference.optimise.LevenbergMarquardt;
import org.steelyard.inference.optimise.ParabolaTest;
import org.steelyard.kernel.ParallelFor;

/** Refits that start near their minimum. Masses within growing radii never fall. */
public final class Refit {

    /**
     * Tolerances in chi^2 and in standard errors. They belong together, since chi^2 rises by the square of the latter.
     * Both are far below the quoted errors and above the roughness of adaptive sampling.
     */
    private static final LevenbergMarquardt CAREFUL =
            LevenbergMarquardt.defaults().withTolerances(1e-2, 5e-2);

    /** Tolerances of a minimum on the way. */
    private static final LevenbergMarquardt APPROACH =
            LevenbergMarquardt.defaults().withTolerances(0.1, 0.1).withInitialDamping(0).withMaxEvaluations(40);

    private static final LevenbergMarquardt LAST = LevenbergMarquardt.defaults()
            .withTolerances(1e-3, 5e-3)
            .withInitialDamping(0)
            .withMaxEvaluations(6);

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

    /** The minimum from anywhere, in damped steps; where chi^2 is rough, tested without derivatives. */
    static Solution carefully(LeastSquaresProblem problem, FitObserver observer) {
        Solution solution = run(problem, CAREFUL, observer);
        return solution.status() == Status.STALLED
                ? ParabolaTest.of(problem, LevenbergMarquardt.covariance(problem, solution))
                : solution;
    }

    /**
     * Ends a minimisation. Its last steps reach a few thousandths of a standard error where chi^2 is smooth enough.
     *
     * @param fit of the problem, started anywhere
     * @param minimum its solution
     * @param threads worker threads that evaluate the model
     * @return the minimum with the covariance at its point, whatever the way to it
     */
    static Solution finish(PreparedFit<?> fit, Solution minimum, ParallelFor threads) {
        ParameterSpace space = fit.space().withStarts(fit.space().physical(minimum.point()));
        DiskProblem problem = fit.with(space).problem(threads);
        Solution end = minimum.converged() ? run(problem, LAST, FitObserver.NONE) : minimum;
        boolean better = end.converged() && end.chiSquared() <= minimum.chiSquared();
        return withErrors(problem, better ? end : minimum).after(better ? minimum.evaluations() : 0);
    }

    /** The minimum of a coarse model to a tenth of an error, from near it. */
    static Solution approach(LeastSquaresProblem problem, FitObserver observer) {
        return run(problem, APPROACH, observer);
    }

    /** A minimisation in which masses within growing radii do not fall. */
    static Solution run(LeastSquaresProblem problem, LevenbergMarquardt steps, FitObserver observer) {
        int[] ascending = problem instanceof DiskProblem disk ? disk.ascending() : NONE;
        return AscendingProblem.minimise(problem, ascending, steps, observer);
    }

    private static Solution minimise(LeastSquaresProblem problem, LevenbergMarquardt bold, FitObserver observer) {
        Solution solution = run(problem, bold, observer);
        return solution.converged() ? solution : carefully(problem, observer);
    }
}
