// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MonotoneSplineTest {

    private static final double ROUNDING = 1e-13;

    /** scipy.interpolate.PchipInterpolator (the same slopes) at 0.5, 1.5, 2.7, 4.4, printed with 16 digits. */
    @Test
    void agreesWithScipy() {
        MonotoneSpline spline = new MonotoneSpline(new double[] {0, 1, 2, 4, 5}, new double[] {0, 1, 4, 4.5, 9});
        double[] at = SCIPY_AT;
        for (int i = 0; i < at.length; i++) {
            assertEquals(SCIPY_VALUE[i], spline.value(at[i]), ROUNDING * 9);
            assertEquals(SCIPY_SLOPE[i], spline.derivative(at[i]), ROUNDING * 9);
        }
    }

    private static final double[] SCIPY_AT = {0.5, 1.5, 2.7, 4.4};
    private static final double[] SCIPY_VALUE = {0.3125, 2.623820754716981, 4.20777873070326, 5.591740259740261};
    private static final double[] SCIPY_SLOPE = {1.125, 3.997641509433963, 0.14980703259005151, 4.523549783549786};

    @Test
    void monotoneBetweenMonotonePointsAndContinuous() {
        SplittableRandom random = new SplittableRandom(7);
        for (int trial = 0; trial < 50; trial++) {
            int n = random.nextInt(2, 12);
            double[] x = new double[n];
            double[] y = new double[n];
            for (int i = 1; i < n; i++) {
                x[i] = x[i - 1] + Math.pow(10, random.nextDouble(-2, 1));
                y[i] = y[i - 1] + (random.nextInt(4) == 0 ? 0 : Math.pow(10, random.nextDouble(-3, 3)));
            }
            MonotoneSpline spline = new MonotoneSpline(x, y);
            double scale = y[n - 1] + 1;
            for (int i = 0; i < n; i++) {
                assertEquals(y[i], spline.value(x[i]), ROUNDING * scale);
            }
            double before = y[0];
            for (int s = 0; s <= 2000; s++) {
                double now = spline.value(x[n - 1] * s / 2000);
                assertTrue(now >= before - ROUNDING * scale);
                before = now;
            }
        }
    }

    @Test
    void derivativeAgreesWithDifferences() {
        MonotoneSpline spline = new MonotoneSpline(new double[] {0, 1, 2, 4, 5}, new double[] {0, 1, 4, 4.5, 3});
        for (double at = -0.95; at < 6; at += 0.1) {
            for (double step : new double[] {1e-3, 1e-4}) {
                double difference = (spline.value(at + step) - spline.value(at - step)) / (2 * step);
                // the third derivative of the cubics is below 30
                assertEquals(difference, spline.derivative(at), 5 * step * step + 1e-11);
            }
        }
    }

    @Test
    void pointsMustAscend() {
        assertThrows(IllegalArgumentException.class, () -> new MonotoneSpline(new double[] {0, 0}, new double[2]));
        assertThrows(IllegalArgumentException.class, () -> new MonotoneSpline(new double[] {0}, new double[1]));
    }
}
