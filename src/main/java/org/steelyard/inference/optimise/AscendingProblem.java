// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.optimise;

import org.steelyard.inference.FitObserver;
import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.inference.Solution;

/**
 * A least-squares problem in which some coordinates must not fall from each to the next. Its coordinates are the first
 * of them and the increments of the others, which are bounded by 0: x_k = x_{k-1} + y_k with y_k &gt;= 0.
 */
public final class AscendingProblem implements LeastSquaresProblem {

    private final LeastSquaresProblem problem;
    private final int[] chain;
    private final double[] least;
    private final double[] greatest;

    private AscendingProblem(LeastSquaresProblem problem, int[] chain) {
        this.problem = problem;
        this.chain = chain;
        this.least = problem.lower();
        this.greatest = problem.upper();
    }

    /**
     * Minimises a problem with that constraint.
     *
     * @param problem to minimise; a start that falls is raised
     * @param chain indices of the coordinates that must not fall, in their order; fewer than two constrain nothing
     * @param optimiser that minimises
     * @param observer receives progress, in the coordinates of this class where there is a constraint
     * @return the minimum in the coordinates of the problem, with the covariance without the constraint
     */
    public static Solution minimise(
            LeastSquaresProblem problem, int[] chain, LevenbergMarquardt optimiser, FitObserver observer) {
        if (chain.length < 2) {
            return optimiser.minimise(problem, observer);
        }
        AscendingProblem ascending = new AscendingProblem(problem, chain);
        Solution found = optimiser.minimise(ascending, observer);
        Solution back = new Solution(
                ascending.values(found.point()),
                found.chiSquared(),
                found.covariance(),
                found.status(),
                found.reason(),
                found.evaluations(),
                found.atBound(),
                found.unconstrained());
        return LevenbergMarquardt.covariance(problem, back);
    }

    @Override
    public double[] start() {
        double[] start = problem.start();
        for (int k = 1; k < chain.length; k++) {
            start[chain[k]] = Math.max(start[chain[k]], start[chain[k - 1]]);
        }
        for (int k = chain.length - 1; k > 0; k--) {
            start[chain[k]] -= start[chain[k - 1]];
        }
        return start;
    }

    @Override
    public double[] lower() {
        double[] lower = least.clone();
        for (int k = 1; k < chain.length; k++) {
            lower[chain[k]] = 0;
        }
        return lower;
    }

    @Override
    public double[] upper() {
        double[] upper = greatest.clone();
        for (int k = 1; k < chain.length; k++) {
            upper[chain[k]] = greatest[chain[k]] - least[chain[0]];
        }
        return upper;
    }

    @Override
    public int residualCount() {
        return problem.residualCount();
    }

    @Override
    public void evaluate(double[] point, double[] residuals, double[][] jacobianOrNull) {
        problem.evaluate(values(point), residuals, jacobianOrNull);
        if (jacobianOrNull == null) {
            return;
        }
        for (int k = chain.length - 1; k > 0; k--) {
            double[] sum = jacobianOrNull[chain[k - 1]];
            double[] next = jacobianOrNull[chain[k]];
            for (int r = 0; r < sum.length; r++) {
                sum[r] += next[r];
            }
        }
    }

    /** The coordinates of the problem, inside its bounds. */
    private double[] values(double[] point) {
        double[] values = point.clone();
        for (int k = 1; k < chain.length; k++) {
            values[chain[k]] += values[chain[k - 1]];
        }
        for (int c : chain) {
            values[c] = Math.max(least[c], Math.min(greatest[c], values[c]));
        }
        return values;
    }
}
