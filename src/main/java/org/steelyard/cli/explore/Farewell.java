// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.explore;

/** What the program says when it is interrupted. */
public interface Farewell {

    /**
     * Sets the message that is printed at a signal.
     *
     * @param text one line
     */
    void whenInterrupted(String text);
}
