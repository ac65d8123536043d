// SPDX-License-Identifier: Apache-2.0
package org.steelyard.starlight;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.steelyard.config.DustConfig;
import org.steelyard.cube.Image;
import org.steelyard.inference.FitObserver;
import org.steelyard.photometry.StarlightMge;
import org.steelyard.photometry.dust.DustCorrection;
import org.steelyard.photometry.dust.DustDisk;
import org.steelyard.photometry.dust.DustGrid;
import org.steelyard.photometry.dust.DustVariant;
import org.steelyard.photometry.dust.ExtinctionLaw;
import org.steelyard.photometry.dust.ExtinctionProfile;
import org.steelyard.photometry.dust.SecondBand;
import org.steelyard.photometry.dust.StarColour;
import org.steelyard.photometry.file.DustFile;
import org.steelyard.potential.MgeTable;
import org.steelyard.units.InputException;

/**
 * The fit of an image behind dust, with the set of expansions.
 *
 * @param chosen the fit that becomes the table
 * @param set the expansions
 * @param correction by a second band, or null where extinctions are assumed
 * @param image the image as it was read
 * @param facts what was used
 * @param results what was found
 * @param notes for the user
 */
public record DustFit(
        DustVariant chosen,
        List<Variant> set,
        @Nullable DustCorrection correction,
        Image image,
        Map<String, String> facts,
        Map<String, String> results,
        List<String> notes) {

    /** Errors of ln A at which the user is told that the colour does not fix the extinction. */
    private static final double UNCERTAIN = 0.3;

    /** [pixel] Radius of a disk until the colour shows it. */
    private static final double UNKNOWN = 1;

    private static final String CORRECTED = "corrected";

    private static final String ORIGINAL = "original";

    /**
     * An expansion of the set.
     *
     * @param name of the choice, in letters that a file's name can have
     * @param table the expansion
     * @param facts of its own
     */
    public record Variant(String name, MgeTable table, Map<String, String> facts) {

        /**
         * The end of the name of its file.
         *
         * @return such as {@code _corrected_less.ecsv}
         */
        public String suffix() {
            return "_" + name + ".ecsv";
        }
    }

    /** Copies the lists. */
    public DustFit {
        set = List.copyOf(set);
        notes = List.copyOf(notes);
    }

    static DustFit of(ImageInput in, Double inclination, FitObserver observer) {
        DustConfig dust = in.config().dust();
        DustDisk disk = disk(dust, inclination, in.calibration().pixel());
        return dust.secondBand() == null ? grid(in, dust, disk, observer) : corrected(in, dust, disk, observer);
    }

    /** The disk in pixels of a size [arcsec]. */
    private static DustDisk disk(DustConfig dust, Double inclination, double pixel) {
        Double degrees = dust.inclination() == null ? inclination : dust.inclination();
        if (degrees == null || !(degrees < 90)) {
            throw new InputException(
                    "starlight.dust_inclination is missing: give the inclination of the dust disk, as of the gas, below 90 deg,"
                            + " for example \"63 deg\"");
        }
        double radius = dust.radius() == null ? UNKNOWN : dust.radius() / pixel;
        return new DustDisk(radius, Math.cos(Math.toRadians(degrees)), dust.behind());
    }

    /**
     * The expansions beside that of the table.
     *
     * @return those with another name than the chosen one
     */
    public List<Variant> others() {
        return set.stream()
                .filter(variant -> !variant.name().equals(chosen.name()))
                .toList();
    }

    /**
     * Files that show the dust.
     *
     * @return what writes a file, by the end of its name
     */
    Map<String, Consumer<Path>> beside() {
        Map<String, Consumer<Path>> files = new LinkedHashMap<>();
        if (correction != null) {
            files.put("_dust_mask.fits", file -> DustFile.writeMask(image, correction.dusty(), file));
            files.put("_colour_excess.fits", file -> DustFile.writeExcess(image, correction.excess(), file));
        }
        return files;
    }

    private static DustFit grid(ImageInput in, DustConfig dust, DustDisk disk, FitObserver observer) {
        double[] central = dust.grid().stream().mapToDouble(Double::doubleValue).toArray();
        Image image = in.read().image();
        List<DustVariant> set = in.naming(
                () -> DustGrid.fit(image, in.blur().psf(), in.read().masked(), in.how(), disk, central, observer));
        Map<String, String> facts = facts(disk);
        facts.put("dust_grid", dust.grid() + " mag at the centre");
        facts.put("dust", ORIGINAL);
        facts.put("weight", "0");
        facts.put("dust_profile_of_one_magnitude", profile(ExtinctionProfile.gaussian(1, disk.radius()), in));
        List<String> notes =
                List.of("the extinction is assumed: the table is the original without any, and the others are"
                        + " tests of what dust would do");
        return new DustFit(named(set, ORIGINAL), variants(set, in), null, image, facts, Map.of(), notes);
    }

    private static DustFit corrected(ImageInput in, DustConfig dust, DustDisk disk, FitObserver observer) {
        ImageInput other = in.second();
        double ratio = dust.extinctionRatio() == null
                ? ExtinctionLaw.relative(dust.secondWavelength()) / ExtinctionLaw.relative(dust.wavelength())
                : dust.extinctionRatio();
        SecondBand second = other.naming(() -> new SecondBand(
                other.read().image(),
                other.blur().psf(),
                other.how().gain(),
                dust.secondReadNoise(),
                dust.secondSky() == null ? Double.NaN : dust.secondSky(),
                ratio));
        other.naming(() -> {
            second.checkPixels(in.read().image());
            return second;
        });
        DustCorrection done = in.naming(() -> DustCorrection.fit(
                in.read().image(),
                in.blur().psf(),
                in.read().masked(),
                in.how(),
                second,
                disk,
                dust.radius() != null,
                observer));
        DustVariant chosen = named(done.variants(), CORRECTED);
        Map<String, String> facts = facts(disk);
        facts.put("second_band", dust.secondBand().toString());
        facts.put("second_zero_point", String.valueOf(dust.second().zeroPoint()));
        facts.put("second_exposure", dust.second().exposure() + " s");
        facts.put("second_extinction", dust.second().extinction() + " mag");
        facts.put("second_psf", other.blur().description());
        facts.put("second_read_noise", dust.secondReadNoise() + " electron");
        facts.put(
                "extinction_ratio",
                StarlightText.text("%.4g", ratio)
                        + (dust.extinctionRatio() == null
                                ? ", Cardelli, Clayton & Mathis (1989), ApJ 345, 245, R_V = 3.1"
                                : ", given"));
        facts.put("dust", CORRECTED);
        facts.put("weight", weight(chosen));
        List<String> notes = new ArrayList<>();
        if (done.error() > UNCERTAIN) {
            notes.add(StarlightText.text(
                    "the extinction is uncertain by %.0f %%: the colour of an embedded disk hardly changes with it; see"
                            + " _corrected_less and _corrected_more",
                    100 * done.error()));
        }
        return new DustFit(
                chosen, variants(done.variants(), in), done, in.read().image(), facts, results(done, in, other), notes);
    }

    private static Map<String, String> results(DustCorrection done, ImageInput in, ImageInput other) {
        StarColour stars = done.stars();
        double colour = other.calibration().totalMagnitude(stars.ratio())
                - in.calibration().withRedshift(0, 0).totalMagnitude(1);
        Map<String, String> results = new LinkedHashMap<>();
        results.put(
                "stars_colour",
                StarlightText.text(
                        "%.3f +- %.3f mag (second band - image)%s",
                        colour,
                        2.5 / Math.log(10) * stars.error(),
                        stars.gradient() == 0
                                ? ", no gradient seen"
                                : StarlightText.text(
                                        " at the rim, %.3f mag per factor of ten in radius", -2.5 * stars.gradient())));
        results.put(
                "second_sky",
                StarlightText.text("%.6g %s", stars.sky(), other.read().image().unit()));
        results.put("dust_profile", profile(done.profile(), in));
        results.put("dust_error", StarlightText.text("%.3f of the extinction", done.error()));
        results.put("dusty", done.dusty().cardinality() + " pixels");
        return results;
    }

    private static DustVariant named(List<DustVariant> set, String name) {
        return set.stream()
                .filter(variant -> variant.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> facts(DustDisk disk) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("dust_axis_ratio", StarlightText.text("%.4f", disk.axisRatio()));
        facts.put("dust_behind", "share of the light behind the dust " + disk.behind());
        return facts;
    }

    private static String weight(DustVariant variant) {
        return StarlightText.text("%.6g", variant.weight());
    }

    private static String profile(ExtinctionProfile profile, ImageInput in) {
        double pixel = in.calibration().pixel();
        return StarlightText.text(
                "A = %.4g mag exp(-(r / %.4g arcsec)^%.3g) to %.4g arcsec",
                profile.central(), profile.scale() * pixel, profile.exponent(), profile.radius() * pixel);
    }

    private static List<Variant> variants(List<DustVariant> set, ImageInput in) {
        return set.stream()
                .map(variant -> {
                    StarlightMge light = new StarlightMge(variant.fit().model().gaussians(), in.calibration());
                    Map<String, String> facts = new LinkedHashMap<>();
                    facts.put("dust", variant.name());
                    facts.put("weight", weight(variant));
                    facts.put(
                            "gaussians",
                            Integer.toString(variant.fit().model().gaussians().size()));
                    facts.putAll(StarlightText.totals(light, null));
                    facts.put(
                            "reduced_chi2",
                            StarlightText.text("%.5f", variant.fit().reducedChiSquared()));
                    return new Variant(variant.name(), light.table(), facts);
                })
                .toList();
    }
}
