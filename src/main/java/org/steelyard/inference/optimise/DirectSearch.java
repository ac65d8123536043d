package org.steelyard.inference.optimise;

import java.util.Arrays;
import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.exception.TooManyEvaluationsException;
import org.steelyard.inference.FitObserver;
import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.inference.Solution;
import org.steelyard.inference.Status;

/**
 * What the searches without derivatives share: chi-squared as a function on the whole space, the best point met, and the judgement of
 * it at the end. One fit; not immutable.
 *
 * <p>Outside the box the function is that of the mirror image inside, so it is continuous, and a search needs no bounds. The search
 * moves in units of its first step from the start of the problem.
 */
final class DirectSearch implements MultivariateFunction {

    /** Instead of a chi-squared that is not finite: worse than any other, and differences of it are still finite. */
    private static final double NOT_FINITE = 1e300;

    /** The derivatives may promise at most this fall of chi-squared, a tenth of a standard error, or the search ended too early. */
    private static final double EXPECTED_FALL = 0.01;

    /** After a search in vain the next one has a tenth of its size: the first may have been too wide to find the valley again. */
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
     * @param stepFraction unit of the search as a share of the range between the bounds; where these are infinite, of the start or, if
     *     that is 0, of 1
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

    /** One search of a kind, from the origin of the units. */
    interface Search {
        void from(double[] origin);
    }

    /**
     * Searches from the start, then again and again from the best point, until neither such a search nor a smaller one gains more
     * than the tolerance, or the evaluations are used up.
     *
     * @return the best point, judged
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
        double chiSquared = NormalEquations.dot(residuals, residuals);
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

    /** Ends the fit: asks for the derivatives at the best point and lets them judge it. */
    private Solution finish() {
        if (bestChiSquared >= NOT_FINITE) {
            double[][] covariance = new double[best.length][best.length];
            for (double[] row : covariance) {
                Arrays.fill(row, Double.NaN);
            }
            return new Solution(
                    best,
                    Double.NaN,
                    covariance,
                    Status.NOT_FINITE,
                    "chi-squared is nowhere finite",
                    evaluations,
                    new boolean[best.length],
                    new boolean[best.length]);
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
            double fall = BoxStep.solve(normal, scale, best, bounds, 0).predicted();
            reason = "the derivatives promise that chi-squared can fall by " + fall;
            if (fall <= EXPECTED_FALL) {
                status = Status.CONVERGED;
            }
        }
        if (outOfEvaluations) {
            status = Status.ITERATION_LIMIT;
            reason = "after " + evaluations + " evaluations " + reason;
        }
        return Diagnosis.of(normal, best, bounds).solution(best, bestChiSquared, status, reason, evaluations);
    }

    /** The mirror image of x between two mirrors. */
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
