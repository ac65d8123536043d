// SPDX-License-Identifier: Apache-2.0
package org.steelyard.starlight;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.steelyard.config.StarlightConfig;
import org.steelyard.cube.Image;
import org.steelyard.inference.FitObserver;
import org.steelyard.photometry.ImageModel;
import org.steelyard.photometry.StarlightFit;
import org.steelyard.photometry.StarlightMge;
import org.steelyard.photometry.StarlightOptions;
import org.steelyard.photometry.calibration.Calibration;
import org.steelyard.photometry.calibration.ImageUnit;
import org.steelyard.photometry.file.CountsTable;
import org.steelyard.photometry.file.MaskFile;
import org.steelyard.photometry.file.PsfFile;
import org.steelyard.photometry.file.StarlightImage;
import org.steelyard.photometry.file.StarlightTable;
import org.steelyard.units.InputException;

/**
 * The starlight of an image: its fit, and what a user should know of it.
 *
 * @param read the image with its masks
 * @param fit of the image
 * @param light the expansion in solar luminosities
 * @param facts what was used, in order
 * @param results what was found, in order
 * @param notes for the user
 */
public record ImageStarlight(
        StarlightImage read,
        StarlightFit fit,
        StarlightMge light,
        Map<String, String> facts,
        Map<String, String> results,
        List<String> notes) {

    /** Reduced chi-squared above which the user is told. */
    private static final double HIGH = 2;

    /** Copies the texts. */
    public ImageStarlight {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        results = Collections.unmodifiableMap(new LinkedHashMap<>(results));
        notes = List.copyOf(notes);
    }

    /**
     * Reads and fits an image.
     *
     * @param config image, PSF and calibration
     * @param inclination [deg] smallest inclination at which the expansion must be deprojected, or null
     * @param megaparsec [Mpc] luminosity distance for the total luminosity, or null
     * @param observer hears what is done
     * @return the starlight
     * @throws InputException if a file cannot be read, the calibration is not complete, or the image cannot be fitted
     */
    public static ImageStarlight of(
            StarlightConfig config, Double inclination, Double megaparsec, FitObserver observer) {
        return of(
                config,
                inclination,
                megaparsec,
                in -> new Fitted(
                        in.read().image(),
                        in.naming(() -> StarlightFit.fit(
                                in.read().image(), in.blur().psf(), in.read().masked(), in.how(), observer)),
                        Map.of(),
                        Map.of(),
                        List.of()));
    }

    /**
     * An image that was read.
     *
     * @param file of it
     * @param read the image
     * @param blur its PSF
     * @param how it is fitted
     * @param calibration of its counts
     */
    public record Input(Path file, StarlightImage read, PsfFile blur, StarlightOptions how, Calibration calibration) {

        /**
         * Does some work on the image.
         *
         * @param work to do
         * @return what it returns
         * @param <T> type of that
         * @throws InputException that of the work, which then names the file
         */
        public <T> T naming(Supplier<T> work) {
            return ImageStarlight.naming(file, work);
        }
    }

    /**
     * An image that was fitted.
     *
     * @param image that was fitted, of the input or with another brightness
     * @param fit of it
     * @param facts more of what was used
     * @param results more of what was found
     * @param notes more for the user
     */
    public record Fitted(
            Image image,
            StarlightFit fit,
            Map<String, String> facts,
            Map<String, String> results,
            List<String> notes) {}

    /**
     * As {@link #of(StarlightConfig, Double, Double, FitObserver)}, with another way to fit.
     *
     * @param config image, PSF and calibration
     * @param inclination [deg] smallest inclination at which the expansion must be deprojected, or null
     * @param megaparsec [Mpc] luminosity distance for the total luminosity, or null
     * @param fitting from an image to its fit
     * @return the starlight
     * @throws InputException if a file cannot be read, the calibration is not complete, or the image cannot be fitted
     */
    public static ImageStarlight of(
            StarlightConfig config, Double inclination, Double megaparsec, Function<Input, Fitted> fitting) {
        Path file = config.image();
        if (file == null) {
            throw new InputException(
                    "starlight.image is missing; give the galaxy's image, or remove the section [starlight]");
        }
        if (config.psf() == null) {
            throw new InputException(
                    "starlight.psf is missing; give a FITS image, a table of Gaussians, a FWHM like \"0.15 arcsec\", or none");
        }
        StarlightImage read = StarlightImage.read(file, config.extension(), config.pixel(), config.masks());
        ImageUnit own =
                naming(file, () -> config.calibration().imageUnit(read.image().unit()));
        Calibration calibration = naming(
                file, () -> config.calibration().calibration(own, read.local().pixelSize()));
        StarlightOptions how = naming(file, () -> options(config, own, inclination));
        PsfFile blur = PsfFile.read(config.psf(), config.psfOversampling(), read);
        Fitted fitted = fitting.apply(new Input(file, read, blur, how, calibration));
        StarlightFit fit = fitted.fit();
        StarlightImage shown = new StarlightImage(file, fitted.image(), read.local(), read.masked());
        StarlightMge light = new StarlightMge(fit.model().gaussians(), calibration);
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("image", file.toString());
        facts.putAll(config.calibration().facts(own, calibration));
        facts.put("psf", blur.description());
        facts.put("gain", how.gain() + " electron per unit");
        facts.put("read_noise", config.readNoise() + " electron");
        facts.put("subtracted_sky", Double.toString(config.subtractedSky()));
        facts.put("masks", config.masks().isEmpty() ? "none" : config.masks().toString());
        facts.put("stars_and_neighbours", config.sourceMask() ? "masked" : "not looked for");
        facts.put("smallest_axis_ratio_allowed", StarlightText.text("%.4f", how.leastRatio()));
        facts.putAll(fitted.facts());
        Map<String, String> results = results(shown, fit, light, megaparsec);
        results.putAll(fitted.results());
        List<String> notes = notes(blur, fit, shown.image(), light, how);
        notes.addAll(fitted.notes());
        return new ImageStarlight(shown, fit, light, facts, results, notes);
    }

    /**
     * Writes the table that {@code potential.mge} takes.
     *
     * @param maker command that made it, for the header
     * @param file to write or replace
     */
    public void writeTable(String maker, Path file) {
        StarlightTable.write(light.table(), StarlightText.header(maker, facts, results, notes), file);
    }

    /**
     * What may be written beside the table.
     *
     * @return what writes a file, by the end of its name, such as {@code _mask.fits}
     */
    public Map<String, Consumer<Path>> beside() {
        Map<String, Consumer<Path>> files = new LinkedHashMap<>();
        files.put("_covariance.ecsv", file -> light.covariance(fit).write(file));
        files.put("_mask.fits", file -> MaskFile.write(read.image(), read.masked(), fit.masked(), file));
        files.put("_counts.txt", file -> CountsTable.write(fit.model().gaussians(), file));
        return files;
    }

    /** Errors of the image name its file. */
    private static <T> T naming(Path file, Supplier<T> work) {
        try {
            return work.get();
        } catch (InputException e) {
            throw new InputException(file + ": " + e.getMessage(), e);
        }
    }

    private static StarlightOptions options(StarlightConfig config, ImageUnit own, Double inclination) {
        StarlightOptions how = StarlightOptions.defaults()
                .withNoise(
                        own.electrons(
                                config.calibration().gain(),
                                config.calibration().exposure()),
                        config.readNoise(),
                        config.subtractedSky())
                .withSky(config.sky() == null ? Double.NaN : config.sky())
                .withGaussians(config.gaussians(), StarlightOptions.defaults().leastRatio())
                .with(config.pointSource(), config.sourceMask())
                .withSaturation(config.saturation() == null ? Double.POSITIVE_INFINITY : config.saturation());
        return inclination == null ? how : how.withInclination(inclination);
    }

    private static Map<String, String> results(
            StarlightImage read, StarlightFit fit, StarlightMge light, Double megaparsec) {
        ImageModel model = fit.model();
        String unit = read.image().unit();
        Map<String, String> results = new LinkedHashMap<>();
        results.put("gaussians", Integer.toString(model.gaussians().size()));
        results.put("centre", StarlightText.text("column %.4f, row %.4f (from 1)", model.x() + 1, model.y() + 1));
        if (read.image().frame().celestial()) {
            double[] sky = read.image().frame().toWorld(model.x() + 1, model.y() + 1);
            results.put("centre_sky", StarlightText.text("RA %.7f, Dec %.7f deg", sky[0], sky[1]));
        }
        results.put(
                "position_angle",
                StarlightText.text("%.3f deg", fit.positionAngle(read.image().frame())));
        results.put(
                "sky",
                fit.skyFree()
                        ? StarlightText.text("%.6g +- %.2g %s, fitted", model.sky(), fit.skyError(), unit)
                        : StarlightText.text("%.6g %s, given", model.sky(), unit));
        results.put(
                "point_source",
                model.pointSource() > 0
                        ? StarlightText.text(
                                "%.3f mag, not in the table",
                                light.calibration().totalMagnitude(model.pointSource()))
                        : "0");
        results.putAll(StarlightText.totals(light, megaparsec));
        results.put(
                "masked",
                StarlightText.text(
                        "%d of %d pixels",
                        fit.masked().cardinality(), read.image().values().length));
        results.put("reduced_chi2", StarlightText.text("%.5f of %d pixels", fit.reducedChiSquared(), fit.pixels()));
        results.put("axis_ratio_limit_cost", StarlightText.text("%.4g in chi2", fit.ratioCost()));
        return results;
    }

    private static List<String> notes(
            PsfFile psf, StarlightFit fit, Image image, StarlightMge light, StarlightOptions how) {
        List<String> notes = new ArrayList<>(psf.notes());
        if (fit.model().pointSource() > 0) {
            notes.add(StarlightText.text(
                    "an unresolved source of %.2f mag at the centre is left out of the table as an active nucleus; if it is a"
                            + " star cluster, fit again with starlight.point_source = false",
                    light.calibration().totalMagnitude(fit.model().pointSource())));
        }
        if (fit.ratioCost() > 0) {
            notes.add(StarlightText.text(
                    "the smallest axis ratio allowed, %.3f, costs %.4g in chi2: the isophotes are flatter than the"
                            + " inclination allows",
                    how.leastRatio(), fit.ratioCost()));
        }
        if (fit.skyUncertain()) {
            notes.add(
                    "the galaxy fills the image, so that the sky and the outermost light rest on the form of the Gaussians; give"
                            + " the sky as starlight.sky if it is known");
        }
        double all = fit.reducedChiSquared();
        double inner = fit.reducedChiSquared(
                image, light.effectiveRadius() / light.calibration().pixel());
        if (all > HIGH) {
            notes.add(StarlightText.text(
                    "reduced chi2 is %.3g: the noise is larger than given, or the galaxy is not made of concentric ellipses"
                            + " of one position angle; look at the residuals in the figure",
                    all));
        } else if (inner > HIGH * Math.max(1, all)) {
            notes.add(StarlightText.text(
                    "reduced chi2 within the effective radius is %.3g: dust, arms or a bar disturb the starlight there; look at"
                            + " the residuals in the figure, and mask what is not starlight",
                    inner));
        }
        return notes;
    }
}
