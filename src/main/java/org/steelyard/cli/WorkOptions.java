// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import org.steelyard.units.InputException;
import picocli.CommandLine.Option;

/** Options for threads and seed. */
final class WorkOptions {

    /** No machine of today has more cores; starting far more threads takes minutes before anything is said. */
    private static final int MOST = 1024;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads; default: all cores. The result does not depend on it.")
    private Integer threads;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the random numbers; default ${DEFAULT-VALUE}.")
    private long seed;

    int threads() {
        if (threads != null && threads < 1) {
            throw new InputException("--threads " + threads + " must be 1 or more");
        }
        if (threads != null && threads > MOST) {
            throw new InputException("--threads " + threads + ": more than " + MOST
                    + " only stand in each other's way; give the number of cores, or leave it out");
        }
        return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    }

    long seed() {
        return seed;
    }
}
