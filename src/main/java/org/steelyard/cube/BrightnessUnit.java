// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube;

import java.util.Locale;

/** Unit of the values of a cube. */
public enum BrightnessUnit {
    /** Flux density per beam. */
    JY_PER_BEAM("Jy/beam"),
    /** Flux density per pixel. */
    JY_PER_PIXEL("Jy/pixel"),
    /** Brightness temperature. */
    KELVIN("K"),
    /** Any other unit. */
    OTHER("");

    private final String fits;

    BrightnessUnit(String fits) {
        this.fits = fits;
    }

    /** @return the unit string to write as BUNIT */
    public String fits() {
        return fits;
    }

    /**
     * Parses BUNIT.
     *
     * @param bunit BUNIT of a file, in any of the forms that programs write: {@code JY/BEAM}, {@code beam-1 Jy}, ...
     * @return the unit; OTHER if it is not one of the known units
     */
    public static BrightnessUnit parse(String bunit) {
        String plain = plain(bunit);
        return switch (plain.matches("[mu]jy.*") ? plain.substring(1) : plain) {
            case "jy/beam", "jybeam-1", "beam-1jy", "jy/bm", "jansky/beam", "jyperbeam" -> JY_PER_BEAM;
            case "jy/pixel", "jy/pix", "jypixel-1", "jypix-1", "pixel-1jy", "pix-1jy" -> JY_PER_PIXEL;
            case "k", "kelvin" -> KELVIN;
            default -> OTHER;
        };
    }

    /**
     * Returns the factor that converts values to Jy.
     *
     * @param bunit BUNIT of a file
     * @return 1e-3 for mJy, 1e-6 for uJy, otherwise 1
     */
    public static double scale(String bunit) {
        String plain = plain(bunit);
        boolean known = parse(bunit) != OTHER;
        return known && plain.startsWith("mjy") ? 1e-3 : known && plain.startsWith("ujy") ? 1e-6 : 1;
    }

    private static String plain(String bunit) {
        return bunit.toLowerCase(Locale.ROOT).replaceAll("[\\s.*()'^]+", "");
    }
}
