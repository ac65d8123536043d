// SPDX-License-Identifier: Apache-2.0
package org.steelyard.component;

/**
 * What data can tell of lengths and speeds, as default bounds of parameters.
 *
 * @param pixel [arcsec] size of a pixel, the least length
 * @param radius [arcsec] of the region that is fitted, the greatest length
 * @param speed [km/s] range of the velocities that are fitted
 */
public record DataRange(double pixel, double radius, double speed) {

    /** Wide bounds for a model without data. */
    public static final DataRange UNKNOWN = new DataRange(1e-3, 1e3, 1e3);
}
