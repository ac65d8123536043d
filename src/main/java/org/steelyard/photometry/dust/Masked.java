// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.dust;

import java.util.BitSet;
import org.steelyard.cube.Image;
import org.steelyard.inference.FitObserver;
import org.steelyard.photometry.Psf;
import org.steelyard.photometry.StarlightFit;
import org.steelyard.photometry.StarlightOptions;

/** A fit without the dusty pixels. The core stays: nothing else says how the light rises to the centre. */
final class Masked {

    /** [pixel] Radius of the core, and at least the PSF's core sigma. */
    private static final double CORE = 1.5;

    private Masked() {}

    static StarlightFit fit(
            Image image,
            Psf psf,
            BitSet left,
            BitSet dusty,
            StarlightFit original,
            StarlightOptions options,
            FitObserver observer) {
        BitSet mask = (BitSet) left.clone();
        mask.or(dusty);
        double core = Math.max(CORE, psf.coreSigma());
        double[] radii = original.model().radii(image.nx(), image.ny(), 1);
        for (int p = dusty.nextSetBit(0); p >= 0; p = dusty.nextSetBit(p + 1)) {
            mask.set(p, left.get(p) || radii[p] > core);
        }
        return StarlightFit.fit(image, psf, mask, options, original.model(), observer);
    }
}
