// SPDX-License-Identifier: Apache-2.0
package org.steelyard.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.steelyard.campaign.TaskResult;
import org.steelyard.errors.BudgetResult.Line;

/** Sums of systematic errors, computed by hand. */
class BudgetResultTest {

    /** Sums and roots of small numbers. */
    private static final double ROUNDING = 1e-12;

    private static Line line(SystematicGroup group, double change, boolean counts) {
        return new Line(group, "x", 1e8 * (1 + change / 100), 1e6, change, 100, 90, "converged", counts);
    }

    private static final List<Line> LINES = List.of(
            line(SystematicGroup.FIT, 3, true),
            line(SystematicGroup.FIT, 4, true),
            line(SystematicGroup.FIT, -1, true),
            line(SystematicGroup.KINEMATICS, -2, true),
            line(SystematicGroup.FLUX, 50, false),
            line(SystematicGroup.DISTANCE, 10, false));

    @Test
    void theLargestOfEachGroupInQuadrature() {
        BudgetResult result = BudgetResult.of(1e8, LINES, false, List.of());
        assertEquals(4, result.up(), ROUNDING);
        assertEquals(Math.sqrt(1 + 4), result.down(), ROUNDING);
        assertEquals(2, result.groups().size(), "a failed test and the distance are in no sum");
    }

    @Test
    void allInQuadrature() {
        BudgetResult result = BudgetResult.of(1e8, LINES, true, List.of());
        assertEquals(5, result.up(), ROUNDING);
        assertEquals(Math.sqrt(1 + 4), result.down(), ROUNDING);
    }

    @Test
    void aFailedTestGivesTheReason() {
        double nan = Double.NaN;
        Line failed = Line.refitted(
                SystematicTest.refit(SystematicGroup.FIT, "fit ellipse times 9", null),
                1e8,
                new TaskResult(0, new double[] {nan, nan, nan, nan, nan, nan}, "the region reaches beyond the cube"));
        assertEquals("the region reaches beyond the cube", failed.status());
        assertEquals(false, failed.counts());
    }
}
