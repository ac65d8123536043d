// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure.errors;

import java.math.BigDecimal;
import java.util.Locale;
import org.steelyard.galaxy.ParameterCatalogue;
import org.steelyard.report.plot.Label;
import org.steelyard.report.plot.UnitLabel;

/**
 * The axis of a parameter: symbol and unit for its title, and a linear map of the values that keeps its numbers short.
 * The axis shows value / factor - offset.
 *
 * @param symbol in the notation of {@link Label}
 * @param unit of the numbers on the axis, with the power of ten; may be empty
 * @param factor power of ten that divides the values
 * @param offset round number subtracted from the divided values
 */
record ParameterAxis(String symbol, String unit, double factor, double offset) {

    /** Largest number of characters that fits below a narrow axis. */
    private static final int MOST_CHARACTERS = 5;

    /**
     * @param name of the parameter
     * @param unit of its values
     * @param typical value
     * @return its axis
     */
    static ParameterAxis of(String name, String unit, double typical) {
        double size = Math.abs(typical);
        int power = size >= 1e5 || size < 1e-2 && size > 0 ? (int) Math.floor(Math.log10(size)) : 0;
        String printed = (unit.equals("Msun/Lsun") ? unit : UnitLabel.of(unit)).replace("sun", "_{sun}");
        String scale =
                power == 0 ? "" : String.format(Locale.ROOT, "10^{%d}", power).replace("-", "\u2212");
        String behind = (scale + (scale.isEmpty() || printed.isEmpty() ? "" : " ") + printed).strip();
        return new ParameterAxis(ParameterCatalogue.symbol(name), behind, Math.pow(10, power), 0);
    }

    /**
     * @param low lower end of the axis, in the unit of the parameter
     * @param high upper end
     * @return this axis, with an offset if its numbers would be too long for a narrow panel
     */
    ParameterAxis narrow(double low, double high) {
        double middle = (low + high) / (2 * factor);
        double decade = Math.floor(Math.log10((high - low) / factor));
        int whole = 1 + (int) Math.max(0, Math.floor(Math.log10(Math.abs(middle))));
        int behindPoint = (int) Math.max(0, 1 - decade);
        if (!(high > low) || whole + (behindPoint > 0 ? 1 + behindPoint : 0) <= MOST_CHARACTERS) {
            return this;
        }
        // The offset is a whole number if the remaining numbers then have at most two decimals.
        double perRound = Math.pow(10, -Math.max(decade, Math.min(0, decade + 2)));
        return new ParameterAxis(symbol, unit, factor, Math.rint(middle * perRound) / perRound);
    }

    /** @return title in the notation of {@link Label}, for example {@code v_{sys} - 1866 (km/s)} */
    String title() {
        return shifted() + (unit.isEmpty() ? "" : " (" + unit + ")");
    }

    /** @return symbol without the unit, in the notation of {@link Label}, for example {@code v_{sys} - 1866} */
    String shifted() {
        String size = BigDecimal.valueOf(Math.abs(offset)).stripTrailingZeros().toPlainString();
        return symbol + (offset == 0 ? "" : (offset > 0 ? " \u2212 " : " + ") + size);
    }

    /** Returns the numbers on the axis for values of the parameter. */
    double[] scaled(double[] values) {
        double[] scaled = new double[values.length];
        for (int k = 0; k < values.length; k++) {
            scaled[k] = values[k] / factor - offset;
        }
        return scaled;
    }
}
