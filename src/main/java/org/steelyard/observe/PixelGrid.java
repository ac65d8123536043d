package org.steelyard.observe;

import org.steelyard.cube.LocalFrame;

/**
 * The rectangle of sky pixels that a model fills. It may reach beyond the observed field.
 *
 * @param frame [arcsec/pixel] the pixels on the sky
 * @param x0 0-based index of its first pixel in the file, may be negative
 * @param y0 0-based index of its first pixel in the file, may be negative
 * @param width pixels in x
 * @param height pixels in y
 */
public record PixelGrid(LocalFrame frame, int x0, int y0, int width, int height) {

    /** @return number of pixels */
    public int size() {
        return width * height;
    }
}
