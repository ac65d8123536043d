package org.steelyard.observe;

/**
 * How finely a pixel is sampled.
 *
 * @param oversampling s of uniform s x s sub-pixels; 0 for adaptive sampling
 * @param tolerance of adaptive sampling: bound on the error of each pixel's line, relative to the peak; the error of
 *     the model, where pixels add up, was measured to be about ten times it
 */
public record Sampling(int oversampling, double tolerance) {

    /** @throws IllegalArgumentException for a negative oversampling or a tolerance outside (0, 1) */
    public Sampling {
        if (oversampling < 0 || !(tolerance > 0 && tolerance < 1)) {
            throw new IllegalArgumentException("oversampling " + oversampling + ", tolerance " + tolerance);
        }
    }

    /**
     * @param oversampling s, at least 1
     * @return s x s sub-pixels everywhere
     */
    public static Sampling uniform(int oversampling) {
        return new Sampling(Math.max(1, oversampling), 1e-4);
    }

    /**
     * @param tolerance bound on the error of each pixel's line, relative to the peak; the error of the model is about
     *     ten times larger
     * @return as many points as that needs, by place
     */
    public static Sampling adaptive(double tolerance) {
        return new Sampling(0, tolerance);
    }

    boolean adaptive() {
        return oversampling == 0;
    }

    /**
     * Of the flux of the brightest block, what pixels may bring together and yet be left out: a tenth of the tolerance,
     * of a peak channel that holds a tenth.
     */
    double negligible() {
        return adaptive() ? 0.01 * tolerance : 1e-10;
    }

    /** Of a point's flux, how well its line is known: a tenth of the tolerance. */
    double ofLine() {
        return adaptive() ? 0.1 * tolerance : 0;
    }

    /**
     * Of the beam, what may be left out at its rim: a hundredth of the tolerance, since the model's peaks lie within
     * the beam; never more than a thousandth.
     */
    double ofBeam() {
        return adaptive() ? Math.max(1e-8, Math.min(1e-3, 1e-2 * tolerance)) : 1e-8;
    }
}
