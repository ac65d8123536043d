// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.calibration;

import org.steelyard.units.InputException;

/**
 * From the counts of an image to solar luminosities per square parsec in its band (Cappellari 2002, section 2.4):
 *
 * <pre>  mu = ZP + 2.5 log10(t) + 5 log10(pixel) - 2.5 log10(C) - A - K - 10 log10(1 + z)
 *  I  = 10^(0.4 (M_sun + 21.572 - mu))  [Lsun/pc2] </pre>
 *
 * C is counts per pixel, ZP the magnitude of one count per second, t the exposure, A the Galactic extinction, K the K-correction.
 * Surface brightness dims by (1 + z)^4, 10 log10(1 + z) mag; what the redshifted band sees besides is in K. Zero-point and M_sun must be
 * in one magnitude system.
 *
 * @param zeroPoint [mag] of one count per second
 * @param exposure [s] that the counts were collected in, 1 if the image is per second
 * @param pixel [arcsec] side of a pixel
 * @param solarMagnitude [mag] absolute magnitude of the Sun in the band, in the system of the zero-point
 * @param extinction [mag] Galactic extinction A in the band
 * @param redshift z, for the dimming; 0 for none
 * @param kCorrection [mag] K, subtracted from the magnitude
 */
public record Calibration(
        double zeroPoint,
        double exposure,
        double pixel,
        double solarMagnitude,
        double extinction,
        double redshift,
        double kCorrection) {

    /** Magnitude of 1 Lsun/pc2 over one arcsec2 for M_sun = 0: 5 log10(648000/pi) - 5 = 21.572. */
    private static final double SOLAR_PER_PC2 = 5 * Math.log10(648000 / Math.PI) - 5;

    /** @throws InputException if a number is missing or out of its range */
    public Calibration {
        if (!Double.isFinite(zeroPoint)) {
            throw new InputException("zero-point is " + zeroPoint
                    + "; give the magnitude of one count per second, like zero_point = \"25.94 AB\"");
        }
        if (!Double.isFinite(solarMagnitude) || !Double.isFinite(extinction) || !Double.isFinite(kCorrection)) {
            throw new InputException("absolute magnitude of the Sun " + solarMagnitude + ", extinction " + extinction
                    + " and K-correction " + kCorrection + " mag must be finite");
        }
        if (!(exposure > 0) || !(pixel > 0) || !(redshift > -1) || Double.isInfinite(exposure + pixel + redshift)) {
            throw new InputException("exposure " + exposure + " s and pixel " + pixel
                    + " arcsec must be positive, redshift " + redshift + " above -1");
        }
    }

    /**
     * The calibration without extinction, dimming and K-correction.
     *
     * @param zeroPoint [mag] of one count per second
     * @param exposure [s] 1 if the image is per second
     * @param pixel [arcsec] side of a pixel
     * @param solarMagnitude [mag] of the Sun in the band
     * @return the calibration
     * @throws InputException if a number is missing or out of its range
     */
    public static Calibration of(double zeroPoint, double exposure, double pixel, double solarMagnitude) {
        return new Calibration(zeroPoint, exposure, pixel, solarMagnitude, 0, 0, 0);
    }

    /**
     * Corrects for the dust of our Galaxy.
     *
     * @param magnitude [mag] extinction in the band
     * @return this calibration with that extinction
     */
    public Calibration withExtinction(double magnitude) {
        return new Calibration(zeroPoint, exposure, pixel, solarMagnitude, magnitude, redshift, kCorrection);
    }

    /**
     * Corrects for the redshift.
     *
     * @param z redshift, for the surface-brightness dimming
     * @param k [mag] K-correction
     * @return this calibration with that redshift and K-correction
     */
    public Calibration withRedshift(double z, double k) {
        return new Calibration(zeroPoint, exposure, pixel, solarMagnitude, extinction, z, k);
    }

    /**
     * Surface brightness, corrected for extinction, dimming and K.
     *
     * @param counts of a pixel, without sky
     * @return [mag/arcsec2] surface brightness
     */
    public double surfaceMagnitude(double counts) {
        return totalMagnitude(counts) + 5 * Math.log10(pixel) - 10 * Math.log10(1 + redshift);
    }

    /**
     * Magnitude of a source, corrected for extinction and K.
     *
     * @param counts of the source
     * @return [mag] magnitude
     */
    public double totalMagnitude(double counts) {
        return zeroPoint + 2.5 * Math.log10(exposure) - 2.5 * Math.log10(counts) - extinction - kCorrection;
    }

    /**
     * The factor from counts to luminosity.
     *
     * @return [Lsun/pc2] of one count per pixel
     */
    public double solarPerCount() {
        return Math.pow(10, 0.4 * (solarMagnitude + SOLAR_PER_PC2 - surfaceMagnitude(1)));
    }

    /**
     * Luminosity of a source.
     *
     * @param counts of the source
     * @param luminosityDistance [Mpc]
     * @return [Lsun] luminosity in the band
     */
    public double luminosity(double counts, double luminosityDistance) {
        double absolute = totalMagnitude(counts) - 5 * Math.log10(luminosityDistance * 1e5);
        return Math.pow(10, 0.4 * (solarMagnitude - absolute));
    }
}
