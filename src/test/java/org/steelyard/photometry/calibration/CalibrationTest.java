// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
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
                Calibration.of(ImageUnit.NANOMAGGIES.zeroPoint(pixel), 1, pixel, 4.5)
                        .surfaceMagnitude(nanomaggies),
                Calibration.of(ImageUnit.MEGAJANSKY_PER_STERADIAN.zeroPoint(pixel), 1, pixel, 4.5)
                        .surfaceMagnitude(megaJansky),
                ROUNDING);
    }

    @Test
    void theSun() {
        SolarMagnitudes sun = SolarMagnitudes.load();
        // The abstract of Willmer 2018.
        assertEquals(5.44, sun.of("Johnson B", MagnitudeSystem.VEGA));
        assertEquals(4.81, sun.of("johnson v", MagnitudeSystem.VEGA));
        assertEquals(3.27, sun.of("2MASS Ks", MagnitudeSystem.VEGA));
        assertEquals(5.31, sun.of("Johnson B", MagnitudeSystem.AB));
        assertEquals(4.80, sun.of("Johnson V", MagnitudeSystem.AB));
        assertEquals(5.08, sun.of("2MASS Ks", MagnitudeSystem.AB));
        assertEquals(4.65, sun.of("WFC3 F160W", MagnitudeSystem.AB));
        assertEquals("FSPS", sun.source("wfc3 f160w"));
        String message = assertThrows(InputException.class, () -> sun.of("F1600W", MagnitudeSystem.AB))
                .getMessage();
        assertTrue(message.contains("2MASS H"), message);
    }

    private static CalibrationKeys keys(String unit, String zero, Double exposure, String sun, String band) {
        return new CalibrationKeys(unit, zero, exposure, null, sun, band, 0, 0, 0);
    }

    @Test
    void keysOfAnImage() {
        CalibrationKeys sum = keys(null, "25.94 AB", 900.0, "4.52", null);
        assertEquals(Calibration.of(25.94, 900, 0.08, 4.52), sum.calibration(sum.imageUnit("Electrons"), 0.08));
        CalibrationKeys rate = keys("e-/s", "24.66 vega", 900.0, null, "2MASS H");
        assertEquals(Calibration.of(24.66, 1, 0.08, 3.32), rate.calibration(rate.imageUnit(""), 0.08));
        assertEquals(900, rate.imageUnit("").electrons(null, 900.0));
        assertEquals(7, ImageUnit.COUNTS.electrons(7.0, null));
        CalibrationKeys sdss = keys(null, null, null, "4.64", null);
        assertEquals(Calibration.of(22.5, 1, 0.396, 4.64), sdss.calibration(sdss.imageUnit("nanomaggy"), 0.396));
    }

    @Test
    void badKeys() {
        CalibrationKeys none = keys(null, null, 900.0, "4.52", null);
        fails("zero-point is missing", () -> none.calibration(ImageUnit.ELECTRONS, 0.1));
        fails("\"25.94 AB\" or", () -> keys(null, "25.94", 1.0, "4", null).calibration(ImageUnit.ELECTRONS, 0.1));
        fails("exposure is missing", () -> keys(null, "25 AB", null, "4", null).calibration(ImageUnit.COUNTS, 0.1));
        fails("another system", () -> keys(null, "25 AB", 1.0, "3.3 Vega", null).calibration(ImageUnit.COUNTS, 0.1));
        fails("Sun is missing", () -> keys(null, "25 AB", 1.0, null, null).calibration(ImageUnit.COUNTS, 0.1));
        fails("2MASS H", () -> keys(null, "25 AB", 1.0, null, "F160W").calibration(ImageUnit.COUNTS, 0.1));
        fails(
                "leave the zero-point out",
                () -> keys(null, "25 AB", 1.0, "4", null).zero(ImageUnit.NANOMAGGIES, 0.1));
        fails("does not say its unit", () -> none.imageUnit(" "));
        fails("furlongs", () -> none.imageUnit("furlongs"));
        fails("gain is missing", () -> ImageUnit.NANOMAGGIES.electrons(null, 1.0));
        fails("leave the gain out", () -> ImageUnit.ELECTRONS.electrons(2.0, 1.0));
        fails("no magnitude", () -> Magnitude.parse("25,94 AB"));
    }

    private static void fails(String words, Executable wrong) {
        String message = assertThrows(InputException.class, wrong).getMessage();
        assertTrue(message.contains(words) && !message.contains("\n"), message);
    }

    @Test
    void badNumbers() {
        assertThrows(InputException.class, () -> Calibration.of(25, 0, 0.1, 4.5));
        assertThrows(InputException.class, () -> Calibration.of(25, 1, 0.1, Double.NaN));
        assertThrows(InputException.class, () -> Calibration.of(25, 1, 0.1, 4.5).withRedshift(-1, 0));
    }
}
