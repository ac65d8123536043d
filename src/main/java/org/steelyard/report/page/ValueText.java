// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.page;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.steelyard.report.plot.NumberLabel;

/** Formats values with the number of digits that their errors justify. */
final class ValueText {

    /** Text for an unknown number. */
    static final String UNKNOWN = "\u2013";

    private ValueText() {}

    /** Returns a value and its error over one power of ten, as HTML. */
    static String scientific(double value, double error) {
        double scale = value > 0 ? Math.pow(10, Math.floor(Math.log10(value))) : 1;
        return scientific(value, error, decimals(value / scale, error / scale));
    }

    /** The same with a number of decimals of the mantissa. */
    static String scientific(double value, double error, int decimals) {
        if (!(value > 0) || Double.isInfinite(value)) {
            return of(value, 3);
        }
        int exponent = (int) Math.floor(Math.log10(value));
        double scale = Math.pow(10, exponent);
        String mantissa = of(value / scale, decimals);
        String power = " &times; 10<sup>" + exponent + "</sup>";
        return Double.isFinite(error)
                ? "(" + mantissa + " &plusmn; " + of(error / scale, decimals) + ")" + power
                : mantissa + power;
    }

    /** Returns the number of decimals that shows two digits of the error, or five of a value without an error. */
    static int decimals(double value, double error) {
        boolean known = Double.isFinite(error) && error > 0;
        double size = known ? error : Math.abs(value);
        if (!(size > 0) || Double.isInfinite(size)) {
            return 1;
        }
        return Math.max(0, (known ? 1 : 4) - (int) Math.floor(Math.log10(size)));
    }

    static String of(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return UNKNOWN;
        }
        boolean plain = value == 0 || Math.abs(value) < 1e6 && decimals < 8;
        return plain ? NumberLabel.of(value, decimals) : String.format(Locale.ROOT, "%.4g", value);
    }

    /**
     * Formats a number, a text, a list, a quantity (a map of a value or values and their unit), or a group of these by name.
     * An unknown number of a list is a dash.
     */
    static String of(@Nullable Object value) {
        if (value instanceof Map<?, ?> quantity && quantity.containsKey("unit")) {
            Object number = quantity.containsKey("value") ? quantity.get("value") : quantity.get("values");
            return of(number) + " " + quantity.get("unit");
        }
        if (value instanceof Map<?, ?> group) {
            return group.entrySet().stream()
                    .map(entry -> entry.getKey() + " " + of(entry.getValue()))
                    .collect(Collectors.joining("; "));
        }
        if (value instanceof List<?> list) {
            return list.isEmpty() ? "none" : list.stream().map(ValueText::of).collect(Collectors.joining(", "));
        }
        boolean real = value instanceof Double || value instanceof Float;
        return value == null
                ? UNKNOWN
                : real ? String.format(Locale.ROOT, "%.6g", ((Number) value).doubleValue()) : String.valueOf(value);
    }
}
