// SPDX-License-Identifier: Apache-2.0
package org.steelyard.units;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A unit of configurations and tables: its symbol, its dimension, and its size in the internal unit of that dimension
 * (see {@link org.steelyard.units}).
 *
 * @param symbol as written in FITS and ECSV, for example {@code km/s}
 * @param dimension the physical dimension
 * @param scale internal units per this unit
 */
public record Unit(String symbol, Dimension dimension, double scale) {

    /** Physical dimensions, each with its internal unit. */
    public enum Dimension {
        /** Length; internal unit pc. */
        LENGTH("17.1 Mpc"),
        /**
         * Angle; internal unit arcsec, both on the sky and for angles of geometry. Geometry converts to rad where it
         * computes.
         */
        ANGLE("0.6 arcsec"),
        /** Velocity; internal unit km/s. */
        VELOCITY("10 km/s"),
        /** Frequency; internal unit Hz. */
        FREQUENCY("230.538 GHz"),
        /** Mass; internal unit Msun. */
        MASS("1e8 Msun"),
        /** Brightness of a cube; internal unit Jy/beam. */
        BRIGHTNESS("0.3 mJy/beam"),
        /** Mass-to-light ratio; internal unit Msun/Lsun. */
        MASS_TO_LIGHT("2.0 Msun/Lsun"),
        /** Change of an angle on the sky with radius; internal unit deg/arcsec. */
        ANGLE_GRADIENT("10 deg/arcsec"),
        /** Gradient of a mass-to-light ratio; internal unit Msun/Lsun/arcsec. */
        MASS_TO_LIGHT_GRADIENT("0.1 Msun/Lsun/arcsec"),
        /** Mass of molecular gas per luminosity of CO(1-0); internal unit Msun/(K km/s pc2). */
        CONVERSION_FACTOR("4.3 Msun/(K km/s pc2)"),
        /** Surface brightness of stars; internal unit Lsun/pc2. */
        SURFACE_BRIGHTNESS("1e4 Lsun/pc2"),
        /** Time; internal unit s. */
        TIME("900 s"),
        /** Distance in pixels of the image. */
        PIXEL("61.5 pixel"),
        /** Dimensionless number. */
        NONE("1.0");

        private final String example;

        Dimension(String example) {
            this.example = example;
        }

        /** @return an example value with a unit of this dimension, for messages */
        public String example() {
            return example;
        }
    }

    private static final Map<String, Unit> BY_SYMBOL = table();

    /**
     * Finds a unit by its symbol.
     *
     * @param symbol a unit's symbol, for example {@code Mpc}, {@code km/s}, {@code mJy/beam}
     * @return the unit
     * @throws InputException if the symbol is not known
     */
    public static Unit parse(String symbol) {
        Unit unit = BY_SYMBOL.get(symbol.strip());
        if (unit == null) {
            throw new InputException("unit '" + symbol + "' is not known; use one of "
                    + String.join(", ", new TreeMap<>(BY_SYMBOL).keySet()));
        }
        return unit;
    }

    private static Map<String, Unit> table() {
        Map<String, Unit> table = new LinkedHashMap<>();
        add(table, Dimension.LENGTH, 1, "pc");
        add(table, Dimension.LENGTH, 1e3, "kpc");
        add(table, Dimension.LENGTH, 1e6, "Mpc");
        add(table, Dimension.ANGLE, 1, "arcsec", "\"", "as");
        add(table, Dimension.ANGLE, 1e-3, "mas");
        add(table, Dimension.ANGLE, 60, "arcmin");
        add(table, Dimension.ANGLE, 3600, "deg", "degree", "degrees");
        add(table, Dimension.ANGLE, 1 / Constants.ARCSEC, "rad");
        add(table, Dimension.VELOCITY, 1, "km/s", "km s-1");
        add(table, Dimension.VELOCITY, 1e-3, "m/s", "m s-1");
        add(table, Dimension.FREQUENCY, 1, "Hz");
        add(table, Dimension.FREQUENCY, 1e3, "kHz");
        add(table, Dimension.FREQUENCY, 1e6, "MHz");
        add(table, Dimension.FREQUENCY, 1e9, "GHz");
        add(table, Dimension.MASS, 1, "Msun", "solMass");
        add(table, Dimension.BRIGHTNESS, 1, "Jy/beam");
        add(table, Dimension.BRIGHTNESS, 1e-3, "mJy/beam");
        add(table, Dimension.BRIGHTNESS, 1e-6, "uJy/beam");
        add(table, Dimension.MASS_TO_LIGHT, 1, "Msun/Lsun", "solMass/solLum");
        add(table, Dimension.ANGLE_GRADIENT, 1, "deg/arcsec");
        add(table, Dimension.MASS_TO_LIGHT_GRADIENT, 1, "Msun/Lsun/arcsec", "solMass/solLum/arcsec");
        add(table, Dimension.CONVERSION_FACTOR, 1, "Msun/(K km/s pc2)", "Msun/pc2/(K km/s)", "Msun (K km s-1 pc2)-1");
        add(table, Dimension.SURFACE_BRIGHTNESS, 1, "Lsun/pc2", "solLum/pc2");
        add(table, Dimension.TIME, 1, "s", "sec");
        add(table, Dimension.TIME, 60, "min");
        add(table, Dimension.TIME, 3600, "h", "hr");
        add(table, Dimension.PIXEL, 1, "pixel", "pix");
        add(table, Dimension.NONE, 1, "");
        return Map.copyOf(table);
    }

    private static void add(Map<String, Unit> table, Dimension dimension, double scale, String... symbols) {
        for (String symbol : symbols) {
            table.put(symbol, new Unit(symbols[0], dimension, scale));
        }
    }
}
