package org.steelyard.inference.optimise;

import org.steelyard.inference.FitObserver;
import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.inference.Optimiser;
import org.steelyard.inference.Solution;
import org.steelyard.inference.Status;
import org.steelyard.units.InputException;

/**
 * Levenberg-Marquardt inside a box, for smooth problems with a start in the right valley.
 *
 * <p>Each step minimises the Gauss-Newton parabola inside the box, exactly, by an active set, and inside a trust region, an ellipsoid whose
 * axes follow the largest column norms of the Jacobian met so far and whose size follows the ratio of the actual to the predicted
 * fall of chi-squared (More 1978, Lecture Notes in Mathematics 630, 105). A trial point where the residuals or derivatives are not
 * finite is a failed step. The derivatives are asked for together with the residuals, except after a failed step and where the
 * convergence is only confirmed.
 *
 * <p>Converged means: the full step, limited by no trust region, is predicted to lower chi-squared by less than
 * {@code chiSquaredTolerance}, moves no parameter by more than {@code stepTolerance} standard errors, and when it is tried
 * chi-squared indeed changes by no more than that. A predicted fall below the rounding of chi-squared is converged whatever the
 * tolerances, for nothing smaller can be seen; and where no step at all lowers chi-squared, a gradient of zero to rounding is
 * converged too (the Gauss-Newton parabola can be far from the true one at a degenerate minimum), as is a predicted fall within the
 * tolerance (chi-squared is then rough on that scale). The
 * covariance is that of the last point with derivatives, at most such a step away.
 *
 * <p>Defaults: 200 evaluations, chi-squared to 1e-4, steps to 1e-3 standard errors, a first damping of 1e-3.
 *
 * @param maxEvaluations of the problem, with or without derivatives
 * @param chiSquaredTolerance changes of chi-squared that do not matter; the statistics need no better than about 0.01
 * @param stepTolerance [standard error] changes of a parameter that do not matter
 * @param initialDamping of the first step, relative to the scaled J^T J: 0 trusts the start as good, 1 does not trust it at all
 * @param chord whether derivatives are kept as long as steps do what these predict: for a start within a standard error or so, where evaluating them anew
 *     costs more than it brings. The covariance is then that of the point where they were taken
 */
public record LevenbergMarquardt(
        int maxEvaluations, double chiSquaredTolerance, double stepTolerance, double initialDamping, boolean chord)
        implements Optimiser {

    /** Rounding of a chi-squared that is a sum of many squares, relative. */
    private static final double CHI_SQUARED_ROUNDING = 64 * Math.ulp(1.0);

    /** A trust region this much smaller than a step that would still matter is given up. */
    private static final double STALL = 1e-3;

    /** The trust region need not be met more closely. */
    private static final double RADIUS_TOLERANCE = 0.1;

    /** Falls of less than this share of the predicted one are failed steps. */
    private static final double LEAST_GAIN = 1e-4;

    /** A fall that misses the predicted one by more than this share tells that the derivatives have become others. */
    private static final double CHORD_MISS = 0.5;

    /** @throws InputException if a number is not positive (damping: negative) */
    public LevenbergMarquardt {
        if (maxEvaluations < 1 || !(chiSquaredTolerance > 0) || !(stepTolerance > 0) || !(initialDamping >= 0)) {
            throw new InputException("Levenberg-Marquardt: evaluations " + maxEvaluations + ", chi-squared tolerance "
                    + chiSquaredTolerance + " and step tolerance " + stepTolerance + " must be positive, first damping "
                    + initialDamping + " not negative");
        }
    }

    /** @return the defaults named above */
    public static LevenbergMarquardt defaults() {
        return new LevenbergMarquardt(200, 1e-4, 1e-3, 1e-3, false);
    }

    /**
     * @param evaluations at most
     * @return this optimiser with another limit
     */
    public LevenbergMarquardt withMaxEvaluations(int evaluations) {
        return new LevenbergMarquardt(evaluations, chiSquaredTolerance, stepTolerance, initialDamping, chord);
    }

    /**
     * @param chiSquared changes that do not matter
     * @param step [standard error] changes that do not matter
     * @return this optimiser with other tolerances
     */
    public LevenbergMarquardt withTolerances(double chiSquared, double step) {
        return new LevenbergMarquardt(maxEvaluations, chiSquared, step, initialDamping, chord);
    }

    /**
     * @param damping of the first step; 0 for refits that start next to the minimum
     * @return this optimiser with another first step
     */
    public LevenbergMarquardt withInitialDamping(double damping) {
        return new LevenbergMarquardt(maxEvaluations, chiSquaredTolerance, stepTolerance, damping, chord);
    }

    /** @return this optimiser for a start that is almost the minimum: full steps with the derivatives of the start */
    public LevenbergMarquardt chords() {
        return new LevenbergMarquardt(maxEvaluations, chiSquaredTolerance, stepTolerance, 0, true);
    }

    @Override
    public Solution minimise(LeastSquaresProblem problem, FitObserver observer) {
        return new Run(problem, observer).go();
    }

    /** One fit: the mutable state of the iteration. */
    private final class Run {

        private final LeastSquaresProblem problem;
        private final FitObserver observer;
        private final Bounds bounds;
        private final double[] residuals;
        private final double[][] jacobian;
        private final double[] largestNorm;
        private final double[] scale;
        private double[] point;
        private NormalEquations normal;
        private double chiSquared;
        private double radius = Double.NaN;
        private int evaluations;

        Run(LeastSquaresProblem problem, FitObserver observer) {
            this.problem = problem;
            this.observer = observer;
            bounds = Bounds.of(problem);
            residuals = new double[problem.residualCount()];
            jacobian = new double[problem.parameterCount()][problem.residualCount()];
            largestNorm = new double[problem.parameterCount()];
            scale = new double[problem.parameterCount()];
            point = problem.start();
        }

        Solution go() {
            chiSquared = evaluate(point, true);
            normal = NormalEquations.of(residuals, jacobian);
            if (!normal.isFinite()) {
                return solution(Status.NOT_FINITE, "chi-squared or a derivative is not finite at the start");
            }
            observer.iteration(0, chiSquared, point.clone());
            boolean smooth = true;
            boolean refuted = false;
            for (int iteration = 1; ; ) {
                updateScale();
                BoxStep full = BoxStep.solve(normal, scale, point, bounds, 0);
                double rounding = CHI_SQUARED_ROUNDING * chiSquared;
                double tolerance = Math.max(chiSquaredTolerance, rounding);
                boolean settled = full.predicted() <= rounding
                        || (full.predicted() <= tolerance && largestStep(full) <= stepTolerance);
                BoxStep step = settled && !refuted ? full : limit(full);
                if (evaluations >= maxEvaluations) {
                    return solution(
                            Status.ITERATION_LIMIT,
                            "after " + evaluations + " evaluations chi-squared is " + chiSquared
                                    + " and is predicted to fall by another " + full.predicted());
                }
                double[] trial = step.target();
                boolean withDerivatives = smooth && !settled && !chord;
                double trialChiSquared = evaluate(trial, withDerivatives);
                double actual = chiSquared - trialChiSquared;
                if (settled && !refuted && Math.abs(actual) <= tolerance) {
                    // Where chi-squared no longer tells the two apart, the step still does.
                    if (actual >= -rounding) {
                        point = trial;
                        chiSquared = trialChiSquared;
                    }
                    return solution(
                            Status.CONVERGED,
                            "the next step changes chi-squared by " + Math.abs(actual) + " and no parameter by "
                                    + largestStep(full) + " standard errors");
                }
                NormalEquations trialNormal = null;
                if (actual > 0 && actual >= LEAST_GAIN * step.predicted()) {
                    boolean asPredicted = Math.abs(actual - step.predicted()) <= CHORD_MISS * step.predicted();
                    if (!withDerivatives && !(chord && asPredicted)) {
                        evaluate(trial, true);
                    }
                    trialNormal = NormalEquations.of(residuals, jacobian);
                }
                boolean accepted = trialNormal != null && trialNormal.isFinite();
                updateRadius(step, actual, accepted);
                smooth = accepted;
                refuted = settled && !accepted;
                if (accepted) {
                    point = trial;
                    normal = trialNormal;
                    chiSquared = normal.chiSquared();
                    observer.iteration(iteration++, chiSquared, point.clone());
                } else if (radius < STALL * stepTolerance || isRounding(step)) {
                    if (BoxStep.solve(normal, scale, point, bounds, 1).predicted() <= rounding) {
                        return solution(Status.CONVERGED, "the gradient of chi-squared is zero to rounding");
                    }
                    if (full.predicted() <= tolerance) {
                        return solution(
                                Status.CONVERGED,
                                "no step lowers chi-squared, and the derivatives promise only " + full.predicted());
                    }
                    return solution(
                            Status.STALLED,
                            "chi-squared does not fall below " + chiSquared + " although the derivatives promise "
                                    + full.predicted()
                                    + ": it is rough or not finite nearby, or the derivatives are wrong");
                }
            }
        }

        private double evaluate(double[] at, boolean withDerivatives) {
            problem.evaluate(at, residuals, withDerivatives ? jacobian : null);
            evaluations++;
            return NormalEquations.dot(residuals, residuals);
        }

        private void updateScale() {
            for (int j = 0; j < scale.length; j++) {
                largestNorm[j] = Math.max(largestNorm[j], normal.columnNorm(j));
                scale[j] = largestNorm[j] == 0 ? 1 : largestNorm[j];
            }
        }

        /** The step inside the trust region; the first step, by its damping, makes the trust region. */
        private BoxStep limit(BoxStep full) {
            if (Double.isNaN(radius)) {
                BoxStep first = BoxStep.solve(normal, scale, point, bounds, initialDamping);
                radius = first.norm();
                return first;
            }
            if (full.norm() <= (1 + RADIUS_TOLERANCE) * radius) {
                return full;
            }
            // The length falls with the damping, and |step| <= |gradient| / damping: bisection in the logarithm.
            double low = full.damping();
            double high = Math.max(10 * low, scaledGradient() / radius);
            BoxStep step = BoxStep.solve(normal, scale, point, bounds, high);
            while (high > (1 + 1e-6) * low && Math.abs(step.norm() - radius) > RADIUS_TOLERANCE * radius) {
                double middle = Math.sqrt(low * high);
                step = BoxStep.solve(normal, scale, point, bounds, middle);
                if (step.norm() > radius) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return step;
        }

        private double scaledGradient() {
            double sum = 0;
            for (int j = 0; j < scale.length; j++) {
                double g = normal.gradient()[j] / scale[j];
                sum += g * g;
            }
            return Math.sqrt(sum);
        }

        /** After a failure the trust region shrinks to where a parabola through the trial has its minimum. */
        private void updateRadius(BoxStep step, double actual, boolean accepted) {
            double gain = actual / step.predicted();
            if (accepted && gain > 0.25) {
                if (gain >= 0.75 || step.damping() <= BoxStep.LEAST_DAMPING) {
                    radius = Math.max(gain >= 0.75 ? radius : 0, 2 * step.norm());
                }
                return;
            }
            double slope = 2 * NormalEquations.dot(normal.gradient(), step.delta());
            double fraction = slope / (2 * (actual + slope));
            if (!Double.isFinite(actual)) {
                fraction = 0.25;
            }
            radius = step.norm() * Math.max(0.1, Math.min(0.5, fraction));
        }

        private double largestStep(BoxStep step) {
            return Diagnosis.of(normal, step.target(), bounds).largestStep(step.delta());
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
            return Diagnosis.of(normal, point, bounds).solution(point, chiSquared, status, reason, evaluations);
        }
    }
}
