// SPDX-License-Identifier: Apache-2.0
package org.steelyard.errors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.campaign.Checkpoint;
import org.steelyard.campaign.Engine;
import org.steelyard.campaign.Fingerprint;
import org.steelyard.campaign.TaskInput;
import org.steelyard.campaign.TaskResult;
import org.steelyard.inference.Prior;
import org.steelyard.inference.SampledParameter;
import org.steelyard.inference.SamplerObserver;
import org.steelyard.inference.sample.NestedOptions;
import org.steelyard.inference.sample.NestedResult;
import org.steelyard.inference.sample.NestedSampler;
import org.steelyard.inference.sample.SamplingProblem;
import org.steelyard.units.InputException;

/** A sampler whose checkpoint is cut off anywhere resumes, ends with the same bits and repeats no evaluation. */
class ReplayedLikelihoodTest {

    private static final Fingerprint RUN = Fingerprint.of("sampler");

    @TempDir
    private Path folder;

    /** A Gaussian of unit width that counts its evaluations. */
    private record Gaussian(AtomicInteger evaluations) implements Engine.Workers {

        @Override
        public void run(List<TaskInput> tasks, Consumer<TaskResult> sink) {
            for (TaskInput task : tasks) {
                evaluations.incrementAndGet();
                double[] x = task.values();
                sink.accept(new TaskResult(task.index(), -(x[0] * x[0] + x[1] * x[1]) / 2));
            }
        }

        @Override
        public void close() {}
    }

    private static NestedResult sample(Path log, AtomicInteger evaluations) {
        Prior prior = new Prior.Uniform(-5, 5);
        try (Checkpoint checkpoint = Checkpoint.open(log, RUN, true)) {
            return new NestedSampler(NestedOptions.seeded(3).withLiveCount(50).withEvidenceTolerance(0.1))
                    .sample(
                            new SamplingProblem(
                                    List.of(new SampledParameter("x", "", prior), new SampledParameter("y", "", prior)),
                                    new ReplayedLikelihood(new Gaussian(evaluations), checkpoint)),
                            SamplerObserver.NONE);
        }
    }

    @Test
    void aCheckpointThatIsCutAnywhereIsResumed() throws IOException {
        AtomicInteger all = new AtomicInteger();
        Path whole = folder.resolve("whole.log");
        NestedResult expected = sample(whole, all);
        byte[] bytes = Files.readAllBytes(whole);
        Random random = new Random(1);
        for (int attempt = 0; attempt < 10; attempt++) {
            Path cut =
                    Files.write(folder.resolve(attempt + ".log"), Arrays.copyOf(bytes, random.nextInt(bytes.length)));
            AtomicInteger again = new AtomicInteger();
            NestedResult found = sample(cut, again);
            assertEquals(expected.logEvidence(), found.logEvidence());
            assertEquals(expected.evaluations(), found.evaluations());
            assertArrayEquals(expected.logWeights(), found.logWeights());
            assertTrue(again.get() < all.get(), again + " of " + all);
            assertEquals(-1, Files.mismatch(whole, cut));
        }
    }

    @Test
    void aCheckpointOfOtherBatchesIsRefused() {
        Path log = folder.resolve("other.log");
        try (Checkpoint checkpoint = Checkpoint.open(log, RUN, true)) {
            checkpoint.append(new TaskResult(0, 1.0));
        }
        assertThrows(InputException.class, () -> sample(log, new AtomicInteger()));
    }
}
