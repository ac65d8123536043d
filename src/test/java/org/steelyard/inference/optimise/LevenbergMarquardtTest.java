// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.optimise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.steelyard.inference.FitObserver;
import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.inference.Solution;
import org.steelyard.inference.Status;

class LevenbergMarquardtTest {

    /** Relative: a handful of sums and an eigen-decomposition in double precision, condition number below 100. */
    private static final double ROUNDING = 1e-12;

    /** [standard error] Step tolerance of the defaults. */
    private static final double STEP = LevenbergMarquardt.defaults().stepTolerance();

    /** [standard error] Step tolerance of the last fit of a galaxy. */
    private static final double CHORD = 5e-2;

    /** Relative change of an error for derivatives from 0.3 standard errors beside the minimum in every parameter. */
    private static final double CHORD_ERROR = 0.1;

    /** Relative change of an error between two ends of a fit that lie within {@link #CHORD} of each other. */
    private static final double SAME_ERROR = 1e-2;

    private static final LevenbergMarquardt LM = LevenbergMarquardt.defaults();

    @Test
    void linearProblemHasExactSolutionAndCovariance() {
        Solution solution = LM.withInitialDamping(0).minimise(TestProblems.line(100, -50), FitObserver.NONE);

        assertTrue(solution.converged());
        assertArrayEquals(new double[] {1.1, 1.1}, solution.point(), ROUNDING);
        assertEquals(2.7, solution.chiSquared(), ROUNDING);
        // The inverse of (4 6; 6 14), determinant 20.
        assertArrayEquals(new double[] {0.7, -0.3}, solution.covariance()[0], ROUNDING);
        assertArrayEquals(new double[] {-0.3, 0.2}, solution.covariance()[1], ROUNDING);
        assertEquals(Math.sqrt(0.2), solution.errors()[1], ROUNDING);
        assertEquals(3, solution.evaluations(), "start, minimum, confirmation");
    }

    @Test
    void nineParametersNeedFewEvaluations() {
        double[][] starts = {
            {5.0, 2.5, 55, 150, 1510, 0, 0, 20, 1.2},
            {5.3, 2.1, 62, 137, 1495, 0, 0, 12, 0.9},
            {4.5, 2, 60, 140, 1500, 0, 0, 10, 1}
        };
        for (double[] start : starts) {
            Solution solution = LM.minimise(RotatingPattern.problem(new Random(1), start), FitObserver.NONE);

            assertTrue(solution.converged(), solution.reason());
            assertTrue(solution.evaluations() <= 15, "took " + solution.evaluations());
            double sum = 0;
            for (int j = 0; j < 9; j++) {
                double sigmas = (solution.point()[j] - RotatingPattern.TRUTH[j]) / solution.error(j);
                sum += sigmas * sigmas;
                // One draw of nine normal numbers, correlated: beyond 4 once in 1700 draws.
                assertEquals(0, sigmas, 4, "parameter " + j);
            }
            assertTrue(sum > 0.01, "noise moves the minimum");
        }
    }

    @Test
    void startsFarApartReachTheSameMinimum() {
        Solution near = LM.minimise(RotatingPattern.problem(new Random(1), RotatingPattern.TRUTH), FitObserver.NONE);
        double[][] starts = {
            {4.5, 1.0, 65, 110, 1500, 0, 0, 15, 1},
            {6.5, 4.0, 55, 170, 1500, 0, 0, 15, 1},
            {6.5, 2, 60, 140, 1500, 0, 0, 10, 1}
        };
        for (double[] start : starts) {
            Solution far = LM.minimise(RotatingPattern.problem(new Random(1), start), FitObserver.NONE);
            assertTrue(far.converged(), far.reason());
            for (int j = 0; j < 9; j++) {
                assertEquals(near.point()[j], far.point()[j], 2 * STEP * near.error(j));
            }
        }
    }

    @Test
    void noiseInTheModelIsReportedAsStalled() {
        LeastSquaresProblem rough = TestProblems.analytic(new double[] {3, 3}, 3, (p, r, jacobian) -> {
            // Pseudo-noise of 0.05 from the bits of the point; the derivatives belong to the smooth part.
            Random noise = new Random(Double.doubleToLongBits(p[0]) * 31 + Double.doubleToLongBits(p[1]));
            r[0] = p[0] - 1 + 0.05 * noise.nextGaussian();
            r[1] = p[1] - 1 + 0.05 * noise.nextGaussian();
            r[2] = 10 + 0.05 * noise.nextGaussian();
            if (jacobian != null) {
                jacobian[0] = new double[] {1, 0, 0};
                jacobian[1] = new double[] {0, 1, 0};
            }
        });

        Solution solution = LM.minimise(rough, FitObserver.NONE);

        assertEquals(Status.STALLED, solution.status(), solution.reason());
        assertArrayEquals(
                new double[] {1, 1}, solution.point(), 1.5, "near the minimum, where chi-squared is rough by 1");
    }

    @Test
    void wrongDerivativesAreReportedAsStalled() {
        LeastSquaresProblem wrong = TestProblems.analytic(new double[] {3}, 1, (p, r, jacobian) -> {
            r[0] = p[0] - 1;
            if (jacobian != null) {
                jacobian[0][0] = -1;
            }
        });

        Solution solution = LM.minimise(wrong, FitObserver.NONE);

        assertEquals(Status.STALLED, solution.status());
        assertFalse(solution.converged());
    }

    @Test
    void stepsIntoAnUndefinedRegionAreShortened() {
        // The full first step leads to p = -3, where the logarithm is NaN.
        LeastSquaresProblem problem =
                TestProblems.of(new double[] {20}, 1, (p, r) -> r[0] = 10 * (Math.log(p[0]) - Math.log(0.5)));

        Solution solution = LM.withInitialDamping(0).minimise(problem, FitObserver.NONE);

        assertTrue(solution.converged(), solution.reason());
        assertEquals(0.5, solution.point()[0], STEP * solution.error(0));
    }

    @Test
    void minimumInAnUndefinedRegionIsStalled() {
        LeastSquaresProblem problem =
                TestProblems.of(new double[] {2}, 2, (p, r) -> r[0] = p[0] < 1 ? Double.NaN : r[1] + p[0]);

        Solution solution = LM.minimise(problem, FitObserver.NONE);

        assertEquals(Status.STALLED, solution.status());
        assertTrue(solution.point()[0] >= 1);
    }

    @Test
    void undefinedStartIsNotFinite() {
        Solution solution =
                LM.minimise(TestProblems.of(new double[] {-1}, 1, (p, r) -> r[0] = Math.log(p[0])), FitObserver.NONE);

        assertEquals(Status.NOT_FINITE, solution.status());
        assertTrue(Double.isNaN(solution.error(0)));
        assertEquals(1, solution.evaluations());
    }

    @Test
    void limitOfEvaluationsIsReported() {
        Solution solution = LM.withMaxEvaluations(5).minimise(TestProblems.rosenbrock(), FitObserver.NONE);

        assertEquals(Status.ITERATION_LIMIT, solution.status());
        assertTrue(solution.evaluations() <= 6, "one more for the derivatives");
    }

    @Test
    void nothingFreeIsConverged() {
        LeastSquaresProblem problem = TestProblems.analytic(new double[0], 2, (p, r, jacobian) -> r[0] = 2);

        Solution solution = LM.minimise(problem, FitObserver.NONE);

        assertTrue(solution.converged());
        assertEquals(4, solution.chiSquared());
    }

    @Test
    void observerSeesEveryBetterPoint() {
        List<Double> seen = new ArrayList<>();
        Solution solution = LM.minimise(TestProblems.rosenbrock(), new FitObserver() {
            @Override
            public void iteration(int iteration, double chiSquared, double[] point) {
                assertEquals(seen.size(), iteration);
                seen.add(chiSquared);
                point[0] = Double.NaN; // a copy
            }
        });

        assertEquals(24.2, seen.get(0), ROUNDING);
        for (int i = 1; i < seen.size(); i++) {
            assertTrue(seen.get(i) < seen.get(i - 1));
        }
        assertTrue(solution.converged());
    }

    /** The same problem, with a count of the Jacobians. */
    private static LeastSquaresProblem counted(LeastSquaresProblem problem, int[] jacobians) {
        return TestProblems.bounded(
                TestProblems.analytic(problem.start(), problem.residualCount(), (point, residuals, jacobian) -> {
                    problem.evaluate(point, residuals, jacobian);
                    jacobians[0] += jacobian == null ? 0 : 1;
                }),
                problem.lower(),
                problem.upper());
    }

    @Test
    void chordsFromWithinAnErrorNeedOneJacobian() {
        Solution best = LM.minimise(RotatingPattern.problem(new Random(1), RotatingPattern.TRUTH), FitObserver.NONE);
        double[] start = best.point().clone();
        for (int j = 0; j < start.length; j++) {
            start[j] += (j % 2 == 0 ? 0.3 : -0.3) * best.error(j);
        }
        int[] jacobians = new int[1];
        LeastSquaresProblem near = counted(RotatingPattern.problem(new Random(1), start), jacobians);
        Solution found = LM.withTolerances(1e-2, CHORD).chords().minimise(near, FitObserver.NONE);
        assertTrue(found.converged(), found.reason());
        assertEquals(1, jacobians[0]);
        Solution here = LevenbergMarquardt.covariance(near, found);
        assertEquals(found.evaluations() + 1, here.evaluations());
        for (int j = 0; j < start.length; j++) {
            assertEquals(best.point()[j], found.point()[j], 2 * CHORD * best.error(j), "parameter " + j);
            assertEquals(1, found.error(j) / best.error(j), CHORD_ERROR, "error " + j);
            assertEquals(1, here.error(j) / best.error(j), SAME_ERROR, "error at the minimum " + j);
        }
        assertEquals(best.chiSquared(), found.chiSquared(), 1e-2);
    }

    @Test
    void chordsEvaluateNewDerivativesAfterAPoorStep() {
        int[] jacobians = new int[1];
        Solution found = LM.chords().minimise(counted(TestProblems.rosenbrock(), jacobians), FitObserver.NONE);
        assertTrue(found.converged(), found.reason());
        assertTrue(jacobians[0] > 1, "Jacobians: " + jacobians[0]);
        assertEquals(1, found.point()[0], STEP);
        assertEquals(1, found.point()[1], STEP);
    }

    @Test
    void sameBitsOnRepeat() {
        Solution first = LM.minimise(NistProblem.read("Thurber").problem(0), FitObserver.NONE);
        Solution second = LM.minimise(NistProblem.read("Thurber").problem(0), FitObserver.NONE);

        assertArrayEquals(first.point(), second.point(), 0.0);
        assertArrayEquals(first.errors(), second.errors(), 0.0);
        assertEquals(first.evaluations(), second.evaluations());
    }

    /** The arrays of residuals and derivatives, (n + 1) N numbers, are allocated once per fit. */
    @Test
    void residualArraysAreAllocatedOnce() {
        int count = 200_000;
        double[] x = new Random(1).doubles(count).toArray();
        LeastSquaresProblem problem = TestProblems.analytic(new double[] {3, 0.1}, count, (p, r, jacobian) -> {
            for (int k = 0; k < count; k++) {
                double e = Math.exp(-p[1] * x[k]);
                r[k] = p[0] * e - Math.exp(-2 * x[k]) + 0.1 * Math.sin(k);
                if (jacobian != null) {
                    jacobian[0][k] = e;
                    jacobian[1][k] = -p[0] * x[k] * e;
                }
            }
        });
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        Solution solution = LM.minimise(problem, FitObserver.NONE);

        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        long arrays = 3L * count * Double.BYTES;
        assertTrue(solution.evaluations() >= 5, "evaluations " + solution.evaluations());
        // 1 MB for small arrays and class loading.
        assertTrue(allocated < arrays + 1_000_000, "allocated " + allocated + " of which arrays " + arrays);
    }
}
