// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.file;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.steelyard.cube.Image;
import org.steelyard.cube.fits.CubeWriter;
import org.steelyard.cube.fits.FitsProvenance;
import org.steelyard.cube.fits.Hdu;

/** Writes where the dust is. */
public final class DustFile {

    private DustFile() {}

    /**
     * Writes the colour excess.
     *
     * @param image that the dust is in front of
     * @param excess [mag] colour excess of every pixel, NaN where there is no light. Not modified
     * @param file to write or replace
     */
    public static void writeExcess(Image image, double[] excess, Path file) {
        CubeWriter.writePlain(
                file,
                Hdu.of("EXCESS", with(image, excess, "mag")),
                new FitsProvenance("Steelyard", List.of("colour excess over the stars, mean of 3 x 3 pixels")));
    }

    /**
     * Writes the mask of the dusty pixels, which {@link RegionMask} reads.
     *
     * @param image that the dust is in front of
     * @param dusty pixels that are redder than the stars. Not modified
     * @param file to write or replace
     */
    public static void writeMask(Image image, BitSet dusty, Path file) {
        double[] mask = new double[image.values().length];
        dusty.stream().forEach(p -> mask[p] = 1);
        CubeWriter.writePlain(
                file,
                Hdu.of("MASK", with(image, mask, "")),
                new FitsProvenance("Steelyard", List.of("1: the colour is redder than that of the stars")));
    }

    private static Image with(Image image, double[] values, String unit) {
        return new Image(values, image.nx(), image.ny(), image.frame(), image.xIndex(), image.yIndex(), unit);
    }
}
