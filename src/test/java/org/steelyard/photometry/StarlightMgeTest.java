// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.steelyard.cube.SkyFrame;
import org.steelyard.photometry.calibration.Calibration;
import org.steelyard.potential.MgeTable;

/** Magnitude, luminosity and size of one Gaussian, in closed form. */
class StarlightMgeTest {

    /** Sums of a few logarithms. */
    private static final double ROUNDING = 1e-12;

    @Test
    void numbersOfAGalaxy() {
        // One round Gaussian: R_e = sigma sqrt(2 ln 2), total 2 pi I sigma^2.
        Gaussians one = new Gaussians(new double[] {1e6}, new double[] {10}, new double[] {1});
        ImageModel model = new ImageModel(one, 0, 0, 0, 0, 0);
        StarlightFit fit = new StarlightFit(
                model,
                Psf.none(),
                new double[0],
                new double[0],
                new BitSet(),
                List.of(),
                1,
                1,
                0,
                0,
                false,
                false,
                0,
                new double[0],
                new double[0][0]);
        StarlightMge light = new StarlightMge(one, Calibration.of(25, 1, 0.1, 4.5));
        assertEquals(Math.sqrt(2 * Math.log(2)), light.effectiveRadius(), ROUNDING);
        assertEquals(10, light.totalMagnitude(), ROUNDING);
        MgeTable table = light.table();
        double pc = 1e7 * Math.PI / 648000;
        assertEquals(light.luminosity(10), table.toPhysical(pc).luminosity(), 1e-9 * light.luminosity(10), "rounding");
        // North up, east left: the columns run west.
        assertEquals(90, fit.positionAngle(SkyFrame.linear(0.1)), 1e-6, "curvature of the sky");
    }

    @Test
    void theCovarianceInPhysicalUnits() {
        Gaussians one = new Gaussians(new double[] {1e6}, new double[] {10}, new double[] {0.8});
        // Flux known to 2 %, ln sigma to 0.03, correlated by -0.5; the axis ratio at its limit; then angle, x and y.
        double[][] fitted = new double[6][6];
        fitted[0][0] = 4e8;
        fitted[1][1] = 9e-4;
        fitted[0][1] = -0.5 * 2e4 * 0.03;
        fitted[1][0] = fitted[0][1];
        java.util.Arrays.fill(fitted[2], Double.NaN);
        for (double[] row : fitted) {
            row[2] = Double.NaN;
        }
        StarlightFit fit = new StarlightFit(
                new ImageModel(one, 0, 0, 0, 0, 0),
                Psf.none(),
                new double[0],
                new double[0],
                new BitSet(),
                List.of(),
                1,
                1,
                0,
                0,
                false,
                false,
                0,
                new double[6],
                fitted);
        StarlightMge light = new StarlightMge(one, Calibration.of(25, 1, 0.1, 4.5));
        double brightness = light.table().surfaceBrightness()[0];
        double[][] covariance = light.covariance(fit).covariance();
        // d ln I = d ln F - 2 d ln sigma.
        double relative = 0.02 * 0.02 + 4 * 0.03 * 0.03 - 4 * -0.5 * 0.02 * 0.03;
        assertEquals(relative, covariance[0][0] / (brightness * brightness), ROUNDING);
        assertEquals(0.03, Math.sqrt(covariance[1][1]) / 1, ROUNDING);
        assertEquals(-0.5 * 0.02 * 0.03 - 2 * 0.03 * 0.03, covariance[0][1] / brightness, ROUNDING);
        assertEquals(0, covariance[2][2]);
    }
}
