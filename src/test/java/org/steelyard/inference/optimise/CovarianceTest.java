package org.steelyard.inference.optimise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.steelyard.inference.FitObserver;
import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.inference.Solution;

/** Parameters at a bound or without constraint, and the errors of the others. */
class CovarianceTest {

    /** Relative: a handful of sums and an eigen-decomposition of a matrix with condition number below 100. */
    private static final double ROUNDING = 1e-12;

    private static final LevenbergMarquardt LM = LevenbergMarquardt.defaults().withInitialDamping(0);

    private static Solution fit(LeastSquaresProblem problem) {
        Solution solution = LM.minimise(problem, FitObserver.NONE);
        assertTrue(solution.converged(), solution.reason());
        return solution;
    }

    @Test
    void parameterWithoutEffect() {
        Solution solution = fit(TestProblems.linear(
                new double[] {0, 7, 0},
                new double[][] {{1, 0, 0}, {1, 0, 1}, {1, 0, 2}, {1, 0, 3}},
                new double[] {1, 3, 2, 5}));

        assertArrayEquals(new boolean[] {false, true, false}, solution.unconstrained());
        assertEquals(7, solution.point()[1], "the starting value");
        assertTrue(Double.isNaN(solution.error(1)));
        assertEquals(Math.sqrt(0.7), solution.error(0), ROUNDING);
        assertEquals(Math.sqrt(0.2), solution.error(2), ROUNDING);
        assertEquals(-0.3, solution.covariance()[0][2], ROUNDING);
    }

    /** The data constrain a + b and c: a and b are unconstrained, and c has its error. */
    @Test
    void sumOfTwoParameters() {
        Solution solution = fit(TestProblems.linear(
                new double[] {0, 0, 0},
                new double[][] {{1, 1, 0}, {2, 2, 1}, {3, 3, 0}, {0, 0, 2}},
                new double[] {1, 2, 3, 4}));

        assertArrayEquals(new boolean[] {true, true, false}, solution.unconstrained());
        assertTrue(Double.isNaN(solution.covariance()[0][2]));
        // With s = a + b: matrix (14 2; 2 5), determinant 66, variance of c = 14 / 66.
        assertEquals(Math.sqrt(14.0 / 66), solution.error(2), ROUNDING);
    }

    /** The same for columns that differ by 1e8 in size: only the shape of a column counts. */
    @Test
    void sumOfTwoParametersOfDifferentSize() {
        Random random = new Random(5);
        double[][] matrix = new double[30][];
        double[] data = new double[30];
        for (int k = 0; k < 30; k++) {
            double u = random.nextGaussian();
            matrix[k] = new double[] {u, 1e8 * u, random.nextGaussian()};
            data[k] = random.nextGaussian();
        }

        Solution solution = fit(TestProblems.linear(new double[3], matrix, data));

        assertArrayEquals(new boolean[] {true, true, false}, solution.unconstrained());
    }

    /** Columns that differ by 1e-4 of their length are correlated, not degenerate: the errors are large and correct. */
    @Test
    void strongCorrelationIsNotDegeneracy() {
        Solution solution = fit(TestProblems.linear(
                new double[] {0, 0}, new double[][] {{1, 1}, {1, 1}, {1, 1 + 2e-4}}, new double[] {1, 2, 3}));

        assertArrayEquals(new boolean[2], solution.unconstrained());
        // Determinant 3 (2 + (1 + e)^2) - (3 + e)^2 = 2 e^2 and b's diagonal 3: sqrt(3 / 2) / e.
        assertEquals(
                Math.sqrt(1.5) / 2e-4, solution.error(1), 1e-4 * solution.error(1), "rounding of 1e-16 / (2 e^2 / 9)");
    }

    @Test
    void boundsThatConstrainMoreThanTheData() {
        LeastSquaresProblem line =
                TestProblems.linear(new double[] {0.1, 0.1}, new double[][] {{1, 0}, {0, 1}}, new double[] {0.2, 0.3});

        Solution solution = fit(TestProblems.bounded(line, new double[] {-0.4, -5}, new double[] {0.5, 5}));

        assertArrayEquals(
                new boolean[] {true, false}, solution.unconstrained(), "errors of 1 against ranges of 0.9 and 10");
        assertTrue(Double.isNaN(solution.error(0)));
        assertEquals(1, solution.error(1), ROUNDING);
    }

    @Test
    void parameterThatHardlyMattersOverItsRange() {
        LeastSquaresProblem line =
                TestProblems.linear(new double[] {0, 0}, new double[][] {{1e-5, 0}, {0, 1}}, new double[] {0, 0.3});

        Solution solution = fit(TestProblems.bounded(line, new double[] {-40, -5}, new double[] {40, 5}));

        assertArrayEquals(new boolean[] {true, false}, solution.unconstrained());
    }

    /** A bound removes a degenerate direction. */
    @Test
    void parameterAtABoundBreaksTheDegeneracy() {
        LeastSquaresProblem sum =
                TestProblems.linear(new double[] {1, 0}, new double[][] {{1, 1}, {1, 1.1}}, new double[] {5, 3});

        Solution solution = fit(TestProblems.bounded(sum, new double[] {-9, 0}, new double[] {9, 9}));

        assertArrayEquals(new boolean[] {false, true}, solution.atBound());
        assertEquals(Math.sqrt(0.5), solution.error(0), ROUNDING);
    }

    /** The formal errors equal the scatter of refits with new noise. */
    @Test
    void errorsAreTheScatterOfRefits() {
        int draws = 400;
        Random noise = new Random(17);
        double[] sum = new double[2];
        double[] squares = new double[2];
        double[] formal = null;
        for (int draw = 0; draw < draws; draw++) {
            double[] data = new double[40];
            for (int k = 0; k < 40; k++) {
                data[k] = 10 * Math.exp(-0.1 * k) + noise.nextGaussian();
            }
            Solution solution = fit(TestProblems.of(new double[] {8, 0.2}, 40, (p, r) -> {
                for (int k = 0; k < 40; k++) {
                    r[k] = p[0] * Math.exp(-p[1] * k) - data[k];
                }
            }));
            formal = solution.errors();
            for (int j = 0; j < 2; j++) {
                sum[j] += solution.point()[j];
                squares[j] += solution.point()[j] * solution.point()[j];
            }
        }
        for (int j = 0; j < 2; j++) {
            double scatter = Math.sqrt(squares[j] / draws - sum[j] * sum[j] / draws / draws);
            // 400 draws give the scatter to 3.5 % and one formal error varies by some 10 %; 3 times both.
            assertEquals(1, scatter / formal[j], 0.3);
        }
    }
}
