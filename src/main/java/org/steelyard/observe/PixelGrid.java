// SPDX-License-Identifier: Apache-2.0
package org.steelyard.observe;

import org.steelyard.cube.LocalFrame;

/**
 * The rectangle of sky pixels of a model. It may extend beyond the observed field.
 *
 * @param frame linear map from pixels to sky offsets
 * @param x0 index of the first column in the file, from 0, may be negative
 * @param y0 index of the first row in the file, from 0, may be negative
 * @param width number of pixels in x
 * @param height number of pixels in y
 */
public record PixelGrid(LocalFrame frame, int x0, int y0, int width, int height) {

    /** @return number of pixels */
    public int size() {
        return width * height;
    }
}
