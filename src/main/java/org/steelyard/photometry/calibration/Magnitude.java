// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.calibration;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.steelyard.units.InputException;

/**
 * A magnitude with its system, as users write it: {@code "25.94 AB"}, {@code "24.66 Vega"}.
 *
 * @param value [mag]
 * @param system of the magnitude, null if it is not said
 */
public record Magnitude(double value, MagnitudeSystem system) {

    private static final Pattern FORM =
            Pattern.compile("\\s*([+-]?(?:\\d+\\.?\\d*|\\.\\d+))\\s*(?:mag)?\\s*(ab|vega)?(?:mag)?\\s*");

    /**
     * Reads a magnitude.
     *
     * @param text a number, and after it AB or Vega
     * @return the magnitude
     * @throws InputException if the text is no such magnitude
     */
    public static Magnitude parse(String text) {
        Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new InputException("'" + text + "' is no magnitude; write it with its system, like \"25.94 AB\" or"
                    + " \"24.66 Vega\"");
        }
        String system = matcher.group(2);
        return new Magnitude(
                Double.parseDouble(matcher.group(1)),
                system == null ? null : MagnitudeSystem.valueOf(system.toUpperCase(Locale.ROOT)));
    }

    @Override
    public String toString() {
        return value + (system == null ? "" : system == MagnitudeSystem.AB ? " AB" : " Vega");
    }
}
