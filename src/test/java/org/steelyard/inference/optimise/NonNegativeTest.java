// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.optimise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

/** Non-negative least squares against its conditions of optimality, which are sufficient because the problem is convex. */
class NonNegativeTest {

    /** The ridge of the class times the condition number of these matrices, about 1e3. */
    private static final double RIDGE = 1e-8;

    private static final int COLUMNS = 12;

    private static double[][] normal(double[][] columns) {
        double[][] normal = new double[columns.length][columns.length];
        for (int i = 0; i < columns.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                normal[i][j] = dot(columns[i], columns[j]);
            }
        }
        return normal;
    }

    private static double[] right(double[][] columns, double[] data) {
        double[] right = new double[columns.length];
        for (int i = 0; i < columns.length; i++) {
            right[i] = dot(columns[i], data);
        }
        return right;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    /** Gradients are 0 at positive amplitudes and not negative at amplitudes of 0 (Kuhn and Tucker). */
    @Test
    void theConditionsOfOptimalityHold() {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(3);
        ZigguratSampler.NormalizedGaussian gauss = ZigguratSampler.NormalizedGaussian.of(random);
        int zeros = 0;
        for (int trial = 0; trial < 200; trial++) {
            double[][] columns = new double[COLUMNS][40];
            double[] data = new double[40];
            for (int k = 0; k < 40; k++) {
                data[k] = gauss.sample();
                for (int i = 0; i < COLUMNS; i++) {
                    columns[i][k] = Math.pow(10, i % 4) * (Math.exp(-0.02 * (k - 3 * i) * (k - 3 * i)));
                }
            }
            double[][] normal = normal(columns);
            double[] right = right(columns, data);
            NonNegative found = NonNegative.ofOrNull(normal, right);
            for (int i = 0; i < COLUMNS; i++) {
                double gradient = (dot(normal[i], found.amplitudes()) - right[i]) / Math.sqrt(normal[i][i]);
                if (found.amplitudes()[i] > 0) {
                    assertEquals(0, gradient, RIDGE);
                } else {
                    assertEquals(0, found.amplitudes()[i]);
                    assertTrue(gradient > -RIDGE, "gradient " + gradient);
                    zeros++;
                }
            }
        }
        assertTrue(zeros > 200, "bounds were reached " + zeros + " times");
    }

    @Test
    void solvesTheColumnsThatAreNotAtZero() {
        double[][] columns = {{1, 0, 0, 1}, {0, 2, 1, 0}, {1, 1, 0, -3}};
        double[] data = {1, 5, 1, 2};
        NonNegative found = NonNegative.ofOrNull(normal(columns), right(columns, data));
        assertArrayEquals(new int[] {0, 1}, found.positive());
        assertArrayEquals(new double[] {1.5, 2.2, 0}, found.amplitudes(), RIDGE);
        assertArrayEquals(new double[] {2, -0.4}, found.solve(new double[] {4, -2}), RIDGE);
    }

    /** Two columns that are the same share an amplitude; one that no data reach has none. */
    @Test
    void dependentColumnsHaveTheShortestSolution() {
        double[][] columns = {{1, 2, 0}, {1, 2, 0}, {0, 0, 1e-9}};
        NonNegative found = NonNegative.ofOrNull(normal(columns), right(columns, new double[] {3, 6, 1}));
        assertArrayEquals(new double[] {1.5, 1.5, 0}, found.amplitudes(), 1e-3);
    }

    @Test
    void productsThatAreNotNumbersHaveNoSolution() {
        assertNull(NonNegative.ofOrNull(new double[][] {{Double.NaN}}, new double[] {1}));
        assertNull(NonNegative.ofOrNull(new double[][] {{1}}, new double[] {Double.POSITIVE_INFINITY}));
    }

    @Test
    void noLightAtAllIsASolution() {
        NonNegative dark = NonNegative.ofOrNull(new double[][] {{2}}, new double[] {-1});
        assertArrayEquals(new double[] {0}, dark.amplitudes());
        assertEquals(0, dark.positive().length);
        assertEquals(0, dark.solve(new double[0]).length);
    }

    /** Each worker projects another row of a Jacobian with the same solution. */
    @Test
    void threadsMayShareASolution() {
        double[][] normal = new double[COLUMNS][COLUMNS];
        double[] ones = new double[COLUMNS];
        for (int i = 0; i < COLUMNS; i++) {
            ones[i] = 1;
            for (int j = 0; j < COLUMNS; j++) {
                normal[i][j] = Math.exp(-0.3 * (i - j) * (i - j));
            }
        }
        NonNegative solution = NonNegative.ofOrNull(normal, ones);
        int count = 20_000;
        double[][] alone = new double[count][];
        for (int k = 0; k < count; k++) {
            alone[k] = solution.solve(right(k, solution.positive().length));
        }
        double[][] shared = IntStream.range(0, count)
                .parallel()
                .mapToObj(k -> solution.solve(right(k, solution.positive().length)))
                .toArray(double[][]::new);
        for (int k = 0; k < count; k++) {
            assertArrayEquals(alone[k], shared[k], 0);
        }
    }

    private static double[] right(int k, int length) {
        return IntStream.range(0, length)
                .mapToDouble(i -> Math.sin(k + 3.7 * i))
                .toArray();
    }
}
