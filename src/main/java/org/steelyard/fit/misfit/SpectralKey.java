// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.misfit;

import java.util.Locale;
import org.steelyard.config.Configuration;
import org.steelyard.cube.SpectralResponse;

/** How the configuration names the correlator's response. */
final class SpectralKey {

    /** The key. */
    static final String NAME = "data.spectral_response";

    /** Correlation of neighbouring channels after Hanning smoothing, and how far it is recognised. */
    private static final double HANNING = 2.0 / 3;

    private static final double ALIKE = 0.1;

    private SpectralKey() {}

    /**
     * @param config of a fit
     * @return whether its model has no response
     */
    static boolean missing(Configuration config) {
        return config.data().spectralResponse().shape() == SpectralResponse.Shape.NONE;
    }

    /**
     * @param correlation of neighbouring channels; NaN if it is not known
     * @param width [km/s] FWHM of the response
     * @return what to do, the end of a sentence
     */
    static String advice(double correlation, double width) {
        String value =
                Math.abs(correlation - HANNING) < ALIKE ? "hanning" : String.format(Locale.ROOT, "%.3g km/s", width);
        return "; try " + NAME + " = \"" + value + "\"";
    }
}
