// SPDX-License-Identifier: Apache-2.0
package org.steelyard.galaxy;

import java.util.function.DoubleUnaryOperator;

/**
 * Surface brightness of a flux map against radius in the disk plane: means over elliptical annuli joined by straight lines of the logarithm. It says how the flux of a line of sight is divided between the
 * points at which it crosses a warped or thick disk; the sum over the points is that of the map.
 */
public final class AnnularLight {

    /** [brightest annulus] least brightness, for annuli without light. */
    private static final double LEAST = 1e-4;

    private AnnularLight() {}

    /**
     * @param annuli of the intrinsic flux
     * @return [any] brightness against radius [arcsec], positive
     */
    public static DoubleUnaryOperator of(Annuli annuli) {
        double brightest = 0;
        for (int k = 0; k < annuli.size(); k++) {
            brightest = Math.max(brightest, annuli.mean(k));
        }
        double[] logarithm = new double[annuli.size()];
        for (int k = 0; k < logarithm.length; k++) {
            logarithm[k] = Math.log(Math.max(annuli.mean(k), LEAST * brightest));
        }
        return radius -> {
            double place = Math.max(0, Math.min(radius / annuli.width() - 0.5, logarithm.length - 1.0));
            int k = Math.min((int) place, logarithm.length - 2);
            return Math.exp(logarithm[k] + (place - k) * (logarithm[k + 1] - logarithm[k]));
        };
    }
}
