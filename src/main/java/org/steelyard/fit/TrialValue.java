// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import org.steelyard.units.InputException;

/**
 * A parameter as a user has set it, in its unit.
 *
 * @param value of the parameter
 * @param min lower bound of a fit
 * @param max upper bound of a fit
 * @param fixed whether a fit leaves the value as it is
 */
public record TrialValue(double value, double min, double max, boolean fixed) {

    /** The value, which must be a number. */
    double requireValue(String name) {
        if (!Double.isFinite(value)) {
            throw new InputException("parameters." + name + " = " + value + " must be a number");
        }
        return value;
    }
}
