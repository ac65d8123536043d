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
 */
public record HeaderOverrides(
        Double pixelArcsec, Beam beam, String spectralUnit, VelocityConvention convention, Double restFrequency) {

    /** No replacement. */
    public static final HeaderOverrides NONE = new HeaderOverrides(null, null, null, null, null);
}
