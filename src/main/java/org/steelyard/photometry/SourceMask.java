// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.steelyard.cube.Image;

/**
 * The automatic mask of stars and neighbours: groups of pixels far above the model and far above the pixels opposite to them through the
 * galaxy's centre, so that arms, bars and disks, which have a counterpart there, are none. Around each group lies a rim, out to where the
 * wings of a star would fall below the noise. The core of the galaxy stays.
 */
final class SourceMask {

    /** Times the noise that a source must exceed the model by. */
    private static final double CLIP = 5;

    /** Share of the model that its own error may have while sources are looked for. */
    private static final double MODEL_ERROR = 0.1;

    /** Distance from the galaxy's centre, in core sigmas of the PSF, inside which nothing counts as a source. */
    private static final double CENTRE = 6;

    /** Fewest pixels of a source. */
    private static final int FEWEST = 4;

    /** Rim of an extended source, in radii of what exceeds the noise. */
    private static final double WING = 0.7;

    /** Wings of a star below this share of a pixel's noise are not masked. */
    private static final double FAINT = 0.3;

    private SourceMask() {}

    /**
     * Masks what is no part of the galaxy.
     *
     * @param image the image
     * @param expected what the model makes of it, {@code y*nx + x}. Not modified
     * @param variance of the pixels. Not modified
     * @param model the model
     * @param psf the PSF
     * @param mask grows by the sources. Modified
     * @return the sources, from the largest group of pixels to the smallest
     */
    static List<MaskedSource> grow(
            Image image, double[] expected, double[] variance, ImageModel model, Psf psf, BitSet mask) {
        int nx = image.nx();
        int ny = image.ny();
        BitSet bright = new BitSet(nx * ny);
        double[] values = image.values();
        double keep = CENTRE * Math.max(1, psf.coreSigma());
        for (int p = 0; p < expected.length; p++) {
            double own = MODEL_ERROR * Math.max(0, expected[p] - model.sky());
            double excess = values[p] - expected[p];
            boolean above = !mask.get(p)
                    && distance(p, nx, model.x(), model.y()) > keep
                    && excess > CLIP * Math.sqrt(variance[p] + own * own);
            int twin = above ? opposite(p, image, model) : -1;
            bright.set(
                    p,
                    above
                            && (twin < 0
                                    || mask.get(twin)
                                    || !(values[p] - values[twin]
                                            <= CLIP * Math.sqrt(variance[p] + variance[twin] + own * own))));
        }
        List<MaskedSource> sources = new ArrayList<>();
        BitSet core = new BitSet(nx * ny);
        setDisk(core, (int) Math.rint(model.x()), (int) Math.rint(model.y()), (int) Math.ceil(0.5 * keep), nx, ny);
        core.andNot(mask);
        while (!bright.isEmpty()) {
            int[] group = GalaxyShape.largestGroup(bright, nx, ny);
            if (group.length < FEWEST) {
                break;
            }
            int peak = group[0];
            for (int p : group) {
                bright.clear(p);
                peak = values[p] - expected[p] > values[peak] - expected[peak] ? p : peak;
            }
            MaskedSource source = MaskedSource.ofPeak(peak % nx, peak / nx, values[peak] - expected[peak], psf);
            int rim = (int) Math.ceil(2 + 2 * psf.coreSigma() + WING * Math.sqrt(group.length / Math.PI));
            for (int p : group) {
                setDisk(mask, p % nx, p / nx, rim, nx, ny);
            }
            setDisk(mask, peak % nx, peak / nx, source.radius(psf, FAINT * Math.sqrt(variance[peak])), nx, ny);
            sources.add(source);
        }
        mask.andNot(core);
        return sources;
    }

    private static double distance(int p, int nx, double x, double y) {
        int row = p / nx;
        return Math.hypot(p % nx - x, row - y);
    }

    /** The pixel opposite to one through the galaxy's centre, -1 outside of the frame. */
    private static int opposite(int p, Image image, ImageModel model) {
        int row = p / image.nx();
        long x = Math.round(2 * model.x() - p % image.nx());
        long y = Math.round(2 * model.y() - row);
        return x < 0 || y < 0 || x >= image.nx() || y >= image.ny() ? -1 : (int) (y * image.nx() + x);
    }

    private static void setDisk(BitSet mask, int cx, int cy, int radius, int nx, int ny) {
        for (int y = Math.max(0, cy - radius); y <= Math.min(ny - 1, cy + radius); y++) {
            for (int x = Math.max(0, cx - radius); x <= Math.min(nx - 1, cx + radius); x++) {
                if ((x - cx) * (x - cx) + (y - cy) * (y - cy) <= radius * radius) {
                    mask.set(y * nx + x);
                }
            }
        }
    }
}
