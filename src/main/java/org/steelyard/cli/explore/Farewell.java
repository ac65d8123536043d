// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.explore;

/** How the program ends that serves until it is interrupted. */
public interface Farewell {

    /**
     * Makes a signal the proper end of the command: the program prints a message, and its exit code is 0.
     *
     * @param text one line
     */
    void untilInterrupted(String text);
}
