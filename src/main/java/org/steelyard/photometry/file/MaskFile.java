// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.file;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.steelyard.cube.Image;
import org.steelyard.cube.fits.CubeWriter;
import org.steelyard.cube.fits.FitsProvenance;
import org.steelyard.cube.fits.Hdu;

/** Writes the pixels that a fit left out, in the form that {@link RegionMask} reads. */
public final class MaskFile {

    private MaskFile() {}

    /**
     * Writes a mask: 0 where a pixel was fitted, 1 where a given mask left it out, 2 where it was blank, saturated, at the edge or in a
     * star or neighbour.
     *
     * @param image that the mask is for
     * @param given pixels that given masks leave out. Not modified
     * @param all pixels that were left out. Not modified
     * @param file to write or replace
     */
    public static void write(Image image, BitSet given, BitSet all, Path file) {
        double[] values = new double[image.values().length];
        for (int p = 0; p < values.length; p++) {
            values[p] = given.get(p) ? 1 : all.get(p) ? 2 : 0;
        }
        Image mask = new Image(values, image.nx(), image.ny(), image.frame(), image.xIndex(), image.yIndex(), "");
        CubeWriter.writePlain(
                file,
                Hdu.of("MASK", mask),
                new FitsProvenance(
                        "Steelyard",
                        List.of("0: fitted; 1: given mask; 2: blank, saturated, edge, star or neighbour")));
    }
}
