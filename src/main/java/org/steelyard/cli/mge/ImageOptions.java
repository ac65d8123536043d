// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.mge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.steelyard.inference.FitObserver;
import org.steelyard.photometry.ImageModel;
import org.steelyard.photometry.StarlightFit;
import org.steelyard.photometry.StarlightMge;
import org.steelyard.photometry.StarlightOptions;
import org.steelyard.photometry.calibration.Calibration;
import org.steelyard.photometry.calibration.CalibrationKeys;
import org.steelyard.photometry.calibration.ImageUnit;
import org.steelyard.photometry.calibration.Magnitude;
import org.steelyard.photometry.file.PsfFile;
import org.steelyard.photometry.file.StarlightImage;
import org.steelyard.units.InputException;
import org.steelyard.units.Quantity;
import org.steelyard.units.Unit;
import picocli.CommandLine.Option;

/** What a user says about an image, and its fit. */
final class ImageOptions {

    @Option(
            names = "--psf",
            paramLabel = "PSF",
            description = "The PSF: a FITS image that adds up to 1, a table with the columns weight, sigma [arcsec] (and"
                    + " axis_ratio, position_angle), the FWHM of a Gaussian like \"0.15 arcsec\", or none.")
    private String psf;

    @Option(
            names = "--psf-oversampling",
            paramLabel = "N",
            defaultValue = "1",
            description = "Pixels of the PSF's image along one pixel of the galaxy's; default ${DEFAULT-VALUE}.")
    private double oversampling;

    @Option(
            names = "--zero-point",
            paramLabel = "MAG",
            description = "Magnitude of one count (or electron) per second with its system: \"25.94 AB\", \"24.66 Vega\".")
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
            names = "--read-noise",
            paramLabel = "ELECTRONS",
            defaultValue = "0",
            description = "Read noise of a pixel [electron]; default ${DEFAULT-VALUE}.")
    private double readNoise;

    @Option(
            names = "--sky",
            paramLabel = "LEVEL",
            description = "Level of the sky in the unit of the image, held fixed; default: fitted.")
    private Double sky;

    @Option(
            names = "--subtracted-sky",
            paramLabel = "LEVEL",
            defaultValue = "0",
            description = "Sky that was subtracted from the image before, for the noise alone; default ${DEFAULT-VALUE}.")
    private double subtractedSky;

    @Option(
            names = "--saturation",
            paramLabel = "LEVEL",
            description = "Pixels at or above this level are left out; default: none.")
    private Double saturation;

    @Option(
            names = "--absolute-solar-magnitude",
            paramLabel = "MAG",
            description = "Absolute magnitude of the Sun in the band, in the system of the zero-point, for example 4.52.")
    private String sun;

    @Option(
            names = "--band",
            paramLabel = "BAND",
            description = "Instead of it: a band of Willmer (2018), for example \"2MASS H\", \"SDSS i\", \"Johnson V\".")
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
            names = "--inclination",
            paramLabel = "ANGLE",
            description = "Inclination at which the table must be deprojected, for example \"63 deg\": every axis ratio"
                    + " stays above its cosine.")
    private String inclination;

    @Option(
            names = "--mask",
            paramLabel = "FILE",
            description = "Pixels to leave out: a FITS image that is not zero there, or DS9 regions. May be repeated.")
    private List<Path> masks = new ArrayList<>();

    @Option(
            names = "--pixel",
            paramLabel = "ANGLE",
            description = "Side of a pixel of an image without sky coordinates, for example \"0.05 arcsec\".")
    private String pixel;

    @Option(names = "--extension", paramLabel = "NAME", description = "Extension of the FITS file; default: the first.")
    private String extension;

    @Option(
            names = "--gaussians",
            paramLabel = "N",
            defaultValue = "14",
            description = "Largest number of Gaussians; default ${DEFAULT-VALUE}.")
    private int gaussians;

    @Option(names = "--no-point-source", description = "All light of the centre is starlight; default: a point source is tried.")
    private boolean noPoint;

    @Option(names = "--no-source-mask", description = "Do not look for stars and neighbours.")
    private boolean noSources;

    @Option(
            names = "--distance",
            paramLabel = "LENGTH",
            description = "Luminosity distance, for example \"17.1 Mpc\", for the total luminosity.")
    private String distance;

    /** Reads and fits the image. */
    Starlight fit(Path file, FitObserver observer) {
        if (psf == null) {
            throw new InputException("--psf is missing: give a FITS image, a table of Gaussians, a FWHM like \"0.15 arcsec\","
                    + " or none");
        }
        Double seconds = positive("--exposure", exposure, Unit.Dimension.TIME);
        Double megaparsec = positive("--distance", distance, Unit.Dimension.LENGTH);
        Double degrees = positive("--inclination", inclination, Unit.Dimension.ANGLE);
        StarlightImage read =
                StarlightImage.read(file, extension, positive("--pixel", pixel, Unit.Dimension.ANGLE), masks);
        CalibrationKeys keys = new CalibrationKeys(
                unit, zeroPoint, seconds, gain, sun, band, extinction, redshift, kCorrection);
        ImageUnit own;
        Calibration calibration;
        StarlightOptions how;
        try {
            own = keys.imageUnit(read.image().unit());
            calibration = keys.calibration(own, read.local().pixelSize());
            how = StarlightOptions.defaults()
                    .withNoise(own.electrons(gain, seconds), readNoise, subtractedSky)
                    .withSky(sky == null ? Double.NaN : sky)
                    .withGaussians(gaussians, StarlightOptions.defaults().leastRatio())
                    .with(!noPoint, !noSources)
                    .withSaturation(saturation == null ? Double.POSITIVE_INFINITY : saturation);
            how = degrees == null ? how : how.withInclination(degrees / 3600);
        } catch (InputException e) {
            throw new InputException(file + ": " + e.getMessage(), e);
        }
        PsfFile blur = PsfFile.read(psf, oversampling, read.local());
        StarlightFit fit;
        try {
            fit = StarlightFit.fit(read.image(), blur.psf(), read.masked(), how, observer);
        } catch (InputException e) {
            throw new InputException(file + ": " + e.getMessage(), e);
        }
        StarlightMge light = new StarlightMge(fit, calibration);
        Map<String, String> results = results(read, light, megaparsec);
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("image", file.toString());
        facts.put("unit", own.symbol());
        Magnitude zero = keys.zero(own, calibration.pixel());
        facts.put("zero_point", zero.toString());
        facts.put("exposure", calibration.exposure() + " s");
        facts.put("band", band == null ? "not named" : band);
        facts.put("absolute_solar_magnitude", keys.sun(zero.system()).toString());
        facts.put("extinction", extinction + " mag");
        facts.put("redshift", Double.toString(redshift));
        facts.put("k_correction", kCorrection + " mag");
        facts.put("pixel", calibration.pixel() + " arcsec");
        facts.put("psf", blur.description());
        facts.put("gain", how.gain() + " electron per " + own.symbol());
        facts.put("read_noise", readNoise + " electron");
        facts.put("subtracted_sky", Double.toString(subtractedSky));
        facts.put("masks", masks.isEmpty() ? "none" : masks.toString());
        facts.put("smallest_axis_ratio_allowed", Double.toString(how.leastRatio()));
        facts.putAll(results);
        return new Starlight(read, fit, light, facts, results, notes(blur, fit, light, how));
    }

    private static Map<String, String> results(StarlightImage read, StarlightMge light, Double distance) {
        StarlightFit fit = light.fit();
        ImageModel model = fit.model();
        Map<String, String> results = new LinkedHashMap<>();
        results.put("gaussians", Integer.toString(model.gaussians().size()));
        results.put("centre", text("column %.4f, row %.4f (from 1)", model.x() + 1, model.y() + 1));
        if (read.image().frame().celestial()) {
            double[] sky = read.image().frame().toWorld(model.x() + 1, model.y() + 1);
            results.put("centre_sky", text("RA %.7f, Dec %.7f deg", sky[0], sky[1]));
        }
        results.put("position_angle", text("%.3f deg", light.positionAngle(read.image().frame())));
        results.put(
                "sky",
                fit.skyFree()
                        ? text("%.6g +- %.2g %s, fitted", model.sky(), fit.skyError(), read.image().unit())
                        : text("%.6g %s, given", model.sky(), read.image().unit()));
        results.put("point_source", text(
                model.pointSource() > 0 ? "%.3f mag, not in the table" : "none",
                light.calibration().totalMagnitude(Math.max(model.pointSource(), Double.MIN_NORMAL))));
        results.put("total_magnitude", text("%.4f mag", light.totalMagnitude()));
        if (distance != null) {
            results.put("luminosity", text("%.4e Lsun at %.6g Mpc", light.luminosity(distance / 1e6), distance / 1e6));
        }
        results.put("effective_radius", text("%.5g arcsec", light.effectiveRadius()));
        results.put("masked", text("%d of %d pixels", fit.masked().cardinality(), read.image().values().length));
        results.put("reduced_chi2", text("%.5f of %d pixels", fit.reducedChiSquared(), fit.pixels()));
        results.put("axis_ratio_limit_cost", text("%.4g in chi2", fit.ratioCost()));
        return results;
    }

    private static List<String> notes(PsfFile psf, StarlightFit fit, StarlightMge light, StarlightOptions how) {
        List<String> notes = new ArrayList<>(psf.notes());
        if (fit.model().pointSource() > 0) {
            notes.add(text(
                    "an unresolved source of %.2f mag at the centre is left out of the table as an active nucleus; if it is a"
                            + " star cluster, fit again with --no-point-source",
                    light.calibration().totalMagnitude(fit.model().pointSource())));
        }
        if (fit.ratioCost() > 0) {
            notes.add(text(
                    "the smallest axis ratio allowed, %.3f, costs %.4g in chi2: the isophotes are flatter than the"
                            + " inclination allows",
                    how.leastRatio(),
                    fit.ratioCost()));
        }
        if (fit.widestAtLimit() && fit.skyFree()) {
            notes.add("the galaxy fills the image: its outermost Gaussian and the sky are not told apart; give the sky with"
                    + " --sky if it is known");
        }
        if (fit.reducedChiSquared() > 2) {
            notes.add(text(
                    "reduced chi2 is %.3g: the noise is larger than given, or the galaxy is not made of concentric ellipses"
                            + " of one position angle; look at the residuals in the figure",
                    fit.reducedChiSquared()));
        }
        return notes;
    }

    private static String text(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }

    private static Double positive(String option, String text, Unit.Dimension dimension) {
        if (text == null) {
            return null;
        }
        double value;
        try {
            value = Quantity.parse(text).as(dimension);
        } catch (InputException e) {
            throw new InputException(option + " " + e.getMessage(), e);
        }
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new InputException(option + " \"" + text + "\" must be positive, like \"" + dimension.example() + "\"");
        }
        return value;
    }
}
