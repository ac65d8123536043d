// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.steelyard.cube.LocalFrame;
import org.steelyard.cube.SkyFrame;
import org.steelyard.photometry.calibration.Calibration;
import org.steelyard.potential.MgeTable;

/**
 * The expansion of a fit in solar luminosities: what a circular speed is made of, and the numbers of the galaxy.
 *
 * @param fit the fit
 * @param calibration from its counts to luminosities
 */
public record StarlightMge(StarlightFit fit, Calibration calibration) {

    /**
     * The table of the best fit.
     *
     * @return surface brightness, sigma and axis ratio of every Gaussian
     */
    public MgeTable table() {
        return table(fit.model().gaussians());
    }

    private MgeTable table(Gaussians gaussians) {
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
     * The magnitude of all Gaussians, without the point source.
     *
     * @return [mag] total, corrected for extinction and K
     */
    public double totalMagnitude() {
        return calibration.totalMagnitude(fit.model().gaussians().totalFlux());
    }

    /**
     * The luminosity of all Gaussians.
     *
     * @param luminosityDistance [Mpc]
     * @return [Lsun] in the band
     */
    public double luminosity(double luminosityDistance) {
        return calibration.luminosity(fit.model().gaussians().totalFlux(), luminosityDistance);
    }

    /**
     * The effective radius: half of the light is within this radius after every Gaussian is made round, its area kept (Cappellari et al.
     * 2013, MNRAS 432, 1709, equation 11).
     *
     * @return [arcsec] circularised half-light radius
     */
    public double effectiveRadius() {
        Gaussians g = fit.model().gaussians();
        double low = 0;
        double high = 10 * Arrays.stream(g.sigma()).max().orElse(0);
        for (double middle = 0.5 * high; middle > low && middle < high; middle = 0.5 * (low + high)) {
            double inside = 0;
            for (int k = 0; k < g.size(); k++) {
                double square = g.sigma()[k] * g.sigma()[k] * g.axisRatio()[k];
                inside -= g.flux()[k] * Math.expm1(-middle * middle / (2 * square));
            }
            if (inside < 0.5 * g.totalFlux()) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high * calibration.pixel();
    }

    /**
     * The position angle of the major axis on the sky.
     *
     * @param frame of the image
     * @return [deg] north through east, in [0, 180)
     */
    public double positionAngle(SkyFrame frame) {
        LocalFrame local = frame.at(fit.model().x() + 1, fit.model().y() + 1);
        double cos = Math.cos(Math.toRadians(fit.model().angle()));
        double sin = Math.sin(Math.toRadians(fit.model().angle()));
        double east = local.eastPerX() * cos + local.eastPerY() * sin;
        double north = local.northPerX() * cos + local.northPerY() * sin;
        double angle = Math.toDegrees(Math.atan2(east, north)) % 180;
        return angle < 0 ? angle + 180 : angle;
    }
}
