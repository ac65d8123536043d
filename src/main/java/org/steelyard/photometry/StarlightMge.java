// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.steelyard.photometry.calibration.Calibration;
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
        double factor = calibration.solarPerCount();
        return new MgeTable(
                IntStream.range(0, gaussians.size())
                        .mapToDouble(k -> gaussians.peak(k) * factor)
                        .toArray(),
                Arrays.stream(gaussians.sigma())
                        .map(s -> s * calibration.pixel())
                        .toArray(),
                gaussians.axisRatio());
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
            double inside = 0;
            for (int k = 0; k < gaussians.size(); k++) {
                double square =
                        gaussians.sigma()[k] * gaussians.sigma()[k] * gaussians.axisRatio()[k];
                inside -= gaussians.flux()[k] * Math.expm1(-middle * middle / (2 * square));
            }
            if (inside < 0.5 * gaussians.totalFlux()) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high * calibration.pixel();
    }
}
