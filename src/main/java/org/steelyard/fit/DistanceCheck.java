// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.steelyard.config.Configuration;
import org.steelyard.units.DistanceScale;

/** Whether the distance of a galaxy is plausible for its systemic velocity: the mass of a black hole scales with it. */
final class DistanceCheck {

    /** [Mpc] A smaller distance is inside the Milky Way. */
    private static final double NEAREST_GALAXY = 0.03;

    /**
     * [km/s] A larger systemic velocity is due to the expansion of the universe to within a factor {@link #FACTOR}:
     * peculiar velocities of galaxies stay below 2000 km/s even in clusters.
     */
    private static final double IN_HUBBLE_FLOW = 1500;

    private static final double FACTOR = 3;

    /** Relative difference below which a distance is the estimate itself: {@code init} writes five digits. */
    private static final double DIGITS = 1e-4;

    private DistanceCheck() {}

    /**
     * @param config the distance
     * @param vsys [km/s] systemic velocity, optical
     * @return one line for the user on each doubt
     */
    static List<String> of(Configuration config, double vsys) {
        List<String> doubts = new ArrayList<>();
        boolean luminosity = config.galaxy().distance() != null;
        double distance =
                luminosity ? config.galaxy().distance() : config.galaxy().angularDiameterDistance();
        String key = luminosity ? "galaxy.distance" : "galaxy.angular_diameter_distance";
        double expected = vsys / DistanceScale.HUBBLE_CONSTANT;
        Double start = config.parameter("vsys").start();
        if (luminosity && start != null && Math.abs(distance * DistanceScale.HUBBLE_CONSTANT / start - 1) < DIGITS) {
            doubts.add(String.format(
                    Locale.ROOT,
                    "%s = \"%s Mpc\" is v_sys / %s km/s/Mpc, an estimate; the masses are proportional to the distance: give a measured one",
                    key,
                    distance,
                    DistanceScale.HUBBLE_CONSTANT));
        }
        if (distance < NEAREST_GALAXY) {
            doubts.add(String.format(
                    Locale.ROOT,
                    "%s = \"%.4g Mpc\" is inside the Milky Way; the masses are proportional to it: check its unit",
                    key,
                    distance));
        } else if (vsys > IN_HUBBLE_FLOW && (distance > FACTOR * expected || FACTOR * distance < expected)) {
            doubts.add(String.format(
                    Locale.ROOT,
                    "%s = \"%.5g Mpc\" is %.2g times the distance of %.4g Mpc that v_sys = %.0f km/s gives with %s km/s/Mpc; the masses are proportional to it: check it",
                    key,
                    distance,
                    distance / expected,
                    expected,
                    vsys,
                    DistanceScale.HUBBLE_CONSTANT));
        }
        return doubts;
    }
}
