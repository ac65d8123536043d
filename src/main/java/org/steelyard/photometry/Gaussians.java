// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import java.util.Arrays;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
import org.steelyard.potential.MgeTable;
import org.steelyard.units.InputException;

/**
 * Concentric Gaussians with a common position angle, before the PSF and the pixels: flux_k / (2 pi q_k sigma_k^2)
 * exp(-(x^2 + y^2/q_k^2) / (2 sigma_k^2)), x along the major axis.
 *
 * @param flux total of each Gaussian, in the unit of the image summed over pixels
 * @param sigma [pixel] dispersion along the major axis
 * @param axisRatio q as observed, in (0, 1]
 */
public record Gaussians(double[] flux, double[] sigma, double[] axisRatio) {

    /**
     * Copies the arrays.
     *
     * @throws InputException if the lengths differ, or a number is out of its range
     */
    public Gaussians {
        flux = flux.clone();
        sigma = sigma.clone();
        axisRatio = axisRatio.clone();
        if (sigma.length != flux.length || axisRatio.length != flux.length) {
            throw new InputException("an MGE needs as many sigmas (" + sigma.length + ") and axis ratios ("
                    + axisRatio.length + ") as fluxes (" + flux.length + ")");
        }
        for (int k = 0; k < flux.length; k++) {
            if (!Double.isFinite(flux[k]) || !(sigma[k] > 0) || !(axisRatio[k] > 0 && axisRatio[k] <= 1)) {
                throw new InputException("MGE component " + (k + 1) + ": flux " + flux[k] + ", sigma " + sigma[k]
                        + " pixel and axis ratio " + axisRatio[k]
                        + " must be finite, positive, and above 0 and at most 1");
            }
        }
    }

    /**
     * The expansion in physical units.
     *
     * @param brightness [Lsun/pc2] of one unit of surface brightness
     * @param pixel [arcsec] side of a pixel
     * @return surface brightness, sigma and axis ratio of every Gaussian
     */
    public MgeTable table(double brightness, double pixel) {
        return new MgeTable(
                IntStream.range(0, size())
                        .mapToDouble(k -> peak(k) * brightness)
                        .toArray(),
                Arrays.stream(sigma).map(s -> s * pixel).toArray(),
                axisRatio);
    }

    /** @return number of Gaussians */
    public int size() {
        return flux.length;
    }

    /**
     * The flux within a circle after every Gaussian is made round, its area kept: sum_k F_k (1 - exp(-r^2 / 2 (q_k sigma_k^2 + s^2))).
     *
     * @param radius [pixel] r
     * @param blur [pixel] s, dispersion of a round PSF, 0 for none
     * @return the flux
     */
    public double enclosed(double radius, double blur) {
        double inside = 0;
        for (int k = 0; k < flux.length; k++) {
            double square = sigma[k] * sigma[k] * axisRatio[k] + blur * blur;
            inside -= flux[k] * Math.expm1(-radius * radius / (2 * square));
        }
        return inside;
    }

    /** @return sum of the fluxes */
    public double totalFlux() {
        double sum = 0;
        for (double f : flux) {
            sum += f;
        }
        return sum;
    }

    /**
     * @param k index of a Gaussian, from 0
     * @return its central value, flux / (2 pi q sigma^2), per pixel
     */
    public double peak(int k) {
        return flux[k] / (2 * Math.PI * axisRatio[k] * sigma[k] * sigma[k]);
    }

    /**
     * @param x [pixel] along the major axis from the centre
     * @param y [pixel] along the minor axis
     * @return the sum of the Gaussians there, per pixel
     */
    public double at(double x, double y) {
        double sum = 0;
        for (int k = 0; k < flux.length; k++) {
            double u = x / sigma[k];
            double v = y / (sigma[k] * axisRatio[k]);
            sum += peak(k) * Math.exp(-0.5 * (u * u + v * v));
        }
        return sum;
    }

    /** @return the same Gaussians from the narrowest to the widest */
    public Gaussians sorted() {
        int[] order = java.util.stream.IntStream.range(0, size())
                .boxed()
                .sorted(java.util.Comparator.comparingDouble(k -> sigma[k]))
                .mapToInt(Integer::intValue)
                .toArray();
        return select(order);
    }

    /**
     * @param kept indices of Gaussians, in the wanted order
     * @return these Gaussians
     */
    Gaussians select(int... kept) {
        double[] f = new double[kept.length];
        double[] s = new double[kept.length];
        double[] q = new double[kept.length];
        for (int i = 0; i < kept.length; i++) {
            f[i] = flux[kept[i]];
            s[i] = sigma[kept[i]];
            q[i] = axisRatio[kept[i]];
        }
        return new Gaussians(f, s, q);
    }

    /**
     * @param k index of a Gaussian
     * @return the others
     */
    public Gaussians without(int k) {
        return select(
                java.util.stream.IntStream.range(0, size()).filter(i -> i != k).toArray());
    }

    /** @return these Gaussians and, before them, another one */
    Gaussians joined(double oneFlux, double oneSigma, double oneRatio) {
        double[] f = new double[size() + 1];
        double[] s = new double[size() + 1];
        double[] q = new double[size() + 1];
        f[0] = oneFlux;
        s[0] = oneSigma;
        q[0] = oneRatio;
        System.arraycopy(flux, 0, f, 1, size());
        System.arraycopy(sigma, 0, s, 1, size());
        System.arraycopy(axisRatio, 0, q, 1, size());
        return new Gaussians(f, s, q);
    }

    /** @return the Gaussians with a positive flux */
    public Gaussians positive() {
        return select(java.util.stream.IntStream.range(0, size())
                .filter(i -> flux[i] > 0)
                .toArray());
    }

    /** Covariance {xx, xy, yy} of a Gaussian whose major axis is at an angle [deg] from x towards y. */
    public static double[] covariance(double sigma, double ratio, double angle) {
        double cos = Math.cos(Math.toRadians(angle));
        double sin = Math.sin(Math.toRadians(angle));
        double a = sigma * sigma;
        double b = a * ratio * ratio;
        return new double[] {a * cos * cos + b * sin * sin, (a - b) * sin * cos, a * sin * sin + b * cos * cos};
    }

    /** @return those whose sigma passes a test */
    Gaussians only(DoublePredicate ofSigma) {
        return select(java.util.stream.IntStream.range(0, size())
                .filter(i -> ofSigma.test(sigma[i]))
                .toArray());
    }

    /** @return total fluxes, a copy */
    @Override
    public double[] flux() {
        return flux.clone();
    }

    /** @return [pixel] dispersions, a copy */
    @Override
    public double[] sigma() {
        return sigma.clone();
    }

    /** @return axis ratios, a copy */
    @Override
    public double[] axisRatio() {
        return axisRatio.clone();
    }

    /**
     * Numbers from one to another in equal ratios.
     *
     * @param from first number, positive
     * @param to last number, positive
     * @param count how many; one lies in the middle
     * @return the numbers
     */
    public static double[] spaced(double from, double to, int count) {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = count == 1 ? Math.sqrt(from * to) : from * Math.pow(to / from, i / (count - 1.0));
        }
        return numbers;
    }
}
