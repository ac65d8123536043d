// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ContourLevelsTest {

    private static final int PIXELS = 4000;
    private static final double PEAK = 100;

    /** Products of two numbers of order 100, rounded once. */
    private static final double ROUNDING = 1e-12;

    /** The median absolute deviation of n normal numbers gives sigma to 1.17 / sqrt n; four of these. */
    private static final double SCATTER = 4 * 1.17 / Math.sqrt(PIXELS);

    private static double[] model() {
        double[] model = new double[PIXELS];
        Arrays.setAll(model, k -> PEAK * Math.exp(-k / 500.0));
        return model;
    }

    /** The caption states the shares at which the contours are drawn. */
    @Test
    void sharesOfTheCaptionAreThoseOfTheLevels() {
        ContourLevels contours = ContourLevels.of(model(), model());
        double[] stated = Pattern.compile("0\\.\\d")
                .matcher(contours.description())
                .results()
                .mapToDouble(number -> PEAK * Double.parseDouble(number.group()))
                .toArray();
        assertArrayEquals(stated, contours.levels(), ROUNDING);
        assertTrue(contours.description().contains("peak"), contours.description());
    }

    /** The caption states the multiples of the noise at which the contours are drawn. */
    @Test
    void multiplesOfTheCaptionAreThoseOfTheLevels() {
        double sigma = 2;
        Random random = new Random(7);
        double[] model = model();
        double[] data = Arrays.stream(model)
                .map(value -> value + sigma * random.nextGaussian())
                .toArray();
        data[PIXELS / 2] = Double.NaN;
        ContourLevels contours = ContourLevels.of(data, model);
        double[] stated = Pattern.compile("\\d+")
                .matcher(contours.description())
                .results()
                .mapToDouble(number -> Double.parseDouble(number.group()))
                .toArray();
        assertArrayEquals(new double[] {3, 6, 12}, stated);
        for (int k = 0; k < stated.length; k++) {
            assertEquals(1, contours.levels()[k] / (stated[k] * sigma), SCATTER);
        }
        double highest = contours.levels()[contours.levels().length - 1];
        assertTrue(highest <= PEAK && 2 * highest > PEAK, "doubled up to the peak: " + highest);
    }
}
