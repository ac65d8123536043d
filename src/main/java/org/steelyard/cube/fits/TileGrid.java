// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import java.io.IOException;
import java.util.Arrays;

/**
 * Tiles of a compressed image (FITS standard 4.0, section 10.1).
 *
 * @param axes lengths of the axes of the image
 * @param tile lengths of a tile, at most those of the image
 */
record TileGrid(int[] axes, int[] tile) {

    /**
     * Reads the shape of the tiles.
     *
     * @param header of the table of tiles
     * @param axes lengths of the axes of the image
     * @return the tiles
     * @throws IOException if a length is no whole number from 1
     */
    static TileGrid of(FitsHeader header, int[] axes) throws IOException {
        int[] tile = new int[axes.length];
        for (int i = 0; i < axes.length; i++) {
            String keyword = "ZTILE" + (i + 1);
            long length = header.has(keyword) ? header.whole(keyword, 1, Integer.MAX_VALUE) : i == 0 ? axes[0] : 1;
            tile[i] = (int) Math.min(length, Math.max(1, axes[i]));
        }
        return new TileGrid(axes, tile);
    }

    /** Number of tiles along an axis. */
    int along(int axis) {
        return (int) (((long) axes[axis] + tile[axis] - 1) / tile[axis]);
    }

    /** Number of tiles in all. */
    double count() {
        double count = 1;
        for (int i = 0; i < axes.length; i++) {
            count *= along(i);
        }
        return count;
    }

    /** Number of values in the largest tile. */
    double largest() {
        return Arrays.stream(tile).asDoubleStream().reduce(1, (a, b) -> a * b);
    }
}
