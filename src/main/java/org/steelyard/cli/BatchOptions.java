// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import org.steelyard.units.InputException;
import picocli.CommandLine.Option;

/** Options of commands that run several galaxies. */
final class BatchOptions {

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Number of galaxies that run at the same time and share the threads. Default ${DEFAULT-VALUE}.")
    private int jobs;

    @Option(names = "-q", description = "Show no progress, and print the mass alone.")
    private boolean quiet;

    /** The number of galaxies that run at the same time, at most that of the galaxies. */
    int parallel(int galaxies) {
        if (jobs < 1) {
            throw new InputException("--jobs " + jobs + " must be 1 or more");
        }
        return Math.min(jobs, galaxies);
    }

    boolean quiet() {
        return quiet;
    }
}
