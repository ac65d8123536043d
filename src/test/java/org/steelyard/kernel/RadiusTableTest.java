// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Tables of functions of radius: accuracy of the interpolation, behaviour at knots and beyond the ends. */
class RadiusTableTest {

    /**
     * The error of a cubic with exact slopes is h^4 f''''/384. Five-point slopes have the same order, so halving h
     * divides the error by 16, somewhat less on coarse tables.
     */
    private static final double ORDER = 3.7;

    /**
     * Relative to the largest value with 16 knots per octave: (1/16)^4 f''''/384 with f'''' r^8 of order 1 to 10, below
     * the 1e-6 stated by the class.
     */
    private static final double ERROR = 1e-6;

    /** Knots, values and cubics are each rounded a few times. */
    private static final double ROUNDING = 1e-12;

    /** A cubic in r^2 over a sixteenth of an octave against its root: (1/16)^4 f''''/384 r^8 with f'''' r^7 = 15/16. */
    private static final double LINEAR = 1e-6;

    private static final double[] AT = new double[5000];

    static {
        for (int i = 0; i < AT.length; i++) {
            AT[i] = 0.0102 * Math.pow(9.7 / 0.0102, i / (AT.length - 1.0));
        }
    }

    private static double[] coefficients(RadiusTable table, DoubleUnaryOperator f) {
        double[] radii = table.radii();
        double[] values = new double[radii.length];
        for (int j = 0; j < values.length; j++) {
            values[j] = f.applyAsDouble(radii[j]);
        }
        double[] out = new double[table.coefficientCount()];
        table.fit(values, out);
        return out;
    }

    private static double error(int bits, DoubleUnaryOperator f) {
        RadiusTable table = new RadiusTable(0.01, 10, bits);
        double[] c = coefficients(table, f);
        double worst = 0;
        double largest = 0;
        for (double r : AT) {
            worst = Math.max(worst, Math.abs(table.valueAt(c, r * r) - f.applyAsDouble(r)));
            largest = Math.max(largest, Math.abs(f.applyAsDouble(r)));
        }
        return worst / largest;
    }

    @Test
    void convergesAtFourthOrder() {
        DoubleUnaryOperator[] functions = {
            r -> r * r / Math.pow(r * r + 0.09, 1.5), r -> Math.exp(-r / 0.7), r -> r * Math.exp(-r * r / 2), Math::log
        };
        for (DoubleUnaryOperator f : functions) {
            double coarse = error(4, f);
            double fine = error(5, f);
            double finest = error(6, f);
            System.out.printf("radius table: %.1e, %.1e, %.1e with 16, 32, 64 knots an octave%n", coarse, fine, finest);
            assertTrue(coarse < ERROR, "error " + coarse);
            assertTrue(Math.log(fine / finest) / Math.log(2) > ORDER, fine + " to " + finest);
        }
    }

    @Test
    void isExactForPolynomialsInTheSquare() {
        RadiusTable table = new RadiusTable(0.01, 10);
        double[] c = coefficients(table, r -> 2 - 3 * r * r + 0.5 * Math.pow(r, 6));
        for (double r : AT) {
            double exact = 2 - 3 * r * r + 0.5 * Math.pow(r, 6);
            double size = 2 + 3 * r * r + 0.5 * Math.pow(r, 6);
            assertEquals(exact, table.valueAt(c, r * r), ROUNDING * size, "at " + r);
        }
    }

    @Test
    void isContinuousWithItsSlope() {
        RadiusTable table = new RadiusTable(0.01, 10);
        double[] c = coefficients(table, r -> Math.exp(-r / 0.7));
        double[] radii = table.radii();
        int[] interval = new int[2];
        double[] offset = new double[2];
        for (int j = 1; j < radii.length - 1; j++) {
            double knot = radii[j] * radii[j];
            table.locate(new double[] {knot * (1 - 1e-14), knot * (1 + 1e-14)}, 2, interval, offset);
            assertEquals(
                    RadiusTable.value(c, interval[0], offset[0]),
                    RadiusTable.value(c, interval[1], offset[1]),
                    ROUNDING);
            double before = RadiusTable.slope(c, interval[0], offset[0]);
            double after = RadiusTable.slope(c, interval[1], offset[1]);
            assertEquals(before, after, 1e-9 * Math.abs(before), "slope at knot " + j);
        }
    }

    @Test
    void slopeIsTheDerivativeOfTheValue() {
        RadiusTable table = new RadiusTable(0.01, 10);
        double[] c = coefficients(table, r -> r * r / Math.pow(r * r + 0.09, 1.5));
        int[] interval = new int[1];
        double[] offset = new double[1];
        for (int i = 1; i < AT.length; i += 7) {
            double r2 = AT[i] * AT[i];
            table.locate(new double[] {r2}, 1, interval, offset);
            double h = 1e-5 * r2;
            double difference = (RadiusTable.value(c, interval[0], offset[0] + h)
                            - RadiusTable.value(c, interval[0], offset[0] - h))
                    / (2 * h);
            double slope = RadiusTable.slope(c, interval[0], offset[0]);
            // The difference is rounded to 1e-16 over a step of 1e-5.
            assertEquals(difference, slope, 1e-9 / r2);
        }
    }

    @Test
    void keepsItsEndsBeyondThem() {
        RadiusTable table = new RadiusTable(0.01, 10);
        double[] c = coefficients(table, r -> 3 + r);
        double[] radii = table.radii();
        double first = radii[0];
        double last = radii[radii.length - 1];
        assertTrue(first <= 0.01 && last >= 10);
        assertEquals(3 + first, table.valueAt(c, 0), ROUNDING);
        assertEquals(3 + first, table.valueAt(c, 1e-30), ROUNDING);
        assertEquals(3 + last, table.valueAt(c, 1e9), 1e-9);
        int[] interval = new int[3];
        double[] offset = new double[3];
        table.locate(new double[] {0, 1e9, first * first}, 3, interval, offset);
        assertEquals(0, interval[0]);
        assertEquals(0, offset[0]);
        assertEquals(c.length - 4, interval[1]);
        assertEquals(0, interval[2]);
        assertThrows(IllegalArgumentException.class, () -> new RadiusTable(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new RadiusTable(1, 1));
    }

    /** Straight lines between the rings, which lie at knots, constant inside the first and beyond the last. */
    @Test
    void ringsAreLinearBetweenKnots() {
        RadiusTable table = new RadiusTable(0.01, 10);
        RadiusTable.Hats hats = table.hats(new double[] {0, 0.21, 0.2101, 0.5, 1.3});
        double[] rings = hats.radii();
        assertEquals(4, rings.length, "0.21 and 0.2101 have the same knot");
        double[] weights = {0.3, 2, 0, 0.7};
        double[] sum = new double[table.coefficientCount()];
        hats.combine(weights, sum);
        for (double r = 0.005; r < 2; r += 0.0007) {
            int k = 0;
            while (k < rings.length - 2 && rings[k + 1] < r) {
                k++;
            }
            double share = Math.max(0, Math.min(1, (r - rings[k]) / (rings[k + 1] - rings[k])));
            double linear = (1 - share) * weights[k] + share * weights[k + 1];
            assertEquals(linear, table.valueAt(sum, r * r), 2 * LINEAR, "r = " + r);
            double all = 0;
            for (double[] hat : hats.coefficients()) {
                double value = table.valueAt(hat, r * r);
                assertTrue(value > -ROUNDING, "negative at r = " + r);
                all += value;
            }
            assertEquals(1, all, ROUNDING);
        }
    }
}
