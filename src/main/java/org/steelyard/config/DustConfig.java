// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config;

import static org.steelyard.config.Limits.positive;
import static org.steelyard.config.Limits.require;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.steelyard.photometry.calibration.CalibrationKeys;
import org.steelyard.units.InputException;

/**
 * The keys of section {@code [starlight]} about a dust disk in front of half of the stars: a bluer image that shows it, or central
 * extinctions that are assumed.
 *
 * @param secondBand the bluer image on the same pixels; null where the extinctions are assumed
 * @param secondPsf its PSF, or null for that of the first image
 * @param second calibration of its counts, of which the magnitude of the Sun is not used
 * @param secondReadNoise [electron] of its pixels
 * @param secondSky [its unit] level of its sky, or null to fit it
 * @param extinctionRatio extinction in the second band over that in the first, or null for that of the wavelengths
 * @param wavelength [um] effective wavelength of the first band, or null
 * @param secondWavelength [um] effective wavelength of the second band, or null
 * @param inclination [deg] of the dust disk, or null for that at which the stars are deprojected
 * @param radius [arcsec] semi-major axis of the dust disk, or null for where the colour excess ends
 * @param behind share of the starlight behind the dust
 * @param grid [mag] assumed extinctions at the centre; empty where a second band shows them
 */
public record DustConfig(
        @Nullable Path secondBand,
        @Nullable String secondPsf,
        CalibrationKeys second,
        double secondReadNoise,
        @Nullable Double secondSky,
        @Nullable Double extinctionRatio,
        @Nullable Double wavelength,
        @Nullable Double secondWavelength,
        @Nullable Double inclination,
        @Nullable Double radius,
        double behind,
        List<Double> grid) {

    /** Share of the light that is behind a disk in the mid-plane of the galaxy. */
    public static final double MID_PLANE = 0.5;

    /** [mag] Extinction that leaves 1e-4 of the light: more of it changes nothing that an image shows. */
    private static final double OPAQUE = 10;

    /** @throws InputException if keys contradict each other, or one that others need is missing */
    public DustConfig {
        grid = List.copyOf(grid);
        if (secondBand == null) {
            boolean secondary = secondPsf != null
                    || second.zeroPoint() != null
                    || second.unit() != null
                    || second.exposure() != null
                    || second.gain() != null
                    || second.extinction() != 0
                    || secondReadNoise != 0
                    || secondSky != null
                    || extinctionRatio != null
                    || wavelength != null
                    || secondWavelength != null;
            require(
                    !secondary,
                    "starlight.second_band is missing: the keys of the second band, starlight.extinction_ratio and"
                            + " starlight.wavelength are about its image");
            require(
                    !grid.isEmpty(),
                    "starlight.dust_inclination, starlight.dust_radius and starlight.dust_behind need"
                            + " starlight.second_band or starlight.dust_grid");
            require(
                    radius != null,
                    "starlight.dust_radius is missing: starlight.dust_grid has no colour that shows where the dust ends;"
                            + " give its semi-major axis, for example \"2.2 arcsec\"");
        } else {
            require(
                    grid.isEmpty(),
                    "starlight.second_band and starlight.dust_grid exclude each other: the colour shows the extinction, the"
                            + " grid assumes it");
            boolean law = wavelength != null && secondWavelength != null;
            boolean part = wavelength != null || secondWavelength != null;
            require(
                    extinctionRatio == null || !part,
                    "starlight.extinction_ratio and starlight.wavelength exclude each other: give the ratio, or both wavelengths");
            require(
                    (extinctionRatio == null) == law && (law || !part),
                    "starlight.extinction_ratio is missing: give A of the second band over A of the image, or both"
                            + " starlight.wavelength and starlight.second_wavelength in micrometres for a standard law");
        }
        positive("starlight.second_exposure", second.exposure(), "s");
        positive("starlight.second_gain", second.gain(), "electron per unit of the image");
        positive("starlight.dust_radius", radius, "arcsec");
        require(
                secondReadNoise >= 0,
                "starlight.second_read_noise = " + secondReadNoise + " electron must not be negative");
        require(
                behind > 0 && behind <= 1,
                "starlight.dust_behind = " + behind
                        + " must be above 0 and at most 1; 0.5 is a disk in the mid-plane, 1 a screen in front");
        require(
                grid.stream().allMatch(a -> a >= 0 && a <= OPAQUE),
                "starlight.dust_grid = " + grid + ": an extinction must be 0 to " + OPAQUE
                        + " mag; Kabasares et al. (2022) use 0 to 1.5");
        require(
                inclination == null || (inclination > 0 && inclination < 90),
                "starlight.dust_inclination = " + inclination
                        + " deg must be above 0 and below 90 deg: an edge-on disk has no area");
    }
}
