// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.dust;

import java.util.BitSet;
import java.util.List;
import org.steelyard.cube.Image;
import org.steelyard.inference.FitObserver;
import org.steelyard.photometry.ImageModel;
import org.steelyard.photometry.Psf;
import org.steelyard.photometry.StarlightFit;
import org.steelyard.photometry.StarlightOptions;

/**
 * A galaxy's image fitted as it is, without its dusty pixels, and corrected by the colour excess against a second band. The PSF blurs
 * starlight and dust together, so an image is corrected by the ratio of two blurred models, with and without dust; the model comes from
 * the fit of the corrected image, in a few rounds.
 *
 * <p>The stars' colour inside the disk is that outside, extrapolated, and not known better than its error and the scatter of a pixel. The
 * extinction is fitted again with a colour as much redder and bluer, and the larger mean relative change is its error e. Two more
 * corrections have the extinction times exp(-sqrt(3) e) and exp(sqrt(3) e): with weights of 1/6, 2/3 and 1/6 the three are a Gauss-Hermite
 * quadrature over ln A. The original and the masked fit have a weight of 0: dust is seen.
 *
 * @param variants the original, masked, less corrected, corrected and more corrected fits, in this order
 * @param stars the stars' colour
 * @param profile extinction of the light behind the disk
 * @param error standard deviation of ln A
 * @param excess [mag] colour excess of every pixel, mean of 3 x 3, NaN where there is no light
 * @param dusty pixels that are redder than the stars
 */
public record DustCorrection(
        List<DustVariant> variants,
        StarColour stars,
        ExtinctionProfile profile,
        double error,
        double[] excess,
        BitSet dusty) {

    /** Rounds of extinction and fit. */
    private static final int ROUNDS = 4;

    /** [mag] Change of the extinction after which no round follows. */
    private static final double SETTLED = 0.02;

    /** Share of half of the frame outside which the stars' colour is measured until the dust's radius is known. */
    private static final double FIRST_RADIUS = 0.35;

    /** The dust is followed beyond the radius where it is last seen. */
    private static final double RIM = 1.1;

    /** Outer points of the quadrature of three points, in standard deviations, and their weight. */
    private static final double OUTER = Math.sqrt(3);

    private static final double OUTER_WEIGHT = 1.0 / 6;

    /** Largest error of ln A: a factor of two at one standard deviation says that the colour does not show the extinction. */
    private static final double MOST_ERROR = Math.log(2);

    /** Copies the array and the mask. */
    public DustCorrection {
        variants = List.copyOf(variants);
        excess = excess.clone();
        dusty = (BitSet) dusty.clone();
    }

    /**
     * Corrects and fits an image.
     *
     * @param image the image
     * @param psf its PSF
     * @param left pixels that are not used. Not modified
     * @param options how it is fitted
     * @param second the second band
     * @param disk where the dust is
     * @param radiusKnown whether the disk's radius is given; otherwise the colour shows it
     * @param observer hears what is done
     * @return the fits
     * @throws org.steelyard.units.InputException if the images do not show the same pixels, there is no dust, or a fit fails
     */
    public static DustCorrection fit(
            Image image,
            Psf psf,
            BitSet left,
            StarlightOptions options,
            SecondBand second,
            DustDisk disk,
            boolean radiusKnown,
            FitObserver observer) {
        second.checkPixels(image);
        Dimmed dimmed = new Dimmed(image, psf, left, options, observer);
        StarlightFit original = dimmed.original();
        DustDisk place = radiusKnown ? disk : found(dimmed, original, second, disk);
        Round round = Round.of(dimmed, original, second, place, null);
        DustVariant now = round.corrected(dimmed, "corrected", 1 - 2 * OUTER_WEIGHT, 1);
        for (int n = 1; n < ROUNDS; n++) {
            Round next = Round.of(dimmed, now.fit(), second, place, round.profile);
            now = next.corrected(dimmed, now.name(), now.weight(), 1);
            boolean settled = change(round.profile, next.profile) < SETTLED;
            round = next;
            if (settled) {
                break;
            }
        }
        double error = round.error();
        double factor = Math.exp(OUTER * error);
        BitSet dusty = round.excess().dusty(round.bands, place);
        List<DustVariant> variants = List.of(
                dimmed.variant("original", original),
                dimmed.variant("masked", dimmed.masked(original.model(), dusty)),
                round.corrected(dimmed, "corrected_less", OUTER_WEIGHT, 1 / factor),
                now,
                round.corrected(dimmed, "corrected_more", OUTER_WEIGHT, factor));
        return new DustCorrection(
                variants, round.stars, round.profile, error, round.excess().value(), dusty);
    }

    /** The disk as far as the colour shows it. */
    private static DustDisk found(Dimmed dimmed, StarlightFit original, SecondBand second, DustDisk place) {
        Image image = dimmed.image();
        Bands bands = Bands.of(image, dimmed.options(), original, second);
        double[] clear = light(original.model(), dimmed.psf(), image);
        double[] clearSecond = light(original.model(), second.psf(), image);
        DustDisk disk = place.withRadius(FIRST_RADIUS * 0.5 * Math.min(image.nx(), image.ny()));
        for (int pass = 0; pass < 2; pass++) {
            StarColour stars = StarColour.fit(bands, clear, clearSecond, disk, second.sky());
            ColourExcess excess = ColourExcess.of(bands, clear, clearSecond, stars);
            disk = disk.withRadius(RIM * excess.radius(bands, disk));
        }
        return disk;
    }

    private static double[] light(ImageModel model, Psf blur, Image image) {
        return new ImageModel(model.gaussians(), model.angle(), model.x(), model.y(), 0, model.pointSource())
                .image(image.nx(), image.ny(), blur);
    }

    private static double change(ExtinctionProfile a, ExtinctionProfile b) {
        return Math.max(Math.abs(a.at(0) - b.at(0)), Math.abs(a.at(0.5 * a.radius()) - b.at(0.5 * a.radius())));
    }

    /** Extinction by the starlight of one fit. */
    private record Round(
            Bands bands,
            DustyLight first,
            DustyLight second,
            StarColour stars,
            DustDisk disk,
            ExtinctionProfile profile) {

        static Round of(Dimmed dimmed, StarlightFit fit, SecondBand other, DustDisk disk, ExtinctionProfile before) {
            Image image = dimmed.image();
            dimmed.observer().message("fitting the extinction");
            Bands bands = Bands.of(image, dimmed.options(), fit, other);
            int reach = Math.max(DustyLight.reach(dimmed.psf()), DustyLight.reach(other.psf()));
            DustyLight one = new DustyLight(fit.model(), dimmed.psf(), image.nx(), image.ny(), disk, 1, reach);
            DustyLight two = new DustyLight(
                    fit.model(), other.psf(), image.nx(), image.ny(), disk, other.extinctionRatio(), reach);
            StarColour stars = StarColour.fit(bands, one.clear(), two.clear(), disk, other.sky());
            ExtinctionProfile profile = before == null
                    ? ExtinctionFit.profile(bands, one, two, stars, disk)
                    : ExtinctionFit.near(before, bands, one, two, stars, disk);
            return new Round(bands, one, two, stars, disk, profile);
        }

        /** Standard deviation of the natural logarithm of the extinction. */
        double error() {
            double most = 0;
            for (double shift : new double[] {-stars.error(), stars.error()}) {
                ExtinctionProfile other = ExtinctionFit.profile(bands, first, second, stars.shifted(shift), disk);
                most = Math.max(most, first.difference(profile, other));
            }
            return Math.min(most, MOST_ERROR);
        }

        DustVariant corrected(Dimmed dimmed, String name, double weight, double factor) {
            return dimmed.corrected(name, weight, bands.model(), first, profile.times(factor));
        }

        ColourExcess excess() {
            return ColourExcess.of(bands, first.clear(), second.clear(), stars);
        }
    }

    /** @return [mag] colour excess, a copy */
    @Override
    public double[] excess() {
        return excess.clone();
    }

    /** @return the dusty pixels, a copy */
    @Override
    public BitSet dusty() {
        return (BitSet) dusty.clone();
    }
}
