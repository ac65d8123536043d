// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.steelyard.cube.SpectralAxis;
import org.steelyard.cube.SpectralLine;
import org.steelyard.cube.VelocityConvention;

/**
 * Looks for a rest frequency that is already redshifted, as some imaging scripts store it: the velocities then run about
 * 0, the fit finds no redshift, and distances that depend on it are wrong.
 */
final class RestFrequencyCheck {

    /** Largest relative difference from the frequency of a known line: 300 km/s. */
    private static final double SAME_LINE = 1e-3;

    /** [km/s] A galaxy whose channels come this near to 0 has no redshift that a distance would need. */
    private static final double NEAR_ZERO = 300;

    /** Redshift up to which lines are named. */
    private static final double LARGEST_REDSHIFT = 0.3;

    private static final int MOST_NAMES = 4;

    private RestFrequencyCheck() {}

    /** Adds a warning if the header's rest frequency is that of no known line and velocities run about 0. */
    static void of(SpectralAxis axis, boolean given, List<String> warnings) {
        double rest = axis.restFrequency();
        double a = axis.velocity(0, VelocityConvention.OPTICAL);
        double b = axis.velocity(axis.channels() - 1, VelocityConvention.OPTICAL);
        boolean nearZero = Math.min(a, b) < NEAR_ZERO && Math.max(a, b) > -NEAR_ZERO;
        if (given || !(rest > 0) || !nearZero) {
            return;
        }
        Map<Double, String> lines = new TreeMap<>();
        for (String name : SpectralLine.names()) {
            double redshift = SpectralLine.frequency(name) / rest - 1;
            if (Math.abs(redshift) < SAME_LINE) {
                return;
            }
            if (redshift > 0 && redshift < LARGEST_REDSHIFT) {
                lines.put(
                        redshift,
                        String.format(
                                Locale.ROOT,
                                "%s at z = %.4f, masses %.2g %% too high",
                                name,
                                redshift,
                                100 * (redshift * (2 + redshift))));
            }
        }
        List<String> nearest = lines.values().stream().limit(MOST_NAMES).toList();
        warnings.add(String.format(
                Locale.ROOT,
                "the rest frequency %.6f GHz is that of no known line and the velocities run about 0, so that it seems to"
                        + " be redshifted already%s; without the redshift, a luminosity distance gives an angular-diameter distance"
                        + " that is too large by (1 + z)^2: give data.line = \"CO(2-1)\"",
                rest / 1e9,
                nearest.isEmpty() ? "" : " (" + String.join("; ", nearest) + ")"));
    }
}
