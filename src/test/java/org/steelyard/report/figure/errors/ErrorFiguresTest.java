// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.steelyard.table.ColumnTable;

class ErrorFiguresTest {

    /** A trace of many walkers draws only some of them, and its caption says how many. */
    @Test
    void captionOfATraceCountsTheWalkersDrawn() {
        assertTrue(trace(3).caption().contains("every walker"), trace(3).caption());
        assertTrue(trace(64).caption().contains("40 of 64 walkers"), trace(64).caption());
    }

    private static TraceFigure trace(int walkers) {
        double[] chain = new double[2 * walkers];
        Arrays.setAll(chain, k -> Math.floor(k / 2.0));
        return new TraceFigure(
                ColumnTable.builder()
                        .numbers("chain", "", chain)
                        .numbers("mbh", "Msun", chain)
                        .build(),
                "mbh");
    }

    /** The axis says what the rise of chi^2 is divided by, unless that is 1. */
    @Test
    void profileNamesItsDivisor() {
        assertEquals("1.94", profile(1.94).divisor());
        assertTrue(profile(1.94).caption().contains("divided by 1.94"));
        assertEquals("", profile(1).divisor());
    }

    private static ChiSquareProfileFigure profile(double divisor) {
        double[] rise = {9, 1, 0, 1, 16};
        return new ChiSquareProfileFigure(
                "mbh",
                ColumnTable.builder()
                        .numbers("held", "Msun", new double[] {1e8, 2e8, 3e8, 4e8, 6e8})
                        .numbers(
                                "chi2",
                                "",
                                Arrays.stream(rise).map(r -> 5000 + divisor * r).toArray())
                        .numbers("rise", "", rise)
                        .build());
    }
}
