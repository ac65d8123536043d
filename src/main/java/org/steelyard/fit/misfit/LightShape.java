// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.misfit;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.steelyard.fit.diagnosis.Cause;
import org.steelyard.fit.diagnosis.ChiSquareTest;
import org.steelyard.fit.diagnosis.Finding;
import org.steelyard.fit.diagnosis.ScoreTest;

/**
 * Whether light of rings describes the gas: how far chi^2 falls where the flux of every block is free. Light that is the
 * same all around each ring leaves only noise to that, whose chi^2 has one degree of freedom for each block.
 *
 * @param fall of chi^2
 * @param expected fall for a right model
 * @param power [-] sum of the squared spectra of all blocks in units of the noise
 */
record LightShape(double fall, double expected, double power) {

    /**
     * @param rings test with the parameters and the brightness of the rings at their best
     * @param blocks the same with the flux of every block at its best
     * @param spectra model / noise of each datum. Not modified
     * @return the comparison
     */
    static LightShape of(ScoreTest rings, ScoreTest blocks, double[] spectra) {
        double power = 0;
        for (double value : spectra) {
            power += value * value;
        }
        return new LightShape(rings.chiSquared() - blocks.chiSquared(), rings.expected() - blocks.expected(), power);
    }

    /**
     * @param ratio of the noise of the data to that of the fit
     * @param spread variance of a sum of squares of residuals over that of independent ones
     * @return the cause; null where the light is that of rings to the noise
     */
    @Nullable
    Finding findingOrNull(double ratio, double spread) {
        double mean = expected * ratio * ratio;
        ChiSquareTest test = new ChiSquareTest(fall, mean, 2 * mean * ratio * ratio * spread);
        if (!(test.deviate() > Selection.LEAST)) {
            return null;
        }
        double relative = Math.sqrt((fall - mean) / power);
        return new Finding(
                Cause.LIGHT,
                relative,
                "",
                test.deviate(),
                "disk.surface_brightness",
                mean - fall,
                false,
                String.format(
                        Locale.ROOT,
                        "the flux of the blocks differs from that of rings by %.2g of it, rms; try disk.surface_brightness = \"deconvolved\", which takes it from a map",
                        relative));
    }
}
