// SPDX-License-Identifier: Apache-2.0
package org.steelyard.units;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number with a unit, as users write it: {@code "17.1 Mpc"}.
 *
 * @param value the number
 * @param unit its unit
 */
public record Quantity(double value, Unit unit) {

    private static final Pattern FORM =
            Pattern.compile("\\s*([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)\\s*(.*?)\\s*");

    /**
     * Reads a number and a unit.
     *
     * @param text a number and a unit, for example {@code 0.6 arcsec}
     * @return the quantity
     * @throws InputException if the text is not a number followed by a known unit
     */
    public static Quantity parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new InputException("'" + text + "' is not a number with a unit; write it like \"17.1 Mpc\"");
        }
        return new Quantity(Double.parseDouble(matcher.group(1)), Unit.parse(matcher.group(2)));
    }

    /**
     * Converts to the internal unit of a dimension.
     *
     * @param dimension the dimension that the caller needs
     * @return the value in the internal unit of that dimension
     * @throws InputException if this quantity has another dimension
     */
    public double as(Unit.Dimension dimension) {
        if (unit.dimension() != dimension) {
            throw new InputException("'" + this + "' is not of the dimension "
                    + dimension.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + "; write it like \""
                    + dimension.example() + "\"");
        }
        return value * unit.scale();
    }

    /**
     * Converts to another unit.
     *
     * @param other a unit of the same dimension
     * @return the value in that unit
     * @throws InputException if the dimensions differ
     */
    public double in(Unit other) {
        return as(other.dimension()) / other.scale();
    }

    @Override
    public String toString() {
        return unit.symbol().isEmpty() ? Double.toString(value) : value + " " + unit.symbol();
    }
}
