// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.apache.commons.numbers.gamma.Erfc;
import org.junit.jupiter.api.Test;

/** The normal integral and density, compared with exact functions, and the properties that the line profile needs. */
class NormalDistributionTest {

    /** The error of the polynomial is 4e-14, and the tail beyond 7.2 standard deviations is 3.1e-13. */
    private static final double INTEGRAL = 3.5e-13;

    /** The error of the polynomial as stated by the class. */
    private static final double DENSITY = 5e-13;

    /**
     * Beyond 5.6 standard deviations the integral lacks 1.1e-8 and the density 6.2e-8; the polynomial has degree 16.
     */
    private static final double QUICK_INTEGRAL = 1.1e-8;

    private static final double QUICK_DENSITY = 8e-8;

    private static final int COUNT = 200_001;

    @Test
    void agreesWithExactFunctions() {
        check(NormalDistribution.EXACT, INTEGRAL, DENSITY);
        check(NormalDistribution.QUICK, QUICK_INTEGRAL, QUICK_DENSITY);
    }

    private static void check(NormalDistribution normal, double integralBound, double densityBound) {
        double[] x = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
            x[i] = -10 + 20.0 * i / (COUNT - 1);
        }
        double[] clamped = x.clone();
        double[] integral = new double[COUNT];
        double[] density = new double[COUNT];
        normal.integral(clamped, COUNT, integral);
        normal.density(clamped, COUNT, density);
        double worstIntegral = 0;
        double worstDensity = 0;
        for (int i = 0; i < COUNT; i++) {
            double exact = 0.5 * Erfc.value(-x[i] / Math.sqrt(2));
            worstIntegral = Math.max(worstIntegral, Math.abs(integral[i] - exact));
            double p = Math.exp(-0.5 * clamped[i] * clamped[i]) / Math.sqrt(2 * Math.PI);
            worstDensity = Math.max(worstDensity, Math.abs(density[i] - p));
            assertEquals(Math.max(-normal.reach, Math.min(normal.reach, x[i])), clamped[i]);
        }
        System.out.printf("normal integral off by %.1e, density by %.1e%n", worstIntegral, worstDensity);
        assertTrue(worstIntegral < integralBound, "integral " + worstIntegral);
        assertTrue(worstDensity < densityBound, "density " + worstDensity);
    }

    /** The integral is odd about 1/2 within one unit in the last place, so a line has no preferred direction. */
    @Test
    void isSymmetric() {
        double[] x = {0, 0.3, -0.3, 2.7, -2.7, 7.2, -7.2, 50, -50, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        double[] integral = new double[x.length];
        NormalDistribution.EXACT.integral(x, x.length, integral);
        assertEquals(0.5, integral[0]);
        for (int i = 1; i < x.length; i += 2) {
            assertEquals(1, integral[i] + integral[i + 1], Math.ulp(1.0));
        }
    }

    /** Powers of u are well conditioned because all coefficients are small; the class documents the bound. */
    @Test
    void noCoefficientExceedsTheDocumentedBound() {
        for (NormalDistribution normal :
                new NormalDistribution[] {NormalDistribution.EXACT, NormalDistribution.QUICK}) {
            double largest = DoubleStream.concat(Arrays.stream(normal.integral), Arrays.stream(normal.density))
                    .map(Math::abs)
                    .max()
                    .orElseThrow();
            assertTrue(largest <= NormalDistribution.LARGEST_COEFFICIENT, "coefficient " + largest);
        }
    }

    @Test
    void touchesNoMoreThanAsked() {
        double[] x = {1, 9};
        double[] out = {-1, -1};
        NormalDistribution.EXACT.integral(x, 1, out);
        assertEquals(-1, out[1]);
        assertEquals(9, x[1]);
    }
}
