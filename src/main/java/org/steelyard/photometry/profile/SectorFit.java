// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.profile;

import java.util.Arrays;
import org.steelyard.photometry.Gaussians;
import org.steelyard.photometry.Psf;
import org.steelyard.units.InputException;

/**
 * A two-dimensional expansion of sector photometry with a round PSF (Cappellari 2002, section 2.3): it minimises the relative deviations,
 * so that every decade of surface brightness counts alike.
 *
 * @param gaussians the expansion before the PSF, from the narrowest Gaussian to the widest
 * @param meanDeviation mean of the absolute relative deviations of the points
 * @param chiSquared sum of the squared relative deviations
 */
public record SectorFit(Gaussians gaussians, double meanDeviation, double chiSquared) {

    /** Relative error that counts as one standard deviation. */
    private static final double RELATIVE_ERROR = 0.02;

    /** A Gaussian has three numbers. */
    private static final int FEWEST = 4;

    private static final int FEWEST_RADII = 3;

    /** Axis ratios of the starting grid, between the limits. */
    private static final int RATIOS = 5;

    /** Sigmas per wanted Gaussian in the starting grid. */
    private static final double OVERSUPPLY = 1.5;

    /**
     * @param sectors the photometry
     * @param psf the PSF; its Gaussians are taken as round ones of the same area
     * @param gaussians largest number of Gaussians
     * @param leastRatio smallest axis ratio allowed, in (0, 1)
     * @return the expansion
     * @throws InputException if there are fewer than four points or three radii, no Gaussian is asked for or the axis ratio is out of range
     */
    public static SectorFit fit(SectorPhotometry sectors, Psf psf, int gaussians, double leastRatio) {
        if (gaussians < 1 || !(leastRatio > 0 && leastRatio < 1)) {
            throw new InputException("sector fit: Gaussians " + gaussians + " must be one or more, smallest axis ratio "
                    + leastRatio + " between 0 and 1");
        }
        if (sectors.size() < FEWEST) {
            throw new InputException(
                    "sector fit: " + sectors.size() + " points are too few; give " + FEWEST + " or more");
        }
        double[] major = sectors.major();
        double[] minor = sectors.minor();
        double[] radius = new double[sectors.size()];
        Arrays.setAll(radius, i -> Math.hypot(major[i], minor[i]));
        long radii = Arrays.stream(radius).distinct().count();
        if (radii < FEWEST_RADII) {
            throw new InputException(
                    "sector fit: " + radii + " radii are too few; give points at " + FEWEST_RADII + " or more");
        }
        double[] error = sectors.value();
        double most = 0;
        for (int i = 0; i < error.length; i++) {
            error[i] *= RELATIVE_ERROR;
            most = Math.max(most, radius[i]);
        }
        double[] limits = {0.3, 2 * most};
        PointProblem.Points points = new PointProblem.Points(major, minor, sectors.value(), error, true);
        PointFit fit = new PointFit(points, psf.weight(), psf.roundSigma(), limits, new double[] {leastRatio, 1});
        Gaussians best = fit.search(grid(0.5, 0.7 * most, (int) (OVERSUPPLY * gaussians), leastRatio), gaussians);
        double sum = 0;
        double squares = 0;
        for (double ratio : fit.modelOverData(best)) {
            sum += Math.abs(1 - ratio);
            squares += (1 - ratio) * (1 - ratio);
        }
        return new SectorFit(best, sum / error.length, squares);
    }

    private static Gaussians grid(double from, double to, int count, double leastRatio) {
        double[] sigma = Gaussians.spaced(from, to, count);
        double[] ratio = Gaussians.spaced(leastRatio, 1, RATIOS);
        double[] s = new double[count * RATIOS];
        double[] q = new double[s.length];
        double[] flux = new double[s.length];
        for (int i = 0; i < s.length; i++) {
            s[i] = sigma[i / RATIOS];
            q[i] = Math.min(1, ratio[i % RATIOS]);
            flux[i] = 1;
        }
        return new Gaussians(flux, s, q);
    }
}
