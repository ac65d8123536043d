package org.steelyard.inference;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.steelyard.units.InputException;

/**
 * Linear relation between two parameters: value = factor * other + offset, in the units of the two parameters.
 *
 * @param other name of the independent parameter
 * @param factor finite, not zero
 * @param offset finite
 */
public record Tie(String other, double factor, double offset) {

    private static final String NUMBER = "(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?";
    private static final String NAME = "[A-Za-z_][A-Za-z_0-9]*";
    /** One signed term: a number, a name, or their product in either order. */
    private static final Pattern TERM =
            Pattern.compile("\\s*(?<sign>[+-])?\\s*(?:(?<number>" + NUMBER + ")(?:\\s*\\*\\s*(?<scaled>" + NAME
                    + "))?|(?<name>" + NAME + ")(?:\\s*\\*\\s*(?<by>" + NUMBER + "))?)\\s*");

    /** @throws InputException if the name is blank, the factor is zero, or a number is not finite */
    public Tie {
        if (other.isBlank()) {
            throw new InputException("a tie needs the name of another parameter, such as tie = \"0.5 * dispersion\"");
        }
        if (factor == 0 || !Double.isFinite(factor) || !Double.isFinite(offset)) {
            throw new InputException("tie to " + other + ": factor " + factor + " and offset " + offset
                    + " must be finite and the factor must not be zero; fix the parameter to keep it constant");
        }
    }

    /**
     * Reads a tie from its text: {@code dispersion}, {@code 0.5 * dispersion}, {@code 2*x + 3}, {@code 180 - angle}.
     *
     * @param text sum of numbers and of one other parameter, which may be multiplied by a number
     * @return the tie
     * @throws InputException if the text has another form
     */
    public static Tie parse(String text) {
        String other = null;
        double factor = 0;
        double offset = 0;
        Matcher matcher = TERM.matcher(text);
        int position = 0;
        while (position < text.length() || position == 0) {
            matcher.region(position, text.length());
            if (!matcher.lookingAt() || (position > 0 && matcher.group("sign") == null)) {
                throw malformed(text);
            }
            double sign = "-".equals(matcher.group("sign")) ? -1 : 1;
            String name = matcher.group("name") == null ? matcher.group("scaled") : matcher.group("name");
            String number = matcher.group("number") == null ? matcher.group("by") : matcher.group("number");
            double value = sign * (number == null ? 1 : Double.parseDouble(number));
            if (name == null) {
                offset += value;
            } else if (other == null) {
                other = name;
                factor = value;
            } else {
                throw malformed(text);
            }
            position = matcher.end();
        }
        if (other == null) {
            throw malformed(text);
        }
        return new Tie(other, factor, offset);
    }

    private static InputException malformed(String text) {
        return new InputException(
                "tie \"" + text + "\" cannot be read; write a number times one other parameter plus a number, "
                        + "such as \"dispersion\", \"0.5 * dispersion\" or \"2 * x + 3\"");
    }
}
