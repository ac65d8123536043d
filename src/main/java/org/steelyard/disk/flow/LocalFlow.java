// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.flow;

/**
 * The part of a motion that changes with radius, with its derivatives. The first index of the values is {@link
 * RadialFlow#ROTATION}, what is added to A; {@link RadialFlow#RADIAL}, to B; or {@link #SHIFT} [km/s], to the velocity
 * along the line of sight.
 *
 * @param values {@code [part][radius]}. Lent
 * @param derivatives {@code [parameter][part][radius]}. Lent
 */
public record LocalFlow(double[][] values, double[][][] derivatives) {

    /** Index of the velocity along the line of sight. */
    public static final int SHIFT = 2;

    /** Number of parts. */
    public static final int PARTS = 3;

    /**
     * @param parameters their number
     * @param radii their number
     * @return no motion
     */
    public static LocalFlow none(int parameters, int radii) {
        return new LocalFlow(new double[PARTS][radii], new double[parameters][PARTS][radii]);
    }
}
