// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.calibration;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.steelyard.units.InputException;

/**
 * What a user says about the calibration of an image. Texts and numbers that are not given are null.
 *
 * @param unit of the image, see {@link ImageUnit}; null for that of the file
 * @param zeroPoint magnitude of one count (or electron) per second, for example {@code 25.94 AB}; null for a unit with a magnitude of
 *     its own
 * @param exposure [s] in which the counts were collected
 * @param gain [electron per count], or per nanomaggy or MJy/sr, for the noise
 * @param solarMagnitude absolute magnitude of the Sun in the band, for example {@code 4.52} or {@code 4.52 AB}
 * @param band of {@link SolarMagnitudes}, instead of the magnitude of the Sun
 * @param extinction [mag] Galactic extinction in the band
 * @param redshift for the surface-brightness dimming
 * @param kCorrection [mag] K-correction
 */
public record CalibrationKeys(
        String unit,
        String zeroPoint,
        Double exposure,
        Double gain,
        String solarMagnitude,
        String band,
        double extinction,
        double redshift,
        double kCorrection) {

    private static final String SUN = "; write it like 4.52 or \"4.52 AB\", or name a band such as \"2MASS H\"";

    /**
     * The unit of the image.
     *
     * @param written BUNIT of the file, may be empty
     * @return the unit
     * @throws InputException if it is neither given nor in the file, or not known
     */
    public ImageUnit imageUnit(String written) {
        if (unit == null && written.isBlank()) {
            throw new InputException(
                    "the image does not say its unit (BUNIT); give the unit, one of electrons, electrons/s,"
                            + " counts, counts/s, nanomaggies, MJy/sr");
        }
        return ImageUnit.parse(unit == null ? written : unit);
    }

    /**
     * The zero-point with its system.
     *
     * @param image unit of the image
     * @param pixel [arcsec] side of a pixel
     * @return the zero-point
     * @throws InputException if it is missing, has no system, or contradicts the unit
     */
    public Magnitude zero(ImageUnit image, double pixel) {
        if (image.isAbsolute()) {
            if (zeroPoint != null) {
                throw new InputException("zero-point \"" + zeroPoint + "\": an image in " + image.symbol()
                        + " has the magnitude in its unit; leave the zero-point out");
            }
            return new Magnitude(image.zeroPoint(pixel), MagnitudeSystem.AB);
        }
        if (zeroPoint == null) {
            throw new InputException("zero-point is missing, without which counts are no luminosities; give the"
                    + " magnitude of one count per second with its system, like \"25.94 AB\"");
        }
        Magnitude zero = parsed("zero-point", zeroPoint);
        if (zero.system() == null) {
            throw new InputException("zero-point \"" + zeroPoint + "\" does not say its system; write it like \""
                    + zero.value() + " AB\" or \"" + zero.value() + " Vega\"");
        }
        return zero;
    }

    /**
     * The absolute magnitude of the Sun.
     *
     * @param system of the zero-point
     * @return the magnitude, in that system
     * @throws InputException if it is missing or given twice, in another system, or the band is not known
     */
    public Magnitude sun(MagnitudeSystem system) {
        if ((solarMagnitude == null) == (band == null)) {
            throw new InputException("absolute magnitude of the Sun is "
                    + (band == null ? "missing" : "given as a number and by its band; give one of them") + SUN);
        }
        if (band != null) {
            return new Magnitude(SolarMagnitudes.load().of(band, system), system);
        }
        Magnitude sun = parsed("absolute magnitude of the Sun", solarMagnitude);
        if (sun.system() != null && system != null && sun.system() != system) {
            throw new InputException(
                    "absolute magnitude of the Sun \"" + solarMagnitude + "\" is in another system than"
                            + " the zero-point, which is in " + system + "; give both in one system");
        }
        return new Magnitude(sun.value(), system);
    }

    /**
     * The calibration of the image.
     *
     * @param image unit of the image
     * @param pixel [arcsec] side of a pixel
     * @return the calibration
     * @throws InputException if something is missing or out of its range
     */
    public Calibration calibration(ImageUnit image, double pixel) {
        Magnitude zero = zero(image, pixel);
        if (image.isSum() && exposure == null) {
            throw new InputException("exposure is missing: an image in " + image.symbol()
                    + " is a sum over it; write it like \"900 s\"");
        }
        return Calibration.of(
                        zero.value(),
                        image.isSum() ? exposure : 1,
                        pixel,
                        sun(zero.system()).value())
                .withExtinction(extinction)
                .withRedshift(redshift, kCorrection);
    }

    /**
     * What was used, for the header of a table.
     *
     * @param image unit of the image
     * @param used the calibration of these keys
     * @return names and values, in order
     */
    public Map<String, String> facts(ImageUnit image, Calibration used) {
        Magnitude zero = zero(image, used.pixel());
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("unit", image.symbol());
        facts.put("zero_point", zero.toString());
        facts.put("magnitude_system", zero.system().toString());
        facts.put("exposure", used.exposure() + " s");
        facts.put("band", band == null ? "not named" : band);
        facts.put("absolute_solar_magnitude", sun(zero.system()).toString());
        facts.put(
                "absolute_solar_magnitude_source",
                band == null ? "given" : SolarMagnitudes.load().source(band));
        facts.put("extinction", extinction + " mag");
        facts.put("redshift", Double.toString(redshift));
        facts.put("k_correction", kCorrection + " mag");
        facts.put("pixel", String.format(Locale.ROOT, "%.8g arcsec", used.pixel()));
        facts.put("pixel_area", String.format(Locale.ROOT, "%.8g arcsec2", used.pixel() * used.pixel()));
        return facts;
    }

    private static Magnitude parsed(String name, String text) {
        try {
            return Magnitude.parse(text);
        } catch (InputException e) {
            throw new InputException(name + ": " + e.getMessage(), e);
        }
    }
}
