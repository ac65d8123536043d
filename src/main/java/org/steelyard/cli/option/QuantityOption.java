// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.option;

import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.steelyard.config.toml.ValueKinds;
import org.steelyard.units.InputException;

/** Parses options whose value is a number with its unit, as in the configuration. */
public final class QuantityOption {

    private QuantityOption() {}

    /**
     * Parses a list of positive values.
     *
     * @param option name of the option
     * @param texts values of the option
     * @param unit of the result
     * @param example a valid value
     * @return [unit] the values
     * @throws InputException if a text is not such a quantity or not positive; names the option
     */
    public static List<Double> positives(String option, List<String> texts, String unit, String example) {
        List<Double> values = new ArrayList<>();
        texts.forEach(text -> values.add(positive(option, text, unit, example)));
        return values;
    }

    /**
     * Parses a positive value.
     *
     * @param option name of the option
     * @param text value of the option, or null if it is not given
     * @param unit of the result
     * @param example a valid value
     * @return [unit] the value; null if the option is not given
     * @throws InputException if the text is not such a quantity or not positive; names the option
     */
    public static Double positive(String option, String text, String unit, String example) {
        if (text == null) {
            return null;
        }
        double value;
        try {
            value = (Double) ValueKinds.quantity(unit, example).parse(new TextNode(text), Path.of(""));
        } catch (InputException e) {
            throw new InputException(option + " \"" + text + "\" " + e.getMessage(), e);
        }
        if (!(value > 0)) {
            throw new InputException(option + " \"" + text + "\" must be positive");
        }
        return value;
    }
}
