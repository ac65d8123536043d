// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import org.steelyard.cube.Beam;
import org.steelyard.cube.VelocityConvention;

/**
 * Values of the user that replace those of a header; null where the header's value is used.
 *
 * @param pixelArcsec [arcsec] side of a pixel, for a file without sky coordinates
 * @param beam beam of all channels
 * @param spectralUnit unit of the spectral axis: Hz, kHz, MHz, GHz, m/s or km/s
 * @param convention convention of a velocity axis
 * @param restFrequency [Hz] rest frequency of the line
 * @param extension EXTNAME of the cube, in any case
 */
public record HeaderOverrides(
        Double pixelArcsec,
        Beam beam,
        String spectralUnit,
        VelocityConvention convention,
        Double restFrequency,
        String extension) {

    /** No replacement. */
    public static final HeaderOverrides NONE = new HeaderOverrides(null, null, null, null, null, null);

    /**
     * Gives the size of the pixels.
     *
     * @param arcsec [arcsec] side of a pixel
     * @return the same replacements with that size
     */
    public HeaderOverrides withPixel(double arcsec) {
        return new HeaderOverrides(arcsec, beam, spectralUnit, convention, restFrequency, extension);
    }

    /**
     * Chooses another extension.
     *
     * @param name EXTNAME in any case; null for the one that is chosen by default
     * @return the same replacements for that extension
     */
    public HeaderOverrides withExtension(String name) {
        return new HeaderOverrides(pixelArcsec, beam, spectralUnit, convention, restFrequency, name);
    }
}
