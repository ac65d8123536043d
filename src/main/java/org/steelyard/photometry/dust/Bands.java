// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.dust;

import java.util.BitSet;
import org.steelyard.cube.Image;
import org.steelyard.photometry.ImageModel;
import org.steelyard.photometry.StarlightFit;
import org.steelyard.photometry.StarlightOptions;

/**
 * Both images without the first one's sky, with their noise, and a model of the starlight.
 *
 * @param model the starlight; its sky is taken from the first image
 * @param first the corrected band without sky, {@code y*nx + x}; lent
 * @param firstVariance of its pixels; lent
 * @param second the second band with its sky; lent
 * @param secondVariance of its pixels; lent
 * @param left pixels that are not used; lent
 * @param nx columns
 */
record Bands(
        ImageModel model,
        double[] first,
        double[] firstVariance,
        double[] second,
        double[] secondVariance,
        BitSet left,
        int nx) {

    static Bands of(Image image, StarlightOptions options, StarlightFit fit, SecondBand second) {
        double[] values = image.values();
        double[] first = new double[values.length];
        BitSet left = fit.masked();
        double[] other = second.image().values();
        for (int p = 0; p < first.length; p++) {
            first[p] = values[p] - fit.model().sky();
            left.set(p, left.get(p) || !Double.isFinite(values[p]) || !Double.isFinite(other[p]));
        }
        StarlightOptions noise = StarlightOptions.defaults().withNoise(second.gain(), second.readNoise(), 0);
        return new Bands(fit.model(), first, options.variance(values), other, noise.variance(other), left, image.nx());
    }

    int ny() {
        return first.length / nx;
    }

    /** Semi-major axis of the disk's ellipse through every pixel. */
    double[] radii(DustDisk disk) {
        return model.radii(nx, ny(), disk.axisRatio());
    }
}
