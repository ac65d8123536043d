// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.explore;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.steelyard.config.Configuration;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.config.toml.ValueKinds;
import org.steelyard.cube.fits.CubeFile;
import org.steelyard.fit.FirstGuess;
import org.steelyard.units.DistanceScale;

/** The configuration of a cube of which nothing else is known. */
public final class CubeStart {

    /** [Mpc] Distance if the systemic velocity gives none. */
    private static final double NEARBY = 10;

    private static final MathContext WRITTEN_DIGITS = new MathContext(5);

    private CubeStart() {}

    /**
     * Names the cube and its galaxy, and takes the distance from the Hubble flow where none is given.
     *
     * @param cube the cube
     * @param mge table of the stars; null for none
     * @param overrides KEY=VALUE each
     * @return the configuration, without starts
     */
    public static Configuration configuration(Path cube, Path mge, List<String> overrides) {
        CubeFile file = CubeFile.open(cube, ConfigLoader.data(overrides).headerOverrides());
        List<String> keys = new ArrayList<>(overrides);
        keys.add(0, "galaxy.name=" + ValueKinds.quote(file.keyword("OBJECT")));
        keys.add(0, "data.cube=" + ValueKinds.quote(cube.toAbsolutePath()));
        if (mge != null) {
            keys.add(0, "potential.mge=" + ValueKinds.quote(mge.toAbsolutePath()));
        }
        if (!distanceGiven(overrides)) {
            keys.add("galaxy.distance=" + NEARBY + " Mpc");
            Configuration near = ConfigLoader.ofOverrides(keys);
            Configuration measured = FirstGuess.of(near.withStars(near.potential(), null));
            keys.add("galaxy.distance=" + distance(measured) + " Mpc");
        }
        return ConfigLoader.ofOverrides(keys);
    }

    /**
     * @param overrides KEY=VALUE each
     * @return whether the user set the distance
     */
    public static boolean distanceGiven(List<String> overrides) {
        return given(overrides, "galaxy\\.(angular_diameter_)?distance");
    }

    /**
     * @param overrides KEY=VALUE each
     * @param key regular expression
     * @return whether the user set a key, even to its default
     */
    public static boolean given(List<String> overrides, String key) {
        return overrides.stream().anyMatch(override -> override.matches("\\s*(" + key + ")\\s*=.*"));
    }

    /**
     * @param value any number
     * @return the number with the digits that a user wants to read
     */
    public static double rounded(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(value).round(WRITTEN_DIGITS).doubleValue()
                : value;
    }

    /** [Mpc] Distance from the Hubble flow. */
    private static double distance(Configuration measured) {
        double vsys = measured.parameter("vsys").start();
        return vsys > 0 ? rounded(vsys / DistanceScale.HUBBLE_CONSTANT) : NEARBY;
    }
}
