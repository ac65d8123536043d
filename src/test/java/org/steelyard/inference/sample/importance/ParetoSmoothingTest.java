// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.sample.importance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.steelyard.inference.sample.Weights;

/** k-hat and smoothed weights, held against the R package loo 2.5.1. */
class ParetoSmoothingTest {

    /** Both programs compute in double precision; R printed 15 digits. */
    private static final double SAME = 1e-10;

    /** Standard error of k-hat with 95 weights of the tail, about (1 + k) / sqrt(95), with a margin of two. */
    private static final double SCATTER = 0.3;

    /**
     * Weights w = (1 - u)^-k at u = i times the golden section, modulo 1: k, then of {@code psis(lw, r_eff = 1)} the
     * k-hat, ln of the sum of the smoothed weights, and the largest one.
     */
    private static final double[][] LOO = {
        {0.2, 0.249134307286603, 7.13157794966554, 1.53987784022145},
        {0.5, 0.511763408418912, 7.59348967720942, 3.83987456197167},
        {0.9, 0.860274326466906, 8.64207760568322, 6.69260469246023}
    };

    @Test
    void isThatOfLoo() {
        for (double[] row : LOO) {
            ParetoSmoothing smoothed = ParetoSmoothing.of(pareto(row[0]));
            assertEquals(row[1], smoothed.shape(), SAME);
            assertEquals(row[2], Weights.logSum(smoothed.logWeights()), SAME);
            assertEquals(row[3], Arrays.stream(smoothed.logWeights()).max().orElseThrow(), SAME);
            assertEquals(row[0], smoothed.shape(), SCATTER);
        }
    }

    @Test
    void onlyTheTailChanges() {
        double[] raw = pareto(0.5);
        double[] smoothed = ParetoSmoothing.of(raw).logWeights();
        double cut = ParetoSmoothing.cut(raw);
        double highest = Arrays.stream(raw).max().orElseThrow();
        int above = 0;
        for (int i = 0; i < raw.length; i++) {
            above += raw[i] > cut ? 1 : 0;
            assertTrue(raw[i] > cut ? smoothed[i] >= cut && smoothed[i] <= highest : smoothed[i] == raw[i]);
        }
        assertEquals(95, above, "3 sqrt(1000)");
    }

    @Test
    void levelWeightsAreReliableAndTooFewAreNot() {
        ParetoSmoothing level = ParetoSmoothing.of(new double[100]);
        assertEquals(Double.NEGATIVE_INFINITY, level.shape());
        assertArrayEquals(new double[100], level.logWeights());
        assertTrue(Double.isNaN(ParetoSmoothing.of(new double[10]).shape()), "two weights show no tail");
        double[] one = new double[100];
        Arrays.fill(one, Double.NEGATIVE_INFINITY);
        one[3] = 1;
        assertTrue(!(ParetoSmoothing.of(one).shape() < 1), "one point has all the weight");
    }

    @Test
    void theLimitFallsWithFewPoints() {
        assertEquals(0.7, ParetoSmoothing.limit(100_000));
        assertEquals(2.0 / 3, ParetoSmoothing.limit(1000), 1e-12);
        assertEquals(0.5, ParetoSmoothing.limit(100), 1e-12);
    }

    private static double[] pareto(double k) {
        double[] logs = new double[1000];
        Arrays.setAll(logs, i -> -k * Math.log1p(-((i + 1) * 0.6180339887498949) % 1));
        return logs;
    }
}
