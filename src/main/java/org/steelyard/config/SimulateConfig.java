// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config;

import static org.steelyard.config.Limits.positive;
import static org.steelyard.config.Limits.require;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.steelyard.units.InputException;

/**
 * Section {@code [simulate]}: with {@code data.pixel}, {@code data.beam}, {@code data.line} and {@code data.velocities}, the axes of a
 * cube made from nothing.
 *
 * @param nx pixels along right ascension
 * @param ny pixels along declination
 * @param channelWidth [km/s]
 * @param ra [deg] of the middle of the field
 * @param dec [deg] of the middle of the field
 * @param beams a table with the beam of each channel, null where {@code data.beam} is that of all
 */
public record SimulateConfig(
        int nx,
        int ny,
        double channelWidth,
        double ra,
        double dec,
        @Nullable Path beams) {

    /** @throws InputException for a cube without pixels or channels */
    public SimulateConfig {
        require(nx >= 1 && ny >= 1, "simulate.size = [" + nx + ", " + ny + "] must be pixels, like [120, 190]");
        positive("simulate.channel_width", channelWidth, "km/s");
        require(Math.abs(dec) <= 90, "simulate.dec = " + dec + " deg is outside -90 to 90 deg");
    }
}
