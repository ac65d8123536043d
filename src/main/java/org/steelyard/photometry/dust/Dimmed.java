// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.dust;

import java.util.BitSet;
import org.steelyard.cube.Image;
import org.steelyard.inference.FitObserver;
import org.steelyard.photometry.ImageModel;
import org.steelyard.photometry.Psf;
import org.steelyard.photometry.StarlightFit;
import org.steelyard.photometry.StarlightOptions;
import org.steelyard.photometry.StarlightSearch;

/**
 * An image with dust, and how it is fitted.
 *
 * @param image the image
 * @param psf its PSF
 * @param left pixels that are not used; lent
 * @param options how it is fitted
 * @param observer hears what is done
 */
record Dimmed(Image image, Psf psf, BitSet left, StarlightOptions options, FitObserver observer) {

    /** [pixel] Radius of the core that a mask leaves, and at least the PSF's core sigma. */
    private static final double CORE = 1.5;

    /** Rounds in which pixels return from a mask. */
    private static final int RETURNS = 3;

    /** Fit of the image as it is. */
    StarlightFit original() {
        return StarlightSearch.fit(image, psf, left, options, observer);
    }

    /** Light through the dust, with this band's PSF. */
    DustyLight light(ImageModel model, DustDisk disk) {
        return new DustyLight(model, psf, image.nx(), image.ny(), disk, 1, DustyLight.reach(psf));
    }

    /** A variant of the image as it is. */
    DustVariant variant(String name, StarlightFit fit) {
        return new DustVariant(name, image, fit, 0);
    }

    /** Fit of the image without the dust of a profile. */
    DustVariant corrected(String name, double weight, ImageModel model, DustyLight light, ExtinctionProfile profile) {
        double[] values = image.values().clone();
        for (int p = 0; p < values.length; p++) {
            values[p] -= model.sky();
        }
        light.correct(values, profile);
        for (int p = 0; p < values.length; p++) {
            values[p] += model.sky();
        }
        Image cleared =
                new Image(values, image.nx(), image.ny(), image.frame(), image.xIndex(), image.yIndex(), image.unit());
        StarlightFit fit = StarlightSearch.fit(cleared, psf, left, options, model, observer);
        fit.checkCentre(image);
        return new DustVariant(name, cleared, fit, weight);
    }

    /**
     * Fit without the dusty pixels. The core stays: nothing else says how the light rises to the centre, which the dust may have shifted
     * in the image as it is. Dust only takes light away, so that pixels brighter than the fit return to it.
     */
    StarlightFit masked(ImageModel start, BitSet dusty) {
        BitSet mask = (BitSet) left.clone();
        mask.or(dusty);
        clearCore(mask, start);
        StarlightFit fit = StarlightSearch.fit(image, psf, mask, options, start, observer);
        for (int round = 0; round < RETURNS && returned(mask, dusty, fit); round++) {
            fit = StarlightSearch.fit(image, psf, mask, options, start, observer);
        }
        fit.checkCentre(image);
        return fit;
    }

    private boolean returned(BitSet mask, BitSet dusty, StarlightFit fit) {
        int before = mask.cardinality();
        double[] drawn = fit.drawn();
        double[] noise = fit.noise();
        for (int p = dusty.nextSetBit(0); p >= 0; p = dusty.nextSetBit(p + 1)) {
            if (!left.get(p) && image.values()[p] > drawn[p] + noise[p]) {
                mask.clear(p);
            }
        }
        clearCore(mask, fit.model());
        return mask.cardinality() < before;
    }

    /** Takes the core of a model out of a mask, but for pixels that are not used in any fit. */
    private void clearCore(BitSet mask, ImageModel model) {
        double core = Math.max(CORE, psf.coreSigma());
        double[] radii = model.radii(image.nx(), image.ny(), 1);
        for (int p = mask.nextSetBit(0); p >= 0; p = mask.nextSetBit(p + 1)) {
            mask.set(p, left.get(p) || radii[p] > core);
        }
    }
}
