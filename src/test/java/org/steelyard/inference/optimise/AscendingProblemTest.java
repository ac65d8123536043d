// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.optimise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.steelyard.inference.FitObserver;
import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.inference.Solution;

/** Coordinates that must not fall, in problems with known solutions. */
class AscendingProblemTest {

    /** A linear problem is solved to the rounding of a few sums. */
    private static final double ROUNDING = 1e-9;

    private static final LevenbergMarquardt LM = LevenbergMarquardt.defaults();

    private static LeastSquaresProblem data(double... values) {
        double[][] unit = new double[values.length][values.length];
        for (int k = 0; k < values.length; k++) {
            unit[k][k] = 1;
        }
        double[] start = {0, 5, 1, 2};
        double[] low = {-10, -10, -10, -10};
        double[] high = {10, 10, 10, 10};
        return TestProblems.bounded(TestProblems.linear(start, unit, values), low, high);
    }

    @Test
    void ascendingDataAreFittedExactly() {
        Solution found = AscendingProblem.minimise(data(1, 2, 7, 4), new int[] {0, 1, 3}, LM, FitObserver.NONE);
        assertTrue(found.converged(), found.reason());
        assertArrayEquals(new double[] {1, 2, 7, 4}, found.point(), ROUNDING);
        assertEquals(1, found.error(3), ROUNDING, "errors are those of the coordinates themselves");
        assertEquals(0, found.covariance()[0][1], ROUNDING);
    }

    /** The closest ascending numbers are the means of runs that fall: pool adjacent violators. */
    @Test
    void fallingDataAreReplacedByTheirMean() {
        Solution found = AscendingProblem.minimise(data(1, 5, 3, 4), new int[] {0, 1, 2, 3}, LM, FitObserver.NONE);
        assertTrue(found.converged(), found.reason());
        assertArrayEquals(new double[] {1, 4, 4, 4}, found.point(), ROUNDING);
        assertEquals(2, found.chiSquared(), ROUNDING);
    }

    @Test
    void oneCoordinateIsNoChain() {
        Solution found = AscendingProblem.minimise(data(4, 3, 2, 1), new int[] {2}, LM, FitObserver.NONE);
        assertArrayEquals(new double[] {4, 3, 2, 1}, found.point(), ROUNDING);
    }
}
