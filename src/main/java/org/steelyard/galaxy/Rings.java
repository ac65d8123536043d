// SPDX-License-Identifier: Apache-2.0
package org.steelyard.galaxy;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.steelyard.disk.light.RingedLight;
import org.steelyard.kernel.RadiusTable;
import org.steelyard.units.InputException;

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

    /**
     * @param light rings that were asked for
     * @throws InputException if some of them share a radius of the table
     */
    public void require(RingedLight light) {
        int asked = light.radii().size();
        if (asked > hats.count()) {
            throw new InputException("disk.light_rings: of " + asked + " radii only " + hats.count()
                    + " differ by enough, 3 per cent of a radius; give fewer");
        }
    }

    /** The same rings with another brightness [Jy km/s/arcsec2]. */
    Rings with(double[] brightness) {
        double[] coefficients = new double[hats.coefficients()[0].length];
        hats.combine(brightness, coefficients);
        return new Rings(hats, coefficients);
    }
}
