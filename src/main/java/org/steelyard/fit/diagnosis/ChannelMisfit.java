// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.diagnosis;

/**
 * Chi^2 of a channel.
 *
 * @param channel of the file, from 1
 * @param velocity [km/s] c z of its middle
 * @param reducedChi2 [-] mean of the squared residuals
 */
public record ChannelMisfit(int channel, double velocity, double reducedChi2) {}
