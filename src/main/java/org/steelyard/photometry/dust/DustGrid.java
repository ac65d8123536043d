// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.dust;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.steelyard.cube.Image;
import org.steelyard.inference.FitObserver;
import org.steelyard.photometry.ImageModel;
import org.steelyard.photometry.Psf;
import org.steelyard.photometry.StarlightFit;
import org.steelyard.photometry.StarlightOptions;
import org.steelyard.units.InputException;

/**
 * Corrections for assumed central extinctions, where no second band shows the dust (Kabasares et al. 2022, ApJ 934, 162). The
 * extinction falls outwards as {@link ExtinctionProfile#gaussian}.
 */
public final class DustGrid {

    /** The model of the starlight behind the dust comes from the corrected image after this many rounds. */
    private static final int ROUNDS = 2;

    private DustGrid() {}

    /**
     * Fits an image for every extinction.
     *
     * @param image the image
     * @param psf its PSF
     * @param left pixels that are not used. Not modified
     * @param options how it is fitted
     * @param disk where the dust is
     * @param central [mag] A at the centre in the band of the image, different values. Not modified
     * @param observer hears what is done
     * @return the original fit, the one without the pixels of the disk, both of weight 0, then one of equal weight for every extinction
     * @throws InputException if there is no extinction, one is negative or double, or a fit fails
     */
    public static List<DustVariant> fit(
            Image image,
            Psf psf,
            BitSet left,
            StarlightOptions options,
            DustDisk disk,
            double[] central,
            FitObserver observer) {
        List<ExtinctionProfile> profiles = new ArrayList<>();
        for (double a : central) {
            ExtinctionProfile profile = ExtinctionProfile.gaussian(a, disk.radius());
            if (profiles.contains(profile)) {
                throw new InputException("dust grid: " + a + " mag is given twice");
            }
            profiles.add(profile);
        }
        if (profiles.isEmpty()) {
            throw new InputException("dust grid: give one extinction [mag] or more, for example 0, 0.75, 1.5");
        }
        Dimmed dimmed = new Dimmed(image, psf, left, options, observer);
        StarlightFit original = dimmed.original();
        double[] radii = original.model().radii(image.nx(), image.ny(), disk.axisRatio());
        BitSet inside = new BitSet();
        for (int p = 0; p < radii.length; p++) {
            inside.set(p, radii[p] < disk.radius());
        }
        List<DustVariant> variants = new ArrayList<>();
        variants.add(dimmed.variant("original", original));
        variants.add(dimmed.variant("masked", dimmed.masked(original.model(), inside)));
        for (ExtinctionProfile profile : profiles) {
            String name = "grid_" + profile.central();
            double weight = 1.0 / profiles.size();
            DustVariant now = new DustVariant(name, image, original, weight);
            for (int round = 0; round < ROUNDS && profile.central() > 0; round++) {
                ImageModel model = now.fit().model();
                now = dimmed.corrected(name, weight, model, dimmed.light(model, disk), profile);
            }
            variants.add(now);
        }
        return variants;
    }
}
