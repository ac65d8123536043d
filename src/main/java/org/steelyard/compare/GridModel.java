// SPDX-License-Identifier: Apache-2.0
package org.steelyard.compare;

import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.config.Configuration;

/**
 * One model of a grid.
 *
 * @param values TOML of its value of each key of the grid; empty where the key has no effect on this model
 * @param parameters names of its parameters
 * @param config its configuration, started at the minimum of the base fit
 */
record GridModel(List<String> values, List<String> parameters, Configuration config) {

    /** Copies the lists. */
    GridModel {
        values = List.copyOf(values);
        parameters = List.copyOf(parameters);
    }

    /** Number of keys in which two models differ. A key without effect on one of them is no difference. */
    int differences(GridModel other) {
        return (int)
                IntStream.range(0, values.size()).filter(a -> differs(other, a)).count();
    }

    /** Whether two models differ in the key of this place. */
    boolean differs(GridModel other, int a) {
        String one = values.get(a);
        String two = other.values.get(a);
        return !one.isEmpty() && !two.isEmpty() && !one.equals(two);
    }
}
