// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.file;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.steelyard.table.ColumnTable;
import org.steelyard.table.TableReader;
import org.steelyard.units.InputException;
import org.steelyard.units.Unit;

/**
 * A table of a surface-brightness profile along the major axis.
 *
 * @param radius [arcsec]
 * @param value [Lsun/pc2], or [mag/arcsec2]
 * @param magnitudes whether the values are magnitudes
 */
public record ProfileTable(double[] radius, double[] value, boolean magnitudes) {

    private static final String RADIUS = "radius";
    private static final String LINEAR = "surface_brightness";
    private static final String MAGNITUDES = "mu";

    /**
     * Reads ECSV, CSV or white-space text.
     *
     * @param file with the columns radius [arcsec] and surface_brightness [Lsun/pc2] or mu [mag/arcsec2]
     * @return the profile
     * @throws InputException if it cannot be read, or has other columns or units
     */
    public static ProfileTable read(Path file) {
        ColumnTable table = TableReader.read(file);
        Set<String> names = new HashSet<>(table.names());
        boolean magnitudes = names.contains(MAGNITUDES);
        if (!names.equals(Set.of(RADIUS, magnitudes ? MAGNITUDES : LINEAR))) {
            throw new InputException(file + ": has the columns " + String.join(", ", table.names())
                    + "; a profile needs radius [arcsec] and surface_brightness [Lsun/pc2] or mu [mag/arcsec2], and no"
                    + " others");
        }
        double[] value =
                magnitudes ? table.numbers(MAGNITUDES) : table.quantities(LINEAR, Unit.Dimension.SURFACE_BRIGHTNESS);
        return new ProfileTable(table.quantities(RADIUS, Unit.Dimension.ANGLE), value, magnitudes);
    }

    /** Copies the arrays. */
    public ProfileTable {
        radius = radius.clone();
        value = value.clone();
    }

    /** @return radii, a copy */
    @Override
    public double[] radius() {
        return radius.clone();
    }

    /** @return values, a copy */
    @Override
    public double[] value() {
        return value.clone();
    }
}
