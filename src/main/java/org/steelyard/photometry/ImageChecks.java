// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import java.util.stream.IntStream;
import org.steelyard.cube.Image;
import org.steelyard.units.InputException;

/** Whether an image can be fitted, and with which pixels. */
final class ImageChecks {

    /** Frame edge that is left out, in sigmas of the widest Gaussian of the PSF: in many images light from outside is missing there. */
    private static final double EDGE = 3;

    /** But at most this share of the frame. */
    private static final double MOST_EDGE = 0.05;

    /** Fewest pixels of a fit. */
    private static final int FEWEST = 100;

    /** A PSF with a Gaussian wider than this share of the image is a PSF for another image. */
    private static final double WIDEST_PSF = 0.5;

    /** Times the noise that the lowest pixels may be below zero. */
    private static final double NEGATIVE = 5;

    /** Unusable pixels of the central 3 x 3 without which the centre is still known. */
    private static final int MOST_BLANK = 4;

    /** A galaxy whose moments are flatter than the limit by more than this has no Gaussian that fits. */
    private static final double FLATTER = 0.05;

    private ImageChecks() {}

    /** @throws InputException if the galaxy as a whole is flatter than the limit on the axis ratios */
    static void flattening(GalaxyShape shape, StarlightOptions options) {
        if (shape.axisRatio() < options.leastRatio() - FLATTER) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "the galaxy's axis ratio is %.3f and cannot be deprojected with Gaussians of %.3f or more; an oblate galaxy as flat as this has an inclination of at least %.1f deg",
                    shape.axisRatio(),
                    options.leastRatio(),
                    Math.toDegrees(Math.acos(shape.axisRatio()))));
        }
    }

    /**
     * @return the given mask and the pixels that are blank, saturated or at the edge
     * @throws InputException if the PSF is larger than the image or nothing is left to fit
     */
    static BitSet usable(Image image, Psf psf, BitSet masked, StarlightOptions options) {
        BitSet mask = (BitSet) masked.clone();
        double[] values = image.values();
        for (int p = 0; p < values.length; p++) {
            if (!Double.isFinite(values[p]) || values[p] >= options.saturation()) {
                mask.set(p);
            }
        }
        double wide = Arrays.stream(psf.sigma()).max().orElse(0);
        if (wide > WIDEST_PSF * Math.min(image.nx(), image.ny())) {
            throw new InputException("PSF: sigma " + wide + " pixel is larger than half of the image of " + image.nx()
                    + " x " + image.ny() + " pixels; check the PSF's pixel size and oversampling");
        }
        maskEdge(mask, image.nx(), image.ny(), wide);
        if (values.length - mask.cardinality() < FEWEST) {
            throw new InputException("mask, blank and saturated pixels leave " + (values.length - mask.cardinality())
                    + " of " + values.length + " pixels, fewer than " + FEWEST + "; leave the galaxy out of the mask");
        }
        return mask;
    }

    private static void maskEdge(BitSet mask, int nx, int ny, double wide) {
        int edge = (int) Math.round(Math.min(EDGE * wide, MOST_EDGE * Math.min(nx, ny)));
        for (int p = 0; p < nx * ny; p++) {
            int x = p % nx;
            int y = p / nx;
            if (Math.min(Math.min(x, nx - 1 - x), Math.min(y, ny - 1 - y)) < edge) {
                mask.set(p);
            }
        }
    }

    /** The first percentile of the usable pixels, checked against the noise. */
    static double floor(Image image, BitSet mask, StarlightOptions options) {
        double[] values = image.values();
        double[] used = IntStream.range(0, values.length)
                .filter(p -> !mask.get(p))
                .mapToDouble(p -> values[p])
                .sorted()
                .toArray();
        double floor = used[used.length / 100];
        double electrons = (floor + options.subtractedSky()) * options.gain();
        double noise = Math.sqrt(options.readNoise() * options.readNoise() + Math.max(0, electrons) + 1);
        if (electrons < -NEGATIVE * noise) {
            throw new InputException("counts are negative: the lowest percentile is " + floor + " where the noise is "
                    + noise / options.gain()
                    + "; give the read noise and, if the sky was subtracted, its level, so that the noise is right");
        }
        return floor;
    }

    static void centre(Image image, BitSet mask, int column, int row) {
        int blank = 0;
        for (int y = Math.max(0, row - 1); y <= Math.min(image.ny() - 1, row + 1); y++) {
            for (int x = Math.max(0, column - 1); x <= Math.min(image.nx() - 1, column + 1); x++) {
                blank += mask.get(y * image.nx() + x) ? 1 : 0;
            }
        }
        if (blank > MOST_BLANK) {
            throw new InputException("the galaxy's centre, column " + (column + 1) + ", row " + (row + 1)
                    + ", is saturated, blank or masked in " + blank
                    + " of 9 pixels; use a shorter exposure, or leave these pixels out of the mask");
        }
    }
}
