// SPDX-License-Identifier: Apache-2.0
package org.steelyard.starlight;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.steelyard.config.StarlightConfig;
import org.steelyard.cube.Image;
import org.steelyard.inference.FitObserver;
import org.steelyard.photometry.ImageModel;
import org.steelyard.photometry.MaskedSource;
import org.steelyard.photometry.StarlightFit;
import org.steelyard.photometry.StarlightMge;
import org.steelyard.photometry.StarlightOptions;
import org.steelyard.photometry.StarlightSearch;
import org.steelyard.photometry.calibration.Calibration;
import org.steelyard.photometry.file.CountsTable;
import org.steelyard.photometry.file.IsophoteTable;
import org.steelyard.photometry.file.MaskFile;
import org.steelyard.photometry.file.ProfileTable;
import org.steelyard.photometry.file.PsfFile;
import org.steelyard.photometry.file.StarlightImage;
import org.steelyard.photometry.file.StarlightTable;
import org.steelyard.photometry.isophote.Isophotes;
import org.steelyard.photometry.isophote.Twist;
import org.steelyard.photometry.profile.SectorPhotometry;
import org.steelyard.potential.SpeedBand;
import org.steelyard.units.InputException;

/**
 * The starlight of an image: its fit, and what a user should know of it.
 *
 * @param read the image with its masks
 * @param fit of the image
 * @param light the expansion in solar luminosities
 * @param isophotes of the image
 * @param speed circular speed of the starlight
 * @param dust what was done about dust, or null for nothing
 * @param facts what was used, in order
 * @param results what was found, in order
 * @param notes for the user
 */
public record ImageStarlight(
        StarlightImage read,
        StarlightFit fit,
        StarlightMge light,
        Isophotes isophotes,
        SpeedBand speed,
        @Nullable DustFit dust,
        Map<String, String> facts,
        Map<String, String> results,
        List<String> notes) {

    /** Reduced chi-squared above which the user is told. */
    private static final double HIGH = 2;

    /** Light of a masked star's wings, as a share of the galaxy's around its centre, above which the user is told. */
    private static final double WINGS = 5e-4;

    /** Reduced chi-squared below which the user is told. */
    private static final double LOW = 0.7;

    /** Chi-squared that the limit on the axis ratios may cost unsaid: three standard deviations of one number. */
    private static final double COST = 9;

    /** Light of a point source, as a share of the starlight around it, above which the user is told what the PSF's accuracy means. */
    private static final double BRIGHT = 0.1;

    /** Radius around the centre for these, in core sigmas of the PSF. */
    private static final double CORE = 6;

    /** [deg] The circular speed is that of a galaxy seen edge-on where no inclination is given, */
    private static final double EDGE_ON = 90;

    /** [Mpc] and at this distance where none is given. */
    private static final double SOME_DISTANCE = 10;

    /** Radii of the circular speed. */
    private static final int RADII = 60;

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
        ImageInput in = ImageInput.read(config, inclination);
        DustFit dust = config.dust() == null ? null : DustFit.of(in, inclination, observer);
        StarlightFit fit = dust != null
                ? dust.chosen().fit()
                : in.naming(() -> StarlightSearch.fit(
                        in.read().image(), in.blur().psf(), in.read().masked(), in.how(), observer));
        Image image = dust != null ? dust.chosen().image() : in.read().image();
        StarlightImage shown = new StarlightImage(
                in.file(), image, in.read().local(), in.read().masked());
        StarlightMge light = new StarlightMge(fit.model().gaussians(), in.calibration());
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("image", in.file().toString());
        facts.putAll(config.calibration().facts(in.unit(), in.calibration()));
        facts.put("psf", in.blur().description());
        facts.put("gain", in.how().gain() + " electron per unit");
        facts.put("read_noise", config.readNoise() + " electron");
        facts.put("subtracted_sky", Double.toString(config.subtractedSky()));
        facts.put("masks", config.masks().isEmpty() ? "none" : config.masks().toString());
        facts.put("stars_and_neighbours", config.sourceMask() ? "masked" : "not looked for");
        facts.put(
                "smallest_axis_ratio_allowed",
                StarlightText.text("%.4f", in.how().leastRatio()));
        Map<String, String> results = results(shown, fit, light, megaparsec);
        List<String> notes = notes(in.blur(), fit, image, light, in.how());
        Isophotes isophotes = Isophotes.of(image, fit);
        twist(isophotes, image, fit, in.calibration()).ifPresent(notes::add);
        if (dust != null) {
            facts.putAll(dust.facts());
            results.putAll(dust.results());
            notes.addAll(dust.notes());
        }
        SpeedBand speed = speed(light, fit, image, inclination, megaparsec);
        return new ImageStarlight(shown, fit, light, isophotes, speed, dust, facts, results, notes);
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
     * What is written beside the table.
     *
     * @param maker command that made it, for the header of other tables
     * @return what writes a file, by the end of its name, such as {@code _mask.fits}
     */
    public Map<String, Consumer<Path>> beside(String maker) {
        Map<String, Consumer<Path>> files = new LinkedHashMap<>();
        files.put("_covariance.ecsv", file -> light.covariance(fit).write(file));
        files.put(
                "_isophotes.ecsv",
                file -> IsophoteTable.write(
                        isophotes,
                        read.image(),
                        fit.model(),
                        light.calibration().pixel(),
                        file));
        files.put("_vcirc.ecsv", speed::write);
        SectorPhotometry sectors = SectorPhotometry.of(read.image(), fit);
        if (sectors != null) {
            files.put(
                    "_sectors.ecsv",
                    file -> ProfileTable.write(
                            sectors,
                            light.calibration().pixel(),
                            light.calibration().solarPerCount(),
                            file));
        }
        files.put("_mask.fits", file -> MaskFile.write(read.image(), read.masked(), fit.masked(), file));
        files.put("_counts.txt", file -> CountsTable.write(fit.model().gaussians(), file));
        if (dust != null) {
            files.putAll(dust.beside());
            for (DustFit.Variant variant : dust.set()) {
                Map<String, String> own = new LinkedHashMap<>(facts);
                own.putAll(variant.facts());
                Map<String, String> header = StarlightText.header(maker, own, Map.of(), List.of());
                files.put(variant.suffix(), file -> StarlightTable.write(variant.table(), header, file));
            }
        }
        return files;
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
        results.put(
                "structure",
                fit.structure() == 0
                        ? "none seen"
                        : StarlightText.text("%.2f %% of the surface brightness", 100 * fit.structure()));
        results.put("axis_ratio_limit_cost", StarlightText.text("%.4g in chi2", fit.ratioCost()));
        return results;
    }

    private static List<String> notes(
            PsfFile psf, StarlightFit fit, Image image, StarlightMge light, StarlightOptions how) {
        List<String> notes = new ArrayList<>(psf.notes());
        if (fit.model().pointSource() > 0) {
            notes.add(StarlightText.text(
                    "an unresolved source of %.2f mag at the centre is left out of the table as an active nucleus; if it is the"
                            + " end of a cusp of starlight or a star cluster, fit without starlight.point_source",
                    light.calibration().totalMagnitude(fit.model().pointSource())));
        }
        if (fit.unresolved() > 0) {
            notes.add(StarlightText.text(
                    "light of %.2f mag at the centre is unresolved and counts as starlight; if it is an active nucleus, fit again with"
                            + " starlight.point_source = true",
                    light.calibration().totalMagnitude(fit.unresolved())));
        }
        double core = Math.max(1, fit.psf().coreSigma());
        double radius = CORE * core;
        double arcsec = radius * light.calibration().pixel();
        double brighter = fit.model().pointSource() / fit.model().gaussians().enclosed(radius, core);
        if (brighter > BRIGHT) {
            notes.add(StarlightText.text(
                    "the point source has %.2g times the starlight within %.2g arcsec: an error of 1 %% in the PSF is one of %.2g %% in"
                            + " this starlight, which the errors do not contain",
                    brighter, arcsec, brighter));
        }
        if (fit.ratioCost() > COST) {
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
        for (MaskedSource source : fit.sources()) {
            double share = fit.wings(source, image.nx(), radius);
            if (share > WINGS) {
                notes.add(StarlightText.text(
                        "the star or neighbour at column %d, row %d is masked, but its wings add %.2f %% to the light within %.2g"
                                + " arcsec of the galaxy's centre; the inner starlight is uncertain by a few times as much: subtract"
                                + " the star from the image",
                        source.x() + 1, source.y() + 1, 100 * share, arcsec));
            }
        }
        double all = fit.reducedChiSquared();
        if (all < LOW) {
            notes.add(StarlightText.text(
                    "reduced chi2 is %.3g: the noise of a pixel is smaller than that of its photons and of the read-out, as in a"
                            + " drizzled image, whose pixels share noise; or gain, exposure or read noise are not those of the image",
                    all));
        }
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

    /** The circular speed from half a pixel to half of the frame's diagonal. */
    private static SpeedBand speed(
            StarlightMge light, StarlightFit fit, Image image, Double inclination, Double megaparsec) {
        Calibration calibration = light.calibration();
        double first = 0.5 * calibration.pixel();
        double last = 0.5 * Math.hypot(image.nx(), image.ny()) * calibration.pixel();
        double[] radius = new double[RADII];
        Arrays.setAll(radius, i -> first * Math.pow(last / first, i / (RADII - 1.0)));
        double onePlusZ = 1 + calibration.redshift();
        return SpeedBand.of(
                light.covariance(fit),
                inclination == null ? EDGE_ON : inclination,
                megaparsec == null ? SOME_DISTANCE : megaparsec / (onePlusZ * onePlusZ),
                radius);
    }

    /** What a turn of the position angle means, where there is one. */
    private static Optional<String> twist(Isophotes isophotes, Image image, StarlightFit fit, Calibration calibration) {
        Twist twist = Twist.of(isophotes);
        if (twist == null || !twist.matters()) {
            return Optional.empty();
        }
        ImageModel model = fit.model();
        return Optional.of(StarlightText.text(
                "the isophotes turn by %.1f +- %.1f deg (%.0f standard deviations), from a position angle of %.1f deg at %.2g arcsec"
                        + " to %.1f deg at %.2g arcsec: a bar, a triaxial body or dust. The expansion has one position angle, as an"
                        + " axisymmetric galaxy has; its surface brightness is off by up to %.0f %% for it. Of a bar or a"
                        + " triaxial body, a circular speed holds in the mean over the azimuth alone",
                twist.degrees(),
                twist.error(),
                twist.significance(),
                model.positionAngle(image.frame(), model.angle() + twist.innerAngle()),
                twist.inner() * calibration.pixel(),
                model.positionAngle(image.frame(), model.angle() + twist.outerAngle()),
                twist.outer() * calibration.pixel(),
                100 * twist.brightness()));
    }
}
