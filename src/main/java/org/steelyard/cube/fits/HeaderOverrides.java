package org.steelyard.cube.fits;

import org.steelyard.cube.Beam;
import org.steelyard.cube.VelocityConvention;

/**
 * What the user states in place of a header; null (NaN in no case) where the header is to be believed.
 *
 * @param pixelArcsec [arcsec] side of a pixel, for a file without sky coordinates
 * @param beam beam of all channels
 * @param spectralUnit unit of the spectral axis: Hz, kHz, MHz, GHz, m/s or km/s
 * @param convention of the velocities of a velocity axis
 * @param restFrequency [Hz] rest frequency of the line
 */
public record HeaderOverrides(
        Double pixelArcsec, Beam beam, String spectralUnit, VelocityConvention convention, Double restFrequency) {

    /** The header is believed. */
    public static final HeaderOverrides NONE = new HeaderOverrides(null, null, null, null, null);
}
