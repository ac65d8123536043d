// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A loop on several threads runs every iteration once, gives each thread its own scratch memory, and throws the
 * exceptions of its iterations.
 */
@Timeout(20)
class ParallelForTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void runsEveryIterationOnce(int threads) {
        try (ParallelFor parallel = new ParallelFor(threads)) {
            for (int tasks : new int[] {0, 1, 2, 1000}) {
                AtomicIntegerArray done = new AtomicIntegerArray(Math.max(1, tasks));
                AtomicIntegerArray busy = new AtomicIntegerArray(threads);
                parallel.run(tasks, (task, worker) -> {
                    assertEquals(
                            1, busy.incrementAndGet(worker), "two iterations share the scratch memory of a worker");
                    done.incrementAndGet(task);
                    busy.decrementAndGet(worker);
                });
                for (int task = 0; task < tasks; task++) {
                    assertEquals(1, done.get(task));
                }
            }
        }
    }

    @Test
    void sharesTheWork() throws InterruptedException {
        CountDownLatch both = new CountDownLatch(2);
        try (ParallelFor parallel = new ParallelFor(2)) {
            parallel.run(2, (task, worker) -> {
                both.countDown();
                try {
                    assertTrue(both.await(10, TimeUnit.SECONDS), "two threads run at the same time");
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        assertEquals(0, both.getCount());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void endsWhereItsCallerIsInterrupted(int threads) {
        try (ParallelFor parallel = new ParallelFor(threads)) {
            AtomicInteger done = new AtomicInteger();
            Thread.currentThread().interrupt();
            assertThrows(CancellationException.class, () -> parallel.run(2, (task, worker) -> done.incrementAndGet()));
            assertTrue(Thread.interrupted(), "the caller decides what else ends");
            assertEquals(0, done.get());
            parallel.run(2, (task, worker) -> done.incrementAndGet());
            assertEquals(2, done.get());
        }
    }

    /** An exception in any thread is thrown after every thread has stopped, and the next loop runs. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void throwsWhatAnIterationThrows(int threads) {
        try (ParallelFor parallel = new ParallelFor(threads)) {
            for (int bad = 0; bad < 40; bad++) {
                int fault = bad;
                AtomicInteger running = new AtomicInteger();
                ArithmeticException thrown = assertThrows(
                        ArithmeticException.class,
                        () -> parallel.run(40, (task, worker) -> {
                            running.incrementAndGet();
                            try {
                                if (task == fault) {
                                    throw new ArithmeticException("task " + fault);
                                }
                                Thread.sleep(0, 50_000);
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            } finally {
                                running.decrementAndGet();
                            }
                        }));
                assertEquals(0, running.get(), "an iteration still runs after the loop has ended");
                assertEquals("task " + fault, thrown.getMessage());
                AtomicInteger count = new AtomicInteger();
                parallel.run(10, (task, worker) -> count.incrementAndGet());
                assertEquals(10, count.get());
            }
        }
    }

    @Test
    void refusesNoThreads() {
        assertThrows(IllegalArgumentException.class, () -> new ParallelFor(0));
    }
}
