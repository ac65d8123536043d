// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.mge;

import java.util.Locale;

/** Numbers as text. */
final class Numbers {

    private Numbers() {}

    /** Formats with a decimal point in every country. */
    static String text(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }
}
