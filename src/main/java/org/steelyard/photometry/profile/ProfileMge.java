// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.profile;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.steelyard.inference.optimise.NonNegativeLeastSquares;
import org.steelyard.photometry.Gaussians;
import org.steelyard.potential.MgeTable;
import org.steelyard.units.InputException;

/**
 * A one-dimensional multi-Gaussian expansion of a profile: I(r) = sum_k I_k exp(-r^2 / (2 sigma_k^2)) with I_k &gt;= 0 (Cappellari 2002,
 * MNRAS 333, 400, section 2.2). The fit minimises the relative deviations from the profile.
 *
 * @param peak I_k, in the unit of the profile
 * @param sigma sigma_k, in the unit of the radii
 * @param chiSquared sum of the squared relative deviations
 * @param meanDeviation mean of the absolute relative deviations
 * @param largestDeviation largest absolute relative deviation
 */
public record ProfileMge(
        double[] peak, double[] sigma, double chiSquared, double meanDeviation, double largestDeviation) {

    /** A Gaussian that reaches no more than this share of the profile anywhere is left out. */
    private static final double VANISHING = 1e-9;

    /** Radii per decade at which an analytic profile is sampled, at least the 24 of Cappellari (2002). */
    private static final int PER_DECADE = 50;

    /** Smallest and largest sigma of the start, in units of the smallest and largest radius. */
    private static final double[][] RANGES = {{0.75, 0.4}, {1.5, 0.4}, {2.5, 0.6}};

    /**
     * Fits a table of a profile.
     *
     * @param radius positive radii along the major axis, in any unit. Not modified
     * @param value positive surface brightnesses. Not modified
     * @param gaussians largest number of Gaussians
     * @return the expansion, from the narrowest Gaussian to the widest; fewer Gaussians where more do not help
     * @throws InputException if there are fewer than three points, a number is not positive, or no Gaussian is asked for
     */
    public static ProfileMge fit(double[] radius, double[] value, int gaussians) {
        int n = radius.length;
        if (n != value.length || n < 3 || gaussians < 1) {
            throw new InputException("profile: " + n + " radii, " + value.length + " values and " + gaussians
                    + " Gaussians; it needs three or more points, as many values, and one or more Gaussians");
        }
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (int i = 0; i < n; i++) {
            if (!(radius[i] > 0) || !(value[i] > 0) || Double.isInfinite(radius[i] + value[i])) {
                throw new InputException("profile point " + (i + 1) + ": radius " + radius[i] + " and value " + value[i]
                        + " must be positive and finite; leave such points out");
            }
            least = Math.min(least, radius[i]);
            most = Math.max(most, radius[i]);
        }
        ProfileMge best = null;
        for (double[] range : RANGES) {
            double[] sigma = Gaussians.spaced(range[0] * least, range[1] * most, gaussians);
            ProfileMge start = of(radius, value, peaks(radius, value, sigma), sigma);
            if (best == null || start.chiSquared < best.chiSquared) {
                best = start;
            }
        }
        return best.refined(radius, value);
    }

    private ProfileMge refined(double[] radius, double[] value) {
        int n = size();
        double[] start = new double[2 * n];
        for (int k = 0; k < n; k++) {
            start[k] = Math.log(peak[k]);
            start[n + k] = Math.log(sigma[k]);
        }
        double[] end = new ProfileNewton(radius, value, n).minimise(start);
        double[] refined = new double[n];
        double[] widths = new double[n];
        for (int k = 0; k < n; k++) {
            refined[k] = Math.exp(end[k]);
            widths[k] = Math.exp(end[n + k]);
        }
        return of(radius, value, refined, widths);
    }

    /** The non-negative peaks that minimise the relative deviations. */
    private static double[] peaks(double[] radius, double[] value, double[] sigma) {
        int n = sigma.length;
        int m = radius.length;
        double[][] columns = new double[n][m];
        for (int k = 0; k < n; k++) {
            for (int i = 0; i < m; i++) {
                double u = radius[i] / sigma[k];
                columns[k][i] = Math.exp(-0.5 * u * u) / value[i];
            }
        }
        double[] one = new double[m];
        Arrays.fill(one, 1);
        return NonNegativeLeastSquares.solve(columns, one);
    }

    /** The expansion without its vanishing Gaussians, sorted, with its deviations. */
    private static ProfileMge of(double[] radius, double[] value, double[] peak, double[] sigma) {
        double[] share = new double[peak.length];
        for (int k = 0; k < peak.length; k++) {
            for (int i = 0; i < radius.length; i++) {
                double u = radius[i] / sigma[k];
                share[k] = Math.max(share[k], peak[k] * Math.exp(-0.5 * u * u) / value[i]);
            }
        }
        int[] kept = IntStream.range(0, peak.length)
                .filter(k -> share[k] > VANISHING)
                .boxed()
                .sorted(Comparator.comparingDouble(k -> sigma[k]))
                .mapToInt(Integer::intValue)
                .toArray();
        ProfileMge bare = new ProfileMge(
                IntStream.of(kept).mapToDouble(k -> peak[k]).toArray(),
                IntStream.of(kept).mapToDouble(k -> sigma[k]).toArray(),
                0,
                0,
                0);
        double squares = 0;
        double sum = 0;
        double largest = 0;
        for (int i = 0; i < radius.length; i++) {
            double deviation = Math.abs(bare.at(radius[i]) / value[i] - 1);
            squares += deviation * deviation;
            sum += deviation;
            largest = Math.max(largest, deviation);
        }
        return new ProfileMge(bare.peak, bare.sigma, squares, sum / radius.length, largest);
    }

    /**
     * Fits an analytic profile, sampled at 50 radii per decade.
     *
     * @param profile the profile
     * @param from smallest radius
     * @param to largest radius
     * @param gaussians largest number of Gaussians
     * @return the expansion
     * @throws InputException if the range is empty or the profile is not positive and finite in it
     */
    public static ProfileMge fit(RadialProfile profile, double from, double to, int gaussians) {
        if (!(from > 0) || !(to > from) || Double.isInfinite(to)) {
            throw new InputException("profile from radius " + from + " to " + to
                    + ": the first must be positive, the second larger and finite");
        }
        double[] radius = Gaussians.spaced(from, to, (int) Math.ceil(PER_DECADE * Math.log10(to / from)) + 2);
        double[] value = new double[radius.length];
        for (int i = 0; i < radius.length; i++) {
            value[i] = profile.at(radius[i]);
        }
        return fit(radius, value, gaussians);
    }

    /** @return number of Gaussians */
    public int size() {
        return peak.length;
    }

    /**
     * @param radius in the unit of the radii
     * @return the expansion there
     */
    public double at(double radius) {
        double sum = 0;
        for (int k = 0; k < peak.length; k++) {
            double u = radius / sigma[k];
            sum += peak[k] * Math.exp(-0.5 * u * u);
        }
        return sum;
    }

    /**
     * The expansion of a galaxy whose isophotes all have one axis ratio. The profile must be in Lsun/pc2, its radii in arcsec.
     *
     * @param axisRatio q as observed, in (0, 1]
     * @return the table that a circular speed is made of
     */
    public MgeTable table(double axisRatio) {
        double[] ratios = new double[peak.length];
        Arrays.fill(ratios, axisRatio);
        return new MgeTable(peak, sigma, ratios);
    }
}
