package org.steelyard.inference.optimise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormalEquationsTest {

    /** Awkward lengths around the four running sums; sums of small integers are exact. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 9, 1001})
    void dotOfEveryLength(int n) {
        double[] a = new double[n];
        double[] b = new double[n];
        double expected = 0;
        for (int k = 0; k < n; k++) {
            a[k] = k + 1;
            b[k] = 2 - k;
            expected += a[k] * b[k];
        }
        assertEquals(expected, NormalEquations.dot(a, b));
    }

    @Test
    void sumsAndPrediction() {
        NormalEquations normal = NormalEquations.of(new double[] {1, 2}, new double[][] {{3, 0}, {1, -1}});

        assertEquals(5, normal.chiSquared());
        assertEquals(3, normal.gradient()[0]);
        assertEquals(-1, normal.gradient()[1]);
        assertEquals(3, normal.matrix()[0][1]);
        assertEquals(3, normal.columnNorm(0));
        // r = (1, 2) becomes (1 + 3 * 1 + 2, 2 - 2) = (6, 0) after the step (1, 2): chi-squared 5 becomes 36.
        assertEquals(5 - 36, normal.predictedDecrease(new double[] {1, 2}));
    }

    @Test
    void oneBadNumberIsSeen() {
        assertTrue(NormalEquations.of(new double[] {1}, new double[][] {{1}}).isFinite());
        assertFalse(NormalEquations.of(new double[] {Double.NaN}, new double[][] {{1}})
                .isFinite());
        assertFalse(NormalEquations.of(new double[] {1}, new double[][] {{Double.POSITIVE_INFINITY}})
                .isFinite());
        assertFalse(
                NormalEquations.of(new double[] {1}, new double[][] {{1e200}}).isFinite(), "the square overflows");
    }
}
