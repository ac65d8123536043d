// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Of the requests that wait, the newest works. */
class TurnTest {

    private final Turn turn = new Turn();

    @Test
    void anOlderRequestIsDropped() {
        assertEquals("b", turn.take("page", 2, () -> "b"));
        assertNull(turn.take("page", 1, () -> "a"));
        assertEquals("c", turn.take("page", 3, () -> "c"));
    }

    @Test
    void pagesDoNotDisturbEachOther() {
        assertEquals("b", turn.take("one", 2, () -> "b"));
        assertEquals("a", turn.take("other", 1, () -> "a"));
    }

    /** While one works, ten more come: those that work follow in order, the newest is among them, and none is left waiting. */
    @Test
    void onlyTheNewestOfThoseThatWaitNeedsToWork() throws InterruptedException {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        List<Integer> done = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        threads.add(start(() -> turn.take("page", 1, () -> {
            working.countDown();
            await(go);
            return done.add(1);
        })));
        working.await();
        for (int order = 2; order <= 11; order++) {
            int mine = order;
            Thread thread = start(() -> turn.take("page", mine, () -> done.add(mine)));
            threads.add(thread);
            while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(1, 11), done);
    }

    /** Orders that are remembered have a limit, which a page that goes on does not notice. */
    @Test
    void manyPagesAreForgotten() {
        for (int page = 0; page < 1000; page++) {
            assertTrue(turn.take("page " + page, 1, () -> true));
        }
        assertNull(turn.take("page 999", 0, () -> true));
    }

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task);
        thread.start();
        return thread;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
