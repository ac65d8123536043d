package org.steelyard.inference.optimise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.steelyard.inference.LeastSquaresProblem;

class FiniteDifferencesTest {

    /** Relative: eps^(2/3) of a function whose value and derivatives are of order 1, times 10. */
    private static final double SECOND_ORDER = 4e-10;

    private static LeastSquaresProblem exponential(double start, double lower, double upper) {
        return TestProblems.bounded(
                TestProblems.analytic(new double[] {start}, 1, (p, r, jacobian) -> {
                    assertTrue(p[0] >= lower && p[0] <= upper, "evaluated outside its bounds at " + p[0]);
                    r[0] = Math.exp(p[0]);
                }),
                new double[] {lower},
                new double[] {upper});
    }

    private static double derivative(LeastSquaresProblem problem, double step) {
        return FiniteDifferences.jacobian(problem, problem.start(), new double[] {step})[0][0];
    }

    @Test
    void centralInsideTheBounds() {
        LeastSquaresProblem problem = exponential(0.5, 0, 1);
        double step = FiniteDifferences.steps(new double[] {0.5})[0];

        assertEquals(Math.exp(0.5), derivative(problem, step), SECOND_ORDER * 2);
    }

    /** The error of a central difference is h^2/6 f''', so a tenth of the step has a hundredth of the error. */
    @Test
    void errorFallsWithTheSquareOfTheStep() {
        LeastSquaresProblem problem = exponential(0, -9, 9);

        assertEquals(1e-2 / 6, derivative(problem, 0.1) - 1, 1e-5, "h^4/120");
        assertEquals(1e-4 / 6, derivative(problem, 0.01) - 1, 1e-9, "h^4/120");
    }

    /** One-sided differences of second order have an error of h^2/3 f'''. */
    @Test
    void secondOrderAtEitherBound() {
        assertEquals(1 - 1e-4 / 3, derivative(exponential(0, 0, 1), 0.01), 1e-6, "h^3/4");
        assertEquals(1 - 1e-4 / 3, derivative(exponential(0, -1, 0), 0.01), 1e-6, "h^3/4");
        assertEquals(1 - 1e-4 / 3, derivative(exponential(0, -0.001, 1), 0.01), 1e-6, "h^3/4");
    }

    @Test
    void stepIsShortenedBetweenNarrowBounds() {
        assertEquals(1, derivative(exponential(0, 0, 0.001), 0.01), 1e-6, "h^2/3 with h = 0.0005");
    }

    @Test
    void differentiatedProblemEqualsTheAnalyticOne() {
        LeastSquaresProblem analytic = TestProblems.rosenbrock();
        LeastSquaresProblem differentiated = FiniteDifferences.differentiated(analytic);
        double[] point = {0.3, -0.7};
        double[][] exact = new double[2][2];
        double[][] differences = new double[2][2];

        analytic.evaluate(point, new double[2], exact);
        differentiated.evaluate(point, new double[2], differences);

        for (int j = 0; j < 2; j++) {
            for (int k = 0; k < 2; k++) {
                assertEquals(exact[j][k], differences[j][k], SECOND_ORDER * 10, "values of order 10");
            }
        }
    }
}
