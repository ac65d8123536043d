// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.dust;

import java.util.Locale;
import org.steelyard.cube.Image;
import org.steelyard.photometry.Psf;
import org.steelyard.units.InputException;

/**
 * An image in a bluer band on the same pixels.
 *
 * @param image the image
 * @param psf its PSF
 * @param gain [electron per unit of the image]
 * @param readNoise [electron] of a pixel
 * @param sky [unit of the image] its level, NaN to fit it
 * @param extinctionRatio extinction in this band over that in the corrected band
 */
public record SecondBand(Image image, Psf psf, double gain, double readNoise, double sky, double extinctionRatio) {

    /** Bands nearer than this in extinction have no colour excess. */
    private static final double LEAST_RATIO = 1.05;

    private static final double MOST_RATIO = 30;

    /** Images whose centres are further apart than this [pixel] show different pixels. */
    private static final double SHIFT = 0.5;

    /** @throws InputException if the extinction ratio is out of its range */
    public SecondBand {
        if (!(extinctionRatio >= LEAST_RATIO && extinctionRatio <= MOST_RATIO)) {
            throw new InputException("its extinction over that of the image is " + extinctionRatio
                    + " and must be " + LEAST_RATIO + " to " + MOST_RATIO
                    + ": the second band is the bluer one, correct the redder image by it");
        }
    }

    /**
     * Checks that both images show the same pixels.
     *
     * @param other the image that is corrected
     * @throws InputException if size or place on the sky differ
     */
    public void checkPixels(Image other) {
        if (image.nx() != other.nx() || image.ny() != other.ny()) {
            throw new InputException("has " + image.nx() + " x " + image.ny() + " pixels, but the image to correct has "
                    + other.nx() + " x " + other.ny() + "; resample it to the pixels of that image");
        }
        if (!image.frame().celestial() || !other.frame().celestial()) {
            return;
        }
        for (double[] corner : new double[][] {{1, 1}, {image.nx(), image.ny()}}) {
            double[] sky = other.frame().toWorld(corner[0], corner[1]);
            double[] own = image.frame().toPixel(sky[0], sky[1]);
            double shift = Math.hypot(own[0] - corner[0], own[1] - corner[1]);
            if (!(shift <= SHIFT)) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "its sky coordinates differ from those of the image to correct by %.2f pixels at column %.0f, row %.0f;"
                                + " resample it to the pixels of that image",
                        shift,
                        corner[0],
                        corner[1]));
            }
        }
    }
}
