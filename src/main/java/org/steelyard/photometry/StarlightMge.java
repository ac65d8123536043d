// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import java.util.Arrays;
import org.steelyard.photometry.calibration.Calibration;
import org.steelyard.potential.MgeCovariance;
import org.steelyard.potential.MgeTable;

/**
 * An expansion of an image in solar luminosities: what a circular speed is made of, and the numbers of the galaxy.
 *
 * @param gaussians of the image, in its pixels and counts
 * @param calibration from its counts to luminosities
 */
public record StarlightMge(Gaussians gaussians, Calibration calibration) {

    /**
     * The expansion in physical units.
     *
     * @return surface brightness, sigma and axis ratio of every Gaussian
     */
    public MgeTable table() {
        return gaussians.table(calibration.solarPerCount(), calibration.pixel());
    }

    /**
     * The covariance of the expansion in physical units, whatever centre, angle, sky and point source are. The calibration counts as
     * known.
     *
     * @param fit that gave the Gaussians
     * @return the expansion with its covariance; a number at its limit has none
     */
    public MgeCovariance covariance(StarlightFit fit) {
        MgeTable table = table();
        double[] brightness = table.surfaceBrightness();
        double[] sigma = table.sigmaArcsec();
        double[] ratio = gaussians.axisRatio();
        int n = gaussians.size();
        // I = F / (2 pi q sigma^2), of which the fit has F, ln sigma and q.
        double[][] slope = new double[3 * n][3 * n];
        for (int k = 0; k < n; k++) {
            double scale = gaussians.sigma()[k] * gaussians.sigma()[k];
            slope[k][k] = calibration.solarPerCount() / (2 * Math.PI * ratio[k] * scale);
            slope[k][n + k] = -2 * brightness[k];
            slope[k][2 * n + k] = -brightness[k] / ratio[k];
            slope[n + k][n + k] = sigma[k];
            slope[2 * n + k][2 * n + k] = 1;
        }
        double[][] fitted = fit.covariance();
        double[][] half = new double[3 * n][3 * n];
        double[][] covariance = new double[3 * n][3 * n];
        for (int i = 0; i < 3 * n; i++) {
            for (int j = 0; j < 3 * n; j++) {
                for (int k = 0; k < 3 * n; k++) {
                    half[i][j] += Double.isNaN(fitted[k][j]) ? 0 : slope[i][k] * fitted[k][j];
                }
            }
        }
        for (int i = 0; i < 3 * n; i++) {
            for (int j = 0; j <= i; j++) {
                for (int k = 0; k < 3 * n; k++) {
                    covariance[i][j] += half[i][k] * slope[j][k];
                }
                covariance[j][i] = covariance[i][j];
            }
        }
        return MgeCovariance.of(table, covariance);
    }

    /**
     * The magnitude of all Gaussians, without a point source.
     *
     * @return [mag] total, corrected for extinction and K
     */
    public double totalMagnitude() {
        return calibration.totalMagnitude(gaussians.totalFlux());
    }

    /**
     * The luminosity of all Gaussians.
     *
     * @param luminosityDistance [Mpc]
     * @return [Lsun] in the band
     */
    public double luminosity(double luminosityDistance) {
        return calibration.luminosity(gaussians.totalFlux(), luminosityDistance);
    }

    /**
     * The effective radius: half of the light is within this radius after every Gaussian is made round, its area kept (Cappellari et al.
     * 2013, MNRAS 432, 1709, equation 11).
     *
     * @return [arcsec] circularised half-light radius
     */
    public double effectiveRadius() {
        double low = 0;
        double high = 10 * Arrays.stream(gaussians.sigma()).max().orElse(0);
        for (double middle = 0.5 * high; middle > low && middle < high; middle = 0.5 * (low + high)) {
            double inside = gaussians.enclosed(middle, 0);
            if (inside < 0.5 * gaussians.totalFlux()) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high * calibration.pixel();
    }
}
