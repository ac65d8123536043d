// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.misfit;

import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.InverseErfc;

/** The look-elsewhere effect: significance of the largest of many deviations. */
final class Trials {

    /** Deviates beyond this have a probability that underflows; the correction is then the asymptotic one. */
    private static final double FAR = 25;

    private Trials() {}

    /**
     * @param deviate [sigma] largest of the deviations
     * @param count of independent trials
     * @return [sigma] deviate of a single trial with the same two-sided probability
     */
    static double significance(double deviate, double count) {
        if (deviate > FAR) {
            return Math.sqrt(deviate * deviate - 2 * Math.log(Math.max(1, count)));
        }
        double single = Erfc.value(deviate / Math.sqrt(2));
        double any = -Math.expm1(Math.max(1, count) * Math.log1p(-single));
        return any >= 1 ? 0 : Math.sqrt(2) * InverseErfc.value(any);
    }
}
