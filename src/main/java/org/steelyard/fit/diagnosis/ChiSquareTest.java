// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.diagnosis;

import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.InverseErfc;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.RegularizedGamma;

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

    /** Probabilities below it are those of the asymptotic series. */
    private static final double SMALLEST = 1e-280;

    /**
     * Significance of a fall of chi^2.
     *
     * @param fall of chi^2 by parameters without effect or with one, in units of independent noise
     * @param dof number of these parameters
     * @return [sigma] normal deviate with the same two-sided probability
     */
    public static double significance(double fall, int dof) {
        if (!(fall > 0)) {
            return 0;
        }
        double probability = RegularizedGamma.Q.value(0.5 * dof, 0.5 * fall);
        if (probability > SMALLEST) {
            return Math.sqrt(2) * InverseErfc.value(probability);
        }
        double logarithm = (0.5 * dof - 1) * Math.log(0.5 * fall) - 0.5 * fall - LogGamma.value(0.5 * dof);
        double deviate = Math.sqrt(fall);
        for (int iteration = 0; iteration < 5; iteration++) {
            deviate = Math.sqrt(-2 * (logarithm + Math.log(deviate) - 0.5 * Math.log(2 / Math.PI)));
        }
        return deviate;
    }

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
