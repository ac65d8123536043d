// SPDX-License-Identifier: Apache-2.0
package org.steelyard.component;

/**
 * What data can tell of lengths and speeds, as default bounds of parameters.
 *
 * @param pixel [arcsec] size of a pixel, the least length
 * @param radius [arcsec] of the region that is fitted, the greatest length
 * @param speed [km/s] range of the velocities that are fitted
 * @param channel [km/s] width of a channel, 0 where there are none
 */
public record DataRange(double pixel, double radius, double speed, double channel) {

    /** Wide bounds for a model without data. */
    public static final DataRange UNKNOWN = new DataRange(1e-3, 1e3, 1e3, 0);
}
