// SPDX-License-Identifier: Apache-2.0
package org.steelyard.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The observations that are compared.
 *
 * @param beams [arcsec] geometric mean FWHM of each; none for the beam of the configuration
 * @param rms [Jy/beam] noise of one channel, each; none where times are given, or for {@code fit.noise_rms}
 * @param times [s] on source of ALMA, each; none where noise is given
 * @param channelWidth [km/s]; null for that of the configuration, else {@value #CHANNEL}
 * @param band of ALMA that must hold the line; null for any
 * @param antennas of ALMA
 * @param systemTemperature [K] null for that of the band in median weather
 * @param stellarDispersion [km/s] of the galaxy, for the sphere of influence G M / sigma^2; null where it is not known
 * @param light what a fit knows of it
 * @param mocks fits of simulated noise to each observation, 0 for none
 * @param seed of the noise
 */
public record PlanOptions(
        List<Double> beams,
        List<Double> rms,
        List<Double> times,
        @Nullable Double channelWidth,
        @Nullable Integer band,
        int antennas,
        @Nullable Double systemTemperature,
        @Nullable Double stellarDispersion,
        MassForecast.Light light,
        int mocks,
        long seed) {

    /** [km/s] */
    static final double CHANNEL = 10;
}
