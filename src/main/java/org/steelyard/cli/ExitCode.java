// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

/** The exit codes of every command. */
final class ExitCode {

    /** Done. */
    static final int DONE = 0;

    /** Out of memory, or a defect of ours. */
    static final int DEFECT = 1;

    /** The user's input is at fault. */
    static final int INPUT = 2;

    /** The fit did not converge. */
    static final int NOT_CONVERGED = 3;

    /** Ended by a signal. */
    static final int INTERRUPTED = 4;

    private ExitCode() {}
}
