// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential;

import org.steelyard.units.InputException;

/** Checks of what users give, in the words of the user's error line. */
final class Require {

    private Require() {}

    static double positive(String what, double value, String unit) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new InputException(what + " is " + value + spaced(unit) + "; it must be positive and finite");
        }
        return value;
    }

    static double notNegative(String what, double value, String unit) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new InputException(what + " is " + value + spaced(unit) + "; it must be finite and not negative");
        }
        return value;
    }

    static double finite(String what, double value, String unit) {
        if (!Double.isFinite(value)) {
            throw new InputException(what + " is " + value + spaced(unit) + "; it must be finite");
        }
        return value;
    }

    /**
     * Radii of a table: at least two, finite, not negative, ascending; values of the same number. Rows count from 1.
     */
    static void table(String what, double[] radius, double[] value, String valueName) {
        if (radius.length != value.length || radius.length < 2) {
            throw new InputException(what + " has " + radius.length + " radii and " + value.length + " values of "
                    + valueName + "; it needs the same number of both, 2 or more");
        }
        for (int row = 0; row < radius.length; row++) {
            notNegative(what + ": radius of row " + (row + 1), radius[row], "pc");
            finite(what + ": " + valueName + " of row " + (row + 1), value[row], "");
            if (row > 0 && radius[row] <= radius[row - 1]) {
                throw new InputException(what + ": radius " + radius[row] + " pc of row " + (row + 1)
                        + " does not follow the one before; sort the rows by ascending radius");
            }
        }
    }

    private static String spaced(String unit) {
        return unit.isEmpty() ? "" : " " + unit;
    }
}
