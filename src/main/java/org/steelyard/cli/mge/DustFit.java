// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.mge;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.steelyard.config.StarlightConfig;
import org.steelyard.cube.Image;
import org.steelyard.inference.FitObserver;
import org.steelyard.photometry.ImageModel;
import org.steelyard.photometry.StarlightFit;
import org.steelyard.photometry.StarlightMge;
import org.steelyard.photometry.dust.DustCorrection;
import org.steelyard.photometry.dust.DustDisk;
import org.steelyard.photometry.dust.DustGrid;
import org.steelyard.photometry.dust.DustVariant;
import org.steelyard.photometry.dust.ExtinctionProfile;
import org.steelyard.photometry.dust.StarColour;
import org.steelyard.photometry.file.DustFile;
import org.steelyard.report.figure.DustFigure;
import org.steelyard.report.plot.FigureFormat;
import org.steelyard.starlight.ImageStarlight;
import org.steelyard.starlight.ImageStarlight.Input;
import org.steelyard.starlight.StarlightText;

/**
 * The fit of an image behind dust, with the set of tables.
 *
 * @param image that was fitted
 * @param fit of the table
 * @param facts for the header
 * @param results to print
 * @param notes to print
 * @param beside files that show the dust
 * @param variants the set
 */
record DustFit(
        Image image,
        StarlightFit fit,
        Map<String, String> facts,
        Map<String, String> results,
        List<String> notes,
        List<Starlight.Beside> beside,
        List<Starlight.Variant> variants) {

    /** Errors of ln A at which the user is told that the colour does not fix the extinction. */
    private static final double UNCERTAIN = 0.3;

    static DustFit of(
            Input in,
            Set<FigureFormat> formats,
            StarlightConfig config,
            DustOptions dust,
            CommonOptions common,
            FitObserver observer) {
        DustDisk disk = dust.disk(in.calibration().pixel(), common);
        return dust.grid() == null
                ? corrected(in, formats, dust.read(in.read(), in.blur(), config), dust, disk, observer)
                : grid(in, dust, disk, observer);
    }

    /** What the starlight takes from it. */
    ImageStarlight.Fitted fitted() {
        return new ImageStarlight.Fitted(image, fit, facts, results, notes);
    }

    private static DustFit grid(Input in, DustOptions dust, DustDisk disk, FitObserver observer) {
        List<DustVariant> set = in.naming(() -> DustGrid.fit(
                in.read().image(), in.blur().psf(), in.read().masked(), in.how(), disk, dust.grid(), observer));
        Map<String, String> facts = new LinkedHashMap<>();
        dust.facts(facts, disk, null);
        facts.put("dust", "original");
        facts.put("weight", "0");
        facts.put("dust_profile_of_one_magnitude", profile(ExtinctionProfile.gaussian(1, disk.radius()), in));
        List<String> notes =
                List.of("the extinction is assumed: the table is the original without any, and the others are"
                        + " tests of what dust would do");
        return new DustFit(in.read().image(), set.get(0).fit(), facts, Map.of(), notes, List.of(), variants(set, in));
    }

    private static DustFit corrected(
            Input in,
            Set<FigureFormat> formats,
            DustOptions.Second second,
            DustOptions dust,
            DustDisk disk,
            FitObserver observer) {
        DustCorrection done = in.naming(() -> DustCorrection.fit(
                in.read().image(),
                in.blur().psf(),
                in.read().masked(),
                in.how(),
                second.band(),
                disk,
                dust.radiusKnown(),
                observer));
        Map<String, String> facts = new LinkedHashMap<>();
        dust.facts(facts, disk, second);
        facts.put("dust", "corrected");
        StarColour stars = done.stars();
        Map<String, String> results = new LinkedHashMap<>();
        double colour = second.calibration().totalMagnitude(stars.ratio())
                - in.calibration().withRedshift(0, 0).totalMagnitude(1);
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
                StarlightText.text("%.6g %s", stars.sky(), second.band().image().unit()));
        results.put("dust_profile", profile(done.profile(), in));
        results.put("dust_error", StarlightText.text("%.3f of the extinction", done.error()));
        results.put("dusty", done.dusty().cardinality() + " pixels");
        List<String> notes = new ArrayList<>();
        if (done.error() > UNCERTAIN) {
            notes.add(StarlightText.text(
                    "the extinction is uncertain by %.0f %%: the colour of an embedded disk hardly changes with it; see"
                            + " _corrected_less and _corrected_more",
                    100 * done.error()));
        }
        Image image = in.read().image();
        double[] excess = done.excess();
        BitSet dusty = done.dusty();
        List<Starlight.Beside> beside = new ArrayList<>();
        beside.add(new Starlight.Beside("_dust_mask.fits", file -> DustFile.writeMask(image, dusty, file)));
        beside.add(new Starlight.Beside("_colour_excess.fits", file -> DustFile.writeExcess(image, excess, file)));
        DustVariant corrected = done.variants().stream()
                .filter(variant -> variant.name().equals("corrected"))
                .findFirst()
                .orElseThrow();
        facts.put("weight", weight(corrected));
        ImageModel model = corrected.fit().model();
        DustFigure figure = new DustFigure(
                image,
                excess,
                dusty,
                model.x(),
                model.y(),
                done.profile().radius(),
                in.calibration().pixel());
        beside.addAll(ImageProducts.figure("_dust", figure, formats));
        return new DustFit(
                corrected.image(), corrected.fit(), facts, results, notes, beside, variants(done.variants(), in));
    }

    private static String weight(DustVariant variant) {
        return StarlightText.text("%.6g", variant.weight());
    }

    private static String profile(ExtinctionProfile profile, Input in) {
        double pixel = in.calibration().pixel();
        return StarlightText.text(
                "A = %.4g mag exp(-(r / %.4g arcsec)^%.3g) to %.4g arcsec",
                profile.central(), profile.scale() * pixel, profile.exponent(), profile.radius() * pixel);
    }

    private static List<Starlight.Variant> variants(List<DustVariant> set, Input in) {
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
                    return new Starlight.Variant(variant.name(), light.table(), facts);
                })
                .toList();
    }
}
