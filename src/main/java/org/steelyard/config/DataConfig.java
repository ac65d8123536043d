// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config;

import static org.steelyard.config.Limits.positive;
import static org.steelyard.config.Limits.require;

import java.nio.file.Path;
import org.steelyard.cube.Beam;
import org.steelyard.cube.SpectralLine;
import org.steelyard.cube.SpectralResponse;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.cube.fits.HeaderOverrides;
import org.steelyard.units.InputException;

/**
 * Section {@code [data]}: a cube, or a velocity map with its companions.
 *
 * @param cube the spectral-line cube, or null
 * @param line the line's name, for example {@code CO(2-1)}, or null
 * @param restFrequency [Hz] or null
 * @param velocities [km/s] lowest and highest of the channels to use, in the cube's own convention and frame, or null
 * @param channels first and last channel to use, 1-based, inclusive, or null
 * @param flatCube the cube before the correction for the primary beam, or null
 * @param primaryBeam the primary beam's map or cube, or null
 * @param mask where the line is, or null
 * @param fluxMap the line's flux, or null
 * @param velocityMap [km/s] the moment-1 map that is fitted instead of a cube, or null
 * @param velocityError the map of its errors, or null
 * @param velocityErrorValue [km/s] one error for every pixel, or null
 * @param bins the map of bin numbers, or null
 * @param pixel [arcsec] the pixel's size replacing the header's, or null
 * @param beam the beam replacing the header's, or null
 * @param freeBeam whether the width of a velocity map's beam is a parameter of the fit
 * @param spectralUnit the spectral axis' unit replacing the header's, or null
 * @param velocityConvention the velocity axis' convention replacing the header's, or null
 * @param spectralResponse the response of the spectrometer
 * @param extension EXTNAME of the cube's extension, or null for the one that is chosen by default
 * @param dropChannels channels that hold no good data, 1-based, or null
 */
public record DataConfig(
        Path cube,
        String line,
        Double restFrequency,
        double[] velocities,
        int[] channels,
        Path flatCube,
        Path primaryBeam,
        Path mask,
        Path fluxMap,
        Path velocityMap,
        Path velocityError,
        Double velocityErrorValue,
        Path bins,
        Double pixel,
        Beam beam,
        boolean freeBeam,
        String spectralUnit,
        VelocityConvention velocityConvention,
        SpectralResponse spectralResponse,
        String extension,
        int[] dropChannels) {

    /** @throws InputException for a range that holds nothing, or a size that is not positive */
    public DataConfig {
        if (velocities != null) {
            velocities = velocities.clone();
            require(velocities[0] < velocities[1], "data.velocities: the first must be below the second");
        }
        if (channels != null) {
            channels = channels.clone();
            require(
                    channels[0] >= 1 && channels[0] <= channels[1],
                    "data.channels = [" + channels[0] + ", " + channels[1]
                            + "]: give first and last, 1-based and inclusive, like [12, 71]");
        }
        if (dropChannels != null) {
            dropChannels = dropChannels.clone();
            for (int channel : dropChannels) {
                require(channel >= 1, "data.drop_channels: channel " + channel + "; channels count from 1");
            }
        }
        require(
                velocities == null || channels == null,
                "data.velocities and data.channels say the same: give one of them");
        require(
                line == null || restFrequency == null,
                "data.line and data.rest_frequency say the same: give one of them");
        require(cube == null || velocityMap == null, "data.cube and data.velocity_map: give one of them");
        require(
                !freeBeam || velocityMap != null,
                "data.beam = \"free\" is for a velocity map; noise, blocks and flux map of a cube need its beam: give data.beam = "
                        + "{ major = \"0.12 arcsec\", minor = \"0.10 arcsec\", position_angle = \"77 deg\" }, or leave it out where the header has one");
        require(!freeBeam || beam == null, "data.beam: give either \"free\" or major, minor and position_angle");
        positive("data.rest_frequency", restFrequency, "Hz");
        positive("data.velocity_error", velocityErrorValue, "km/s");
        positive("data.pixel", pixel, "arcsec");
    }

    /**
     * @param cube the spectral-line cube
     * @return that cube with the values of its header
     */
    public static DataConfig ofCube(Path cube) {
        return new DataConfig(
                cube,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                SpectralResponse.NONE,
                null,
                null);
    }

    /**
     * @param first channel to use, 1-based
     * @param last channel to use, inclusive
     * @return this section with these channels
     * @throws InputException for a range that holds nothing
     */
    public DataConfig withChannels(int first, int last) {
        return with(null, new int[] {first, last}, fluxMap, beam, freeBeam, spectralResponse);
    }

    /**
     * @param map the line's flux
     * @return this section with that map
     */
    public DataConfig withFluxMap(Path map) {
        return with(velocities, channels, map, beam, freeBeam, spectralResponse);
    }

    /**
     * @param changed the beam, whatever the header says
     * @return this section with that beam
     */
    public DataConfig withBeam(Beam changed) {
        return with(velocities, channels, fluxMap, changed, false, spectralResponse);
    }

    /**
     * @return this section with a beam whose width is a parameter of the fit
     * @throws InputException if there is no velocity map
     */
    public DataConfig withFreeBeam() {
        return with(velocities, channels, fluxMap, null, true, spectralResponse);
    }

    /**
     * @param response of the spectrometer
     * @return this section with that response
     */
    public DataConfig withSpectralResponse(SpectralResponse response) {
        return with(velocities, channels, fluxMap, beam, freeBeam, response);
    }

    private DataConfig with(
            double[] range, int[] numbers, Path flux, Beam changed, boolean free, SpectralResponse response) {
        return new DataConfig(
                cube,
                line,
                restFrequency,
                range,
                numbers,
                flatCube,
                primaryBeam,
                mask,
                flux,
                velocityMap,
                velocityError,
                velocityErrorValue,
                bins,
                pixel,
                changed,
                free,
                spectralUnit,
                velocityConvention,
                response,
                extension,
                dropChannels);
    }

    /**
     * Values that replace those of a cube's header.
     *
     * @return nulls for values of the header
     * @throws InputException if the line is not known
     */
    public HeaderOverrides headerOverrides() {
        Double frequency = line == null ? restFrequency : Double.valueOf(SpectralLine.frequency(line));
        return new HeaderOverrides(pixel, beam, spectralUnit, velocityConvention, frequency, extension);
    }
}
