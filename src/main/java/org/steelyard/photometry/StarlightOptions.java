// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import org.steelyard.units.InputException;

/**
 * How a galaxy's image is fitted.
 *
 * @param gain [electron per unit of the image] positive
 * @param readNoise [electron] of a pixel, not negative
 * @param subtractedSky [unit of the image] sky that was taken from the image before, for the noise alone
 * @param sky [unit of the image] level of the sky, NaN to fit it
 * @param mostGaussians largest number of Gaussians, 1 to 30
 * @param leastRatio smallest axis ratio: an oblate galaxy at inclination i needs more than cos i
 * @param pointSource whether a point source at the centre is fitted if the data ask for it, instead of the starlight there
 * @param maskSources whether stars and neighbours are found and masked
 * @param fraction share of the pixels that belong to the galaxy when it is looked for
 * @param saturation [unit of the image] values at or above it are saturated, infinite where none are
 */
public record StarlightOptions(
        double gain,
        double readNoise,
        double subtractedSky,
        double sky,
        int mostGaussians,
        double leastRatio,
        boolean pointSource,
        boolean maskSources,
        double fraction,
        double saturation) {

    /** An axis ratio this much above the cosine of the inclination can be deprojected. */
    private static final double ABOVE_COSINE = 0.005;

    /** @throws InputException if a number is out of its range */
    public StarlightOptions {
        if (!(gain > 0) || !(readNoise >= 0) || !(subtractedSky >= 0) || Double.isInfinite(gain + readNoise)) {
            throw new InputException("starlight: gain " + gain
                    + " electron per image unit must be positive, read noise " + readNoise
                    + " electron and subtracted sky " + subtractedSky + " must not be negative");
        }
        if (Double.isInfinite(sky)) {
            throw new InputException("starlight: sky " + sky + " must be finite, or NaN to fit it");
        }
        if (mostGaussians < 1 || mostGaussians > 30 || !(leastRatio > 0 && leastRatio < 1)) {
            throw new InputException("starlight: " + mostGaussians + " Gaussians must be 1 to 30, smallest axis ratio "
                    + leastRatio + " between 0 and 1");
        }
    }

    /**
     * The defaults: electrons, no read noise, sky fitted, up to 14 Gaussians of axis ratio 0.05 or more, a point source tried, sources
     * masked, 4 % of the pixels belong to the galaxy, none saturated.
     *
     * @return the defaults
     */
    public static StarlightOptions defaults() {
        return new StarlightOptions(1, 0, 0, Double.NaN, 14, 0.05, false, true, 0.04, Double.POSITIVE_INFINITY);
    }

    /**
     * Changes the noise.
     *
     * @param electrons [electron per unit of the image] gain
     * @param read [electron] read noise of a pixel
     * @param removed [unit of the image] sky that was subtracted before
     * @return these options with that noise
     */
    public StarlightOptions withNoise(double electrons, double read, double removed) {
        return new StarlightOptions(
                electrons,
                read,
                removed,
                sky,
                mostGaussians,
                leastRatio,
                pointSource,
                maskSources,
                fraction,
                saturation);
    }

    /**
     * Changes the sky.
     *
     * @param level [unit of the image] the sky, NaN to fit it
     * @return these options with that sky
     */
    public StarlightOptions withSky(double level) {
        return new StarlightOptions(
                gain,
                readNoise,
                subtractedSky,
                level,
                mostGaussians,
                leastRatio,
                pointSource,
                maskSources,
                fraction,
                saturation);
    }

    /**
     * Changes the Gaussians.
     *
     * @param most largest number of Gaussians
     * @param ratio smallest axis ratio
     * @return these options with those limits
     */
    public StarlightOptions withGaussians(int most, double ratio) {
        return new StarlightOptions(
                gain, readNoise, subtractedSky, sky, most, ratio, pointSource, maskSources, fraction, saturation);
    }

    /**
     * Keeps the expansion deprojectable down to an inclination: every axis ratio stays 0.005 above its cosine.
     *
     * @param inclination [deg] 0 face-on
     * @return these options with that limit, if it is above the present one
     * @throws InputException if the inclination is not between 10 and 90 deg
     */
    public StarlightOptions withInclination(double inclination) {
        if (!(inclination >= 10 && inclination <= 90)) {
            throw new InputException("inclination " + inclination + " deg must be 10 to 90 deg for a deprojection");
        }
        return withGaussians(mostGaussians, Math.max(leastRatio, Math.cos(Math.toRadians(inclination)) + ABOVE_COSINE));
    }

    /**
     * Switches the point source and the automatic mask.
     *
     * @param point whether a point source at the centre is tried
     * @param sources whether stars and neighbours are found and masked
     * @return these options with that choice
     */
    public StarlightOptions with(boolean point, boolean sources) {
        return new StarlightOptions(
                gain, readNoise, subtractedSky, sky, mostGaussians, leastRatio, point, sources, fraction, saturation);
    }

    /**
     * Changes what counts as saturated.
     *
     * @param level [unit of the image] values at or above it are saturated
     * @return these options with that limit
     */
    public StarlightOptions withSaturation(double level) {
        return new StarlightOptions(
                gain,
                readNoise,
                subtractedSky,
                sky,
                mostGaussians,
                leastRatio,
                pointSource,
                maskSources,
                fraction,
                level);
    }

    /**
     * The noise of an image: Poisson noise of all light, and read noise.
     *
     * @param expected [unit of the image] what a pixel shows in the mean, sky included. Not modified
     * @return [unit of the image, squared] variance of every pixel; that of one electron at least
     */
    public double[] variance(double[] expected) {
        double[] variance = new double[expected.length];
        for (int p = 0; p < variance.length; p++) {
            double electrons = (expected[p] + subtractedSky) * gain;
            variance[p] =
                    (Math.max(Double.isFinite(electrons) ? electrons : 0, 1) + readNoise * readNoise) / (gain * gain);
        }
        return variance;
    }
}
