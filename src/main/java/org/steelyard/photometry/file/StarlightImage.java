// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.file;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.steelyard.cube.Image;
import org.steelyard.cube.LocalFrame;
import org.steelyard.cube.fits.HeaderOverrides;
import org.steelyard.cube.fits.ImageFile;
import org.steelyard.units.InputException;

/**
 * A galaxy's image as it is read: checked for square pixels, with the pixels that masks leave out.
 *
 * @param file it came from
 * @param image the image
 * @param local pixels in the middle of the image
 * @param masked pixels that the masks leave out, {@code y*nx + x}; lent
 */
public record StarlightImage(Path file, Image image, LocalFrame local, BitSet masked) {

    /** Pixels whose sides differ by more than this share, or are skewed by as much, are not square. */
    private static final double SQUARE = 0.01;

    /**
     * Reads an image and its masks.
     *
     * @param file FITS file
     * @param extension EXTNAME, null for the first image
     * @param pixel [arcsec] side of a pixel where the header has no sky coordinates, null where it has
     * @param masks FITS images or DS9 regions
     * @return the image
     * @throws InputException if a file cannot be read, the size of a pixel is unknown, or pixels are not square
     */
    public static StarlightImage read(Path file, String extension, Double pixel, List<Path> masks) {
        HeaderOverrides overrides = new HeaderOverrides(pixel, null, null, null, null, null);
        Image image;
        try {
            image = ImageFile.read(file, extension, overrides);
        } catch (InputException e) {
            throw new InputException(e.getMessage().replace("data.pixel =", "starlight.pixel, for example"), e);
        }
        if (pixel == null && !image.frame().celestial()) {
            throw new InputException(
                    file + ": has no sky coordinates, so that the size of a pixel is unknown; give starlight.pixel, for"
                            + " example \"0.05 arcsec\"");
        }
        LocalFrame local = image.frame().at(0.5 * (image.nx() + 1), 0.5 * (image.ny() + 1));
        double columns = Math.hypot(local.eastPerX(), local.northPerX());
        double rows = Math.hypot(local.eastPerY(), local.northPerY());
        double skew = (local.eastPerX() * local.eastPerY() + local.northPerX() * local.northPerY()) / (columns * rows);
        if (Math.abs(columns / rows - 1) > SQUARE || Math.abs(skew) > SQUARE) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: pixels of %.5g x %.5g arcsec with a skew of %.3g are not square within 1 %%; resample the image",
                    file,
                    columns,
                    rows,
                    skew));
        }
        BitSet masked = new BitSet(image.values().length);
        for (Path mask : masks) {
            masked.or(RegionMask.ofFile(mask, image));
        }
        if (masked.cardinality() == image.values().length) {
            throw new InputException(masks.get(masks.size() - 1)
                    + ": the masks cover the whole image; a mask is not zero where pixels are left out");
        }
        return new StarlightImage(file, image, local, masked);
    }
}
