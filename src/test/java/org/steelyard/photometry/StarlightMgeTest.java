// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
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
                1,
                1,
                0,
                false,
                false,
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
}
