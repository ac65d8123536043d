// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config;

import static org.steelyard.config.Limits.positive;
import static org.steelyard.config.Limits.require;

import java.nio.file.Path;
import org.steelyard.units.InputException;

/**
 * Section {@code [fit]}.
 *
 * @param region the ellipse that is fitted, or null: measured
 * @param regionMask a map that replaces the ellipse, or null
 * @param noise variation of the noise over the field
 * @param noiseRms [Jy/beam] of one channel, or null: measured
 * @param noiseBox free of emission: x first, y first, x last, y last, 1-based pixels, inclusive; or null: outside the
 *     mask
 * @param likelihood correlation of the noise between blocks
 * @param starts number of trials of the search for the minimum, or null: by the number of parameters
 * @param loss function of a residual
 * @param weightRadius [arcsec] radius beyond which the data of a velocity map weigh as 1/r, or null: all alike
 */
public record FitConfig(
        RegionEllipse region,
        Path regionMask,
        Noise noise,
        Double noiseRms,
        int[] noiseBox,
        Likelihood likelihood,
        Integer starts,
        Loss loss,
        Double weightRadius) {

    /** A minute for a large cube. */
    private static final int MOST_STARTS = 100_000;

    /** @throws InputException for two regions or a box without pixels */
    public FitConfig {
        require(region == null || regionMask == null, "fit.region and fit.region_mask: give one of them");
        positive("fit.noise_rms", noiseRms, "Jy/beam");
        require(
                starts == null || (starts >= 0 && starts <= MOST_STARTS),
                "fit.starts = " + starts + ": give a whole number from 0 (the given start alone) to " + MOST_STARTS
                        + ", or \"auto\"");
        positive("fit.weight_radius", weightRadius, "arcsec");
        if (noiseBox != null) {
            noiseBox = noiseBox.clone();
            require(
                    noiseBox[0] >= 1 && noiseBox[1] >= 1 && noiseBox[0] <= noiseBox[2] && noiseBox[1] <= noiseBox[3],
                    "fit.noise_box: give [x first, y first, x last, y last] in 1-based pixels, like [5, 5, 40, 40]");
        }
    }

    /**
     * Data of equal weight.
     *
     * @param region the ellipse that is fitted, or null: measured
     * @param regionMask a map that replaces the ellipse, or null
     * @param noise variation of the noise over the field
     * @param noiseRms [Jy/beam] of one channel, or null: measured
     * @param noiseBox free of emission, or null: outside the mask
     * @param likelihood correlation of the noise between blocks
     * @param starts number of trials of the search for the minimum, or null: by the number of parameters
     * @param loss function of a residual
     */
    public FitConfig(
            RegionEllipse region,
            Path regionMask,
            Noise noise,
            Double noiseRms,
            int[] noiseBox,
            Likelihood likelihood,
            Integer starts,
            Loss loss) {
        this(region, regionMask, noise, noiseRms, noiseBox, likelihood, starts, loss, null);
    }

    /**
     * @param radius [arcsec] beyond which the data of a velocity map weigh as 1/r, or null: all alike
     * @return this section with that radius
     */
    public FitConfig withWeightRadius(Double radius) {
        return new FitConfig(region, regionMask, noise, noiseRms, noiseBox, likelihood, starts, loss, radius);
    }

    /** @return measured region and noise, independent blocks, least squares */
    public static FitConfig defaults() {
        return new FitConfig(
                null, null, Noise.UNIFORM, null, null, Likelihood.INDEPENDENT, null, Loss.LEAST_SQUARES, null);
    }

    /**
     * @param changed variation of the noise over the field
     * @return this section with that noise
     */
    public FitConfig withNoise(Noise changed) {
        return new FitConfig(region, regionMask, changed, noiseRms, noiseBox, likelihood, starts, loss, weightRadius);
    }

    /**
     * @param rms [Jy/beam] of one channel, or null: measured
     * @return this section with that noise
     */
    public FitConfig withNoiseRms(Double rms) {
        return new FitConfig(region, regionMask, noise, rms, noiseBox, likelihood, starts, loss, weightRadius);
    }

    /**
     * @param changed loss as a function of a residual
     * @return this section with that loss
     */
    public FitConfig withLoss(Loss changed) {
        return new FitConfig(region, regionMask, noise, noiseRms, noiseBox, likelihood, starts, changed, weightRadius);
    }

    /**
     * @param changed correlation of the noise between blocks
     * @return this section with that likelihood
     */
    public FitConfig withLikelihood(Likelihood changed) {
        return new FitConfig(region, regionMask, noise, noiseRms, noiseBox, changed, starts, loss, weightRadius);
    }

    /**
     * @param count number of trials of the search for the minimum, or null: by the number of parameters
     * @return this section with that number
     */
    public FitConfig withStarts(Integer count) {
        return new FitConfig(region, regionMask, noise, noiseRms, noiseBox, likelihood, count, loss, weightRadius);
    }

    /**
     * @param changed the ellipse
     * @return this section with that ellipse in place of another or of a mask
     */
    public FitConfig withRegion(RegionEllipse changed) {
        return new FitConfig(changed, null, noise, noiseRms, noiseBox, likelihood, starts, loss, weightRadius);
    }

    /** Variation of the noise over the field. */
    public enum Noise {
        /** The same everywhere. */
        UNIFORM,
        /** The noise of the flat cube divided by the primary beam. */
        VARYING
    }

    /** Correlation of the noise between blocks. */
    public enum Likelihood {
        /** Blocks are independent. */
        INDEPENDENT,
        /** The beam correlates blocks. */
        CORRELATED
    }

    /** The loss as a function of a residual in units of its error. */
    public enum Loss {
        /** Its square; the default. */
        LEAST_SQUARES,
        /**
         * Twice sqrt(1 + r^2) - 1: the square of a small one, the size of a large one. For velocity maps with outliers.
         */
        SOFT_L1
    }
}
