// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.steelyard.inference.FitObserver;

/** Shows the progress of a fit on one line of the terminal and collects the lines for the log. */
final class Progress implements FitObserver {

    /** System property that the launcher sets if standard error is a terminal. */
    static final String TERMINAL = "steelyard.terminal";

    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter terminal;
    private final StringBuilder log = new StringBuilder();

    private Progress(PrintWriter terminal) {
        this.terminal = terminal;
    }

    /**
     * Creates an observer.
     *
     * @param err standard error
     * @param quiet whether to show nothing
     * @return an observer that shows progress only on a terminal
     */
    static Progress on(PrintWriter err, boolean quiet) {
        return new Progress(quiet || !Boolean.getBoolean(TERMINAL) ? null : err);
    }

    @Override
    public void iteration(int iteration, double chiSquared, double[] point) {
        String line = String.format(Locale.ROOT, "iteration %d: chi2 = %.6g", iteration, chiSquared);
        show(line);
        log(line);
    }

    @Override
    public void message(String text) {
        show(text);
        log(text);
    }

    /** Adds a line to the log without showing it. */
    void log(String line) {
        log.append(line).append('\n');
    }

    /** Clears the line on the terminal. */
    void done() {
        if (terminal != null) {
            terminal.print(CLEAR_LINE);
            terminal.flush();
        }
    }

    /** The log. */
    String log() {
        return log.toString();
    }

    private void show(String line) {
        if (terminal != null) {
            terminal.print(CLEAR_LINE + line);
            terminal.flush();
        }
    }
}
