// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request works at a time. Where several of a page wait, the newest works and the older ones are dropped, so that no
 * queue grows. A task takes no other turn.
 */
final class Turn {

    /** Pages whose last order is remembered. */
    private static final int MOST_PAGES = 64;

    private final Map<String, Long> newest = new LinkedHashMap<>(MOST_PAGES, 1, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_PAGES;
        }
    };

    private final Semaphore work = new Semaphore(1);

    /**
     * @param page that asks
     * @param order of its request, which grows from each to the next
     * @param task to do
     * @return its result; null if a newer request of the page came before its turn
     */
    <T> @Nullable T take(String page, long order, Supplier<T> task) {
        synchronized (newest) {
            newest.merge(page, order, Math::max);
        }
        return take(() -> overtaken(page, order) ? null : task.get());
    }

    /**
     * @param task to do, whatever else waits
     * @return its result
     */
    <T> T take(Supplier<T> task) {
        work.acquireUninterruptibly();
        try {
            return task.get();
        } finally {
            work.release();
        }
    }

    /**
     * @param task to do, whatever else waits
     * @return its result
     * @throws CancellationException if the thread is interrupted while it waits
     */
    <T> T takeUnlessInterrupted(Supplier<T> task) {
        try {
            work.acquire();
        } catch (InterruptedException e) {
            throw (CancellationException)
                    new CancellationException("the request was interrupted while it waited").initCause(e);
        }
        try {
            return task.get();
        } finally {
            work.release();
        }
    }

    private boolean overtaken(String page, long order) {
        synchronized (newest) {
            return newest.getOrDefault(page, order) > order;
        }
    }
}
