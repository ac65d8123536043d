// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.misfit;

import org.steelyard.config.Configuration;

/** How the configuration names the correlator's response. */
final class SpectralKey {

    /** The key. */
    static final String NAME = null;

    /** What to do, the end of a sentence. */
    static final String ADVICE =
            "; the model has no such component: the dispersion is too large, and the errors are too small";

    private SpectralKey() {}

    /**
     * @param config of a fit
     * @return whether its model has no response
     */
    static boolean missing(Configuration config) {
        return true;
    }
}
