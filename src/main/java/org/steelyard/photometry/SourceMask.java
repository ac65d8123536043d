// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import java.util.BitSet;
import org.steelyard.cube.Image;

/** The automatic mask of stars and neighbours: groups of pixels far above the model, with a rim around each. */
final class SourceMask {

    /** Times the noise that a source must exceed the model by. */
    private static final double CLIP = 5;

    /** Share of the model that its own error may have while sources are looked for. */
    private static final double MODEL_ERROR = 0.1;

    /** Distance from the galaxy's centre, in core sigmas of the PSF, inside which nothing counts as a source. */
    private static final double CENTRE = 6;

    /** Fewest pixels of a source. */
    private static final int FEWEST = 4;

    /** Rim of a masked source beyond the core of the PSF, in radii of what exceeds the noise. */
    private static final double WING = 0.7;

    private SourceMask() {}

    /**
     * @param image the image
     * @param expected what the model makes of it, {@code y*nx + x}. Not modified
     * @param variance of the pixels. Not modified
     * @param model the model
     * @param psf the PSF
     * @param mask grows by the sources. Modified
     * @return whether there were any
     */
    static boolean grow(Image image, double[] expected, double[] variance, ImageModel model, Psf psf, BitSet mask) {
        int nx = image.nx();
        int ny = image.ny();
        BitSet bright = new BitSet(nx * ny);
        double keep = CENTRE * Math.max(1, psf.coreSigma());
        for (int p = 0; p < expected.length; p++) {
            double own = MODEL_ERROR * Math.max(0, expected[p] - model.sky());
            double limit = CLIP * Math.sqrt(variance[p] + own * own);
            int row = p / nx;
            boolean far = Math.hypot(p % nx - model.x(), row - model.y()) > keep;
            bright.set(p, far && !mask.get(p) && image.values()[p] - expected[p] > limit);
        }
        int before = mask.cardinality();
        while (!bright.isEmpty()) {
            int[] group = GalaxyShape.largestGroup(bright, nx, ny);
            if (group.length < FEWEST) {
                break;
            }
            int rim = (int) Math.ceil(2 + 2 * psf.coreSigma() + WING * Math.sqrt(group.length / Math.PI));
            for (int p : group) {
                bright.clear(p);
                maskDisk(mask, p % nx, p / nx, rim, nx, ny);
            }
        }
        return mask.cardinality() > before;
    }

    private static void maskDisk(BitSet mask, int cx, int cy, int radius, int nx, int ny) {
        for (int y = Math.max(0, cy - radius); y <= Math.min(ny - 1, cy + radius); y++) {
            for (int x = Math.max(0, cx - radius); x <= Math.min(nx - 1, cx + radius); x++) {
                if ((x - cx) * (x - cx) + (y - cy) * (y - cy) <= radius * radius) {
                    mask.set(y * nx + x);
                }
            }
        }
    }
}
