// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.misfit;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.steelyard.fit.diagnosis.Cause;
import org.steelyard.fit.diagnosis.ChiSquareTest;
import org.steelyard.fit.diagnosis.Finding;
import org.steelyard.fit.diagnosis.ScoreTest;
import org.steelyard.observe.ChannelCorrelation;

/**
 * Whether light of rings describes the gas: how far chi^2 falls where the flux of every block is free. Light that is the
 * same all around each ring leaves only noise to that. With the spectrum s of a block and the correlation C of its channels,
 * noise lets chi^2 fall by kappa = s^T C s / s^T s in the mean for each block, 1 where channels are independent.
 *
 * @param fall of chi^2
 * @param expected fall for a right model
 * @param squares sum of kappa^2 over the blocks
 * @param power sum of s^T s over the blocks
 */
record LightShape(double fall, double expected, double squares, double power) {

    /**
     * @param rings test with the parameters and the brightness of the rings at their best
     * @param blocks the same with the flux of every block at its best
     * @param templates of the model
     * @param between correlation of the channels
     * @return the comparison
     */
    static LightShape of(ScoreTest rings, ScoreTest blocks, CubeTemplates templates, ChannelCorrelation between) {
        double[] spectra = templates.spectra();
        int[] block = templates.blocks();
        int[] channel = templates.channels();
        double expected = rings.expected() - blocks.expected();
        double squares = 0;
        double power = 0;
        for (int begin = 0; begin < block.length; ) {
            int end = begin;
            double own = 0;
            double shared = 0;
            for (; end < block.length && block[end] == block[begin]; end++) {
                own += spectra[end] * spectra[end];
                for (int k = begin; k < end; k++) {
                    shared += 2 * between.at(channel[end] - channel[k]) * spectra[end] * spectra[k];
                }
            }
            double kappa = own > 0 ? 1 + shared / own : 0;
            expected += own > 0 ? kappa - 1 : 0;
            squares += kappa * kappa;
            power += own;
            begin = end;
        }
        return new LightShape(rings.chiSquared() - blocks.chiSquared(), expected, squares, power);
    }

    /**
     * @param ratio of the noise of the data to that of the fit
     * @param space variance of a sum of squares over blocks of one channel over that of independent blocks
     * @return the cause; null where the light is that of rings to the noise
     */
    @Nullable
    Finding findingOrNull(double ratio, double space) {
        double mean = expected * ratio * ratio;
        ChiSquareTest test = new ChiSquareTest(fall, mean, 2 * squares * Math.pow(ratio, 4) * space);
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
