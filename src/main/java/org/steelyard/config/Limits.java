// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config;

import org.steelyard.units.InputException;

/** Checks of configuration values. */
final class Limits {

    private Limits() {}

    static void positive(String key, Double value, String unit) {
        require(
                value == null || value > 0 && !value.isInfinite(),
                key + " = " + value + (unit.isEmpty() ? "" : " " + unit) + " must be positive");
    }

    static void require(boolean condition, String message) {
        if (!condition) {
            throw new InputException(message);
        }
    }
}
