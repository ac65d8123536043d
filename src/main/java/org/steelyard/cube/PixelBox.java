// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube;

import org.steelyard.units.InputException;

/**
 * A rectangle of pixels of the file, counted from 0.
 *
 * @param x0 first column
 * @param y0 first row
 * @param x1 column after the last
 * @param y1 row after the last
 */
public record PixelBox(int x0, int y0, int x1, int y1) {

    /** @throws InputException if the box is empty or starts before the image */
    public PixelBox {
        if (x0 < 0 || y0 < 0 || x1 <= x0 || y1 <= y0) {
            throw new InputException("pixel box x " + (x0 + 1) + " to " + x1 + ", y " + (y0 + 1) + " to " + y1
                    + " contains no pixel of the image; give pixels from 1, the lower corner first");
        }
    }

    /** @return [pixel] number of columns */
    public int width() {
        return x1 - x0;
    }

    /** @return [pixel] number of rows */
    public int height() {
        return y1 - y0;
    }

    /**
     * Tests whether the box is inside an image.
     *
     * @param nx number of columns of the image
     * @param ny number of rows of the image
     * @return whether all its pixels are inside
     */
    public boolean isInside(int nx, int ny) {
        return x1 <= nx && y1 <= ny;
    }
}
