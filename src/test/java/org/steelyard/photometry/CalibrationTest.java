// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.steelyard.potential.MgeTable;
import org.steelyard.units.InputException;

/** Counts, magnitudes and luminosities against closed forms and published numbers. */
class CalibrationTest {

    /** Sums of a few logarithms. */
    private static final double ROUNDING = 1e-12;

    @Test
    void formulaOfTheSimulatedImages() {
        // images/image_a_truth.json: mu = M_sun + 21.572 - 2.5 log10 I + 10 log10(1+z) + A; electrons = 10^(-0.4 (mu -
        // zp)) t pixel^2.
        Calibration calibration =
                Calibration.of(25.94, 900, 0.08, 4.52).withExtinction(0.01).withRedshift(0.005, 0);
        double light = 5200;
        double mu = 4.52 + 21.572 - 2.5 * Math.log10(light) + 10 * Math.log10(1.005) + 0.01;
        double electrons = Math.pow(10, -0.4 * (mu - 25.94)) * 900 * 0.08 * 0.08;
        assertEquals(light, electrons * calibration.solarPerCount(), 1.3e-4 * light, "21.572 stands for 21.57213");
    }

    @Test
    void surfaceBrightnessAndLuminosityAgree() {
        // A square of one arcsec at 10 Mpc, L = I area, without extinction and redshift.
        Calibration calibration = Calibration.of(24, 10, 1, 4.5);
        double side = 1e7 * Math.PI / 648000;
        double counts = 1234;
        assertEquals(
                counts * calibration.solarPerCount() * side * side,
                calibration.luminosity(counts, 10),
                1e-9 * calibration.luminosity(counts, 10),
                "rounding");
    }

    @Test
    void units() {
        // One nanomaggy is 3.631e-6 Jy; an image in either unit gives the same light.
        double pixel = 0.4;
        double steradian = Math.pow(pixel * Math.PI / 648000, 2);
        double nanomaggies = 50;
        double megaJansky = nanomaggies * 3.631e-6 / 1e6 / steradian;
        assertEquals(
                Calibration.ofNanomaggies(pixel, 4.5).surfaceMagnitude(nanomaggies),
                Calibration.ofMegaJanskyPerSteradian(pixel, 4.5).surfaceMagnitude(megaJansky),
                ROUNDING);
    }

    @Test
    void theSun() {
        SolarMagnitudes sun = SolarMagnitudes.load();
        // The abstract of Willmer 2018.
        assertEquals(5.44, sun.of("Johnson B", SolarMagnitudes.MagnitudeSystem.VEGA));
        assertEquals(4.81, sun.of("johnson v", SolarMagnitudes.MagnitudeSystem.VEGA));
        assertEquals(3.27, sun.of("2MASS Ks", SolarMagnitudes.MagnitudeSystem.VEGA));
        assertEquals(5.31, sun.of("Johnson B", SolarMagnitudes.MagnitudeSystem.AB));
        assertEquals(4.80, sun.of("Johnson V", SolarMagnitudes.MagnitudeSystem.AB));
        assertEquals(5.08, sun.of("2MASS Ks", SolarMagnitudes.MagnitudeSystem.AB));
        String message = assertThrows(InputException.class, () -> sun.of("F160W", SolarMagnitudes.MagnitudeSystem.AB))
                .getMessage();
        assertTrue(message.contains("2MASS H"), message);
    }

    @Test
    void numbersOfAGalaxy() {
        // One round Gaussian: R_e = sigma sqrt(2 ln 2), total 2 pi I sigma^2.
        Gaussians one = new Gaussians(new double[] {1e6}, new double[] {10}, new double[] {1});
        ImageModel model = new ImageModel(one, 0, 0, 0, 0, 0);
        StarlightFit fit = new StarlightFit(
                model, Psf.none(), new BitSet(), 1, 1, 0, false, new double[] {1e6, Math.log(10), 1}, new double[3][3]);
        StarlightMge light = new StarlightMge(fit, Calibration.of(25, 1, 0.1, 4.5));
        assertEquals(Math.sqrt(2 * Math.log(2)), light.effectiveRadius(), ROUNDING);
        assertEquals(10, light.totalMagnitude(), ROUNDING);
        MgeTable table = light.table();
        double pc = 1e7 * Math.PI / 648000;
        assertEquals(light.luminosity(10), table.toPhysical(pc).luminosity(), 1e-9 * light.luminosity(10), "rounding");
    }

    @Test
    void badNumbers() {
        assertThrows(InputException.class, () -> Calibration.of(25, 0, 0.1, 4.5));
        assertThrows(InputException.class, () -> Calibration.of(25, 1, 0.1, Double.NaN));
        assertThrows(InputException.class, () -> Calibration.of(25, 1, 0.1, 4.5).withRedshift(-1, 0));
    }
}
