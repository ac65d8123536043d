package org.steelyard.report.figure;

import java.math.BigDecimal;
import java.util.Locale;
import org.steelyard.galaxy.ParameterCatalogue;
import org.steelyard.report.plot.Label;
import org.steelyard.report.plot.UnitLabel;

/**
 * How a parameter stands on an axis: its symbol, its unit, and what keeps the numbers short, a power of ten or a round number that is taken off.
 *
 * @param symbol as {@link Label} reads it
 * @param unit behind it, in parentheses; may be empty
 * @param factor by which values are divided
 * @param offset which is then taken off
 */
record Quantities(String symbol, String unit, double factor, double offset) {

    /** Numbers of more digits and points than this do not fit below a narrow axis. */
    private static final int MOST_CHARACTERS = 5;

    /**
     * @param name of the parameter
     * @param unit of its values
     * @param typical value
     * @return its axis
     */
    static Quantities of(String name, String unit, double typical) {
        double size = Math.abs(typical);
        int power = size >= 1e5 || size < 1e-2 && size > 0 ? (int) Math.floor(Math.log10(size)) : 0;
        String printed =
                unit.equals("Msun") ? "M_{sun}" : unit.equals("Msun/Lsun") ? "M_{sun}/L_{sun}" : UnitLabel.of(unit);
        String scale =
                power == 0 ? "" : String.format(Locale.ROOT, "10^{%d}", power).replace("-", "\u2212");
        String behind = (scale + (scale.isEmpty() || printed.isEmpty() ? "" : " ") + printed).strip();
        return new Quantities(ParameterCatalogue.symbol(name), behind, Math.pow(10, power), 0);
    }

    /**
     * @param low end of what is shown, in the parameter's unit
     * @param high other end
     * @return the same, for a narrow axis between the two: with an offset where its numbers would be long
     */
    Quantities narrow(double low, double high) {
        double middle = (low + high) / (2 * factor);
        double decade = Math.floor(Math.log10((high - low) / factor));
        int whole = 1 + (int) Math.max(0, Math.floor(Math.log10(Math.abs(middle))));
        int behindPoint = (int) Math.max(0, 1 - decade);
        if (!(high > low) || whole + (behindPoint > 0 ? 1 + behindPoint : 0) <= MOST_CHARACTERS) {
            return this;
        }
        // A whole number where that leaves no more than two decimals.
        double perRound = Math.pow(10, -Math.max(decade, Math.min(0, decade + 2)));
        return new Quantities(symbol, unit, factor, Math.rint(middle * perRound) / perRound);
    }

    /** @return as {@link Label} reads it, for example {@code v_{sys} - 1866 (km/s)} */
    String title() {
        String size = BigDecimal.valueOf(Math.abs(offset)).stripTrailingZeros().toPlainString();
        String off = offset == 0 ? "" : (offset > 0 ? " \u2212 " : " + ") + size;
        return symbol + off + (unit.isEmpty() ? "" : " (" + unit + ")");
    }

    double[] scaled(double[] values) {
        double[] scaled = new double[values.length];
        for (int k = 0; k < values.length; k++) {
            scaled[k] = values[k] / factor - offset;
        }
        return scaled;
    }
}
