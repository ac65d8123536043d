// SPDX-License-Identifier: Apache-2.0
package org.steelyard.units;

/** Physical constants in the internal units of {@link org.steelyard.units}. */
public final class Constants {

    /**
     * Gravitational constant [pc km2 s-2 Msun-1]: IAU 2015 nominal solar GM over the IAU 2012 parsec (method page,
     * introduction).
     */
    public static final double G = 4.300917270e-3;

    /** Speed of light [km/s], exact (SI). */
    public static final double SPEED_OF_LIGHT = 299792.458;

    /** Full width at half maximum of a Gaussian in units of its standard deviation, sqrt(8 ln 2). */
    public static final double FWHM_PER_SIGMA = Math.sqrt(8 * Math.log(2));

    /** One arcsecond [rad]. */
    public static final double ARCSEC = Math.PI / 648000;

    /** Parsecs subtended by one arcsecond at one megaparsec, pi / 0.648. */
    public static final double PC_PER_ARCSEC_AT_MPC = Math.PI / 0.648;

    private Constants() {}
}
