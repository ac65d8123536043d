// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.dust;

import org.steelyard.units.InputException;

/** The extinction law of Cardelli, Clayton &amp; Mathis (1989, ApJ 345, 245) for R_V = 3.1, from 0.3 to 3.3 micrometres. */
public final class ExtinctionLaw {

    private static final double R_V = 3.1;

    private static final double SHORTEST = 0.303;

    private static final double LONGEST = 3.34;

    /** [1/um] Where the infrared power law ends. */
    private static final double INFRARED = 1.1;

    /** [1/um] The V band, about which the optical polynomials are expanded. */
    private static final double V = 1.82;

    private static final double[] A = {1, 0.17699, -0.50447, -0.02427, 0.72085, 0.01979, -0.77530, 0.32999};

    private static final double[] B = {0, 1.41338, 2.28305, 1.07233, -5.38434, -0.62251, 5.30260, -2.09002};

    private ExtinctionLaw() {}

    /**
     * The extinction at a wavelength.
     *
     * @param wavelength [um]
     * @return A over that in V
     * @throws InputException if the wavelength is out of the law's range
     */
    public static double relative(double wavelength) {
        if (!(wavelength >= SHORTEST && wavelength <= LONGEST)) {
            throw new InputException("wavelength " + wavelength + " micrometres must be " + SHORTEST + " to " + LONGEST
                    + " for the extinction law; give the ratio of the extinctions");
        }
        double x = 1 / wavelength;
        if (x <= INFRARED) {
            double power = Math.pow(x, 1.61);
            return power * (0.574 - 0.527 / R_V);
        }
        return polynomial(A, x - V) + polynomial(B, x - V) / R_V;
    }

    private static double polynomial(double[] c, double y) {
        double sum = 0;
        for (int i = c.length - 1; i >= 0; i--) {
            sum = sum * y + c[i];
        }
        return sum;
    }
}
