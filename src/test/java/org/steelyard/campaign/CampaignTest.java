// SPDX-License-Identifier: Apache-2.0
package org.steelyard.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.units.InputException;

/** Campaigns of a small job give the same results on any number of threads and after any interruption. */
class CampaignTest {

    private static final int TASKS = 200;
    private static final Fingerprint RUN = Fingerprint.of("test");

    @TempDir
    private Path folder;

    /** Iterates the logistic map from a start that depends on the index; any difference in order or bits would show. */
    private record Logistic(double rate) implements Job<Double> {

        @Override
        public List<Path> files() {
            return List.of();
        }

        @Override
        public Double open() {
            return rate;
        }

        @Override
        public Task task(Double shared) {
            return input -> {
                double x = (input.index() + 1.0) / (TASKS + 1);
                for (int step = 0; step < 1000; step++) {
                    x = shared * x * (1 - x);
                }
                return new TaskResult(input.index(), x);
            };
        }
    }

    private static List<TaskResult> expected() {
        Job.Task task = new Logistic(3.99).task(3.99);
        return TaskInput.upTo(TASKS).stream().map(task::run).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void anyNumberOfThreads(int threads) {
        try (Engine engine = new LocalEngine(threads)) {
            assertEquals(expected(), Campaign.on(engine).run("logistic", new Logistic(3.99), TASKS));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 17, 150, 199})
    void anInterruptedCampaignResumesWithoutRepeatingTasks(int after) {
        AtomicInteger done = new AtomicInteger();
        CampaignObserver power = new CampaignObserver() {
            @Override
            public void done(TaskResult result) {
                if (done.incrementAndGet() > after) {
                    throw new IllegalStateException("power failure");
                }
            }
        };
        try (Engine engine = new LocalEngine(2)) {
            Campaign first = new Campaign(engine, folder, RUN, false, power);
            assertThrows(IllegalStateException.class, () -> first.run("logistic", new Logistic(3.99), TASKS));
            AtomicInteger known = new AtomicInteger();
            CampaignObserver counter = new CampaignObserver() {
                @Override
                public void begin(String name, int before, int total) {
                    known.set(before);
                }
            };
            Campaign second = new Campaign(engine, folder, RUN, true, counter);
            assertEquals(expected(), second.run("logistic", new Logistic(3.99), TASKS));
            assertTrue(known.get() > after && known.get() <= after + 2, known + " tasks were known");
            assertEquals(expected().subList(0, 50), second.run("logistic", new Logistic(3.99), 50));
        }
    }

    @Test
    void anEmptyCheckpointIsReported() throws IOException {
        List<String> messages = new ArrayList<>();
        CampaignObserver listener = new CampaignObserver() {
            @Override
            public void message(String text) {
                messages.add(text);
            }
        };
        try (Engine engine = new LocalEngine(1)) {
            Campaign campaign = new Campaign(engine, folder, RUN, true, listener);
            campaign.run("logistic", new Logistic(3.99), 3);
            campaign.run("logistic", new Logistic(3.99), 3);
            assertEquals(List.of(), messages, "neither a new log nor a whole one");
            Files.write(folder.resolve("logistic.log"), new byte[0]);
            assertEquals(expected().subList(0, 3), campaign.run("logistic", new Logistic(3.99), 3));
        }
        assertEquals(List.of("logistic: the checkpoint was empty, and all is computed from the beginning"), messages);
    }

    @Test
    void otherOptionsMakeAnotherCampaign() {
        try (Engine engine = new LocalEngine(1)) {
            new Campaign(engine, folder, RUN, false, CampaignObserver.NONE)
                    .run("logistic", new Logistic(3.99), 3, 3.99);
            Campaign again = new Campaign(engine, folder, RUN, true, CampaignObserver.NONE);
            assertThrows(InputException.class, () -> again.run("logistic", new Logistic(3.98), 3, 3.98));
        }
    }

    @Test
    void aTaskThatFailsEndsTheCampaign() {
        record Failing() implements Job<String> {
            @Override
            public List<Path> files() {
                return List.of();
            }

            @Override
            public String open() {
                return "";
            }

            @Override
            public Task task(String shared) {
                return input -> {
                    throw new InputException("cube.fits: is gone");
                };
            }
        }
        try (Engine engine = new LocalEngine(2)) {
            assertThrows(InputException.class, () -> Campaign.on(engine).run("failing", new Failing(), 5));
        }
    }
}
