// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.plot;

import java.util.Arrays;

/**
 * Surface brightness or flux density as a figure shows it: janskys below 0.5 in mJy, everything else in its unit.
 *
 * @param factor from values to those that are shown
 * @param prefix of the unit, {@code m} or empty
 */
public record BrightnessScale(double factor, String prefix) {

    private static final double MILLI = 1000;

    /** [Jy] From here on numbers are short in janskys. */
    private static final double BRIGHT = 0.5;

    /**
     * @param unit of the values, FITS
     * @param highest of the values
     * @return how to show them
     */
    public static BrightnessScale of(String unit, double highest) {
        return unit.startsWith("Jy") && highest < BRIGHT ? new BrightnessScale(MILLI, "m") : new BrightnessScale(1, "");
    }

    /**
     * @param values in their unit. Not modified
     * @return the values that are shown; a new array
     */
    public double[] times(double[] values) {
        return Arrays.stream(values).map(value -> factor * value).toArray();
    }
}
