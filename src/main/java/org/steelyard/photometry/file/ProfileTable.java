// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.file;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.steelyard.photometry.profile.SectorPhotometry;
import org.steelyard.table.ColumnTable;
import org.steelyard.table.TableReader;
import org.steelyard.table.TableWriter;
import org.steelyard.units.InputException;
import org.steelyard.units.Quantity;
import org.steelyard.units.Unit;

/**
 * A table of surface brightnesses: a profile along the major axis or, with an angle for every point, photometry along sectors.
 *
 * @param radius [arcsec]
 * @param angle [deg] from the major axis, 0 to 90, or null for a profile along that axis
 * @param value [Lsun/pc2], or [mag/arcsec2]
 * @param magnitudes whether the values are magnitudes
 * @param pixel [arcsec] side of a pixel of the image, NaN where the table's header has none
 */
public record ProfileTable(
        double[] radius, double @Nullable [] angle, double[] value, boolean magnitudes, double pixel) {

    private static final String RADIUS = "radius";
    private static final String ANGLE = "angle";
    private static final String LINEAR = "surface_brightness";
    private static final String MAGNITUDES = "mu";
    private static final String PIXEL = "pixel";

    /** [deg] Angle of the minor axis. */
    private static final double MINOR_AXIS = 90;

    /**
     * Reads ECSV, CSV or white-space text.
     *
     * @param file with the columns radius [arcsec], surface_brightness [Lsun/pc2] or mu [mag/arcsec2] and, along sectors, angle [deg]
     * @return the profile
     * @throws InputException if it cannot be read, has other columns or units, or an angle is not 0 to 90 deg
     */
    public static ProfileTable read(Path file) {
        ColumnTable table = TableReader.read(file);
        Set<String> names = new HashSet<>(table.names());
        boolean sectors = names.remove(ANGLE);
        boolean magnitudes = names.contains(MAGNITUDES);
        if (!names.equals(Set.of(RADIUS, magnitudes ? MAGNITUDES : LINEAR))) {
            throw new InputException(file + ": has the columns " + String.join(", ", table.names())
                    + "; a profile needs radius [arcsec], surface_brightness [Lsun/pc2] or mu [mag/arcsec2] and, along"
                    + " sectors, angle [deg] from the major axis, and no others");
        }
        double[] value =
                magnitudes ? table.numbers(MAGNITUDES) : table.quantities(LINEAR, Unit.Dimension.SURFACE_BRIGHTNESS);
        double[] angle = sectors ? table.degrees(ANGLE) : null;
        for (int i = 0; sectors && i < angle.length; i++) {
            if (!(angle[i] >= 0 && angle[i] <= MINOR_AXIS)) {
                throw new InputException(file + ", row " + (i + 1) + ": angle " + angle[i]
                        + " deg must be 0 (major axis) to 90 (minor axis); fold the four quadrants together");
            }
        }
        String pixel = table.meta(PIXEL);
        return new ProfileTable(
                table.quantities(RADIUS, Unit.Dimension.ANGLE),
                angle,
                value,
                magnitudes,
                pixel.isEmpty() ? Double.NaN : Quantity.parse(pixel).as(Unit.Dimension.ANGLE));
    }

    /**
     * Writes photometry along sectors, which {@link #read} takes.
     *
     * @param sectors of an image
     * @param pixel [arcsec] side of a pixel
     * @param solarPerCount [Lsun/pc2] of one count in a pixel
     * @param file to write or replace
     */
    public static void write(SectorPhotometry sectors, double pixel, double solarPerCount, Path file) {
        double[] radius = sectors.major();
        double[] angle = sectors.minor();
        double[] value = sectors.value();
        for (int i = 0; i < value.length; i++) {
            double major = radius[i];
            radius[i] = pixel * Math.hypot(major, angle[i]);
            angle[i] = Math.toDegrees(Math.atan2(angle[i], major));
            value[i] *= solarPerCount;
        }
        TableWriter.write(
                ColumnTable.builder()
                        .numbers(RADIUS, "arcsec", radius)
                        .numbers(ANGLE, "deg", angle)
                        .numbers(LINEAR, "Lsun/pc2", value)
                        .meta(PIXEL, pixel + " arcsec")
                        .build(),
                file);
    }

    /**
     * @param value [Lsun/pc2] surface brightness of every point. Not modified
     * @param side [arcsec] of a pixel
     * @return the points along the two axes
     * @throws InputException if a radius is negative, or a number not finite or not positive
     */
    public SectorPhotometry sectors(double[] value, double side) {
        double[] major = new double[radius.length];
        double[] minor = new double[radius.length];
        for (int i = 0; i < radius.length; i++) {
            if (!(radius[i] >= 0) || !(value[i] > 0) || Double.isInfinite(radius[i] + value[i])) {
                throw new InputException("point " + (i + 1) + ": radius " + radius[i] + " must not be negative, value "
                        + value[i] + " positive, both finite; leave such points out");
            }
            double radians = Math.toRadians(angle[i]);
            major[i] = radius[i] / side * Math.cos(radians);
            minor[i] = radius[i] / side * Math.sin(radians);
        }
        return new SectorPhotometry(major, minor, value);
    }

    /** Copies the arrays. */
    public ProfileTable {
        radius = radius.clone();
        angle = angle == null ? null : angle.clone();
        value = value.clone();
    }

    /** @return radii, a copy */
    @Override
    public double[] radius() {
        return radius.clone();
    }

    /** @return angles, a copy, or null for a profile along the major axis */
    @Override
    public double @Nullable [] angle() {
        return angle == null ? null : angle.clone();
    }

    /** @return values, a copy */
    @Override
    public double[] value() {
        return value.clone();
    }
}
