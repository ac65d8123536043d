// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.diagnosis;

import org.apache.commons.numbers.gamma.Erfc;

/**
 * Probability of chi^2 under correlated noise. With residuals r of unit variance and correlation C, chi^2 = r^T r has
 * the mean tr C and the variance 2 tr C^2. It is distributed like a multiple of a chi^2 with 2 mean^2 / variance degrees
 * of freedom (Satterthwaite 1946, Biometrics Bulletin 2, 110).
 *
 * @param chi2 [-] sum of squared residuals
 * @param mean [-] expectation
 * @param variance [-] variance
 */
public record ChiSquareTest(double chi2, double mean, double variance) {

    /** [sigma] Largest acceptable deviate: a right model exceeds it in 3 of 1e5 galaxies. */
    private static final double MOST = 4;

    /** @return [-] degrees of freedom of the equivalent chi^2 distribution */
    public double equivalentDof() {
        return 2 * mean * mean / variance;
    }

    /** @return [-] chi^2 over its expectation */
    public double reduced() {
        return chi2 / mean;
    }

    /**
     * @return [sigma] standard normal deviate of the same probability: the cube root of Wilson and Hilferty (1931, PNAS
     *     17, 684)
     */
    public double deviate() {
        double spread = 2 / (9 * equivalentDof());
        return (Math.cbrt(chi2 / mean) - (1 - spread)) / Math.sqrt(spread);
    }

    /** @return whether a right model reaches this chi^2 by chance */
    public boolean acceptable() {
        return deviate() < MOST;
    }

    /** @return [-] probability of a larger chi^2 if the model is right */
    public double probability() {
        return 0.5 * Erfc.value(deviate() / Math.sqrt(2));
    }
}
