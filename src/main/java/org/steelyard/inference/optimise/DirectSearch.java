package org.steelyard.inference.optimise;

import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.exception.TooManyEvaluationsException;
import org.steelyard.inference.DotProduct;
import org.steelyard.inference.FitObserver;
import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.inference.Solution;
import org.steelyard.inference.Status;

/**
 * One minimisation without derivatives: chi-squared as a function on the whole space, the best point so far, and the
 * test of that point at the end.
 *
 * <p>A point outside the bounds has the chi-squared of its mirror image inside. The function is continuous, so the
 * search algorithm needs no bounds. Its coordinates are offsets from the origin in units of the initial step.
 */
final class DirectSearch implements MultivariateFunction {

    /** Replaces a chi-squared that is not finite: larger than any other, with finite differences. */
    private static final double NOT_FINITE = 1e300;

    /** Largest predicted decrease of chi-squared at a minimum, a tenth of a standard error. */
    private static final double LARGEST_DECREASE = 0.01;

    /** Size of the next search after one without gain, which may have been too wide to find the valley again. */
    private static final double SMALLER = 0.1;

    private final LeastSquaresProblem problem;
    private final FitObserver observer;
    private final Bounds bounds;
    private final double[] origin;
    private final double[] unit;
    private final int maxEvaluations;
    private final double[] residuals;
    private final double[] best;
    private double bestChiSquared = NOT_FINITE;
    private int evaluations;
    private int improvements;
    private boolean outOfEvaluations;

    /**
     * @param problem to minimise
     * @param observer receives every improved point
     * @param stepFraction initial step as a fraction of the range between the bounds; without finite bounds, of the
     *     starting value, or of 1 if that is 0
     * @param maxEvaluations largest number of evaluations
     */
    DirectSearch(LeastSquaresProblem problem, FitObserver observer, double stepFraction, int maxEvaluations) {
        this.problem = problem;
        this.observer = observer;
        this.maxEvaluations = maxEvaluations;
        bounds = Bounds.of(problem);
        origin = problem.start();
        best = problem.start();
        residuals = new double[problem.residualCount()];
        unit = new double[origin.length];
        for (int j = 0; j < unit.length; j++) {
            double range = bounds.range(j);
            unit[j] = stepFraction * (Double.isFinite(range) ? range : origin[j] == 0 ? 1 : Math.abs(origin[j]));
        }
    }

    /** A search algorithm. */
    interface Search {
        /** Searches from the origin of the coordinates. */
        void from(double[] origin);
    }

    /**
     * Searches from the starting point, then repeatedly from the best point. It stops when neither a search nor a
     * smaller one lowers chi-squared by more than the tolerance, or at the limit of evaluations.
     *
     * @param search algorithm that evaluates this function
     * @param tolerance negligible change of chi-squared
     * @return the best point, tested
     */
    Solution repeat(Search search, double tolerance) {
        double[] zero = new double[origin.length];
        try {
            double before = value(zero);
            int failures = origin.length > 0 ? 0 : 2;
            while (failures < 2 && !outOfEvaluations) {
                search.from(zero);
                failures = before - bestChiSquared > tolerance ? 0 : failures + 1;
                before = bestChiSquared;
                System.arraycopy(best, 0, origin, 0, best.length);
                for (int j = 0; j < unit.length && failures > 0; j++) {
                    unit[j] *= SMALLER;
                }
            }
        } catch (TooManyEvaluationsException limit) {
            outOfEvaluations = true;
        }
        return finish();
    }

    @Override
    public double value(double[] units) {
        if (evaluations >= maxEvaluations) {
            outOfEvaluations = true;
            throw new TooManyEvaluationsException(maxEvaluations);
        }
        double[] point = new double[units.length];
        for (int j = 0; j < point.length; j++) {
            point[j] = fold(origin[j] + unit[j] * units[j], bounds.lower()[j], bounds.upper()[j]);
        }
        problem.evaluate(point, residuals, null);
        evaluations++;
        double chiSquared = DotProduct.of(residuals, residuals);
        if (!(chiSquared < NOT_FINITE)) {
            return NOT_FINITE;
        }
        if (chiSquared < bestChiSquared) {
            bestChiSquared = chiSquared;
            System.arraycopy(point, 0, best, 0, point.length);
            observer.iteration(improvements++, chiSquared, point.clone());
        }
        return chiSquared;
    }

    /** Ends the fit with the derivatives at the best point, which test whether it is a minimum. */
    private Solution finish() {
        if (bestChiSquared >= NOT_FINITE) {
            return Covariance.unknown(best.length)
                    .solution(
                            best, Double.NaN, Status.NOT_FINITE, "chi-squared is not finite at any point", evaluations);
        }
        double[][] jacobian = new double[best.length][residuals.length];
        problem.evaluate(best, residuals, jacobian);
        evaluations++;
        NormalEquations normal = NormalEquations.of(residuals, jacobian);
        Status status = Status.STALLED;
        String reason = "a derivative is not finite at the best point";
        if (normal.isFinite()) {
            double[] scale = new double[best.length];
            for (int j = 0; j < scale.length; j++) {
                scale[j] = normal.columnNorm(j) == 0 ? 1 : normal.columnNorm(j);
            }
            double decrease = BoxStep.solve(normal, scale, best, bounds, 0).predicted();
            reason = "the derivatives predict that chi-squared can fall by another " + decrease;
            if (decrease <= LARGEST_DECREASE) {
                status = Status.CONVERGED;
            }
        }
        if (outOfEvaluations) {
            status = Status.ITERATION_LIMIT;
            reason = "after " + evaluations + " evaluations " + reason;
        }
        return Covariance.of(normal, best, bounds).solution(best, bestChiSquared, status, reason, evaluations);
    }

    /** The mirror image of x between two bounds. */
    static double fold(double x, double lower, double upper) {
        if (x >= lower && x <= upper) {
            return x;
        }
        if (Double.isInfinite(upper)) {
            return lower + (lower - x);
        }
        if (Double.isInfinite(lower)) {
            return upper - (x - upper);
        }
        double range = upper - lower;
        double inside = Math.abs(Math.IEEEremainder(x - lower, 2 * range));
        return Math.max(lower, Math.min(upper, lower + inside));
    }
}
