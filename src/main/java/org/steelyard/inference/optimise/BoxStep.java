package org.steelyard.inference.optimise;

import org.steelyard.inference.DotProduct;

/**
 * Damped Gauss-Newton step inside bounds. The step d minimises
 *
 * <pre>    gradient . d + 1/2 d . (matrix + damping S^2) d     for lower &lt;= point + d &lt;= upper,</pre>
 *
 * where S is a diagonal scale matrix. A step of zero means that the point is the constrained minimum.
 *
 * @param target the point after the step, exactly on a bound where the step reaches one
 * @param delta the step d
 * @param norm length of S d
 * @param predicted decrease of chi-squared along the step in the Gauss-Newton approximation, without damping
 * @param damping value used
 */
record BoxStep(double[] target, double[] delta, double norm, double predicted, double damping) {

    /** Smallest damping, in units of the scaled diagonal: the rounding error of the sums in J^T J has this order. */
    static final double LEAST_DAMPING = 1e-14;

    /** Damping at which the sum is positive definite whatever the rounding of the matrix. */
    private static final double MOST_DAMPING = 1e16;

    /**
     * @param normal gradient and matrix
     * @param scale diagonal of S, positive. Not modified.
     * @param point inside the bounds. Not modified.
     * @param bounds of the problem
     * @param damping relative to the scaled matrix, whose diagonal is 1 or less; increased where rounding makes the
     *     damped matrix indefinite
     * @return the step
     */
    static BoxStep solve(NormalEquations normal, double[] scale, double[] point, Bounds bounds, double damping) {
        int n = point.length;
        BoxQuadratic quadratic = BoxQuadratic.scaled(normal, scale, point, bounds);
        double used = Math.max(damping, LEAST_DAMPING);
        double[] scaled = null;
        while (scaled == null) {
            quadratic.damp(used);
            scaled = used > MOST_DAMPING ? new double[n] : quadratic.minimumOrNull();
            used *= scaled == null ? 10 : 1;
        }
        double[] target = new double[n];
        double[] delta = new double[n];
        for (int i = 0; i < n; i++) {
            target[i] = scaled[i] == quadratic.low(i)
                    ? bounds.lower()[i]
                    : scaled[i] == quadratic.high(i)
                            ? bounds.upper()[i]
                            : bounds.clip(i, point[i] + scaled[i] / scale[i]);
            delta[i] = target[i] - point[i];
        }
        double norm = Math.sqrt(DotProduct.of(scaled, scaled));
        return new BoxStep(target, delta, norm, normal.predictedDecrease(delta), used);
    }
}
