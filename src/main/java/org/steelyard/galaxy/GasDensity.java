// SPDX-License-Identifier: Apache-2.0
package org.steelyard.galaxy;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * The gas' surface density as a smooth function of radius, from annuli of its light (method page, section 3):
 *
 * <pre>  ln Sigma(r) = a + b r + c r^2 + n/2 ln(1 + r^2 / h^2) </pre>
 *
 * with h the width of the annuli. It is exact for exponential disks, Gaussians and rings, and outside h for powers of
 * radius. The numbers are those of least squares in which each annulus weighs as its flux, so that clumps and the noise of
 * the faint outskirts count little. Beyond the radius that holds {@link #SHARE} of the flux, where a mask may cut the
 * light, the density goes on as an exponential.
 */
public final class GasDensity {

    /** Share of the flux within the last radius that is fitted. */
    private static final double SHARE = 0.95;

    /** A term of which the earlier ones leave less than this share is left out. */
    private static final double INDEPENDENT = 1e-4;

    private static final int TERMS = 4;

    private final Annuli annuli;
    private final int used;
    private final double last;

    private GasDensity(Annuli annuli) {
        this.annuli = annuli;
        double total = Arrays.stream(annuli.flux()).sum();
        int k = 0;
        for (double within = 0; k < annuli.size() && within < SHARE * total; k++) {
            within += annuli.flux()[k];
        }
        used = k;
        last = annuli.radius(Math.max(0, used - 1));
    }

    /**
     * @param annuli of the intrinsic flux
     * @return ln Sigma, in any unit, against radius [arcsec]
     */
    public static DoubleUnaryOperator of(Annuli annuli) {
        GasDensity density = new GasDensity(annuli);
        double[] factors = density.factors();
        double edge = density.value(factors, density.last);
        double slope = density.slope(factors);
        return r -> r <= density.last ? density.value(factors, r) : edge + slope * (r - density.last);
    }

    /** Terms as functions of the radius over {@link #last}, for numbers of the order of 1. */
    private double term(int number, double radius) {
        double h = annuli.width();
        double u = radius / last;
        return number < TERMS - 1 ? Math.pow(u, number) : 0.5 * Math.log1p(radius * radius / (h * h));
    }

    private double value(double[] factors, double radius) {
        double sum = 0;
        for (int number = 0; number < TERMS; number++) {
            sum += factors[number] * term(number, radius);
        }
        return sum;
    }

    /** [1/arcsec] slope at the last radius. */
    private double slope(double[] factors) {
        double h = annuli.width();
        return (factors[1] + 2 * factors[2]) / last + factors[TERMS - 1] * last / (h * h + last * last);
    }

    /** Least squares by orthogonal combinations of the terms (Gram and Schmidt). */
    private double[] factors() {
        double[] logarithm = new double[used];
        for (int k = 0; k < used; k++) {
            logarithm[k] = annuli.flux()[k] > 0 ? Math.log(annuli.mean(k)) : 0;
        }
        double[] factors = new double[TERMS];
        double[][] columns = new double[TERMS][used];
        double[][] made = new double[TERMS][TERMS];
        for (int number = 0; number < TERMS; number++) {
            double[] column = columns[number];
            made[number][number] = 1;
            for (int k = 0; k < used; k++) {
                column[k] = term(number, annuli.radius(k));
            }
            double whole = product(column, column);
            for (int before = 0; before < number; before++) {
                double share = product(column, columns[before]);
                add(column, -share, columns[before]);
                add(made[number], -share, made[before]);
            }
            double rest = product(column, column);
            double norm = rest > INDEPENDENT * INDEPENDENT * whole ? 1 / Math.sqrt(rest) : 0;
            add(column, norm - 1, column);
            add(made[number], norm - 1, made[number]);
            add(factors, product(column, logarithm), made[number]);
        }
        return factors;
    }

    private double product(double[] first, double[] second) {
        double sum = 0;
        for (int k = 0; k < used; k++) {
            sum += annuli.flux()[k] * first[k] * second[k];
        }
        return sum;
    }

    private static void add(double[] to, double factor, double[] from) {
        for (int k = 0; k < to.length; k++) {
            to[k] += factor * from[k];
        }
    }
}
