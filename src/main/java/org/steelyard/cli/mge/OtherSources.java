// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.mge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.config.StarlightConfig;
import org.steelyard.photometry.Gaussians;
import org.steelyard.photometry.StarlightMge;
import org.steelyard.photometry.StarlightOptions;
import org.steelyard.photometry.calibration.Calibration;
import org.steelyard.photometry.calibration.CalibrationKeys;
import org.steelyard.photometry.calibration.ImageUnit;
import org.steelyard.photometry.calibration.Magnitude;
import org.steelyard.photometry.file.CountsTable;
import org.steelyard.photometry.file.GalfitFile;
import org.steelyard.photometry.file.ProfileTable;
import org.steelyard.photometry.file.PsfFile;
import org.steelyard.photometry.profile.ProfileMge;
import org.steelyard.photometry.profile.RadialProfile;
import org.steelyard.photometry.profile.SectorFit;
import org.steelyard.photometry.profile.SectorPhotometry;
import org.steelyard.potential.MgeTable;
import org.steelyard.starlight.StarlightText;
import org.steelyard.units.InputException;
import org.steelyard.units.Unit;
import picocli.CommandLine.Option;

/** Expansions that do not come from an image: of a profile, or fitted by GALFIT or MgeFit. */
final class OtherSources {

    private static final String FORMS =
            "\"sersic I_e R_e n\", \"core-sersic I_b r_b alpha gamma R_e n\" or \"nuker I_b r_b"
                    + " alpha beta gamma\"";

    /** Mean deviation of photometry along sectors above which the user is told; that of NGC 4342 is 1.7 %. */
    private static final double LARGE_DEVIATION = 0.05;

    /** [mag] Zero-points as far apart as this are the same. */
    private static final double SAME = 0.0005;

    @Option(
            names = "--profile",
            paramLabel = "TEXT",
            description =
                    "Instead of a file, an analytic profile in Lsun/pc2 and arcsec: \"sersic I_e R_e n\", \"core-sersic"
                            + " I_b r_b alpha gamma R_e n\" or \"nuker I_b r_b alpha beta gamma\".")
    private String profile;

    @Option(
            names = "--from",
            paramLabel = "ANGLE",
            description = "Smallest radius of that profile, for example \"0.01 arcsec\".")
    private String from;

    @Option(
            names = "--to",
            paramLabel = "ANGLE",
            description = "Largest radius of that profile, for example \"100 arcsec\".")
    private String to;

    @Option(
            names = "--axis-ratio",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "Axis ratio of the isophotes of a profile; default ${DEFAULT-VALUE}.")
    private double axisRatio;

    /** Whether an analytic profile is asked for. */
    boolean analytic() {
        return profile != null;
    }

    /** Expands the analytic profile. */
    Starlight expand(int gaussians) {
        Double first = CommonOptions.positive("--from", from, Unit.Dimension.ANGLE);
        Double last = CommonOptions.positive("--to", to, Unit.Dimension.ANGLE);
        if (first == null || last == null) {
            throw new InputException(
                    "--profile \"" + profile + "\": give its smallest and largest radius with --from and"
                            + " --to, for example --from \"0.01 arcsec\" --to \"100 arcsec\"");
        }
        ProfileMge fit;
        try {
            fit = ProfileMge.fit(parsed(), first, last, gaussians);
        } catch (InputException e) {
            throw new InputException("--profile \"" + profile + "\": " + e.getMessage(), e);
        }
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("profile", profile);
        facts.put("radii", first + " to " + last + " arcsec");
        return expanded(fit, facts);
    }

    private RadialProfile parsed() {
        String[] words = profile.strip().split("[\\s,]+", -1);
        double[] n;
        try {
            n = Arrays.stream(words).skip(1).mapToDouble(Double::parseDouble).toArray();
        } catch (NumberFormatException e) {
            throw new InputException("is not understood; write " + FORMS, e);
        }
        String name = words[0].toLowerCase(java.util.Locale.ROOT) + " " + n.length;
        return switch (name) {
            case "sersic 3" -> new RadialProfile.Sersic(n[0], n[1], n[2]);
            case "core-sersic 6" -> new RadialProfile.CoreSersic(n[0], n[1], n[2], n[3], n[4], n[5]);
            case "nuker 5" -> new RadialProfile.Nuker(n[0], n[1], n[2], n[3], n[4]);
            default -> throw new InputException("is not understood; write " + FORMS);
        };
    }

    private Starlight expanded(ProfileMge fit, Map<String, String> facts) {
        if (!(axisRatio > 0 && axisRatio <= 1)) {
            throw new InputException("--axis-ratio " + axisRatio + " must be above 0 and at most 1");
        }
        facts.put("axis_ratio", Double.toString(axisRatio));
        Map<String, String> results = new LinkedHashMap<>();
        results.put("gaussians", Integer.toString(fit.size()));
        results.putAll(deviations(fit.chiSquared(), fit.meanDeviation()));
        results.put("largest_deviation", StarlightText.text("%.4f %%", 100 * fit.largestDeviation()));
        return new Starlight(fit.table(axisRatio), facts, results, List.of(), List.of());
    }

    /** Fits a table of a profile or of photometry along sectors. */
    Starlight tabulated(StarlightConfig config, Double inclination) {
        Path file = config.image();
        CalibrationKeys keys = config.calibration();
        ProfileTable table = ProfileTable.read(file);
        double[] value = table.value();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("profile", file.toString());
        if (table.magnitudes()) {
            Calibration calibration = magnitudes(keys);
            double factor = calibration.solarPerCount();
            value = Arrays.stream(value)
                    .map(mu -> factor * Math.pow(10, -0.4 * mu))
                    .toArray();
            facts.putAll(keys.facts(ImageUnit.COUNTS_PER_SECOND, calibration));
        }
        try {
            return table.angle() == null
                    ? expanded(ProfileMge.fit(table.radius(), value, config.gaussians()), facts)
                    : sectors(table, value, config, inclination, facts);
        } catch (InputException e) {
            throw new InputException(file + ": " + e.getMessage(), e);
        }
    }

    private Starlight sectors(
            ProfileTable table, double[] value, StarlightConfig config, Double inclination, Map<String, String> facts) {
        double pixel = config.pixel() == null ? table.pixel() : config.pixel();
        if (!(pixel > 0)) {
            throw new InputException(
                    "starlight.pixel is missing; give the side of a pixel of the image that was measured, for"
                            + " example \"0.05 arcsec\"");
        }
        PsfFile blur = PsfFile.read(config.psf(), pixel);
        StarlightOptions how = StarlightOptions.defaults();
        how = inclination == null ? how : how.withInclination(inclination);
        SectorPhotometry points = table.sectors(value, pixel);
        SectorFit fit = SectorFit.fit(points, blur.psf(), config.gaussians(), how.leastRatio());
        facts.put("pixel", pixel + " arcsec");
        facts.put("psf", blur.description());
        facts.put("smallest_axis_ratio_allowed", StarlightText.text("%.4f", how.leastRatio()));
        Map<String, String> results = new LinkedHashMap<>();
        results.put("gaussians", Integer.toString(fit.gaussians().size()));
        results.put("points", Integer.toString(points.size()));
        results.putAll(deviations(fit.chiSquared(), fit.meanDeviation()));
        List<String> notes = new ArrayList<>();
        if (fit.meanDeviation() > LARGE_DEVIATION) {
            notes.add(StarlightText.text(
                    "the mean deviation of %.1f %% is large: the points are not of concentric ellipses of one position angle, or radius,"
                            + " angle, pixel, PSF or inclination are not those of the galaxy",
                    100 * fit.meanDeviation()));
        }
        notes.add("points without errors give a table without a covariance, and M_BH no error of the starlight; fit the"
                + " image for both");
        return new Starlight(fit.gaussians().table(1, pixel), facts, results, notes, List.of());
    }

    private static Map<String, String> deviations(double chiSquared, double mean) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("chi2", StarlightText.text("%.4e (sum of the squared relative deviations)", chiSquared));
        texts.put("mean_deviation", StarlightText.text("%.4f %%", 100 * mean));
        return texts;
    }

    /** Reads GALFIT's parameter file. */
    Starlight galfit(StarlightConfig config, Double megaparsec) {
        Path file = config.image();
        CalibrationKeys keys = config.calibration();
        GalfitFile read = GalfitFile.read(file);
        ImageUnit unit = ImageUnit.COUNTS_PER_SECOND;
        double zero = keys.zero(unit, read.pixel()).value();
        if (Math.abs(zero - read.zeroPoint()) > SAME) {
            throw new InputException("--zero-point " + zero + " differs from J) of " + file + ", which is "
                    + read.zeroPoint() + "; give the number of the file with its system");
        }
        return published(
                read.gaussians(),
                keys.calibration(unit, read.pixel()),
                file,
                "GALFIT",
                keys,
                unit,
                megaparsec,
                read.notes());
    }

    /** Reads MgeFit's print-out. */
    Starlight counts(StarlightConfig config, Double megaparsec) {
        if (config.pixel() == null) {
            throw new InputException("starlight.pixel is missing: " + config.image()
                    + " has its sigmas in pixels; give their side, for example \"0.05 arcsec\"");
        }
        ImageUnit unit = config.calibration().imageUnit("");
        return published(
                CountsTable.read(config.image()),
                config.calibration().calibration(unit, config.pixel()),
                config.image(),
                "MgeFit",
                config.calibration(),
                unit,
                megaparsec,
                List.of());
    }

    /** The calibration of magnitudes, whose counts are 10^(-0.4 mag). */
    private static Calibration magnitudes(CalibrationKeys keys) {
        Magnitude zero = keys.zero(ImageUnit.COUNTS_PER_SECOND, 1);
        return Calibration.of(0, 1, 1, keys.sun(zero.system()).value())
                .withExtinction(keys.extinction())
                .withRedshift(keys.redshift(), keys.kCorrection());
    }

    private static Starlight published(
            Gaussians gaussians,
            Calibration calibration,
            Path file,
            String program,
            CalibrationKeys keys,
            ImageUnit unit,
            Double megaparsec,
            List<String> notes) {
        StarlightMge light = new StarlightMge(gaussians, calibration);
        MgeTable table = light.table();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("source", file + " (" + program + ")");
        facts.putAll(keys.facts(unit, calibration));
        Map<String, String> results = new LinkedHashMap<>();
        results.put("gaussians", Integer.toString(gaussians.size()));
        results.putAll(StarlightText.totals(light, megaparsec));
        return new Starlight(table, facts, results, notes, List.of());
    }
}
