// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.optimise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.steelyard.inference.DotProduct;
import org.steelyard.inference.FitObserver;
import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.inference.Solution;
import org.steelyard.units.InputException;

/** Levenberg-Marquardt with active and inactive bounds. */
class BoundedFitTest {

    /** Relative: a handful of sums in double precision, condition number below 100. */
    private static final double ROUNDING = 1e-12;

    /** [standard error] Step tolerance of the defaults. */
    private static final double STEP = LevenbergMarquardt.defaults().stepTolerance();

    private static final LevenbergMarquardt LM = LevenbergMarquardt.defaults();

    @Test
    void activeBoundGivesTheConstrainedMinimum() {
        LeastSquaresProblem problem =
                TestProblems.bounded(TestProblems.line(0, 0), new double[] {-10, -10}, new double[] {10, 1});

        Solution solution = LM.minimise(problem, FitObserver.NONE);

        // b fixed at 1: 4 a = 11 - 6.
        assertTrue(solution.converged());
        assertEquals(1.0, solution.point()[1], "exactly at the bound");
        assertEquals(1.25, solution.point()[0], STEP * 0.5);
        assertArrayEquals(new boolean[] {false, true}, solution.atBound());
        assertEquals(0.5, solution.error(0), ROUNDING, "with b fixed");
        assertTrue(Double.isNaN(solution.error(1)));
        assertTrue(Double.isNaN(solution.covariance()[0][1]));
    }

    @Test
    void inactiveBoundChangesNothing() {
        LeastSquaresProblem problem =
                TestProblems.bounded(TestProblems.line(0, 0), new double[] {-10, -10}, new double[] {10, 10});

        Solution free = LM.minimise(TestProblems.line(0, 0), FitObserver.NONE);
        Solution boxed = LM.minimise(problem, FitObserver.NONE);

        assertArrayEquals(free.point(), boxed.point());
        assertArrayEquals(new boolean[2], boxed.atBound());
    }

    @Test
    void minimumOnTheBoundItselfIsFound() {
        LeastSquaresProblem problem =
                TestProblems.bounded(TestProblems.line(0, 0), new double[] {-10, -10}, new double[] {10, 1.1});

        Solution solution = LM.minimise(problem, FitObserver.NONE);

        assertTrue(solution.converged(), solution.reason());
        assertEquals(1.1, solution.point()[1], STEP * 0.5);
        assertEquals(2.7, solution.chiSquared(), LM.chiSquaredTolerance());
    }

    @Test
    void startOnABoundIsReleasedWhenTheGradientPointsInward() {
        LeastSquaresProblem problem =
                TestProblems.bounded(TestProblems.line(-10, 10), new double[] {-10, -10}, new double[] {10, 10});

        Solution solution = LM.minimise(problem, FitObserver.NONE);

        assertTrue(solution.converged());
        assertArrayEquals(new boolean[2], solution.atBound());
        assertArrayEquals(new double[] {1.1, 1.1}, solution.point(), STEP);
    }

    @Test
    void boundReachedBeforeTheMinimumIsReleased() {
        // The first step from the start crosses p0 = 1; the minimum (0.9, 0.81) lies inside.
        LeastSquaresProblem valley = TestProblems.of(new double[] {-1.2, 1}, 2, (p, r) -> {
            r[0] = 10 * (p[1] - p[0] * p[0]);
            r[1] = 0.9 - p[0];
        });
        LeastSquaresProblem problem = TestProblems.bounded(valley, new double[] {-2, 0}, new double[] {1, 2});
        List<double[]> path = new ArrayList<>();

        Solution solution = LM.withInitialDamping(0).minimise(problem, new FitObserver() {
            @Override
            public void iteration(int iteration, double chiSquared, double[] point) {
                path.add(point);
            }
        });

        assertTrue(solution.converged());
        assertArrayEquals(new double[] {0.9, 0.81}, solution.point(), 1e-3);
        assertTrue(path.stream().anyMatch(p -> p[1] == 0 || p[0] == 1), "the path touches the box");
    }

    /** Rosenbrock's valley cut at p0 = 0.5: the minimum is (0.5, 0.25) with chi-squared 0.25. */
    @Test
    void curvedValleyEndsAtTheBound() {
        LeastSquaresProblem problem =
                TestProblems.bounded(TestProblems.rosenbrock(), new double[] {-2, -2}, new double[] {0.5, 2});

        Solution solution = LM.minimise(problem, FitObserver.NONE);

        assertTrue(solution.converged());
        assertArrayEquals(new double[] {0.5, 0.25}, solution.point(), STEP * 0.1);
        assertEquals(0.25, solution.chiSquared(), LM.chiSquaredTolerance());
        assertArrayEquals(new boolean[] {true, false}, solution.atBound());
    }

    /** The Karush-Kuhn-Tucker conditions on random boxes, most of them with several active bounds. */
    @Test
    void randomBoxesEndWhereTheGradientPointsOutward() {
        Random random = new Random(20261122);
        int active = 0;
        for (int trial = 0; trial < 200; trial++) {
            int n = 5;
            double[][] matrix = new double[8][n];
            double[] data = new double[8];
            for (int k = 0; k < 8; k++) {
                data[k] = 3 * random.nextGaussian();
                for (int j = 0; j < n; j++) {
                    matrix[k][j] = random.nextGaussian();
                }
            }
            double[] lower = new double[n];
            double[] upper = new double[n];
            for (int j = 0; j < n; j++) {
                lower[j] = -random.nextDouble();
                upper[j] = random.nextDouble();
            }
            LeastSquaresProblem problem =
                    TestProblems.bounded(TestProblems.linear(new double[n], matrix, data), lower, upper);

            Solution solution = LM.withTolerances(1e-12, 1e-9).minimise(problem, FitObserver.NONE);

            assertTrue(solution.converged(), solution.reason());
            double[] residuals = new double[8];
            double[][] jacobian = new double[n][8];
            problem.evaluate(solution.point(), residuals, jacobian);
            for (int j = 0; j < n; j++) {
                double gradient = DotProduct.of(jacobian[j], residuals);
                // A step of 1e-9 standard errors corresponds to a gradient of 1e-9 sqrt(curvature), about 1e-8.
                double zero = 1e-7;
                if (solution.point()[j] == lower[j]) {
                    assertTrue(gradient >= -zero, "gradient " + gradient);
                    active++;
                } else if (solution.point()[j] == upper[j]) {
                    assertTrue(gradient <= zero, "gradient " + gradient);
                    active++;
                } else {
                    assertEquals(0, gradient, zero);
                }
            }
        }
        assertTrue(active > 200, "active bounds: " + active);
    }

    @Test
    void startOutsideTheBoxIsRefused() {
        LeastSquaresProblem outside =
                TestProblems.bounded(TestProblems.line(0, 20), new double[] {-10, -10}, new double[] {10, 10});
        LeastSquaresProblem inverted =
                TestProblems.bounded(TestProblems.line(0, 0), new double[] {10, -10}, new double[] {-10, 10});

        InputException fault = assertThrows(InputException.class, () -> LM.minimise(outside, FitObserver.NONE));
        assertTrue(fault.getMessage().contains("coordinate 1: start 20.0"), fault.getMessage());
        assertThrows(InputException.class, () -> LM.minimise(inverted, FitObserver.NONE));
        assertThrows(InputException.class, () -> LM.withTolerances(0, 1));
    }
}
