// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

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

    /** [unit of the image] What the source adds to a pixel at a distance [pixel]. */
    double at(Psf psf, double distance) {
        return flux * perFlux(psf, distance);
    }

    private static double perFlux(Psf psf, double radius) {
        double[] sigma = psf.roundSigma();
        double[] weight = psf.weight();
        double sum = 0;
        for (int j = 0; j < sigma.length; j++) {
            double square = sigma[j] * sigma[j] + PIXEL_VARIANCE;
            sum += weight[j] / (2 * Math.PI * square) * Math.exp(-radius * radius / (2 * square));
        }
        return sum;
    }

    /** [pixel] Radius, a whole number, at which the wings are below a limit [unit of the image]. */
    int radius(Psf psf, double limit) {
        int radius = 0;
        while (at(psf, radius) > limit) {
            radius++;
        }
        return radius;
    }
}
