package org.steelyard.inference.optimise;

import org.steelyard.inference.DotProduct;

/**
 * Trust region of a Levenberg-Marquardt fit: the ellipsoid |S d| &lt;= radius about the current point (More 1978,
 * Lecture Notes in Mathematics 630, 105). The diagonal of S holds the largest column norms of the Jacobian so far.
 */
final class TrustRegion {

    /** Relative tolerance of the length of a step that ends at the radius. */
    private static final double RADIUS_TOLERANCE = 0.1;

    /** Relative width of the interval of dampings at which the bisection stops. */
    private static final double DAMPING_TOLERANCE = 1e-6;

    /** Below this ratio of the actual to the predicted decrease the region shrinks. */
    private static final double POOR_GAIN = 0.25;

    /** From this ratio of the actual to the predicted decrease the region grows. */
    private static final double GOOD_GAIN = 0.75;

    /** The radius shrinks at most to this fraction of the step. */
    private static final double MOST_SHRINKAGE = 0.1;

    /** The radius shrinks at least to this fraction of the step. */
    private static final double LEAST_SHRINKAGE = 0.5;

    /** Fraction of the step to which the radius shrinks where the trial is not finite. */
    private static final double NOT_FINITE_SHRINKAGE = 0.25;

    private final Bounds bounds;
    private final double initialDamping;
    private final double[] largestNorm;
    private final double[] scale;
    private double radius = Double.NaN;

    /**
     * @param bounds of the problem
     * @param initialDamping of the first step, whose length becomes the radius
     */
    TrustRegion(Bounds bounds, double initialDamping) {
        this.bounds = bounds;
        this.initialDamping = initialDamping;
        largestNorm = new double[bounds.lower().length];
        scale = new double[bounds.lower().length];
    }

    /** Includes the column norms at a new point in S. */
    void rescale(NormalEquations normal) {
        for (int j = 0; j < scale.length; j++) {
            largestNorm[j] = Math.max(largestNorm[j], normal.columnNorm(j));
            scale[j] = largestNorm[j] == 0 ? 1 : largestNorm[j];
        }
    }

    /** The step with a given damping, whatever the radius. */
    BoxStep damped(NormalEquations normal, double[] point, double damping) {
        return BoxStep.solve(normal, scale, point, bounds, damping);
    }

    /** The undamped step where it is inside the region, else the damped step to its surface. */
    BoxStep limited(NormalEquations normal, double[] point, BoxStep undamped) {
        if (Double.isNaN(radius)) {
            BoxStep first = damped(normal, point, initialDamping);
            radius = first.norm();
            return first;
        }
        if (undamped.norm() <= (1 + RADIUS_TOLERANCE) * radius) {
            return undamped;
        }
        // The length of the step falls with the damping, and |step| <= |gradient| / damping: bisection in the
        // logarithm.
        double low = undamped.damping();
        double high = Math.max(10 * low, scaledGradient(normal) / radius);
        BoxStep step = damped(normal, point, high);
        while (high > (1 + DAMPING_TOLERANCE) * low && Math.abs(step.norm() - radius) > RADIUS_TOLERANCE * radius) {
            double middle = Math.sqrt(low * high);
            step = damped(normal, point, middle);
            if (step.norm() > radius) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return step;
    }

    private double scaledGradient(NormalEquations normal) {
        double sum = 0;
        for (int j = 0; j < scale.length; j++) {
            double g = normal.gradient()[j] / scale[j];
            sum += g * g;
        }
        return Math.sqrt(sum);
    }

    /**
     * Adapts the radius after a trial. It shrinks to the minimum of the parabola through the trial.
     *
     * @param normal at the point where the step began
     * @param step tried
     * @param decrease of chi-squared along the step
     * @param accepted whether the fit continues from the trial
     */
    void update(NormalEquations normal, BoxStep step, double decrease, boolean accepted) {
        double gain = decrease / step.predicted();
        if (accepted && gain > POOR_GAIN) {
            if (gain >= GOOD_GAIN || step.damping() <= BoxStep.LEAST_DAMPING) {
                radius = Math.max(gain >= GOOD_GAIN ? radius : 0, 2 * step.norm());
            }
            return;
        }
        double slope = 2 * DotProduct.of(normal.gradient(), step.delta());
        double fraction = Double.isFinite(decrease) ? slope / (2 * (decrease + slope)) : NOT_FINITE_SHRINKAGE;
        radius = step.norm() * Math.max(MOST_SHRINKAGE, Math.min(LEAST_SHRINKAGE, fraction));
    }

    boolean isSmallerThan(double length) {
        return radius < length;
    }
}
