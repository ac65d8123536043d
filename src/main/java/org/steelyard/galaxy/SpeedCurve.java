// SPDX-License-Identifier: Apache-2.0
package org.steelyard.galaxy;

import org.steelyard.table.ColumnTable;

/**
 * Circular speed against radius, split by what makes it: v_circ^2 = v_stars^2 + v_blackHole^2 + v_gas^2. The arrays are
 * lent and not to be modified. A component whose squared speed is negative (a gas ring) has -sqrt|v^2|.
 *
 * @param radius [arcsec] increasing
 * @param vStars [km/s] of the stars
 * @param vBlackHole [km/s] of the black hole
 * @param vGas [km/s] of the gas, zeros where it has no mass
 * @param vCirc [km/s] of all
 */
public record SpeedCurve(double[] radius, double[] vStars, double[] vBlackHole, double[] vGas, double[] vCirc) {

    /** Radii of the curve of a fit: 40 to a decade over three decades. */
    private static final int RADII = 120;

    /** @throws IllegalArgumentException if the arrays differ in length */
    public SpeedCurve {
        int n = radius.length;
        if (vStars.length != n || vBlackHole.length != n || vGas.length != n || vCirc.length != n) {
            throw new IllegalArgumentException("the columns of a speed curve must have one length, " + n);
        }
    }

    /** @return number of radii */
    public int size() {
        return radius.length;
    }

    /** @return the columns radius [arcsec], v_stars, v_bh, v_gas and v_circ [km/s] */
    public ColumnTable table() {
        return ColumnTable.builder()
                .numbers("radius", "arcsec", radius)
                .numbers("v_stars", "km/s", vStars)
                .numbers("v_bh", "km/s", vBlackHole)
                .numbers("v_gas", "km/s", vGas)
                .numbers("v_circ", "km/s", vCirc)
                .build();
    }

    /** @return [arcsec] radius at which the speeds of stars and black hole are equal; NaN if they do not cross */
    public double sphereOfInfluence() {
        for (int k = 1; k < size(); k++) {
            double before = vBlackHole[k - 1] - vStars[k - 1];
            double after = vBlackHole[k] - vStars[k];
            if (before > 0 && after <= 0) {
                return radius[k - 1] + before / (before - after) * (radius[k] - radius[k - 1]);
            }
        }
        return Double.NaN;
    }

    /**
     * @param from [arcsec] first radius
     * @param to [arcsec] last radius
     * @return radii in equal steps of their logarithm
     */
    public static double[] logarithmic(double from, double to) {
        double[] radii = new double[RADII];
        for (int k = 0; k < RADII; k++) {
            radii[k] = from * Math.pow(to / from, k / (RADII - 1.0));
        }
        return radii;
    }
}
