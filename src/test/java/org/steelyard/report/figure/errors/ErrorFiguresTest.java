// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.FigureEncoder;
import org.steelyard.report.plot.FigureFormat;
import org.steelyard.table.ColumnTable;

class ErrorFiguresTest {

    /** [byte] A page with larger figures loads slowly. */
    private static final int LARGEST_VECTOR_FILE = 1_000_000;

    /** A trace of many walkers draws only some of them, and its caption says how many. */
    @Test
    void captionOfATraceCountsTheWalkersDrawn() {
        assertTrue(trace(3).caption().contains("every walker"), trace(3).caption());
        assertTrue(trace(64).caption().contains("40 of 64 walkers"), trace(64).caption());
    }

    /** A long trace keeps the extremes of each part, in few points. */
    @Test
    void longTracesAreThinnedToTheirExtremes() {
        double[] steps = new double[100_000];
        double[] values = new double[steps.length];
        Arrays.setAll(steps, k -> k);
        Arrays.setAll(values, k -> Math.sin(0.7 * k) + (k == 77_777 ? 9 : 0) - (k == 12_345 ? 9 : 0));
        double[][] thinned = TraceFigure.thinned(steps, values);
        assertTrue(thinned[0].length <= 800, "few points");
        for (int k = 1; k < thinned[0].length; k++) {
            assertTrue(thinned[0][k] >= thinned[0][k - 1], "steps in their order");
        }
        for (int k = 0; k < thinned[0].length; k++) {
            assertEquals(values[(int) thinned[0][k]], thinned[1][k], "points of the trace");
        }
        assertEquals(
                Arrays.stream(values).max().orElseThrow(),
                Arrays.stream(thinned[1]).max().orElseThrow());
        assertEquals(
                Arrays.stream(values).min().orElseThrow(),
                Arrays.stream(thinned[1]).min().orElseThrow());
    }

    /** A chain of 300,000 steps makes vector files of a size that a page can carry. */
    @Test
    void chainOfManyStepsIsASmallVectorFile() throws IOException {
        int steps = 300_000;
        double[] chain = new double[steps];
        double[] draws = new double[steps];
        Arrays.setAll(chain, k -> Math.floor(k / 10_000.0));
        Random random = new Random(3);
        Arrays.setAll(draws, k -> 1e8 * (1 + 0.05 * random.nextGaussian()));
        Figure figure = new TraceFigure(
                ColumnTable.builder()
                        .numbers("chain", "", chain)
                        .numbers("mbh", "Msun", draws)
                        .build(),
                "mbh");
        for (FigureFormat format : List.of(FigureFormat.SVG, FigureFormat.PDF)) {
            int bytes = FigureEncoder.encode(figure, format).length;
            assertTrue(bytes < LARGEST_VECTOR_FILE, format + " has " + bytes + " bytes");
        }
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
