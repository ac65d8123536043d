// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import java.util.Map;
import org.steelyard.cube.Image;
import org.steelyard.cube.SpectralCube;

/**
 * One image or cube to be written; exactly one of the two is given.
 *
 * @param name EXTNAME
 * @param cube the cube with its coordinates and beam, or null
 * @param image the image with its coordinates, or null
 * @param unit BUNIT
 * @param cards further header cards in their order: keyword (at most 8 characters) to Number, Boolean or String
 */
public record Hdu(String name, SpectralCube cube, Image image, String unit, Map<String, Object> cards) {

    /** Checks that exactly one of cube and image is given. */
    public Hdu {
        if ((cube == null) == (image == null)) {
            throw new IllegalArgumentException("HDU " + name + " needs a cube or an image");
        }
    }

    /**
     * Creates the HDU of a cube, in the cube's unit.
     *
     * @param name EXTNAME
     * @param cube cube with its coordinates and beam
     * @return the HDU
     */
    public static Hdu of(String name, SpectralCube cube) {
        return new Hdu(name, cube, null, cube.unit().fits(), Map.of());
    }

    /**
     * Creates the HDU of an image, in the image's unit.
     *
     * @param name EXTNAME
     * @param image image with its coordinates
     * @return the HDU
     */
    public static Hdu of(String name, Image image) {
        return new Hdu(name, null, image, image.unit(), Map.of());
    }

    /**
     * Replaces the further header cards.
     *
     * @param more header cards in their order
     * @return the same HDU with these cards
     */
    public Hdu withCards(Map<String, Object> more) {
        return new Hdu(name, cube, image, unit, more);
    }

    /**
     * Replaces the unit.
     *
     * @param other BUNIT
     * @return the same HDU with this unit
     */
    public Hdu withUnit(String other) {
        return new Hdu(name, cube, image, other, cards);
    }
}
