// SPDX-License-Identifier: Apache-2.0
package org.steelyard.galaxy;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.steelyard.kernel.RadiusTable;

/**
 * Light of rings on the table of a {@link GalaxyModel}, see {@link org.steelyard.disk.light.RingedLight}.
 *
 * @param hats functions of radius that the brightness at each ring multiplies; null for other light
 * @param light coefficients of the brightness; null for other light. Lent
 */
public record Rings(RadiusTable.@Nullable Hats hats, double @Nullable [] light) {

    /** Other light. */
    static final Rings NONE = new Rings(null, null);

    /** Rings of brightness 1 at the radii [arcsec] of the table that are nearest to some. */
    static Rings at(double[] radii, RadiusTable table) {
        RadiusTable.Hats hats = table.hats(radii);
        double[] uniform = new double[hats.count()];
        Arrays.fill(uniform, 1);
        return new Rings(hats, null).with(uniform);
    }

    /** The same rings with another brightness [Jy km/s/arcsec2]. */
    Rings with(double[] brightness) {
        double[] coefficients = new double[hats.coefficients()[0].length];
        hats.combine(brightness, coefficients);
        return new Rings(hats, coefficients);
    }
}
