// SPDX-License-Identifier: Apache-2.0
package org.steelyard.plan;

import org.steelyard.cube.Beam;

/**
 * An observation that could be made.
 *
 * @param beam of every channel
 * @param channelWidth [km/s]
 * @param rms [Jy/beam] noise of one channel
 * @param time [s] on source that gives this noise; NaN where the noise was given
 */
public record Observation(Beam beam, double channelWidth, double rms, double time) {}
