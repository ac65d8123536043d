// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config;

import static org.steelyard.config.Limits.positive;
import static org.steelyard.config.Limits.require;

import org.steelyard.units.InputException;

/**
 * Section {@code [galaxy]}.
 *
 * @param name for titles, or empty
 * @param distance [Mpc] luminosity distance, or null where the other is given
 * @param angularDiameterDistance [Mpc] or null
 * @param distanceError [Mpc] standard error of the distance that is given, or null
 */
public record GalaxyConfig(String name, Double distance, Double angularDiameterDistance, Double distanceError) {

    /** [Mpc] Luminosity distance of a redshift above 10. */
    private static final double FARTHEST = 2e5;

    /** [Mpc] A nearer object is a star of the Milky Way's disk. */
    private static final double NEAREST = 5e-5;

    /** @throws InputException unless exactly one distance is given, positive, and larger than its error */
    public GalaxyConfig {
        require(
                (distance == null) != (angularDiameterDistance == null),
                "galaxy.distance: give one distance, distance = \"17.1 Mpc\" (luminosity) or angular_diameter_distance = \"17.1 Mpc\"");
        positive("galaxy.distance", distance, "Mpc");
        positive("galaxy.angular_diameter_distance", angularDiameterDistance, "Mpc");
        positive("galaxy.distance_error", distanceError, "Mpc");
        double given = distance != null ? distance : angularDiameterDistance;
        require(
                given >= NEAREST && given <= FARTHEST,
                (distance != null ? "galaxy.distance = " : "galaxy.angular_diameter_distance = ") + given
                        + " Mpc must be from " + NEAREST + " to " + FARTHEST + " Mpc; check its unit");
        require(
                distanceError == null || distanceError < given,
                "galaxy.distance_error = " + distanceError + " Mpc must be below the distance, " + given + " Mpc");
    }

    /**
     * A distance without an error.
     *
     * @param name for titles, or empty
     * @param distance [Mpc] luminosity distance, or null where the other is given
     * @param angularDiameterDistance [Mpc] or null
     * @throws InputException unless exactly one distance is given, positive
     */
    public GalaxyConfig(String name, Double distance, Double angularDiameterDistance) {
        this(name, distance, angularDiameterDistance, null);
    }

    /** @return [Mpc] the distance that is given, of either kind */
    public double given() {
        return distance != null ? distance : angularDiameterDistance;
    }
}
