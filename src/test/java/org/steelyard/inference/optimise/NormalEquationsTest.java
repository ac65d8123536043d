package org.steelyard.inference.optimise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NormalEquationsTest {

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
    void oneNumberThatIsNotFiniteIsDetected() {
        assertTrue(NormalEquations.of(new double[] {1}, new double[][] {{1}}).isFinite());
        assertFalse(NormalEquations.of(new double[] {Double.NaN}, new double[][] {{1}})
                .isFinite());
        assertFalse(NormalEquations.of(new double[] {1}, new double[][] {{Double.POSITIVE_INFINITY}})
                .isFinite());
        assertFalse(
                NormalEquations.of(new double[] {1}, new double[][] {{1e200}}).isFinite(), "the square overflows");
    }
}
