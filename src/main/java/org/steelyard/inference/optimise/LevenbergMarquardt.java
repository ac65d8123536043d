// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.optimise;

import org.steelyard.inference.DotProduct;
import org.steelyard.inference.FitObserver;
import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.inference.Solution;
import org.steelyard.inference.Status;
import org.steelyard.units.InputException;

/**
 * Levenberg-Marquardt minimisation inside bounds, for smooth problems with a starting point in the right valley.
 *
 * <p>Each step minimises the Gauss-Newton parabola exactly, inside the bounds and inside a trust region, whose radius
 * follows the ratio of the actual to the predicted decrease of chi-squared (More 1978, Lecture Notes in Mathematics
 * 630, 105). A step fails where the residuals or derivatives are not finite. The derivatives are evaluated together
 * with the residuals, except after a failed step and in the test of convergence.
 *
 * <p>The fit has converged when the step without a trust region is predicted to lower chi-squared by at most
 * {@code chiSquaredTolerance} and moves no parameter by more than {@code stepTolerance} standard errors, and when a
 * trial of this step changes chi-squared by no more than the same tolerance. Three other ends count as convergence:
 *
 * <ul>
 *   <li>the predicted decrease is below the rounding error of chi-squared;
 *   <li>no step lowers chi-squared and its gradient is zero to rounding, as at a degenerate minimum;
 *   <li>no step lowers chi-squared and the predicted decrease is within the tolerance, as where chi-squared is rough on
 *       that scale.
 * </ul>
 *
 * <p>The covariance is evaluated at the last point with derivatives, at most one such step from the minimum; {@link
 * #covariance} evaluates it at the minimum itself.
 *
 * <p>Defaults: 200 evaluations, a chi-squared tolerance of 1e-4, a step tolerance of 1e-3 and an initial damping of
 * 1e-3.
 *
 * @param maxEvaluations largest number of evaluations of the problem, with or without derivatives
 * @param chiSquaredTolerance negligible change of chi-squared; statistics need no better than about 0.01
 * @param stepTolerance [standard error] negligible change of a parameter
 * @param initialDamping of the first step, relative to the scaled J^T J: 0 takes the full Gauss-Newton step, 1 a
 *     shorter one for an uncertain start
 * @param chord whether to reuse the derivatives as long as chi-squared falls as they predict (the chord method). This
 *     saves evaluations from a starting point within about a standard error of the minimum. The covariance then belongs
 *     to the point where the derivatives were evaluated
 */
public record LevenbergMarquardt(
        int maxEvaluations, double chiSquaredTolerance, double stepTolerance, double initialDamping, boolean chord) {

    /** Relative rounding error of chi-squared, a sum of many squares. */
    private static final double CHI_SQUARED_ROUNDING = 64 * Math.ulp(1.0);

    /** The fit ends when the trust region is smaller than this fraction of the step tolerance. */
    private static final double STALL = 1e-3;

    /** A step fails if chi-squared falls by less than this fraction of the predicted decrease. */
    private static final double LEAST_GAIN = 1e-4;

    /** Derivatives are reused while the actual decrease differs from the predicted one by less than this fraction. */
    private static final double CHORD_MISS = 0.5;

    /** @throws InputException if the damping is negative or another number is not positive */
    public LevenbergMarquardt {
        if (maxEvaluations < 1 || !(chiSquaredTolerance > 0) || !(stepTolerance > 0) || !(initialDamping >= 0)) {
            throw new InputException("Levenberg-Marquardt: evaluations " + maxEvaluations + ", chi-squared tolerance "
                    + chiSquaredTolerance + " and step tolerance " + stepTolerance
                    + " must be positive, initial damping " + initialDamping + " must not be negative");
        }
    }

    /** @return an optimiser with the defaults above */
    public static LevenbergMarquardt defaults() {
        return new LevenbergMarquardt(200, 1e-4, 1e-3, 1e-3, false);
    }

    /**
     * @param evaluations largest number of evaluations
     * @return this optimiser with another limit
     */
    public LevenbergMarquardt withMaxEvaluations(int evaluations) {
        return new LevenbergMarquardt(evaluations, chiSquaredTolerance, stepTolerance, initialDamping, chord);
    }

    /**
     * @param chiSquared negligible change of chi-squared
     * @param step [standard error] negligible change of a parameter
     * @return this optimiser with other tolerances
     */
    public LevenbergMarquardt withTolerances(double chiSquared, double step) {
        return new LevenbergMarquardt(maxEvaluations, chiSquared, step, initialDamping, chord);
    }

    /**
     * @param damping of the first step; 0 for a refit that starts near the minimum
     * @return this optimiser with another initial damping
     */
    public LevenbergMarquardt withInitialDamping(double damping) {
        return new LevenbergMarquardt(maxEvaluations, chiSquaredTolerance, stepTolerance, damping, chord);
    }

    /** @return this optimiser for a start near the minimum: full steps that reuse the derivatives of the start */
    public LevenbergMarquardt chords() {
        return new LevenbergMarquardt(maxEvaluations, chiSquaredTolerance, stepTolerance, 0, true);
    }

    /**
     * Minimises chi-squared.
     *
     * @param problem residuals, starting point and bounds
     * @param observer receives every improved point
     * @return the best point found, with its covariance; the status tells whether it is a minimum
     * @throws InputException if the starting point is outside the bounds
     */
    public Solution minimise(LeastSquaresProblem problem, FitObserver observer) {
        return new Fit(problem, observer).run();
    }

    /**
     * Evaluates the derivatives at the end of a minimisation, so that its errors depend on the point alone and not on
     * the way to it.
     *
     * @param problem that was minimised
     * @param solution its minimum
     * @return the same point with the covariance there; evaluations rise by one
     */
    public static Solution covariance(LeastSquaresProblem problem, Solution solution) {
        double[] residuals = new double[problem.residualCount()];
        double[][] jacobian = new double[problem.parameterCount()][residuals.length];
        problem.evaluate(solution.point(), residuals, jacobian);
        NormalEquations normal = NormalEquations.of(residuals, jacobian);
        return Covariance.of(normal, solution.point(), Bounds.of(problem))
                .solution(
                        solution.point(),
                        solution.chiSquared(),
                        solution.status(),
                        solution.reason(),
                        solution.evaluations() + 1);
    }

    /** One fit: the current point and the state of the iteration. */
    private final class Fit {

        private final LeastSquaresProblem problem;
        private final FitObserver observer;
        private final Bounds bounds;
        private final TrustRegion region;
        private final double[] residuals;
        private final double[][] jacobian;
        private double[] point;
        private double chiSquared;
        private NormalEquations normal;
        private int evaluations;
        private int iterations;
        private boolean lastStepFailed;
        /** Whether a failed trial at this point has contradicted the predicted convergence. */
        private boolean refuted;

        Fit(LeastSquaresProblem problem, FitObserver observer) {
            this.problem = problem;
            this.observer = observer;
            bounds = Bounds.of(problem);
            region = new TrustRegion(bounds, initialDamping);
            residuals = new double[problem.residualCount()];
            jacobian = new double[problem.parameterCount()][problem.residualCount()];
            point = problem.start();
        }

        Solution run() {
            chiSquared = evaluate(point, true);
            normal = NormalEquations.of(residuals, jacobian);
            if (!normal.isFinite()) {
                return solution(Status.NOT_FINITE, "chi-squared or a derivative is not finite at the starting point");
            }
            observer.iteration(iterations++, chiSquared, point.clone());
            while (true) {
                Plan plan = plan();
                if (evaluations >= maxEvaluations) {
                    return atLimit(plan);
                }
                boolean withDerivatives = !lastStepFailed && !plan.settled() && !chord;
                double trial = evaluate(plan.step().target(), withDerivatives);
                if (plan.confirming() && Math.abs(chiSquared - trial) <= plan.tolerance()) {
                    return converged(plan, trial);
                }
                NormalEquations next = acceptedOrNull(plan.step(), chiSquared - trial, withDerivatives);
                region.update(normal, plan.step(), chiSquared - trial, next != null);
                lastStepFailed = next == null;
                refuted = plan.settled() && lastStepFailed;
                if (next != null) {
                    moveTo(plan.step().target(), next);
                } else if (region.isSmallerThan(STALL * stepTolerance) || isRounding(plan.step())) {
                    return withoutDecrease(plan);
                }
            }
        }

        /** Chooses the next step from the derivatives at the point. */
        private Plan plan() {
            region.rescale(normal);
            BoxStep full = region.damped(normal, point, 0);
            double rounding = CHI_SQUARED_ROUNDING * chiSquared;
            double tolerance = Math.max(chiSquaredTolerance, rounding);
            boolean settled = full.predicted() <= rounding
                    || (full.predicted() <= tolerance && largestStep(full) <= stepTolerance);
            boolean confirming = settled && !refuted;
            BoxStep step = confirming ? full : region.limited(normal, point, full);
            return new Plan(full, step, rounding, tolerance, settled, confirming);
        }

        /** The normal equations after a step that lowers chi-squared enough, or null for a failed step. */
        private NormalEquations acceptedOrNull(BoxStep step, double decrease, boolean withDerivatives) {
            if (!(decrease > 0 && decrease >= LEAST_GAIN * step.predicted())) {
                return null;
            }
            boolean asPredicted = Math.abs(decrease - step.predicted()) <= CHORD_MISS * step.predicted();
            if (!withDerivatives && !(chord && asPredicted)) {
                evaluate(step.target(), true);
            }
            NormalEquations next = NormalEquations.of(residuals, jacobian);
            return next.isFinite() ? next : null;
        }

        private void moveTo(double[] target, NormalEquations next) {
            point = target;
            normal = next;
            chiSquared = next.chiSquared();
            observer.iteration(iterations++, chiSquared, point.clone());
        }

        /** The end of a fit whose full step changed chi-squared by no more than the tolerance. */
        private Solution converged(Plan plan, double trial) {
            double decrease = chiSquared - trial;
            // Within rounding of chi-squared the full step is still the better estimate of the minimum.
            if (decrease >= -plan.rounding()) {
                point = plan.step().target();
                chiSquared = trial;
            }
            return solution(
                    Status.CONVERGED,
                    "the next step changes chi-squared by " + Math.abs(decrease) + " and no parameter by more than "
                            + largestStep(plan.full()) + " standard errors");
        }

        private Solution atLimit(Plan plan) {
            return solution(
                    Status.ITERATION_LIMIT,
                    "after " + evaluations + " evaluations chi-squared is " + chiSquared
                            + " and is predicted to fall by another "
                            + plan.full().predicted());
        }

        /** The end of a fit in which no step lowers chi-squared. */
        private Solution withoutDecrease(Plan plan) {
            double predicted = plan.full().predicted();
            if (region.damped(normal, point, 1).predicted() <= plan.rounding()) {
                return solution(Status.CONVERGED, "the gradient of chi-squared is zero to rounding");
            }
            if (predicted <= plan.tolerance()) {
                return solution(
                        Status.CONVERGED,
                        "no step lowers chi-squared, and the derivatives predict a decrease of only " + predicted);
            }
            return solution(
                    Status.STALLED,
                    "chi-squared does not fall below " + chiSquared + " although the derivatives predict a decrease of "
                            + predicted + ": it is rough or not finite nearby, or the derivatives are wrong");
        }

        private double evaluate(double[] at, boolean withDerivatives) {
            problem.evaluate(at, residuals, withDerivatives ? jacobian : null);
            evaluations++;
            return DotProduct.of(residuals, residuals);
        }

        /** [standard error] Largest change of a parameter. */
        private double largestStep(BoxStep step) {
            return Covariance.of(normal, step.target(), bounds).largestStep(step.delta());
        }

        private boolean isRounding(BoxStep step) {
            for (int j = 0; j < point.length; j++) {
                if (Math.abs(step.delta()[j]) > 2 * Math.ulp(point[j])) {
                    return false;
                }
            }
            return true;
        }

        private Solution solution(Status status, String reason) {
            return Covariance.of(normal, point, bounds).solution(point, chiSquared, status, reason, evaluations);
        }
    }

    /**
     * The next step and its purpose.
     *
     * @param full step without a trust region
     * @param step to try
     * @param rounding error of chi-squared
     * @param tolerance largest negligible change of chi-squared
     * @param settled whether the derivatives predict convergence
     * @param confirming whether a trial of the step tests the convergence
     */
    private record Plan(
            BoxStep full, BoxStep step, double rounding, double tolerance, boolean settled, boolean confirming) {}
}
