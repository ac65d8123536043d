// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.mge;

import java.util.LinkedHashMap;
import java.util.Map;
import org.steelyard.photometry.calibration.Calibration;
import org.steelyard.photometry.calibration.CalibrationKeys;
import org.steelyard.photometry.calibration.ImageUnit;
import org.steelyard.photometry.calibration.Magnitude;
import org.steelyard.photometry.calibration.SolarMagnitudes;
import org.steelyard.units.InputException;
import org.steelyard.units.Unit;
import picocli.CommandLine.Option;

/** What makes luminosities of counts or magnitudes. */
final class CalibrationOptions {

    @Option(
            names = "--zero-point",
            paramLabel = "MAG",
            description =
                    "Magnitude of one count (or electron) per second with its system: \"25.94 AB\", \"24.66 Vega\".")
    private String zeroPoint;

    @Option(names = "--exposure", paramLabel = "TIME", description = "Exposure time, for example \"900 s\".")
    private String exposure;

    @Option(
            names = "--unit",
            paramLabel = "UNIT",
            description = "Unit of the image where the header (BUNIT) has none or a wrong one: electrons, electrons/s,"
                    + " counts, counts/s, nanomaggies, MJy/sr.")
    private String unit;

    @Option(
            names = "--gain",
            paramLabel = "NUMBER",
            description = "Electrons per unit of the image, for the noise; not for an image in electrons.")
    private Double gain;

    @Option(
            names = "--absolute-solar-magnitude",
            paramLabel = "MAG",
            description =
                    "Absolute magnitude of the Sun in the band, in the system of the zero-point, for example 4.52.")
    private String sun;

    @Option(
            names = "--band",
            paramLabel = "BAND",
            description =
                    "Instead of it: a band with a known value, for example \"2MASS H\", \"SDSS i\", \"Johnson V\".")
    private String band;

    @Option(
            names = "--extinction",
            paramLabel = "MAG",
            defaultValue = "0",
            description = "Galactic extinction in the band [mag]; default ${DEFAULT-VALUE}.")
    private double extinction;

    @Option(
            names = "--redshift",
            paramLabel = "Z",
            defaultValue = "0",
            description = "Redshift, for the surface-brightness dimming (1+z)^4; default ${DEFAULT-VALUE}.")
    private double redshift;

    @Option(
            names = "--k-correction",
            paramLabel = "MAG",
            defaultValue = "0",
            description = "K-correction [mag], subtracted from the magnitude; default ${DEFAULT-VALUE}.")
    private double kCorrection;

    @Option(
            names = "--distance",
            paramLabel = "LENGTH",
            description = "Luminosity distance, for example \"17.1 Mpc\", for the total luminosity.")
    private String distance;

    /** [s] Exposure, null if it is not given. */
    Double seconds() {
        return CommonOptions.positive("--exposure", exposure, Unit.Dimension.TIME);
    }

    /** [Mpc] Luminosity distance, null if it is not given. */
    Double megaparsec() {
        Double parsec = CommonOptions.positive("--distance", distance, Unit.Dimension.LENGTH);
        return parsec == null ? null : parsec / 1e6;
    }

    private CalibrationKeys keys() {
        return new CalibrationKeys(unit, zeroPoint, seconds(), gain, sun, band, extinction, redshift, kCorrection);
    }

    /** The unit of an image whose header says {@code written}. */
    ImageUnit imageUnit(String written) {
        return keys().imageUnit(written);
    }

    /** [electron per unit of the image] */
    double electrons(ImageUnit own) {
        return own.electrons(gain, seconds());
    }

    /** The calibration of counts of a unit in pixels of a size [arcsec]. */
    Calibration calibration(ImageUnit own, double pixel) {
        return keys().calibration(own, pixel);
    }

    /** The calibration of magnitudes, whose counts are 10^(-0.4 mag). */
    Calibration magnitudes(double pixel) {
        if (seconds() != null || unit != null || gain != null) {
            throw new InputException("exposure, unit and gain are for images; leave them out for magnitudes");
        }
        Magnitude zero = keys().zero(ImageUnit.COUNTS_PER_SECOND, pixel);
        return Calibration.of(0, 1, pixel, keys().sun(zero.system()).value())
                .withExtinction(extinction)
                .withRedshift(redshift, kCorrection);
    }

    /** The zero-point with its system. */
    Magnitude zero(ImageUnit own, double pixel) {
        return keys().zero(own, pixel);
    }

    /** For the header of a table that comes from magnitudes. */
    Map<String, String> magnitudeFacts() {
        return facts(ImageUnit.COUNTS_PER_SECOND, magnitudes(1));
    }

    /** For the header of the table. */
    Map<String, String> facts(ImageUnit own, Calibration calibration) {
        Magnitude zero = keys().zero(own, calibration.pixel());
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("unit", own.symbol());
        facts.put("zero_point", zero.toString());
        facts.put("magnitude_system", zero.system().toString());
        facts.put("exposure", calibration.exposure() + " s");
        facts.put("band", band == null ? "not named" : band);
        facts.put("absolute_solar_magnitude", keys().sun(zero.system()).toString());
        facts.put(
                "absolute_solar_magnitude_source",
                band == null ? "given" : SolarMagnitudes.load().source(band));
        facts.put("extinction", extinction + " mag");
        facts.put("redshift", Double.toString(redshift));
        facts.put("k_correction", kCorrection + " mag");
        facts.put("pixel", Numbers.text("%.8g arcsec", calibration.pixel()));
        facts.put("pixel_area", Numbers.text("%.8g arcsec2", calibration.pixel() * calibration.pixel()));
        return facts;
    }
}
