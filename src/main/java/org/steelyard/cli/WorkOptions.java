// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import org.steelyard.fit.search.FitOptions;
import org.steelyard.inference.FitObserver;
import org.steelyard.units.InputException;
import picocli.CommandLine.Option;

/** Options for the number of threads and the seed. */
final class WorkOptions {

    /** Largest number of threads. Starting far more takes minutes before anything is printed. */
    private static final int MOST = 1024;

    /** [s/ns] */
    private static final double SECONDS = 1e-9;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Number of threads; default: all cores. The results do not depend on it.")
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
                    + " threads only slow each other down; give the number of cores, or omit the option");
        }
        return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    }

    long seed() {
        return seed;
    }

    /** How a fit is run with these numbers. */
    FitOptions options(FitObserver observer) {
        return new FitOptions(ProgramVersion.number(), threads(), seed, observer, () -> System.nanoTime() * SECONDS);
    }
}
