// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.profile;

import org.apache.commons.math3.special.Gamma;
import org.steelyard.units.InputException;

/** A surface-brightness profile along the major axis: the analytic forms in use for galaxies, and whatever else has a value at a radius. */
@FunctionalInterface
public interface RadialProfile {

    /**
     * @param radius in the unit of the profile's own radii, positive
     * @return the surface brightness there, in the unit of the profile's own
     */
    double at(double radius);

    /**
     * The Sersic (1968) profile, I_e exp(-b_n ((r/R_e)^(1/n) - 1)), where b_n makes R_e the half-light radius: P(2n, b_n) = 1/2 with the
     * regularised incomplete gamma function P (Graham and Driver 2005, PASA 22, 118, equations 1 and 4).
     *
     * @param brightness I_e, surface brightness at the effective radius
     * @param effectiveRadius R_e
     * @param index n, 0.1 to 15
     */
    record Sersic(double brightness, double effectiveRadius, double index) implements RadialProfile {

        /** @throws InputException if a number is not positive or the index is outside 0.1 to 15 */
        public Sersic {
            positive("Sersic", brightness, effectiveRadius, index);
            if (index < 0.1 || index > 15) {
                throw new InputException("Sersic index " + index + " must be 0.1 to 15");
            }
        }

        /** @return b_n */
        public double b() {
            return sersicB(index);
        }

        @Override
        public double at(double radius) {
            return brightness * Math.exp(-b() * (Math.pow(radius / effectiveRadius, 1 / index) - 1));
        }
    }

    /**
     * The core-Sersic profile, I' (1 + (r_b/r)^alpha)^(gamma/alpha) exp(-b_n ((r^alpha + r_b^alpha) / R_e^alpha)^(1/(alpha n))) with
     * I' = I_b 2^(-gamma/alpha) exp(b_n (2^(1/alpha) r_b/R_e)^(1/n)) (Graham et al. 2003, AJ 125, 2951, equations 5 and 6).
     *
     * @param brightness I_b, surface brightness at the break radius
     * @param breakRadius r_b
     * @param alpha sharpness of the break
     * @param gamma inner slope, not negative
     * @param effectiveRadius R_e of the outer Sersic part
     * @param index n of the outer Sersic part
     */
    record CoreSersic(
            double brightness, double breakRadius, double alpha, double gamma, double effectiveRadius, double index)
            implements RadialProfile {

        /** @throws InputException if a number is out of its range */
        public CoreSersic {
            positive("core-Sersic", brightness, breakRadius, alpha, effectiveRadius, index);
            if (!(gamma >= 0 && gamma < 2)) {
                throw new InputException("core-Sersic inner slope " + gamma + " must be at least 0 and below 2");
            }
        }

        @Override
        public double at(double radius) {
            double b = sersicB(index);
            double scale = brightness
                    * Math.pow(2, -gamma / alpha)
                    * Math.exp(b * Math.pow(Math.pow(2, 1 / alpha) * breakRadius / effectiveRadius, 1 / index));
            double sum = Math.pow(radius, alpha) + Math.pow(breakRadius, alpha);
            return scale
                    * Math.pow(1 + Math.pow(breakRadius / radius, alpha), gamma / alpha)
                    * Math.exp(-b * Math.pow(Math.pow(sum, 1 / alpha) / effectiveRadius, 1 / index));
        }
    }

    /**
     * The Nuker law, I_b 2^((beta-gamma)/alpha) (r/r_b)^-gamma (1 + (r/r_b)^alpha)^((gamma-beta)/alpha) (Lauer et al. 1995, AJ 110, 2622,
     * equation 3).
     *
     * @param brightness I_b, surface brightness at the break radius
     * @param breakRadius r_b
     * @param alpha sharpness of the break
     * @param beta outer slope
     * @param gamma inner slope, 0 to 2
     */
    record Nuker(double brightness, double breakRadius, double alpha, double beta, double gamma)
            implements RadialProfile {

        /** @throws InputException if a number is out of its range */
        public Nuker {
            positive("Nuker", brightness, breakRadius, alpha, beta);
            if (!(gamma >= 0 && gamma < 2)) {
                throw new InputException("Nuker inner slope " + gamma + " must be at least 0 and below 2");
            }
        }

        @Override
        public double at(double radius) {
            double x = radius / breakRadius;
            return brightness
                    * Math.pow(2, (beta - gamma) / alpha)
                    * Math.pow(x, -gamma)
                    * Math.pow(1 + Math.pow(x, alpha), (gamma - beta) / alpha);
        }
    }

    /** b_n by bisection of P(2n, b) = 1/2, to rounding. */
    private static double sersicB(double index) {
        double low = 0;
        double high = 2 * index + 10;
        for (double middle = 0.5 * (low + high); middle > low && middle < high; middle = 0.5 * (low + high)) {
            if (Gamma.regularizedGammaP(2 * index, middle) < 0.5) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static void positive(String profile, double... numbers) {
        for (double number : numbers) {
            if (!(number > 0) || Double.isInfinite(number)) {
                throw new InputException(profile + " profile: " + number
                        + " must be positive and finite; only the inner slope gamma may be 0");
            }
        }
    }
}
