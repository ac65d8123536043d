// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential;

import java.util.Arrays;

/**
 * The circular speeds of a {@link MultiGaussianExpansion} at fixed radii, ready for any inclination.
 *
 * <p>At a radius, the square of the speed that one Gaussian causes is an analytic function of its intrinsic axis ratio
 * q alone, with the nearest singularity at q = -1 (as of acos q, which it is at large radii). On 0 to q' a Chebyshev
 * series therefore gains a factor of at least 3 + sqrt 8 = 5.8 with every term. The coefficients come from full
 * quadrature, once; after that an inclination costs at most {@value #TERMS} multiplications per Gaussian and radius.
 * Terms that all together stay below {@value #NEGLIGIBLE} of the sum of all are left out, radius by radius, at the
 * ends: most of those of Gaussians that hardly matter there.
 */
public final class MgeSpeedTable {

    /** Terms of the Chebyshev series, a multiple of four: 5.8^-20 is 5e-16 of the leading one. */
    private static final int TERMS = 20;

    /** Of the squared speed. */
    private static final double NEGLIGIBLE = 1e-15;

    private final MultiGaussianExpansion expansion;
    private final double[] radii;
    /** [(k * TERMS + n) * radii + r], M/L = 1, km2/s2. */
    private final double[] coefficients;
    /** First radius, and radius after the last, at which four terms in a row matter. */
    private final int[] begin;

    private final int[] end;

    private MgeSpeedTable(MultiGaussianExpansion expansion, double[] radii, double[] coefficients) {
        this.expansion = expansion;
        this.radii = radii;
        this.coefficients = coefficients;
        this.begin = new int[expansion.size() * TERMS / 4];
        this.end = new int[begin.length];
        findRanges();
    }

    /**
     * A term is at most its coefficient, since |T_n| is at most 1; the first terms bound the sum from below well
     * enough: q = 0 halves it at most.
     */
    private void findRanges() {
        int count = radii.length;
        for (int r = 0; r < count; r++) {
            double total = 0;
            for (int k = 0; k < expansion.size(); k++) {
                total += Math.abs(coefficients[k * TERMS * count + r]);
            }
            for (int four = 0; four < begin.length; four++) {
                double most = 0;
                for (int term = 4 * four; term < 4 * four + 4; term++) {
                    most += Math.abs(coefficients[term * count + r]);
                }
                if (most * begin.length > NEGLIGIBLE * total) {
                    begin[four] = end[four] == 0 ? r : begin[four];
                    end[four] = r + 1;
                }
            }
        }
    }

    /**
     * @param expansion the stars at M/L = 1
     * @param radii [pc] not negative. Copied
     * @return a table that gives the speeds at these radii for any inclination in microseconds
     */
    public static MgeSpeedTable of(MultiGaussianExpansion expansion, double[] radii) {
        int count = radii.length;
        double[] coefficients = new double[expansion.size() * TERMS * count];
        double[] sample = new double[TERMS];
        double[] cosine = cosines();
        for (int k = 0; k < expansion.size(); k++) {
            for (int r = 0; r < count; r++) {
                double x = expansion.reducedRadiusSquared(k, radii[r]);
                double scale = expansion.amplitude(k, radii[r]) * 2 / TERMS;
                for (int j = 0; j < TERMS; j++) {
                    double q = 0.5 * expansion.axisRatio(k) * (1 + cosine[TERMS + j]);
                    sample[j] = scale * OblateIntegral.value(x, q);
                }
                for (int n = 0; n < TERMS; n++) {
                    double sum = 0;
                    for (int j = 0; j < TERMS; j++) {
                        sum += cosine[n * TERMS + j] * sample[j];
                    }
                    coefficients[(k * TERMS + n) * count + r] = n == 0 ? 0.5 * sum : sum;
                }
            }
        }
        return new MgeSpeedTable(expansion, radii.clone(), coefficients);
    }

    /** T_n at the Chebyshev nodes, [n * TERMS + j]: the discrete cosine transform. */
    private static double[] cosines() {
        double[] cosine = new double[TERMS * TERMS];
        for (int n = 0; n < TERMS; n++) {
            for (int j = 0; j < TERMS; j++) {
                cosine[n * TERMS + j] = Math.cos(Math.PI * n * (j + 0.5) / TERMS);
            }
        }
        return cosine;
    }

    /** @return number of radii */
    public int size() {
        return radii.length;
    }

    /**
     * @param index of a radius, from 0
     * @return [pc] that radius
     */
    public double radius(int index) {
        return radii[index];
    }

    /**
     * @param inclination [rad] as for {@link MultiGaussianExpansion#at}
     * @param out [km2/s2] squared speeds at the radii for M/L = 1. Modified.
     * @param outDerivativeOfInclination [km2/s2/rad] derivative of out, or null. Modified.
     * @throws org.steelyard.units.InputException if the inclination is not allowed
     */
    public void speedSquared(double inclination, double[] out, double[] outDerivativeOfInclination) {
        double[] one = new double[expansion.size()];
        Arrays.fill(one, 1);
        speedSquared(inclination, one, out, outDerivativeOfInclination);
    }

    /**
     * As {@link #speedSquared(double, double[], double[])}, with a mass-to-light ratio of each Gaussian.
     *
     * @param inclination [rad] as there
     * @param ratios [Msun/Lsun] of each Gaussian. Not modified
     * @param out [km2/s2] squared speeds at the radii. Modified.
     * @param outDerivativeOfInclination [km2/s2/rad] derivative of out, or null. Modified.
     * @throws org.steelyard.units.InputException if the inclination is not allowed
     */
    public void speedSquared(double inclination, double[] ratios, double[] out, double[] outDerivativeOfInclination) {
        double[] q = expansion.intrinsicAxisRatios(inclination);
        double[] value = new double[q.length * TERMS];
        double[] slope = new double[q.length * TERMS];
        for (int k = 0; k < q.length; k++) {
            double perAxisRatio = 2 / expansion.axisRatio(k);
            double perInclination = perAxisRatio * expansion.axisRatioDerivative(k, inclination, q[k]);
            chebyshev(perAxisRatio * q[k] - 1, perInclination, value, slope, k * TERMS);
            if (ratios[k] != 1) {
                for (int term = k * TERMS; term < (k + 1) * TERMS; term++) {
                    value[term] *= ratios[k];
                    slope[term] *= ratios[k];
                }
            }
        }
        combine(value, out);
        if (outDerivativeOfInclination != null) {
            combine(slope, outDerivativeOfInclination);
        }
    }

    /** T_n(x) and factor dT_n/dx for n = 0 to TERMS-1, by their recurrences. */
    private static void chebyshev(double x, double factor, double[] value, double[] slope, int offset) {
        value[offset] = 1;
        value[offset + 1] = x;
        slope[offset + 1] = factor;
        for (int n = offset + 2; n < offset + TERMS; n++) {
            value[n] = 2 * x * value[n - 1] - value[n - 2];
            slope[n] = 2 * factor * value[n - 1] + 2 * x * slope[n - 1] - slope[n - 2];
        }
    }

    /** out = coefficients^T basis, four terms at a time so that the compiler turns the inner loop into vectors. */
    private void combine(double[] basis, double[] out) {
        int count = radii.length;
        Arrays.fill(out, 0, count, 0.0);
        for (int term = 0; term < basis.length; term += 4) {
            double b0 = basis[term];
            double b1 = basis[term + 1];
            double b2 = basis[term + 2];
            double b3 = basis[term + 3];
            int at0 = term * count;
            int at1 = at0 + count;
            int at2 = at1 + count;
            int at3 = at2 + count;
            for (int r = begin[term / 4]; r < end[term / 4]; r++) {
                out[r] += (b0 * coefficients[at0 + r] + b1 * coefficients[at1 + r])
                        + (b2 * coefficients[at2 + r] + b3 * coefficients[at3 + r]);
            }
        }
    }
}
