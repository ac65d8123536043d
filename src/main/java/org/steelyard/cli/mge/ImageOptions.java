// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.mge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.steelyard.cube.Image;
import org.steelyard.inference.FitObserver;
import org.steelyard.photometry.ImageModel;
import org.steelyard.photometry.StarlightFit;
import org.steelyard.photometry.StarlightMge;
import org.steelyard.photometry.StarlightOptions;
import org.steelyard.photometry.calibration.Calibration;
import org.steelyard.photometry.calibration.ImageUnit;
import org.steelyard.photometry.file.PsfFile;
import org.steelyard.photometry.file.StarlightImage;
import org.steelyard.report.plot.FigureFormat;
import org.steelyard.units.InputException;
import picocli.CommandLine.Option;

/** What a user says about an image, and its fit. */
final class ImageOptions {

    /** Reduced chi-squared above which the user is told. */
    private static final double HIGH = 2;

    @Option(
            names = "--psf",
            paramLabel = "PSF",
            description =
                    "The PSF: a FITS image that adds up to 1, a table with the columns weight, sigma [arcsec] (and"
                            + " axis_ratio, position_angle), the FWHM of a Gaussian like \"0.15 arcsec\", or none.")
    private String psf;

    @Option(
            names = "--psf-oversampling",
            paramLabel = "N",
            defaultValue = "1",
            description = "Pixels of the PSF's image along one pixel of the galaxy's; default ${DEFAULT-VALUE}.")
    private double oversampling;

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
            description =
                    "Sky that was subtracted from the image before, for the noise alone; default ${DEFAULT-VALUE}.")
    private double subtractedSky;

    @Option(
            names = "--saturation",
            paramLabel = "LEVEL",
            description = "Pixels at or above this level are left out; default: none.")
    private Double saturation;

    @Option(
            names = "--mask",
            paramLabel = "FILE",
            description = "Pixels to leave out: a FITS image that is not zero there, or DS9 regions. May be repeated.")
    private List<Path> masks = new ArrayList<>();

    @Option(names = "--extension", paramLabel = "NAME", description = "Extension of the FITS file; default: the first.")
    private String extension;

    @Option(
            names = "--no-point-source",
            description = "All light of the centre is starlight; default: a point source is tried.")
    private boolean noPoint;

    @Option(names = "--no-source-mask", description = "Do not look for stars and neighbours.")
    private boolean noSources;

    @Option(
            names = "--format",
            paramLabel = "LIST",
            defaultValue = "png",
            description = "Formats of the figure: one or more of png,svg,pdf; default ${DEFAULT-VALUE}.")
    private String formats;

    /** Refuses options of an image where there is none. */
    void refuse(String source) {
        if (psf != null || sky != null || !masks.isEmpty() || saturation != null) {
            throw new InputException(
                    "--psf, --sky, --mask and --saturation are for an image; leave them out for " + source);
        }
    }

    /** Reads and fits an image. */
    Starlight fit(
            Path file, CalibrationOptions calibrating, CommonOptions common, DustOptions dust, FitObserver observer) {
        dust.check(common);
        if (psf == null) {
            throw new InputException(
                    "--psf is missing: give a FITS image, a table of Gaussians, a FWHM like \"0.15 arcsec\","
                            + " or none");
        }
        Set<FigureFormat> figures = FigureFormat.parse(formats);
        StarlightImage read = StarlightImage.read(file, extension, common.pixel(), masks);
        ImageUnit own = CommonOptions.naming(
                file, () -> calibrating.imageUnit(read.image().unit()));
        Calibration calibration = CommonOptions.naming(
                file, () -> calibrating.calibration(own, read.local().pixelSize()));
        StarlightOptions how = CommonOptions.naming(file, () -> options(calibrating.electrons(own), common));
        PsfFile blur = PsfFile.read(psf, oversampling, read);
        DustFit fits = DustFit.of(
                new DustFit.Input(file, read, blur, how, calibration, oversampling, figures), dust, common, observer);
        StarlightFit fit = fits.fit();
        StarlightImage shown = new StarlightImage(file, fits.image(), read.local(), read.masked());
        StarlightMge light = new StarlightMge(fit.model().gaussians(), calibration);
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("image", file.toString());
        facts.putAll(calibrating.facts(own, calibration));
        facts.put("psf", blur.description());
        facts.put("gain", how.gain() + " electron per unit");
        facts.put("read_noise", readNoise + " electron");
        facts.put("subtracted_sky", Double.toString(subtractedSky));
        facts.put("masks", masks.isEmpty() ? "none" : masks.toString());
        facts.put("stars_and_neighbours", noSources ? "not looked for" : "masked");
        facts.put("smallest_axis_ratio_allowed", Numbers.text("%.4f", how.leastRatio()));
        facts.putAll(fits.facts());
        Map<String, String> results = results(shown, fit, light, calibrating.megaparsec());
        results.putAll(fits.results());
        List<String> notes = notes(blur, fit, shown.image(), light, how);
        notes.addAll(fits.notes());
        List<Starlight.Beside> beside = new ArrayList<>(ImageProducts.of(shown, fit, light, figures));
        beside.addAll(fits.beside());
        return new Starlight(light.table(), facts, results, notes, beside, fits.variants());
    }

    private StarlightOptions options(double electrons, CommonOptions common) {
        StarlightOptions how = StarlightOptions.defaults()
                .withNoise(electrons, readNoise, subtractedSky)
                .withSky(sky == null ? Double.NaN : sky)
                .withGaussians(common.gaussians(), StarlightOptions.defaults().leastRatio())
                .with(!noPoint, !noSources)
                .withSaturation(saturation == null ? Double.POSITIVE_INFINITY : saturation);
        Double degrees = common.inclination();
        return degrees == null ? how : how.withInclination(degrees);
    }

    private static Map<String, String> results(
            StarlightImage read, StarlightFit fit, StarlightMge light, Double megaparsec) {
        ImageModel model = fit.model();
        String unit = read.image().unit();
        Map<String, String> results = new LinkedHashMap<>();
        results.put("gaussians", Integer.toString(model.gaussians().size()));
        results.put("centre", Numbers.text("column %.4f, row %.4f (from 1)", model.x() + 1, model.y() + 1));
        if (read.image().frame().celestial()) {
            double[] sky = read.image().frame().toWorld(model.x() + 1, model.y() + 1);
            results.put("centre_sky", Numbers.text("RA %.7f, Dec %.7f deg", sky[0], sky[1]));
        }
        results.put(
                "position_angle",
                Numbers.text("%.3f deg", fit.positionAngle(read.image().frame())));
        results.put(
                "sky",
                fit.skyFree()
                        ? Numbers.text("%.6g +- %.2g %s, fitted", model.sky(), fit.skyError(), unit)
                        : Numbers.text("%.6g %s, given", model.sky(), unit));
        results.put(
                "point_source",
                model.pointSource() > 0
                        ? Numbers.text(
                                "%.3f mag, not in the table",
                                light.calibration().totalMagnitude(model.pointSource()))
                        : "0");
        results.putAll(CommonOptions.totals(light, megaparsec));
        results.put(
                "masked",
                Numbers.text(
                        "%d of %d pixels",
                        fit.masked().cardinality(), read.image().values().length));
        results.put("reduced_chi2", Numbers.text("%.5f of %d pixels", fit.reducedChiSquared(), fit.pixels()));
        results.put("axis_ratio_limit_cost", Numbers.text("%.4g in chi2", fit.ratioCost()));
        return results;
    }

    private static List<String> notes(
            PsfFile psf, StarlightFit fit, Image image, StarlightMge light, StarlightOptions how) {
        List<String> notes = new ArrayList<>(psf.notes());
        if (fit.model().pointSource() > 0) {
            notes.add(Numbers.text(
                    "an unresolved source of %.2f mag at the centre is left out of the table as an active nucleus; if it is a"
                            + " star cluster, fit again with --no-point-source",
                    light.calibration().totalMagnitude(fit.model().pointSource())));
        }
        if (fit.ratioCost() > 0) {
            notes.add(Numbers.text(
                    "the smallest axis ratio allowed, %.3f, costs %.4g in chi2: the isophotes are flatter than the"
                            + " inclination allows",
                    how.leastRatio(), fit.ratioCost()));
        }
        if (fit.skyUncertain()) {
            notes.add(
                    "the galaxy fills the image, so that the sky and the outermost light rest on the form of the Gaussians; give"
                            + " the sky with --sky if it is known");
        }
        double all = fit.reducedChiSquared();
        double inner = fit.reducedChiSquared(
                image, light.effectiveRadius() / light.calibration().pixel());
        if (all > HIGH) {
            notes.add(Numbers.text(
                    "reduced chi2 is %.3g: the noise is larger than given, or the galaxy is not made of concentric ellipses"
                            + " of one position angle; look at the residuals in the figure",
                    all));
        } else if (inner > HIGH * Math.max(1, all)) {
            notes.add(Numbers.text(
                    "reduced chi2 within the effective radius is %.3g: dust, arms or a bar disturb the starlight there; look at"
                            + " the residuals in the figure, and mask what is not starlight",
                    inner));
        }
        return notes;
    }
}
