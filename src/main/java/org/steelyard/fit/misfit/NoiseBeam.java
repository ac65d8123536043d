// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.misfit;

import org.steelyard.observe.NoiseMeasurement;

/**
 * What the noise tells of the beam. White noise convolved with the beam is correlated by the beam's autocorrelation;
 * that of an image with natural weights by the beam itself, as if the beam were sqrt(2) times smaller. Noise outside
 * this range belongs to another beam.
 *
 * @param scale size of the beam whose autocorrelation the noise shows, over that of the header; NaN where it is not known
 * @param significance [sigma] of noise beyond the range
 */
record NoiseBeam(double scale, double significance) {

    private static final double NATURAL = Math.sqrt(0.5);

    /** Relative error of a scale: it is measured to 5 %, and a clean beam fits the dirty beam's core to some per cent. */
    private static final double TOLERANCE = 0.08;

    /** Correlation of distant channels above which emission adds to that of pixels. */
    private static final double EMISSION = 0.05;

    static NoiseBeam of(NoiseMeasurement noise) {
        if (!noise.enough() || noise.space().isEmpty() || Math.abs(noise.common()) > EMISSION) {
            return new NoiseBeam(Double.NaN, 0);
        }
        double significance = 0;
        for (NoiseMeasurement.Shift shift : noise.space()) {
            double narrowest = Math.pow(shift.beam(), 1 / (NATURAL * NATURAL));
            double beyond = Math.max(shift.measured() - shift.beam(), narrowest - shift.measured());
            significance = Math.max(significance, beyond / shift.error());
        }
        return new NoiseBeam(noise.beamScale(), significance);
    }

    /**
     * @param factor size of the true beam over that of the header
     * @return whether the noise may have that beam; true where it is not known
     */
    boolean allows(double factor) {
        double ofTrue = scale / factor;
        return !(ofTrue > 1 + TOLERANCE || ofTrue < NATURAL * (1 - TOLERANCE));
    }

    /** @return the factor nearest to 1 that the noise may have */
    double nearest() {
        return scale > 1 ? scale : Math.min(1, scale / NATURAL);
    }
}
