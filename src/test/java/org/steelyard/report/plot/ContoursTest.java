// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ContoursTest {

    private static final int N = 41;
    private static final double STEP = 0.1;

    /** Linear interpolation of r^2 over a step h displaces the crossing by at most h^2 / (8 r). */
    private static final double INTERPOLATION = STEP * STEP / 8;

    @Test
    void contourOfAParaboloidIsACircle() {
        double[] xs = new double[N];
        Arrays.setAll(xs, k -> (k - N / 2) * STEP);
        double[] values = new double[N * N];
        Arrays.setAll(values, k -> xs[k % N] * xs[k % N] + xs[k / N] * xs[k / N]);
        Path2D circle = Contours.at(values, N, N, 1, xs, xs);
        int points = 0;
        int lines = 0;
        double[] at = new double[6];
        for (PathIterator i = circle.getPathIterator(null); !i.isDone(); i.next()) {
            lines += i.currentSegment(at) == PathIterator.SEG_MOVETO ? 1 : 0;
            assertEquals(1, Math.hypot(at[0], at[1]), INTERPOLATION);
            points++;
        }
        assertEquals(1, lines, "one line, so that the dash pattern continues");
        assertTrue(points > 2 * Math.PI / STEP, "the circle is closed by " + points + " points");
    }

    @Test
    void noContourInCellsWithNaN() {
        double[] values = {0, 2, Double.NaN, 2};
        assertTrue(Contours.at(values, 2, 2, 1, new double[] {0, 1}, new double[] {0, 1})
                .getPathIterator(null)
                .isDone());
    }
}
