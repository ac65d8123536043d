// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.steelyard.inference.FitObserver;

/**
 * How a fit is run. The result depends on the seed alone.
 *
 * @param version of the program, for the record
 * @param threads worker threads that evaluate the model
 * @param seed of the optimisers that draw random numbers
 * @param observer receives progress and messages
 * @param clock [s] monotonic time, for the record
 * @param extras whether evaluations are spent on what changes no number of the fit: advice on the other near side of the
 *     disk, and the time of an evaluation
 */
public record FitOptions(
        String version, int threads, long seed, FitObserver observer, DoubleSupplier clock, boolean extras) {

    private static final double NANOSECOND = 1e-9;

    /** Requires version, observer and clock. */
    public FitOptions {
        Objects.requireNonNull(version);
        Objects.requireNonNull(observer);
        Objects.requireNonNull(clock);
    }

    /**
     * Options with extras.
     *
     * @param version of the program, for the record
     * @param threads worker threads that evaluate the model
     * @param seed of the optimisers that draw random numbers
     * @param observer receives progress and messages
     * @param clock [s] monotonic time, for the record
     */
    public FitOptions(String version, int threads, long seed, FitObserver observer, DoubleSupplier clock) {
        this(version, threads, seed, observer, clock, true);
    }

    /** @return a worker thread for each processor, seed 1, no observer */
    public static FitOptions defaults() {
        String version = FitOptions.class.getPackage().getImplementationVersion();
        return new FitOptions(
                version == null ? "unpackaged" : version,
                Runtime.getRuntime().availableProcessors(),
                1,
                FitObserver.NONE,
                () -> NANOSECOND * System.nanoTime());
    }

    /**
     * @param count of worker threads
     * @return these options with so many threads
     */
    public FitOptions withThreads(int count) {
        return new FitOptions(version, count, seed, observer, clock, extras);
    }

    /**
     * @param changed receives progress and messages
     * @return these options with that observer
     */
    public FitOptions withObserver(FitObserver changed) {
        return new FitOptions(version, threads, seed, changed, clock, extras);
    }
}
