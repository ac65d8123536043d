package org.steelyard.inference.optimise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.steelyard.inference.FitObserver;
import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.inference.Solution;
import org.steelyard.inference.Status;
import org.steelyard.inference.optimise.TestProblems.Residuals;

/** Problems and minima of More, Garbow and Hillstrom 1981 (ACM Transactions on Mathematical Software 7, 17). */
class ClassicProblemsTest {

    /** Relative: the paper gives the minima to six digits. */
    private static final double SIX_DIGITS = 3e-6;

    /** Absolute: the chi-squared tolerance, and a factor for linear convergence. */
    private static final double ZERO = 1e-9;

    private static final double CHI_SQUARED = 1e-9;
    private static final double STEP = 1e-3;

    private static final double[] BARD = {
        0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.10, 4.39
    };
    private static final double[] MEYER = {
        34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005, 5147, 4427, 3820, 3307, 2872
    };

    static Stream<Arguments> problems() {
        return Stream.of(
                problem(
                        "1 Rosenbrock",
                        0,
                        2,
                        (p, r) -> {
                            r[0] = 10 * (p[1] - p[0] * p[0]);
                            r[1] = 1 - p[0];
                        },
                        -1.2,
                        1),
                Arguments.of("2 Freudenstein and Roth, local minimum", 48.98425, freudensteinRoth()),
                problem(
                        "4 Brown badly scaled",
                        0,
                        3,
                        (p, r) -> {
                            r[0] = p[0] - 1e6;
                            r[1] = p[1] - 2e-6;
                            r[2] = p[0] * p[1] - 2;
                        },
                        1,
                        1),
                problem(
                        "5 Beale",
                        0,
                        3,
                        (p, r) -> {
                            double[] y = {1.5, 2.25, 2.625};
                            for (int i = 0; i < 3; i++) {
                                r[i] = y[i] - p[0] * (1 - Math.pow(p[1], i + 1));
                            }
                        },
                        1,
                        1),
                problem(
                        "7 helical valley",
                        0,
                        3,
                        (p, r) -> {
                            double turn = Math.atan2(p[1], p[0]) / (2 * Math.PI);
                            r[0] = 10 * (p[2] - 10 * turn);
                            r[1] = 10 * (Math.hypot(p[0], p[1]) - 1);
                            r[2] = p[2];
                        },
                        -1,
                        0.001,
                        0),
                problem(
                        "8 Bard",
                        8.214877e-3,
                        15,
                        (p, r) -> {
                            for (int i = 1; i <= 15; i++) {
                                r[i - 1] = BARD[i - 1] - (p[0] + i / ((16 - i) * p[1] + Math.min(i, 16 - i) * p[2]));
                            }
                        },
                        1,
                        1,
                        1),
                problem(
                        "10 Meyer",
                        87.94586,
                        16,
                        (p, r) -> {
                            for (int i = 1; i <= 16; i++) {
                                r[i - 1] = p[0] * Math.exp(p[1] / (45 + 5 * i + p[2])) - MEYER[i - 1];
                            }
                        },
                        0.02,
                        4000,
                        250),
                problem(
                        "13 Powell singular",
                        0,
                        4,
                        (p, r) -> {
                            r[0] = p[0] + 10 * p[1];
                            r[1] = Math.sqrt(5) * (p[2] - p[3]);
                            r[2] = Math.pow(p[1] - 2 * p[2], 2);
                            r[3] = Math.sqrt(10) * Math.pow(p[0] - p[3], 2);
                        },
                        3,
                        -1,
                        0,
                        1),
                problem(
                        "14 Wood",
                        0,
                        6,
                        (p, r) -> {
                            r[0] = 10 * (p[1] - p[0] * p[0]);
                            r[1] = 1 - p[0];
                            r[2] = Math.sqrt(90) * (p[3] - p[2] * p[2]);
                            r[3] = 1 - p[2];
                            r[4] = Math.sqrt(10) * (p[1] + p[3] - 2);
                            r[5] = (p[1] - p[3]) / Math.sqrt(10);
                        },
                        -3,
                        -1,
                        -3,
                        -1),
                problem(
                        "16 Brown and Dennis",
                        85822.2,
                        20,
                        (p, r) -> {
                            for (int i = 1; i <= 20; i++) {
                                double t = i / 5.0;
                                double a = p[0] + t * p[1] - Math.exp(t);
                                double b = p[2] + p[3] * Math.sin(t) - Math.cos(t);
                                r[i - 1] = a * a + b * b;
                            }
                        },
                        25,
                        5,
                        -5,
                        -1));
    }

    /** With analytic derivatives, since the Jacobian is singular at the local minimum and differences are too rough. */
    private static LeastSquaresProblem freudensteinRoth() {
        return TestProblems.analytic(new double[] {0.5, -2}, 2, (p, r, jacobian) -> {
            r[0] = -13 + p[0] + ((5 - p[1]) * p[1] - 2) * p[1];
            r[1] = -29 + p[0] + ((p[1] + 1) * p[1] - 14) * p[1];
            if (jacobian != null) {
                jacobian[0][0] = 1;
                jacobian[0][1] = 1;
                jacobian[1][0] = (10 - 3 * p[1]) * p[1] - 2;
                jacobian[1][1] = (3 * p[1] + 2) * p[1] - 14;
            }
        });
    }

    /** Tight tolerances above the rounding errors of large residuals and of difference derivatives. */
    private static LevenbergMarquardt optimiser(double minimum) {
        return LevenbergMarquardt.defaults()
                .withTolerances(CHI_SQUARED * Math.max(0.1, minimum), STEP)
                .withMaxEvaluations(1000);
    }

    private static Arguments problem(String name, double minimum, int residuals, Residuals function, double... start) {
        return Arguments.of(name, minimum, TestProblems.of(start, residuals, function));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("problems")
    void knownMinimum(String name, double minimum, LeastSquaresProblem problem) {
        Solution solution = optimiser(minimum).minimise(problem, FitObserver.NONE);

        assertEquals(Status.CONVERGED, solution.status(), solution.reason());
        assertEquals(minimum, solution.chiSquared(), SIX_DIGITS * minimum + ZERO, solution.reason());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("problems")
    void tenfoldStartIsNeverCalledConvergedElsewhere(String name, double minimum, LeastSquaresProblem problem) {
        double[] start = problem.start();
        for (int j = 0; j < start.length; j++) {
            start[j] *= 10;
        }

        Solution solution = optimiser(minimum).minimise(TestProblems.from(problem, start), FitObserver.NONE);

        // Freudenstein and Roth has a second minimum, 0.
        boolean there = Math.abs(solution.chiSquared() - minimum) <= SIX_DIGITS * minimum + ZERO
                || solution.chiSquared() < ZERO;
        assertTrue(there || !solution.converged(), solution.chiSquared() + ": " + solution.reason());
    }
}
