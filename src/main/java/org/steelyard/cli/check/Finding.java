// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.check;

import java.util.Locale;

/**
 * What one step of the self-test found.
 *
 * @param step name of the step
 * @param good whether it is as it should be
 * @param text what was found, and what to do where it is wrong
 */
record Finding(String step, boolean good, String text) {

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%-6s  %-14s  %s", good ? "ok" : "FAILED", step, text);
    }
}
