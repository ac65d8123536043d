// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.optimise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.inference.Solution;
import org.steelyard.inference.Status;

/** A rough chi-squared with a known minimum. */
class ParabolaTestTest {

    /** [standard error] What the test calls a small part of an error. */
    private static final double SMALL = 0.1;

    /** Amplitude of the ripple of each residual: chi-squared is rough by some hundredths. */
    private static final double RIPPLE = 0.01;

    private static final double[] MINIMUM = {3, -1};

    /** Residuals of correlated parameters with a fast ripple that their derivatives do not know. */
    private static LeastSquaresProblem rough(double ripple) {
        return TestProblems.analytic(new double[] {0, 0}, 3, (p, r, jacobian) -> {
            double a = p[0] - MINIMUM[0];
            double b = p[1] - MINIMUM[1];
            r[0] = 10 * (a + b) + ripple * Math.sin(1e5 * a);
            r[1] = 4 * b + ripple * Math.cos(3e5 * b);
            r[2] = 1 + ripple * Math.sin(2e5 * (a - b));
            if (jacobian != null) {
                jacobian[0] = new double[] {10, 0, 0};
                jacobian[1] = new double[] {10, 4, 0};
            }
        });
    }

    /** A point some standard errors from the minimum along both parameters, as where a minimisation stalled. */
    private static Solution stalled(LeastSquaresProblem problem, double sigmas) {
        double[] errors = {Math.sqrt(0.01 + 1 / 16.0), 0.25};
        double[] point = {MINIMUM[0] + sigmas * errors[0], MINIMUM[1] + sigmas * errors[1]};
        double[] r = new double[3];
        problem.evaluate(point, r, null);
        double chiSquared = r[0] * r[0] + r[1] * r[1] + r[2] * r[2];
        Solution solution = new Solution(
                point, chiSquared, new double[2][2], Status.STALLED, "", 1, new boolean[2], new boolean[2]);
        return LevenbergMarquardt.covariance(problem, solution);
    }

    @Test
    void aPointAtTheMinimumHasConverged() {
        Solution end = ParabolaTest.of(rough(RIPPLE), stalled(rough(RIPPLE), 0.02));
        assertEquals(Status.CONVERGED, end.status(), end.reason());
        assertEquals(2 + 4, end.evaluations(), "the Jacobian and two values along each axis");
    }

    @Test
    void aPointBesideTheMinimumMovesThere() {
        Solution end = ParabolaTest.of(rough(RIPPLE), stalled(rough(RIPPLE), 0.7));
        assertEquals(Status.CONVERGED, end.status(), end.reason());
        for (int j = 0; j < 2; j++) {
            assertEquals(MINIMUM[j], end.point()[j], 2 * SMALL * end.error(j));
        }
    }

    /** A ripple of several units of chi-squared hides the minimum. */
    @Test
    void whereChiSquaredIsNoParabolaNothingHasConverged() {
        Solution end = ParabolaTest.of(rough(300 * RIPPLE), stalled(rough(300 * RIPPLE), 0.5));
        assertEquals(Status.STALLED, end.status());
    }

    /** A slope of chi-squared without a minimum within reach. */
    @Test
    void aSlopeIsNoMinimum() {
        LeastSquaresProblem slope = TestProblems.analytic(new double[] {0}, 1, (p, r, jacobian) -> {
            r[0] = Math.exp(p[0]);
            if (jacobian != null) {
                jacobian[0][0] = 1;
            }
        });
        Solution at = LevenbergMarquardt.covariance(
                slope,
                new Solution(
                        new double[] {5},
                        Math.exp(10),
                        new double[1][1],
                        Status.STALLED,
                        "",
                        1,
                        new boolean[1],
                        new boolean[1]));
        Solution end = ParabolaTest.of(slope, at);
        assertTrue(!end.converged(), end.reason());
    }
}
