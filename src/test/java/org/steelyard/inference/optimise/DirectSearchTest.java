package org.steelyard.inference.optimise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.steelyard.inference.FitObserver;
import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.inference.Optimiser;
import org.steelyard.inference.Solution;
import org.steelyard.inference.Status;
import org.steelyard.units.InputException;

/** Common tests of the downhill simplex and CMA-ES. */
class DirectSearchTest {

    /** [standard error] Square root of 0.01, the largest predicted decrease of chi-squared after convergence. */
    private static final double LARGEST = 0.1;

    /** [standard error] Typical of the default tolerance 1e-4. */
    private static final double TYPICAL = 0.01;

    static Stream<Optimiser> searches() {
        return Stream.of(NelderMead.defaults(), CmaEs.seeded(1), CmaEs.seeded(2));
    }

    @ParameterizedTest
    @MethodSource("searches")
    void rosenbrock(Optimiser search) {
        Solution solution = search.minimise(TestProblems.rosenbrock(), FitObserver.NONE);

        assertEquals(Status.CONVERGED, solution.status(), solution.reason());
        assertEquals(0, solution.chiSquared(), TYPICAL);
        // J^T J at (1, 1) is (401 -200; -200 100): variances 1 and 4.01.
        assertEquals(1, solution.error(0), LARGEST);
        assertEquals(Math.sqrt(4.01), solution.error(1), LARGEST);
    }

    @ParameterizedTest
    @MethodSource("searches")
    void sameMinimumAndErrorsAsLevenbergMarquardt(Optimiser search) {
        for (String name : new String[] {"Misra1a", "Rat42", "Eckerle4"}) {
            NistProblem nist = NistProblem.read(name);

            Solution solution = search.minimise(nist.problem(1), FitObserver.NONE);

            assertEquals(Status.CONVERGED, solution.status(), name + ": " + solution.reason());
            for (int j = 0; j < nist.value().length; j++) {
                assertEquals(
                        nist.value()[j], solution.point()[j], LARGEST * nist.deviation()[j], name + " b" + (j + 1));
                assertEquals(1, solution.error(j) / nist.deviation()[j], LARGEST, name);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("searches")
    void activeBound(Optimiser search) {
        LeastSquaresProblem problem =
                TestProblems.bounded(TestProblems.rosenbrock(), new double[] {-2, -2}, new double[] {0.5, 2});

        Solution solution = search.minimise(problem, FitObserver.NONE);

        assertEquals(Status.CONVERGED, solution.status(), solution.reason());
        assertTrue(solution.point()[0] <= 0.5);
        assertEquals(0.25, solution.chiSquared(), TYPICAL);
    }

    /** A parabola with ripples of 30 in chi-squared, which Levenberg-Marquardt cannot cross. */
    @Test
    void cmaEsCrossesRipples() {
        LeastSquaresProblem rippled = TestProblems.bounded(
                TestProblems.of(new double[] {7, -6}, 4, (p, r) -> {
                    for (int j = 0; j < 2; j++) {
                        r[2 * j] = p[j] - 1;
                        r[2 * j + 1] = 5.5 * Math.sin(3 * (p[j] - 1));
                    }
                }),
                new double[] {-10, -10},
                new double[] {10, 10});

        Solution local = LevenbergMarquardt.defaults().minimise(rippled, FitObserver.NONE);
        Solution global = CmaEs.seeded(3).minimise(rippled, FitObserver.NONE);

        assertTrue(local.chiSquared() > 10);
        assertEquals(Status.CONVERGED, global.status(), global.reason());
        assertEquals(0, global.chiSquared(), TYPICAL);
    }

    @ParameterizedTest
    @MethodSource("searches")
    void sameBitsOnRepeat(Optimiser search) {
        Solution first = search.minimise(TestProblems.rosenbrock(), FitObserver.NONE);
        Solution second = search.minimise(TestProblems.rosenbrock(), FitObserver.NONE);

        assertArrayEquals(first.point(), second.point(), 0.0);
        assertEquals(first.evaluations(), second.evaluations());
    }

    @Test
    void limitOfEvaluationsIsReported() {
        for (Optimiser search : new Optimiser[] {
            NelderMead.defaults().withMaxEvaluations(30), CmaEs.seeded(1).withMaxEvaluations(30)
        }) {
            Solution solution = search.minimise(TestProblems.rosenbrock(), FitObserver.NONE);

            assertEquals(Status.ITERATION_LIMIT, solution.status());
            assertEquals(31, solution.evaluations(), "one more for the derivatives");
        }
    }

    /** With a tolerance far above the depth of the valley the search ends early, and reports that. */
    @Test
    void endBeforeTheMinimumIsStalled() {
        for (Optimiser search : new Optimiser[] {
            NelderMead.defaults().withChiSquaredTolerance(1e6), CmaEs.seeded(1).withChiSquaredTolerance(1e6)
        }) {
            Solution solution = search.minimise(TestProblems.rosenbrock(), FitObserver.NONE);

            assertTrue(solution.chiSquared() > 0.1);
            assertEquals(Status.STALLED, solution.status(), solution.reason());
        }
    }

    @ParameterizedTest
    @MethodSource("searches")
    void undefinedRegionIsAvoided(Optimiser search) {
        LeastSquaresProblem problem =
                TestProblems.of(new double[] {3}, 1, (p, r) -> r[0] = 10 * (Math.log(p[0]) - Math.log(0.5)));

        Solution solution = search.minimise(problem, FitObserver.NONE);

        assertEquals(Status.CONVERGED, solution.status(), solution.reason());
        assertEquals(0.5, solution.point()[0], LARGEST * solution.error(0));
    }

    @ParameterizedTest
    @MethodSource("searches")
    void nowhereFinite(Optimiser search) {
        Solution solution =
                search.minimise(TestProblems.of(new double[] {3}, 1, (p, r) -> r[0] = Double.NaN), FitObserver.NONE);

        assertEquals(Status.NOT_FINITE, solution.status());
    }

    @ParameterizedTest
    @MethodSource("searches")
    void parameterWithoutEffectIsUnconstrained(Optimiser search) {
        LeastSquaresProblem problem = TestProblems.bounded(
                TestProblems.of(new double[] {3, 1}, 1, (p, r) -> r[0] = p[0] - 1),
                new double[] {-9, 0},
                new double[] {9, 2});

        Solution solution = search.minimise(problem, FitObserver.NONE);

        assertEquals(Status.CONVERGED, solution.status(), solution.reason());
        assertArrayEquals(new boolean[] {false, true}, solution.unconstrained());
    }

    @Test
    void foldIsAMirror() {
        double inf = Double.POSITIVE_INFINITY;
        assertEquals(0.3, DirectSearch.fold(0.3, 0, 1));
        // Two roundings of numbers below 10.
        double rounding = 4e-15;
        assertEquals(0.3, DirectSearch.fold(-0.3, 0, 1), rounding);
        assertEquals(0.7, DirectSearch.fold(1.3, 0, 1), rounding);
        assertEquals(0.3, DirectSearch.fold(2.3, 0, 1), rounding);
        assertEquals(0.3, DirectSearch.fold(-4.3, 0, 1), rounding);
        assertEquals(5, DirectSearch.fold(1, 3, inf));
        assertEquals(-1, DirectSearch.fold(7, -inf, 3));
        assertEquals(7, DirectSearch.fold(7, -inf, inf));
    }

    @Test
    void impossibleOptionsAreRefused() {
        assertThrows(InputException.class, () -> NelderMead.defaults().withStepFraction(0.6));
        assertThrows(InputException.class, () -> CmaEs.seeded(1).withMaxEvaluations(0));
        assertThrows(InputException.class, () -> CmaEs.seeded(1).withChiSquaredTolerance(Double.NaN));
    }
}
