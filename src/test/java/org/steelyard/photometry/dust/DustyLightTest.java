// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.dust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.steelyard.photometry.Gaussians;
import org.steelyard.photometry.ImageModel;
import org.steelyard.photometry.Psf;
import org.steelyard.units.InputException;

/** Light through a dust disk: a uniform disk in closed form, derivatives by differences, the extinction law by its table. */
class DustyLightTest {

    private static final int N = 61;

    private static final ImageModel GALAXY = new ImageModel(
            new Gaussians(new double[] {1e6}, new double[] {12}, new double[] {0.7}), 20, 30.2, 29.7, 0, 0);

    /** PSF's kernel ends at 4 sigma, where 3e-4 of a Gaussian is left, and is drawn at whole pixels. */
    private static final double KERNEL = 1e-3;

    /** Cardelli, Clayton and Mathis (1989), table 3, is printed to three digits. */
    private static final double TABLE = 6e-4;

    /** A band is no single wavelength. */
    private static final double BANDS = 5e-3;

    private static DustyLight light(DustDisk disk, double factor) {
        Psf psf = Psf.round(new double[] {0.8, 0.2}, new double[] {0.8, 2});
        return new DustyLight(GALAXY, psf, N, N, disk, factor, DustyLight.reach(psf));
    }

    private static int index(DustyLight light, int x, int y) {
        int i = 0;
        while (light.pixels()[i] != y * N + x) {
            i++;
        }
        return i;
    }

    @Test
    void uniformDiskHidesItsShareOfTheLight() {
        DustDisk disk = new DustDisk(25, 0.8, 0.5);
        DustyLight light = light(disk, 3);
        // The exponent makes A = 0.8 mag everywhere but at the rim.
        double[] dimming = light.dimming(new ExtinctionProfile(0.8, 24, 40, 25), null);
        assertEquals(0.5 + 0.5 * Math.pow(10, -0.4 * 3 * 0.8), dimming[index(light, 30, 30)], KERNEL);
        double[] opaque = light.dimming(new ExtinctionProfile(100, 24, 40, 25), null);
        assertEquals(0.5, opaque[index(light, 30, 30)], KERNEL, "half of the light is in front");
        assertEquals(1, opaque[index(light, 1, 1)], KERNEL, "outside");
    }

    @Test
    void derivatives() {
        DustyLight light = light(new DustDisk(15, 0.5, 0.5), 2.5);
        double[] at = {Math.log(0.9), Math.log(7), Math.log(1.7), 12.1};
        double[][] slopes = new double[4][light.pixels().length];
        light.dimming(profile(at), slopes);
        for (int n = 0; n < 4; n++) {
            double h = 1e-5;
            double[] up = at.clone();
            double[] down = at.clone();
            up[n] += h;
            down[n] -= h;
            double[] high = light.dimming(profile(up), null);
            double[] low = light.dimming(profile(down), null);
            for (int i = 0; i < high.length; i++) {
                assertEquals((high[i] - low[i]) / (2 * h), slopes[n][i], 1e-8, "difference of second order, " + n);
            }
        }
    }

    private static ExtinctionProfile profile(double[] p) {
        return new ExtinctionProfile(Math.exp(p[0]), Math.exp(p[1]), Math.exp(p[2]), p[3]);
    }

    @Test
    void extinctionLaw() {
        assertEquals(0.282, ExtinctionLaw.relative(1.25), TABLE, "J");
        assertEquals(0.190, ExtinctionLaw.relative(1.6), TABLE, "H");
        assertEquals(0.479, ExtinctionLaw.relative(0.9), TABLE, "I");
        assertEquals(1, ExtinctionLaw.relative(1 / 1.82), TABLE, "V");
        assertEquals(1 + 1 / 3.1, ExtinctionLaw.relative(0.44), BANDS, "B, as R_V = A_V / (A_B - A_V)");
        assertThrows(InputException.class, () -> ExtinctionLaw.relative(5));
    }
}
