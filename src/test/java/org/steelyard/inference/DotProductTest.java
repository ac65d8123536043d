package org.steelyard.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DotProductTest {

    /** Lengths around multiples of four; sums of small integers are exact. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 9, 1001})
    void everyLength(int n) {
        double[] a = new double[n];
        double[] b = new double[n];
        double expected = 0;
        for (int k = 0; k < n; k++) {
            a[k] = k + 1;
            b[k] = 2 - k;
            expected += a[k] * b[k];
        }
        assertEquals(expected, DotProduct.of(a, b));
    }
}
