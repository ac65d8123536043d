// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.dust;

import java.util.BitSet;
import org.steelyard.cube.Image;
import org.steelyard.inference.FitObserver;
import org.steelyard.photometry.Psf;
import org.steelyard.photometry.StarlightFit;
import org.steelyard.photometry.StarlightOptions;

/**
 * A galaxy's image fitted as it is, without its dusty pixels, and corrected by the colour excess against a second band. The PSF blurs
 * starlight and dust together, so an image is corrected by the ratio of two blurred models, with and without dust; the model comes from
 * the fit of the corrected image, in a few rounds.
 *
 * @param original fit of the image as it is
 * @param masked fit without the dusty pixels
 * @param corrected fit of the corrected image
 * @param image the corrected image, its sky left in it
 * @param stars the stars' colour
 * @param profile extinction of the light behind the disk
 * @param excess [mag] colour excess of every pixel, mean of 3 x 3, NaN where there is no light
 * @param dusty pixels that are left out of the masked fit
 */
public record DustCorrection(
        StarlightFit original,
        StarlightFit masked,
        StarlightFit corrected,
        Image image,
        StarColour stars,
        ExtinctionProfile profile,
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

    /** Copies the array and the mask. */
    public DustCorrection {
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
        StarlightFit original = StarlightFit.fit(image, psf, left, options, observer);
        return new Rounds(image, psf, left, options, second, original).run(disk, radiusKnown, observer);
    }

    private record Rounds(
            Image image, Psf psf, BitSet left, StarlightOptions options, SecondBand second, StarlightFit original) {

        DustCorrection run(DustDisk place, boolean radiusKnown, FitObserver observer) {
            int nx = image.nx();
            int ny = image.ny();
            int reach = Math.max(DustyLight.reach(psf), DustyLight.reach(second.psf()));
            observer.message("measuring the stars' colour");
            DustDisk disk = radiusKnown ? place : found(place);
            StarlightFit now = original;
            ExtinctionProfile profile = null;
            for (int round = 0; round < ROUNDS; round++) {
                Bands bands = Bands.of(image, options, now, second);
                observer.message("fitting the extinction");
                DustyLight one = new DustyLight(now.model(), psf, nx, ny, disk, 1, reach);
                DustyLight two =
                        new DustyLight(now.model(), second.psf(), nx, ny, disk, second.extinctionRatio(), reach);
                StarColour stars = StarColour.fit(bands, one.clear(), two.clear(), disk, second.sky());
                ExtinctionProfile next = ExtinctionFit.profile(bands, one, two, stars, disk);
                Image cleared = corrected(now, one, next);
                now = StarlightFit.fit(cleared, psf, left, options, observer);
                boolean settled = profile != null && change(profile, next) < SETTLED;
                profile = next;
                if (settled || round == ROUNDS - 1) {
                    ColourExcess excess = ColourExcess.of(bands, one.clear(), two.clear(), stars);
                    BitSet dusty = excess.dusty(bands, disk);
                    StarlightFit masked = Masked.fit(image, psf, left, dusty, original, options, observer);
                    return new DustCorrection(
                            original, masked, now, cleared, stars, profile, excess.value(), dusty);
                }
            }
            throw new IllegalStateException("no round");
        }

        private Image corrected(StarlightFit now, DustyLight light, ExtinctionProfile profile) {
            double sky = now.model().sky();
            double[] values = image.values().clone();
            for (int p = 0; p < values.length; p++) {
                values[p] -= sky;
            }
            light.correct(values, profile);
            for (int p = 0; p < values.length; p++) {
                values[p] += sky;
            }
            return new Image(
                    values, image.nx(), image.ny(), image.frame(), image.xIndex(), image.yIndex(), image.unit());
        }

        /** The disk as far as the colour shows it. */
        private DustDisk found(DustDisk place) {
            Bands bands = Bands.of(image, options, original, second);
            double[] clear = light(original, psf);
            double[] clearSecond = light(original, second.psf());
            DustDisk disk =
                    place.withRadius(FIRST_RADIUS * 0.5 * Math.min(image.nx(), image.ny()));
            for (int pass = 0; pass < 2; pass++) {
                StarColour stars = StarColour.fit(bands, clear, clearSecond, disk, second.sky());
                disk = disk.withRadius(
                        RIM * ColourExcess.of(bands, clear, clearSecond, stars).radius(bands, disk));
            }
            return disk;
        }

        private double[] light(StarlightFit fit, Psf blur) {
            double[] drawn = fit.model().image(image.nx(), image.ny(), blur);
            for (int p = 0; p < drawn.length; p++) {
                drawn[p] -= fit.model().sky();
            }
            return drawn;
        }
    }

    private static double change(ExtinctionProfile a, ExtinctionProfile b) {
        return Math.max(Math.abs(a.at(0) - b.at(0)), Math.abs(a.at(0.5 * a.radius()) - b.at(0.5 * a.radius())));
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
