// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import org.steelyard.config.toml.ValueKinds;
import org.steelyard.units.InputException;

/** A dimensioned value of the command line: a number with its unit, as in the configuration. */
final class QuantityOption {

    private QuantityOption() {}

    /**
     * @param option the option's name
     * @param text what was given, or null
     * @param unit of the result
     * @param example the right form
     * @return [unit] the value, positive; null where nothing was given
     * @throws InputException if it is no such quantity, or not positive; names the option
     */
    static Double positive(String option, String text, String unit, String example) {
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
