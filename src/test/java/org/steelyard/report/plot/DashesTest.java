// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DashesTest {

    /** Sums of a few dozen lengths of order 1. */
    private static final double ROUNDING = 1e-12;

    @Test
    void patternContinuesOverShortSegments() {
        double[] x = new double[101];
        double[] y = new double[101];
        for (int k = 0; k < x.length; k++) {
            x[k] = 0.1 * k;
        }
        double[][] cut = Dashes.cut(x, y, new float[] {1.5f, 1}, 1);
        double drawn = 0;
        for (int k = 1; k < cut[0].length; k++) {
            if (Double.isFinite(cut[1][k]) && Double.isFinite(cut[1][k - 1])) {
                drawn += cut[0][k] - cut[0][k - 1];
            }
        }
        assertEquals(10 * 1.5 / 2.5, drawn, ROUNDING);
    }
}
