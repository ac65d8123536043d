// SPDX-License-Identifier: Apache-2.0
package org.steelyard.observe;

/**
 * Sampling of a pixel.
 *
 * @param oversampling s for uniform s x s sub-pixels; 0 for adaptive sampling
 * @param tolerance tolerance of adaptive sampling, relative to the peak: a bound on the error of each pixel's line.
 *     Errors of pixels add up in the model. Its largest measured errors are 0.6 times a tolerance of 1e-2, 5 times 1e-4
 *     and 12 times 1e-5; tests require less than 20 times
 */
public record Sampling(int oversampling, double tolerance) {

    /** @throws IllegalArgumentException for a negative oversampling or a tolerance outside (0, 1) */
    public Sampling {
        if (oversampling < 0 || !(tolerance > 0 && tolerance < 1)) {
            throw new IllegalArgumentException("oversampling " + oversampling + ", tolerance " + tolerance);
        }
    }

    /**
     * Uniform sampling.
     *
     * @param oversampling s, at least 1
     * @return s x s sub-pixels in every pixel
     */
    public static Sampling uniform(int oversampling) {
        return new Sampling(Math.max(1, oversampling), 1e-4);
    }

    /**
     * Adaptive sampling, with as many points in each pixel as its line requires.
     *
     * @param tolerance bound on the error of each pixel's line, relative to the peak. The error of the model, in which
     *     pixels add up, can be some ten times larger
     * @return the sampling
     */
    public static Sampling adaptive(double tolerance) {
        return new Sampling(0, tolerance);
    }

    boolean adaptive() {
        return oversampling == 0;
    }

    /**
     * Largest total contribution of omitted pixels, relative to the flux of the brightest block. It is a tenth of the
     * tolerance for a peak channel with a tenth of the flux.
     */
    double negligible() {
        return adaptive() ? 0.01 * tolerance : 1e-10;
    }

    /** Tolerance of a point's line relative to its flux: a tenth of the tolerance. */
    double ofLine() {
        return adaptive() ? 0.1 * tolerance : 0;
    }

    /**
     * Taps of the beam below this share of the largest may be omitted: a hundredth of the tolerance, because the peaks
     * of the model are within the beam; a thousandth at most.
     */
    double ofBeam() {
        return adaptive() ? Math.max(1e-8, Math.min(1e-3, 1e-2 * tolerance)) : 1e-8;
    }
}
