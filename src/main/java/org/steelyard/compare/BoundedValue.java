// SPDX-License-Identifier: Apache-2.0
package org.steelyard.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A value of a free parameter with its bounds.
 *
 * @param value [unit] at a minimum or a start
 * @param min [unit] lower bound
 * @param max [unit] upper bound
 */
record BoundedValue(double value, double min, double max) {

    /** Numbers of one parameter in an array. */
    static final int NUMBERS = 3;

    /** The value of these bounds that is nearest to another. */
    BoundedValue at(double other) {
        return new BoundedValue(Math.max(min, Math.min(max, other)), min, max);
    }

    /** Writes parameters as numbers from a place on, NaN for names without a value. The array is modified. */
    static void encode(Map<String, BoundedValue> parameters, List<String> names, double[] numbers, int from) {
        for (int i = 0; i < names.size(); i++) {
            BoundedValue known = parameters.get(names.get(i));
            int at = from + NUMBERS * i;
            numbers[at] = known == null ? Double.NaN : known.value();
            numbers[at + 1] = known == null ? Double.NaN : known.min();
            numbers[at + 2] = known == null ? Double.NaN : known.max();
        }
    }

    /** The parameters whose numbers begin at a place. */
    static Map<String, BoundedValue> decode(double[] numbers, int from, List<String> names) {
        Map<String, BoundedValue> parameters = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            int at = from + NUMBERS * i;
            if (!Double.isNaN(numbers[at])) {
                parameters.put(names.get(i), new BoundedValue(numbers[at], numbers[at + 1], numbers[at + 2]));
            }
        }
        return parameters;
    }
}
