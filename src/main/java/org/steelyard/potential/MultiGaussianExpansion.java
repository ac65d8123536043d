// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential;

import java.util.Locale;
import org.steelyard.units.Constants;
import org.steelyard.units.InputException;

/**
 * Starlight as a sum of Gaussians that share centre and axes, deprojected as an oblate body (Monnet, Bacon and Emsellem 1992;
 * Cappellari 2002, 2008 eq. 12-14). The mass-to-light ratio is 1: {@link CircularVelocity#scaled} does the rest.
 *
 * <pre>  q_k^2 = (q'_k^2 - cos^2 i) / sin^2 i      q_k rho_k = Sigma_k q'_k / (sigma_k sqrt(2 pi))
 *  v^2   = 4 pi G R^2 sum_k q_k rho_k Int_0^1 u^2 exp(-R^2 u^2 / 2 sigma_k^2) / sqrt(1 - (1 - q_k^2) u^2) du </pre>
 *
 * Only q_k depends on the inclination; {@link MgeSpeedTable} makes use of it.
 */
public final class MultiGaussianExpansion {

    private final double[] surfaceBrightness;
    private final double[] sigma;
    private final double[] axisRatio;

    private MultiGaussianExpansion(double[] surfaceBrightness, double[] sigma, double[] axisRatio) {
        this.surfaceBrightness = surfaceBrightness;
        this.sigma = sigma;
        this.axisRatio = axisRatio;
    }

    /**
     * @param surfaceBrightness [Lsun/pc2] peak of each Gaussian, finite, of either sign. Copied.
     * @param sigma [pc] dispersion along the projected major axis, positive. Copied.
     * @param axisRatio q' as observed, in (0, 1]. Copied.
     * @return the expansion
     * @throws InputException if there is no component, or one is not as said; the message counts components from 1
     */
    public static MultiGaussianExpansion of(double[] surfaceBrightness, double[] sigma, double[] axisRatio) {
        int n = surfaceBrightness.length;
        if (n == 0 || sigma.length != n || axisRatio.length != n) {
            throw new InputException("MGE has " + n + " surface brightnesses, " + sigma.length + " sigmas and "
                    + axisRatio.length + " axis ratios; it needs the same number of each, one or more");
        }
        for (int k = 0; k < n; k++) {
            String component = "MGE component " + (k + 1) + ": ";
            Require.finite(component + "surface brightness", surfaceBrightness[k], "Lsun/pc2");
            Require.positive(component + "sigma", sigma[k], "pc");
            if (!(axisRatio[k] > 0 && axisRatio[k] <= 1)) {
                throw new InputException(
                        component + "axis ratio q' is " + axisRatio[k] + "; it must be above 0 and at most 1");
            }
        }
        return new MultiGaussianExpansion(surfaceBrightness.clone(), sigma.clone(), axisRatio.clone());
    }

    /** @return number of Gaussians */
    public int size() {
        return sigma.length;
    }

    /** @return [Lsun] sum of 2 pi Sigma q' sigma^2 */
    public double luminosity() {
        double sum = 0;
        for (int k = 0; k < size(); k++) {
            sum += 2 * Math.PI * surfaceBrightness[k] * axisRatio[k] * sigma[k] * sigma[k];
        }
        return sum;
    }

    /**
     * @return [rad] the inclination must be greater than this for the flattest Gaussian to be the image of an oblate
     *     body
     */
    public double minimumInclination() {
        return Math.acos(axisRatio[flattest()]);
    }

    /**
     * @param inclination [rad] 0 face-on, greater than {@link #minimumInclination}, less than pi
     * @return the mass component with M/L = 1, accurate to rounding at every radius
     * @throws InputException if the inclination is not allowed; names the component, its q' and the smallest
     *     inclination
     */
    public CircularVelocity at(double inclination) {
        return new Inclined(this, intrinsicAxisRatios(inclination));
    }

    /**
     * Speeds at many radii by direct quadrature. A fit, which comes back to the same radii, should {@link
     * MgeSpeedTable} instead.
     *
     * @param inclination [rad] as for {@link #at}
     * @param radii [pc] not negative. Not modified.
     * @param out [km2/s2] squared speeds for M/L = 1. Modified.
     * @param outDerivativeOfInclination [km2/s2/rad] derivative of out, or null. Modified.
     * @throws InputException if the inclination is not allowed
     */
    public void speedSquared(double inclination, double[] radii, double[] out, double[] outDerivativeOfInclination) {
        double[] q = intrinsicAxisRatios(inclination);
        for (int r = 0; r < radii.length; r++) {
            double sum = 0;
            double derivative = 0;
            for (int k = 0; k < q.length; k++) {
                double x = reducedRadiusSquared(k, radii[r]);
                double amplitude = amplitude(k, radii[r]);
                sum += amplitude * OblateIntegral.value(x, q[k]);
                if (outDerivativeOfInclination != null) {
                    derivative +=
                            amplitude * OblateIntegral.derivative(x, q[k]) * axisRatioDerivative(k, inclination, q[k]);
                }
            }
            out[r] = sum;
            if (outDerivativeOfInclination != null) {
                outDerivativeOfInclination[r] = derivative;
            }
        }
    }

    /**
     * @param inclination [rad]
     * @return q_k of the oblate bodies
     * @throws InputException if one would not be positive
     */
    double[] intrinsicAxisRatios(double inclination) {
        double sine = Math.sin(inclination);
        int k = flattest();
        if (!(inclination > 0 && inclination < Math.PI)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "inclination %.6g deg is outside 0 to 180 deg, both excluded; the MGE needs more than %.6g deg",
                    Math.toDegrees(inclination),
                    Math.toDegrees(minimumInclination())));
        }
        if (!(flattening(k) < sine * sine)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "inclination %.6g deg is too low for MGE component %d with axis ratio q' = %s; it must be more than %.6g deg",
                    Math.toDegrees(inclination),
                    k + 1,
                    axisRatio[k],
                    Math.toDegrees(minimumInclination())));
        }
        double[] q = new double[size()];
        for (int c = 0; c < q.length; c++) {
            q[c] = Math.sqrt(1 - flattening(c) / (sine * sine));
        }
        return q;
    }

    /** dq_k/di [1/rad] where q_k is q. */
    double axisRatioDerivative(int k, double inclination, double q) {
        double sine = Math.sin(inclination);
        return flattening(k) * Math.cos(inclination) / (sine * sine * sine * q);
    }

    /** q'_k. */
    double axisRatio(int k) {
        return axisRatio[k];
    }

    /** R^2 / 2 sigma_k^2. */
    double reducedRadiusSquared(int k, double radius) {
        double ratio = radius / sigma[k];
        return 0.5 * ratio * ratio;
    }

    /** 4 pi G R^2 q_k rho_k [km2/s2], what the integral is multiplied by. */
    double amplitude(int k, double radius) {
        return Math.sqrt(8 * Math.PI)
                * Constants.G
                * radius
                * (radius / sigma[k])
                * surfaceBrightness[k]
                * axisRatio[k];
    }

    /** 1 - q'^2, without cancellation. */
    private double flattening(int k) {
        return (1 - axisRatio[k]) * (1 + axisRatio[k]);
    }

    private int flattest() {
        int flattest = 0;
        for (int k = 1; k < size(); k++) {
            if (axisRatio[k] < axisRatio[flattest]) {
                flattest = k;
            }
        }
        return flattest;
    }

    /** The expansion seen at one inclination. */
    private record Inclined(MultiGaussianExpansion expansion, double[] axisRatio) implements CircularVelocity {

        @Override
        public double speedSquared(double radius) {
            double sum = 0;
            for (int k = 0; k < axisRatio.length; k++) {
                sum += expansion.amplitude(k, radius)
                        * OblateIntegral.value(expansion.reducedRadiusSquared(k, radius), axisRatio[k]);
            }
            return sum;
        }
    }
}
