// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import org.jspecify.annotations.Nullable;

/**
 * The light of a galaxy inside its narrowest Gaussian. Real profiles rise inwards as a power law, r^-g, of which the PSF hides the end. In
 * an expansion of a power law each Gaussian, {@link #SPACING} times narrower than the one before, has a peak higher by SPACING^g, so that
 * its flux is smaller by SPACING^(g-2).
 *
 * @param sigma [pixel] of the Gaussian that would follow the narrowest
 * @param ratio its axis ratio, that of the narrowest
 * @param next its flux
 */
record Cusp(double sigma, double ratio, double next) {

    /** Numbers that are expected: flux, ln sigma, axis ratio. */
    static final int NUMBERS = 3;

    /** Narrowest over next sigma, as in expansions of galaxies. */
    private static final double SPACING = 2.5;

    /** Share of the light of a power law below which a centre is a core. */
    private static final double CORE = 0.3;

    /** Scatter of the axis ratio from one Gaussian to the next. */
    private static final double RATIO_ERROR = 0.2;

    /**
     * Steepest slope of a cusp of stars (Lauer et al. 2007, ApJ 664, 226: up to 1.3). What falls more steeply is a star cluster or a
     * nucleus, which ends.
     */
    private static final double STEEPEST = 1.3;

    /**
     * @param gaussians an expansion of one Gaussian or more
     * @return what follows its narrowest Gaussian, with the slope on the major axis from its sigma to twice that; null where that is no
     *     cusp
     */
    static @Nullable Cusp of(Gaussians gaussians) {
        Gaussians sorted = gaussians.sorted();
        double narrowest = sorted.sigma()[0];
        double slope = Math.log(sorted.at(narrowest, 0) / sorted.at(2 * narrowest, 0)) / Math.log(2);
        return slope > STEEPEST
                ? null
                : new Cusp(narrowest / SPACING, sorted.axisRatio()[0], Math.pow(SPACING, slope - 2) * sorted.flux()[0]);
    }

    /** @return flux, ln sigma and axis ratio that are expected: between a core, which has no more light, and the power law */
    double[] expected() {
        return new double[] {0.5 * next, Math.log(sigma), ratio};
    }

    /** @return their standard deviations: a nuclear star cluster may have more than the power law */
    double[] error() {
        return new double[] {next, 0.25 * Math.log(SPACING), RATIO_ERROR};
    }

    /**
     * @param flux fitted to the Gaussian
     * @param deviation its standard deviation, NaN where the data do not tell
     * @return whether the data leave two standard deviations or less between it and a cusp; else the galaxy has a core
     */
    boolean isPossible(double flux, double deviation) {
        return flux + 2 * deviation >= CORE * next;
    }
}
