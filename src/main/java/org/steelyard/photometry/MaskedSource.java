// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import java.util.BitSet;

/**
 * A star or neighbour that was found and masked. The light of a star beyond its mask is that of the wings of the PSF,
 *
 * <pre>  F sum_j w_j exp(-r^2 / 2 s_j^2) / (2 pi s_j^2),  s_j^2 = sigma_j^2 + 1/12 </pre>
 *
 * where 1/12 is the variance of a pixel along an axis.
 *
 * @param x [pixel] column, from 0
 * @param y [pixel] row
 * @param flux [unit of the image] F, that of a star with the same peak
 */
public record MaskedSource(int x, int y, double flux) {

    /** [pixel2] */
    private static final double PIXEL_VARIANCE = 1 / 12.0;

    /** A source whose brightest pixel is this much [unit of the image] above the galaxy. */
    static MaskedSource ofPeak(int x, int y, double peak, Psf psf) {
        return new MaskedSource(x, y, peak / perFlux(psf, 0));
    }

    private static double perFlux(Psf psf, double radius) {
        double[] sigma = psf.roundSigma();
        double sum = 0;
        for (int j = 0; j < sigma.length; j++) {
            double square = sigma[j] * sigma[j] + PIXEL_VARIANCE;
            sum += psf.weight()[j] / (2 * Math.PI * square) * Math.exp(-radius * radius / (2 * square));
        }
        return sum;
    }

    /** [pixel] Radius, a whole number, at which the wings are below a limit [unit of the image]. */
    int radius(Psf psf, double limit) {
        int radius = 0;
        while (flux * perFlux(psf, radius) > limit) {
            radius++;
        }
        return radius;
    }

    /**
     * The light that the source adds to the galaxy's.
     *
     * @param fit of the galaxy
     * @param nx columns of the image
     * @param radius [pixel] how far from the galaxy's centre
     * @return the source's light over the galaxy's in the pixels that were used, NaN where there are none
     */
    public double share(StarlightFit fit, int nx, double radius) {
        BitSet masked = fit.masked();
        double[] drawn = fit.drawn();
        double own = 0;
        double galaxy = 0;
        for (int p = masked.nextClearBit(0); p < drawn.length; p = masked.nextClearBit(p + 1)) {
            int row = p / nx;
            if (Math.hypot(p % nx - fit.model().x(), row - fit.model().y()) <= radius) {
                own += flux * perFlux(fit.psf(), Math.hypot(p % nx - x, row - y));
                galaxy += drawn[p] - fit.model().sky();
            }
        }
        return own / galaxy;
    }
}
