package org.steelyard.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs the iterations of a loop on several threads. Iterations write to places of their own, so the result has the same bits for any number of
 * threads; a sum over iterations is the caller's, in order. With one thread nothing is started.
 */
public final class ParallelFor implements AutoCloseable {

    /** One iteration. */
    @FunctionalInterface
    public interface Body {

        /**
         * @param task index of the iteration
         * @param worker index of the thread that runs it, below {@link ParallelFor#threads()}: which scratch memory to use
         */
        void run(int task, int worker);
    }

    private final int threads;
    private final ExecutorService pool;

    /**
     * @param threads how many threads share a loop, at least 1; the caller's is one of them
     */
    public ParallelFor(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads " + threads + " must be at least 1");
        }
        this.threads = threads;
        this.pool = threads == 1
                ? null
                : Executors.newFixedThreadPool(threads - 1, task -> {
                    Thread thread = new Thread(task, "steelyard-worker");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** @return how many threads share a loop */
    public int threads() {
        return threads;
    }

    /**
     * Runs {@code body} for every task from 0 to {@code tasks - 1} and returns when all are done.
     *
     * @param tasks number of iterations
     * @param body what to do; an exception of it is thrown here, after every thread has stopped
     */
    public void run(int tasks, Body body) {
        if (pool == null || tasks < 2) {
            for (int task = 0; task < tasks; task++) {
                body.run(task, 0);
            }
            return;
        }
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> others = new ArrayList<>(threads - 1);
        for (int worker = 1; worker < threads; worker++) {
            int index = worker;
            others.add(pool.submit(() -> drain(next, tasks, body, index)));
        }
        RuntimeException fault = null;
        try {
            drain(next, tasks, body, 0);
        } catch (RuntimeException e) {
            next.set(tasks);
            fault = e;
        }
        for (Future<?> other : others) {
            try {
                await(other);
            } catch (RuntimeException e) {
                fault = fault == null ? e : fault;
            }
        }
        if (fault != null) {
            throw fault;
        }
    }

    private static void drain(AtomicInteger next, int tasks, Body body, int worker) {
        for (int task = next.getAndIncrement(); task < tasks; task = next.getAndIncrement()) {
            body.run(task, worker);
        }
    }

    private static void await(Future<?> other) {
        try {
            other.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a model was computed", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        if (pool != null) {
            pool.shutdownNow();
        }
    }
}
