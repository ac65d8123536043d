// SPDX-License-Identifier: Apache-2.0
package org.steelyard.errors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.steelyard.fit.search.UncertainStars;
import org.steelyard.inference.Parameter;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.SampledParameter;
import org.steelyard.inference.Scale;
import org.steelyard.inference.sample.Chain;

/** Draws of a posterior that the errors of the starlight move, in closed form. */
class StarlightScatterTest {

    private static final int DRAWS = 4000;

    /** Four standard errors of a variance of normal draws. */
    private static final double VARIANCE = 4 * Math.sqrt(2.0 / DRAWS);

    private static final ParameterSpace SPACE = new ParameterSpace(List.of(
            new Parameter("a", "", 5, 0, 10, false, Scale.LINEAR, null, null),
            new Parameter("fixed", "", 3, 0, 10, true, Scale.LINEAR, null, null),
            new Parameter("b", "", 100, 1, 1e4, false, Scale.LOG10, null, null)));

    private static final double[] BEST = {5, 3, 100};

    private static Chain constant(double a, double b) {
        double[][][] draws = new double[1][DRAWS][];
        Arrays.fill(draws[0], new double[] {a, b});
        return new Chain(
                List.of(
                        SampledParameter.byScale(SPACE.parameters().get(0)),
                        SampledParameter.byScale(SPACE.parameters().get(2))),
                draws,
                new double[1][DRAWS]);
    }

    @Test
    void theCovarianceIsTheSumOfTheShifts() {
        UncertainStars.Shifts shifts = noise(new double[] {0.3, 0.02}, new double[] {-0.4, 0.05});
        Chain moved = new StarlightScatter(SPACE, BEST, shifts).move(constant(5, 100), 1);
        double[] sums = new double[5];
        for (double[] draw : moved.draws()[0]) {
            double a = draw[0] - 5;
            double b = Math.log10(draw[1]) - 2;
            double[] products = {a, b, a * a, b * b, a * b};
            Arrays.setAll(sums, k -> sums[k] + products[k] / DRAWS);
        }
        assertEquals(0, sums[0] / 0.5, 4 / Math.sqrt(DRAWS));
        assertEquals(0, sums[1] / Math.hypot(0.02, 0.05), 4 / Math.sqrt(DRAWS));
        assertEquals(1, sums[2] / 0.25, VARIANCE);
        assertEquals(1, sums[3] / (0.02 * 0.02 + 0.05 * 0.05), VARIANCE);
        assertEquals(0.3 * 0.02 - 0.4 * 0.05, sums[4], VARIANCE * 0.5 * Math.hypot(0.02, 0.05));
        Chain again = new StarlightScatter(SPACE, BEST, shifts).move(constant(5, 100), 1);
        assertArrayEquals(moved.draws()[0][7], again.draws()[0][7]);
    }

    private static UncertainStars.Shifts noise(double[]... components) {
        return new UncertainStars.Shifts(components, new double[] {1}, new double[1][2]);
    }

    @Test
    void tablesAreDrawnByTheirWeights() {
        UncertainStars.Shifts shifts = new UncertainStars.Shifts(
                new double[0][], new double[] {0.5, 0.2, 0.3}, new double[][] {{0, 0}, {1, 0}, {-1, 0.1}});
        Chain moved = new StarlightScatter(SPACE, BEST, shifts).move(constant(5, 100), 1);
        double[] values = {5, 6, 4};
        double[] weights = {0.5, 0.2, 0.3};
        for (int t = 0; t < values.length; t++) {
            double value = values[t];
            double share = Arrays.stream(moved.draws()[0])
                            .filter(draw -> Math.abs(draw[0] - value) < 1e-9)
                            .count()
                    / (double) DRAWS;
            assertEquals(weights[t], share, 4 * Math.sqrt(weights[t] * (1 - weights[t]) / DRAWS));
        }
        double[][] covariance = shifts.covariance(2);
        assertEquals(0.2 + 0.3, covariance[0][0], 1e-12);
        assertEquals(-0.3 * 0.1, covariance[0][1], 1e-12);
    }

    @Test
    void noDrawLeavesTheBounds() {
        Chain moved = new StarlightScatter(SPACE, BEST, noise(new double[] {1, 0})).move(constant(0.1, 100), 1);
        assertTrue(Arrays.stream(moved.draws()[0]).allMatch(draw -> draw[0] >= 0 && draw[0] <= 10));
        assertTrue(Arrays.stream(moved.draws()[0]).anyMatch(draw -> draw[0] > 1));
    }

    @Test
    void knownStarlightLeavesTheChain() {
        Chain chain = constant(5, 100);
        assertSame(chain, new StarlightScatter(SPACE, BEST, UncertainStars.Shifts.NONE).move(chain, 1));
    }
}
