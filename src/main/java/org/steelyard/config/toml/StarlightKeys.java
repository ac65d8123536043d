// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config.toml;

import static org.steelyard.config.toml.ValueKinds.flag;
import static org.steelyard.config.toml.ValueKinds.integer;
import static org.steelyard.config.toml.ValueKinds.list;
import static org.steelyard.config.toml.ValueKinds.number;
import static org.steelyard.config.toml.ValueKinds.path;
import static org.steelyard.config.toml.ValueKinds.psf;
import static org.steelyard.config.toml.ValueKinds.quantity;
import static org.steelyard.config.toml.ValueKinds.text;
import static org.steelyard.config.toml.ValueKinds.textOrNumber;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.steelyard.config.DustConfig;
import org.steelyard.config.StarlightConfig;
import org.steelyard.photometry.calibration.CalibrationKeys;

/** The keys of section {@code [starlight]}, and the section that they make. */
final class StarlightKeys {

    static final String SECTION = "starlight";

    private static final int MANY = 1000;

    /** The keys about dust. */
    private static final Pattern DUST = Pattern.compile("(second|dust)_.*|extinction_ratio|wavelength");

    private StarlightKeys() {}

    // A table reads better as it is laid out here. spotless:off
    static void declare(KeyDeclarations keys) {
        keys.section(SECTION);
        add(keys, "image", path(), "\"image.fits\"",
                "instead of potential.mge: the galaxy's image, to which the Gaussians of the stars are fitted", StarlightConfig::image);
        add(keys, "extension", textOrNumber(), "\"SCI\"", "extension of the FITS file; default: the first image", StarlightConfig::extension);
        add(keys, "psf", psf(), "\"psf.fits\"",
                "the PSF: a FITS image that adds up to 1; a table of weight, sigma [arcsec] (and axis_ratio, position_angle); the FWHM of a Gaussian like \"0.15 arcsec\"; or \"none\"",
                s -> fileOrText(s.psf()));
        add(keys, "psf_oversampling", number(), "4", "pixels of the PSF's image along one pixel of the galaxy's; default 1", s -> unless(1.0, s.psfOversampling()));
        add(keys, "pixel", quantity("arcsec", "0.05 arcsec"), "\"0.05 arcsec\"", "side of a pixel, where the file does not say it", StarlightConfig::pixel);
        add(keys, "mask", list(path(), 1, MANY, "[\"mask.fits\", \"stars.reg\"]"), "[\"mask.fits\", \"stars.reg\"]",
                "pixels to leave out: FITS images that are not zero there, or DS9 regions", s -> s.masks().isEmpty() ? null : s.masks());
        calibrated(keys, "unit", text(), "\"electrons\"",
                "unit of the image where the header (BUNIT) has none or a wrong one: electrons, electrons/s, counts, counts/s, nanomaggies, MJy/sr", CalibrationKeys::unit);
        calibrated(keys, "zero_point", textOrNumber(), "\"25.94 AB\"",
                "magnitude of one count (or electron) per second with its system, AB or Vega", CalibrationKeys::zeroPoint);
        calibrated(keys, "exposure", quantity("s", "900 s"), "\"900 s\"", "exposure time", CalibrationKeys::exposure);
        calibrated(keys, "gain", number(), "7.0", "electrons per unit of the image, for the noise; not for an image in electrons", CalibrationKeys::gain);
        calibrated(keys, "absolute_solar_magnitude", textOrNumber(), "4.52",
                "absolute magnitude of the Sun in the band, in the system of the zero-point", CalibrationKeys::solarMagnitude);
        calibrated(keys, "band", text(), "\"2MASS H\"", "instead of it: a band with a known value", CalibrationKeys::band);
        calibrated(keys, "extinction", number(), "0.01", "Galactic extinction in the band [mag]; default 0", c -> unless(0.0, c.extinction()));
        calibrated(keys, "redshift", number(), "0.005", "redshift, for the surface-brightness dimming (1+z)^4; default 0", c -> unless(0.0, c.redshift()));
        calibrated(keys, "k_correction", number(), "0.01", "K-correction [mag], subtracted from the magnitude; default 0", c -> unless(0.0, c.kCorrection()));
        add(keys, "read_noise", number(), "15.0", "read noise of a pixel [electron]; default 0", s -> unless(0.0, s.readNoise()));
        add(keys, "sky", number(), "210.5", "level of the sky in the unit of the image, held fixed; default: fitted", StarlightConfig::sky);
        add(keys, "subtracted_sky", number(), "150.0", "sky that was subtracted from the image before, for the noise alone; default 0", s -> unless(0.0, s.subtractedSky()));
        add(keys, "saturation", number(), "60000.0", "pixels at or above this level are left out; default: none", StarlightConfig::saturation);
        add(keys, "gaussians", integer(), "12", "largest number of Gaussians; default " + StarlightConfig.MOST_GAUSSIANS, s -> unless(StarlightConfig.MOST_GAUSSIANS, s.gaussians()));
        add(keys, "point_source", flag(), "true", "true: a point source at the centre that the data ask for is left out of the stars; default: all light is starlight", s -> unless(false, s.pointSource()));
        add(keys, "source_mask", flag(), "false", "false: do not look for stars and neighbours", s -> unless(true, s.sourceMask()));
        dusty(keys, "second_band", path(), "\"bluer.fits\"",
                "a bluer image on the same pixels: a dust disk is corrected by the colour excess", DustConfig::secondBand);
        second(keys, "second_zero_point", textOrNumber(), "\"25.5 AB\"", "its zero-point with its system", CalibrationKeys::zeroPoint);
        second(keys, "second_exposure", quantity("s", "700 s"), "\"700 s\"", "its exposure time", CalibrationKeys::exposure);
        second(keys, "second_unit", text(), "\"electrons\"", "its unit; default: BUNIT of its header", CalibrationKeys::unit);
        second(keys, "second_gain", number(), "7.0", "its electrons per unit, for the noise", CalibrationKeys::gain);
        second(keys, "second_extinction", number(), "0.03", "Galactic extinction in it [mag]; default 0", c -> unless(0.0, c.extinction()));
        dusty(keys, "second_psf", psf(), "\"bluer_psf.fits\"", "its PSF, written as psf; default: psf", d -> fileOrText(d.secondPsf()));
        dusty(keys, "second_read_noise", number(), "5.0", "its read noise [electron]; default 0", d -> unless(0.0, d.secondReadNoise()));
        dusty(keys, "second_sky", number(), "80.0", "level of its sky in its unit; default: fitted with the colour of the stars", DustConfig::secondSky);
        dusty(keys, "extinction_ratio", number(), "3.2", "extinction in the second band over that in the image, for the dust of the galaxy", DustConfig::extinctionRatio);
        dusty(keys, "wavelength", number(), "1.6",
                "instead of extinction_ratio: effective wavelength of the image [micrometre]; the law of Cardelli, Clayton & Mathis (1989) with R_V = 3.1 makes the ratio", DustConfig::wavelength);
        dusty(keys, "second_wavelength", number(), "0.8", "effective wavelength of the second band [micrometre]", DustConfig::secondWavelength);
        dusty(keys, "dust_inclination", quantity("deg", "63 deg"), "\"63 deg\"", "inclination of the dust disk, as of the gas; default: that at which the stars are deprojected", DustConfig::inclination);
        dusty(keys, "dust_radius", quantity("arcsec", "2.2 arcsec"), "\"2.2 arcsec\"", "semi-major axis of the dust disk; default: where the colour excess ends", DustConfig::radius);
        dusty(keys, "dust_behind", number(), "1.0",
                "share of the starlight behind the dust, 1 for a screen in front; default 0.5, a disk in the mid-plane", d -> unless(DustConfig.MID_PLANE, d.behind()));
        dusty(keys, "dust_grid", list(number(), 1, MANY, "[0.0, 0.75, 1.5]"), "[0.0, 0.75, 1.5]",
                "without a second band: extinctions at the centre of the dust disk [mag], each of which makes a table", d -> d.grid().isEmpty() ? null : d.grid());
    }
    // spotless:on

    /** Null for the default, which is not written. */
    private static Object unless(Object usual, Object value) {
        return value.equals(usual) ? null : value;
    }

    private static void add(
            KeyDeclarations keys,
            String name,
            ValueKind kind,
            String example,
            String doc,
            Function<StarlightConfig, Object> value) {
        keys.add(name, kind, null, example, doc, c -> c.starlight() == null ? null : value.apply(c.starlight()));
    }

    private static @Nullable Object fileOrText(@Nullable String psf) {
        return psf != null && StarlightConfig.isFile(psf) ? Path.of(psf) : psf;
    }

    private static void dusty(
            KeyDeclarations keys,
            String name,
            ValueKind kind,
            String example,
            String doc,
            Function<DustConfig, @Nullable Object> value) {
        add(keys, name, kind, example, doc, s -> s.dust() == null ? null : value.apply(s.dust()));
    }

    private static void second(
            KeyDeclarations keys,
            String name,
            ValueKind kind,
            String example,
            String doc,
            Function<CalibrationKeys, @Nullable Object> value) {
        dusty(keys, name, kind, example, doc, d -> value.apply(d.second()));
    }

    private static void calibrated(
            KeyDeclarations keys,
            String name,
            ValueKind kind,
            String example,
            String doc,
            Function<CalibrationKeys, Object> value) {
        add(keys, name, kind, example, doc, s -> value.apply(s.calibration()));
    }

    /** The section; null where no key of it is given. */
    static StarlightConfig build(Map<String, Object> given) {
        return given.keySet().stream().noneMatch(key -> key.startsWith(SECTION + "."))
                ? null
                : new Values(given).build();
    }

    /** The given values by the names of the section. */
    private record Values(Map<String, Object> given) {

        StarlightConfig build() {
            Object psf = get("psf", null);
            return new StarlightConfig(
                    get("image", null),
                    get("extension", null),
                    psf == null ? null : psf.toString(),
                    get("psf_oversampling", 1.0),
                    get("pixel", null),
                    get("mask", List.of()),
                    new CalibrationKeys(
                            get("unit", null),
                            get("zero_point", null),
                            get("exposure", null),
                            get("gain", null),
                            get("absolute_solar_magnitude", null),
                            get("band", null),
                            get("extinction", 0.0),
                            get("redshift", 0.0),
                            get("k_correction", 0.0)),
                    get("read_noise", 0.0),
                    get("sky", null),
                    get("subtracted_sky", 0.0),
                    get("saturation", null),
                    get("gaussians", StarlightConfig.MOST_GAUSSIANS),
                    get("point_source", false),
                    get("source_mask", true),
                    dust());
        }

        private @Nullable DustConfig dust() {
            boolean given = this.given.keySet().stream()
                    .map(key -> key.substring(key.indexOf('.') + 1))
                    .anyMatch(DUST.asMatchPredicate());
            Object psf = get("second_psf", null);
            return !given
                    ? null
                    : new DustConfig(
                            get("second_band", null),
                            psf == null ? null : psf.toString(),
                            new CalibrationKeys(
                                    get("second_unit", null),
                                    get("second_zero_point", null),
                                    get("second_exposure", null),
                                    get("second_gain", null),
                                    null,
                                    null,
                                    get("second_extinction", 0.0),
                                    0,
                                    0),
                            get("second_read_noise", 0.0),
                            get("second_sky", null),
                            get("extinction_ratio", null),
                            get("wavelength", null),
                            get("second_wavelength", null),
                            get("dust_inclination", null),
                            get("dust_radius", null),
                            get("dust_behind", DustConfig.MID_PLANE),
                            get("dust_grid", List.of()));
        }

        @SuppressWarnings("unchecked") // the kind of each key is fixed by its declaration
        private <T> T get(String name, T otherwise) {
            return (T) given.getOrDefault(SECTION + "." + name, otherwise);
        }
    }
}
