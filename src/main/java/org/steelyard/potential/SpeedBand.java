// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential;

import java.nio.file.Path;
import java.util.Locale;
import org.steelyard.table.ColumnTable;
import org.steelyard.table.TableWriter;
import org.steelyard.units.DistanceScale;

/**
 * The circular speed of an expansion for a mass-to-light ratio of 1, with its error. The square of the speed is linear in the light, so
 * that its variance is the sum over the principal components k of the covariance,
 *
 * <pre>  var(v^2) = sum_k [v^2(table + component_k) - v^2(table)]^2,   error(v) = sqrt(var(v^2)) / (2 v) </pre>
 *
 * @param radius [arcsec]
 * @param speed [km/s] for a mass-to-light ratio of 1; it grows as the root of the ratio and of the distance
 * @param error [km/s] standard deviation from the covariance of the expansion
 * @param inclination [deg] at which the expansion is deprojected
 * @param distance [Mpc] angular-diameter distance
 */
public record SpeedBand(double[] radius, double[] speed, double[] error, double inclination, double distance) {

    /** Copies the arrays. */
    public SpeedBand {
        radius = radius.clone();
        speed = speed.clone();
        error = error.clone();
    }

    /**
     * Computes speeds and errors.
     *
     * @param expansion with its covariance
     * @param inclination [deg] at which every Gaussian can be deprojected
     * @param distance [Mpc] angular-diameter distance
     * @param radius [arcsec] positive. Not modified
     * @return the speeds
     * @throws org.steelyard.units.InputException if the expansion cannot be deprojected
     */
    public static SpeedBand of(MgeCovariance expansion, double inclination, double distance, double... radius) {
        double[] square = squares(expansion.table(), inclination, distance, radius);
        double[] variance = new double[radius.length];
        for (int k = 0; k < expansion.size(); k++) {
            double[] deviations = new double[expansion.size()];
            deviations[k] = 1;
            double[] shifted = squares(expansion.shifted(deviations), inclination, distance, radius);
            for (int r = 0; r < radius.length; r++) {
                variance[r] += (shifted[r] - square[r]) * (shifted[r] - square[r]);
            }
        }
        double[] speed = new double[radius.length];
        double[] error = new double[radius.length];
        for (int r = 0; r < radius.length; r++) {
            speed[r] = Math.sqrt(square[r]);
            error[r] = Math.sqrt(variance[r]) / (2 * speed[r]);
        }
        return new SpeedBand(radius, speed, error, inclination, distance);
    }

    private static double[] squares(MgeTable table, double inclination, double distance, double... radius) {
        double scale = new DistanceScale(distance).pcPerArcsec();
        double[] parsecs = new double[radius.length];
        for (int r = 0; r < parsecs.length; r++) {
            parsecs[r] = radius[r] * scale;
        }
        double[] squares = new double[radius.length];
        table.toPhysical(scale).speedSquared(Math.toRadians(inclination), parsecs, squares, null);
        return squares;
    }

    /**
     * Writes radius, speed and error, with what they hold for in the header.
     *
     * @param file to write or replace
     */
    public void write(Path file) {
        ColumnTable.Builder table = ColumnTable.builder()
                .numbers("radius", "arcsec", radius)
                .numbers("v_circ", "km/s", speed)
                .numbers("v_circ_error", "km/s", error);
        table.meta("mass_to_light", "1");
        table.meta("inclination", String.format(Locale.ROOT, "%.6g deg", inclination));
        table.meta("angular_diameter_distance", String.format(Locale.ROOT, "%.6g Mpc", distance));
        table.meta("v_circ_error", "68 % from the covariance of the expansion, sky and widest sigma among it");
        TableWriter.write(table.build(), file);
    }

    /** @return [arcsec] radii, a copy */
    @Override
    public double[] radius() {
        return radius.clone();
    }

    /** @return [km/s] speeds, a copy */
    @Override
    public double[] speed() {
        return speed.clone();
    }

    /** @return [km/s] errors, a copy */
    @Override
    public double[] error() {
        return error.clone();
    }
}
