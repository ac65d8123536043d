package org.steelyard.cube.fits;

import java.util.Map;
import org.steelyard.cube.Image;
import org.steelyard.cube.SpectralCube;

/**
 * One image or cube to be written.
 *
 * @param name EXTNAME
 * @param cube the cube with its coordinates and beam, or null
 * @param image the image with its coordinates, or null; exactly one of the two is given
 * @param unit BUNIT
 * @param cards more header cards, keyword (at most 8 characters) to Number, Boolean or String, in their order
 */
public record Hdu(String name, SpectralCube cube, Image image, String unit, Map<String, Object> cards) {

    /** Checks that exactly one of cube and image is given. */
    public Hdu {
        if ((cube == null) == (image == null)) {
            throw new IllegalArgumentException("HDU " + name + " needs a cube or an image");
        }
    }

    /**
     * @param name EXTNAME
     * @param cube cube with its coordinates and beam
     * @return the HDU, in the cube's own unit
     */
    public static Hdu of(String name, SpectralCube cube) {
        return new Hdu(name, cube, null, cube.unit().fits(), Map.of());
    }

    /**
     * @param name EXTNAME
     * @param image image with its coordinates
     * @return the HDU, in the image's own unit
     */
    public static Hdu of(String name, Image image) {
        return new Hdu(name, null, image, image.unit(), Map.of());
    }

    /**
     * @param more header cards in their order
     * @return the same HDU with those cards
     */
    public Hdu withCards(Map<String, Object> more) {
        return new Hdu(name, cube, image, unit, more);
    }

    /**
     * @param other BUNIT
     * @return the same HDU in that unit
     */
    public Hdu withUnit(String other) {
        return new Hdu(name, cube, image, other, cards);
    }
}
