// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.steelyard.cli.Main;

/**
 * The main class of the jar. It needs no library, so it can say that one is missing, and sets what the launcher would
 * set where the jar is run without it.
 */
public final class Start {

    /** Exit code of an incomplete installation, which is the user's to mend. */
    private static final int INCOMPLETE = 2;

    private Start() {}

    /**
     * Runs the program and ends the JVM with its exit code.
     *
     * @param args command and options
     */
    public static void main(String[] args) {
        preset("java.awt.headless", "true");
        preset("steelyard.terminal", Boolean.toString(isTerminal()));
        try {
            Main.main(args);
        } catch (NoClassDefFoundError e) {
            System.err.println(
                    "steelyard: the library with "
                            + String.valueOf(e.getMessage()).replace('/', '.')
                            + " is missing: keep steelyard.jar beside its folder lib, or use the jar whose name ends in -all.jar");
            Runtime.getRuntime().halt(INCOMPLETE);
        }
    }

    private static void preset(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** Whether standard error is a terminal; false where the system does not tell. */
    private static boolean isTerminal() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString().matches("/dev/(pts/.*|tty.*|console)");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
