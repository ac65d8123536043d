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
 * @param noise what the noise does over the field
 * @param noiseRms [Jy/beam] of one channel, or null: measured
 * @param noiseBox free of emission: x first, y first, x last, y last, 1-based pixels, inclusive; or null: outside the mask
 * @param likelihood how the noise of neighbouring blocks goes together
 * @param optimiser what looks for the minimum
 * @param loss what a residual costs
 */
public record FitConfig(
        RegionEllipse region,
        Path regionMask,
        Noise noise,
        Double noiseRms,
        int[] noiseBox,
        Likelihood likelihood,
        Optimiser optimiser,
        Loss loss) {

    /** @throws InputException for two regions or a box without pixels */
    public FitConfig {
        require(region == null || regionMask == null, "fit.region and fit.region_mask: give one of them");
        positive("fit.noise_rms", noiseRms, "Jy/beam");
        if (noiseBox != null) {
            noiseBox = noiseBox.clone();
            require(
                    noiseBox[0] >= 1 && noiseBox[1] >= 1 && noiseBox[0] <= noiseBox[2] && noiseBox[1] <= noiseBox[3],
                    "fit.noise_box: give [x first, y first, x last, y last] in 1-based pixels, like [5, 5, 40, 40]");
        }
    }

    /** @return measured region and noise, independent blocks, least squares */
    public static FitConfig defaults() {
        return new FitConfig(
                null,
                null,
                Noise.UNIFORM,
                null,
                null,
                Likelihood.INDEPENDENT,
                Optimiser.LEVENBERG_MARQUARDT,
                Loss.LEAST_SQUARES);
    }

    /**
     * @param changed what the noise does over the field
     * @return this section with that noise
     */
    public FitConfig withNoise(Noise changed) {
        return new FitConfig(region, regionMask, changed, noiseRms, noiseBox, likelihood, optimiser, loss);
    }

    /**
     * @param rms [Jy/beam] of one channel, or null: measured
     * @return this section with that noise
     */
    public FitConfig withNoiseRms(Double rms) {
        return new FitConfig(region, regionMask, noise, rms, noiseBox, likelihood, optimiser, loss);
    }

    /**
     * @param changed what a residual costs
     * @return this section with that loss
     */
    public FitConfig withLoss(Loss changed) {
        return new FitConfig(region, regionMask, noise, noiseRms, noiseBox, likelihood, optimiser, changed);
    }

    /**
     * @param changed how the noise of neighbouring blocks goes together
     * @return this section with that likelihood
     */
    public FitConfig withLikelihood(Likelihood changed) {
        return new FitConfig(region, regionMask, noise, noiseRms, noiseBox, changed, optimiser, loss);
    }

    /**
     * @param changed the ellipse
     * @return this section with that ellipse in place of another or of a mask
     */
    public FitConfig withRegion(RegionEllipse changed) {
        return new FitConfig(changed, null, noise, noiseRms, noiseBox, likelihood, optimiser, loss);
    }

    /** What the noise does over the field. */
    public enum Noise {
        /** The same everywhere. */
        UNIFORM,
        /** That of the flat cube over the primary beam. */
        VARYING
    }

    /** How the noise of neighbouring blocks goes together. */
    public enum Likelihood {
        /** Each block by itself. */
        INDEPENDENT,
        /** As the beam correlates it. */
        CORRELATED
    }

    /** What looks for the minimum. */
    public enum Optimiser {
        /** Gradient steps; the default. */
        LEVENBERG_MARQUARDT,
        /** Downhill simplex. */
        SIMPLEX,
        /** Evolution of a cloud of points, for rough starts. */
        CMA_ES
    }

    /** What a residual costs, in units of its error. */
    public enum Loss {
        /** Its square; the default. */
        LEAST_SQUARES,
        /** Twice sqrt(1 + r^2) - 1: the square of a small one, the size of a large one. For velocity maps, whose outliers are no noise. */
        SOFT_L1
    }
}
