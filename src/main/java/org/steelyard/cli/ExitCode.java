// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

/** The exit codes of every command. */
final class ExitCode {

    /** Done. */
    static final int DONE = 0;

    /** Out of memory, or a bug in the program. */
    static final int DEFECT = 1;

    /** The user's input is invalid. */
    static final int INPUT = 2;

    /** The fit did not converge. */
    static final int NOT_CONVERGED = 3;

    /** A signal ended the command. */
    static final int INTERRUPTED = 4;

    private ExitCode() {}
}
