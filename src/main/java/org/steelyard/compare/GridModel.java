// SPDX-License-Identifier: Apache-2.0
package org.steelyard.compare;

import java.util.List;
import org.steelyard.config.Configuration;

/**
 * One model of a grid.
 *
 * @param values TOML of its value of each key of the grid; empty where the key has no effect on this model
 * @param config its configuration, started at the minimum of the base fit
 */
record GridModel(List<String> values, Configuration config) {

    /** Copies the list. */
    GridModel {
        values = List.copyOf(values);
    }
}
