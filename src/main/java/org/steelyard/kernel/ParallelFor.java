// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs the iterations of a loop on several threads. Each iteration must write to places of its own; the result then has
 * the same bits for any number of threads. The caller sums over iterations afterwards, in order. With one thread, no
 * thread is started.
 *
 * <p>Loops take tens of microseconds, less than a thread needs to wake. Threads therefore spin for a moment before they
 * sleep, and take iterations from one counter without locks. The counter includes the number of the loop, so a late
 * thread finds another number and takes no iteration of a loop whose body it has not read. A loop allocates nothing. A
 * nested loop, or a second loop started meanwhile by another thread, runs on its caller alone.
 */
public final class ParallelFor implements AutoCloseable {

    /** One iteration. */
    @FunctionalInterface
    public interface Body {

        /**
         * Runs one iteration.
         *
         * @param task index of the iteration
         * @param worker index of the thread that runs it, below {@link ParallelFor#threads()}; it selects the scratch
         *     memory
         */
        void run(int task, int worker);
    }

    /** Number of spins of an idle thread before it sleeps, some 50 microseconds. */
    private static final int SPINS = 2000;

    /** [ns] Sleep of a caller that waits for the other threads. */
    private static final long NAP = 50_000;

    private final Thread[] others;
    private final AtomicIntegerArray asleep;
    private final AtomicBoolean busy = new AtomicBoolean();
    /** Number of the loop in the upper half, remaining iterations in the lower half. */
    private final AtomicLong cursor = new AtomicLong();

    private final AtomicInteger finished = new AtomicInteger();
    private Body body;
    private int tasks;
    private volatile RuntimeException fault;
    private volatile Error error;
    private volatile boolean closed;

    /**
     * Starts the threads.
     *
     * @param threads number of threads that run a loop, at least 1, including the caller's
     */
    public ParallelFor(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads " + threads + " must be at least 1");
        }
        others = new Thread[threads - 1];
        asleep = new AtomicIntegerArray(threads);
        for (int w = 0; w < others.length; w++) {
            int worker = w + 1;
            others[w] = new Thread(() -> serve(worker), "steelyard-worker");
            others[w].setDaemon(true);
            others[w].start();
        }
    }

    /** @return number of threads that run a loop, including the caller's */
    public int threads() {
        return others.length + 1;
    }

    /**
     * Ends a calculation whose thread was interrupted. A long loop without a ParallelFor asks at every iteration.
     *
     * @throws CancellationException if the thread is interrupted
     */
    public static void endIfInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the calculation was interrupted");
        }
    }

    /**
     * Runs {@code body} for every task from 0 to {@code tasks - 1} and returns when all have finished.
     *
     * @param tasks number of iterations
     * @param body the iteration; its exception is thrown here, after every thread has stopped
     * @throws CancellationException if the caller's thread is interrupted, which ends a long calculation at its next loop
     */
    public void run(int tasks, Body body) {
        endIfInterrupted();
        if (others.length == 0 || tasks < 2 || !busy.compareAndSet(false, true)) {
            for (int task = 0; task < tasks; task++) {
                body.run(task, 0);
            }
            return;
        }
        this.body = body;
        this.tasks = tasks;
        fault = null;
        error = null;
        finished.set(0);
        long loop = (cursor.get() >>> Integer.SIZE) + 1;
        cursor.set((loop << Integer.SIZE) + tasks);
        for (int w = 0; w < others.length; w++) {
            if (asleep.get(w + 1) != 0) {
                LockSupport.unpark(others[w]);
            }
        }
        drain(0);
        for (int turn = 0; finished.get() < tasks; turn++) {
            if (turn < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(NAP);
            }
        }
        this.body = null;
        RuntimeException thrown = fault;
        Error serious = error;
        busy.set(false);
        if (serious != null) {
            throw serious;
        }
        if (thrown != null) {
            throw thrown;
        }
    }

    /** Takes iterations of the current loop until none remain. */
    private void drain(int worker) {
        long now = cursor.get();
        long loop = now >>> Integer.SIZE;
        Body what = body;
        int count = tasks;
        while (now >>> Integer.SIZE == loop && (int) now > 0) {
            if (cursor.compareAndSet(now, now - 1)) {
                try {
                    what.run(count - (int) now, worker);
                } catch (RuntimeException e) {
                    fault = e;
                    finished.addAndGet(abandon());
                } catch (Error e) {
                    error = e;
                    finished.addAndGet(abandon());
                }
                finished.incrementAndGet();
            }
            now = cursor.get();
        }
    }

    /** Cancels all remaining iterations and returns their number. */
    private int abandon() {
        while (true) {
            long now = cursor.get();
            if (cursor.compareAndSet(now, now - (int) now)) {
                return (int) now;
            }
        }
    }

    /** Worker loop. */
    private void serve(int worker) {
        long seen = 0;
        while (!closed) {
            for (int turn = 0; turn < SPINS && cursor.get() >>> Integer.SIZE == seen; turn++) {
                Thread.onSpinWait();
            }
            asleep.set(worker, 1);
            while (cursor.get() >>> Integer.SIZE == seen && !closed) {
                LockSupport.park(this);
            }
            asleep.set(worker, 0);
            seen = cursor.get() >>> Integer.SIZE;
            drain(worker);
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Thread other : others) {
            LockSupport.unpark(other);
        }
    }
}
