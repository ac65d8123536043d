// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.plot;

import java.util.Locale;

/** Numbers in the typography of a journal. */
public final class NumberLabel {

    private NumberLabel() {}

    /**
     * @param value a number
     * @param decimals number of decimals
     * @return the number with a typographic minus sign; zero has no sign
     */
    public static String of(double value, int decimals) {
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        boolean zero = text.chars().allMatch(c -> c == '0' || c == '.' || c == '-');
        return zero ? text.replace("-", "") : text.replace('-', '\u2212');
    }
}
