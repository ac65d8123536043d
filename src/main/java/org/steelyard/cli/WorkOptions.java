package org.steelyard.cli;

import org.steelyard.units.InputException;
import picocli.CommandLine.Option;

/** Who does the work, and with which random numbers. */
final class WorkOptions {

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
        return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    }

    long seed() {
        return seed;
    }
}
