// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.steelyard.inference.LogLikelihood;
import org.steelyard.inference.SamplerObserver;
import org.steelyard.inference.sample.importance.ImportanceOptions;
import org.steelyard.inference.sample.importance.ImportanceSampler;
import org.steelyard.kernel.ParallelFor;

/** The results have the same bits for any number of threads, and after a killed run resumes from its log. */
class SamplerDeterminismTest {

    private static final SamplingProblem PROBLEM = EvidenceProblem.sampling(
            new double[] {-5, -5, -5},
            new double[] {5, 7, 9},
            EvidenceProblem.gaussian(new double[] {0, 1, 2}, new double[][] {{1, 0.5, 0}, {0.5, 1, 0}, {0, 0, 0.04}}));

    private static final Function<SamplingProblem, Chain> NESTED = problem -> {
        NestedResult result =
                new NestedSampler(NestedOptions.seeded(7).withLiveCount(50)).sample(problem, SamplerObserver.NONE);
        return result.draws(500, 3);
    };

    private static final Function<SamplingProblem, Chain> ENSEMBLE =
            problem -> new EnsembleSampler(EnsembleOptions.seeded(7).withMaxSteps(200))
                    .sample(problem, SamplerObserver.NONE)
                    .chain();

    private static final Function<SamplingProblem, Chain> IMPORTANCE =
            problem -> new ImportanceSampler(ImportanceOptions.seeded(7).withEffectiveSize(500))
                    .sampleAround(
                            problem,
                            new double[] {0, 1, 2},
                            new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 0.04}},
                            1.5,
                            SamplerObserver.NONE)
                    .draws(500, 3);

    @Test
    void twoThreadsGiveTheBitsOfOne() {
        try (ParallelFor loop = new ParallelFor(2)) {
            LogLikelihood parallel = (points, count, answers) -> loop.run(count, (i, worker) -> {
                double[] answer = new double[1];
                PROBLEM.likelihood().evaluate(new double[][] {points[i]}, 1, answer);
                answers[i] = answer[0];
            });
            SamplingProblem shared = new SamplingProblem(PROBLEM.parameters(), parallel);
            assertSame(NESTED.apply(PROBLEM), NESTED.apply(shared));
            assertSame(ENSEMBLE.apply(PROBLEM), ENSEMBLE.apply(shared));
            assertSame(IMPORTANCE.apply(PROBLEM), IMPORTANCE.apply(shared));
        }
    }

    @Test
    void killedRunResumesFromItsLog() {
        for (Function<SamplingProblem, Chain> sampler : List.of(NESTED, ENSEMBLE, IMPORTANCE)) {
            Chain whole = sampler.apply(PROBLEM);
            for (int killedAfter : new int[] {1, 40, 600}) {
                List<Double> log = new ArrayList<>();
                SamplingProblem killed = new SamplingProblem(PROBLEM.parameters(), (points, count, answers) -> {
                    PROBLEM.likelihood().evaluate(points, count, answers);
                    for (int i = 0; i < count; i++) {
                        if (log.size() == killedAfter) {
                            throw new IllegalStateException("killed");
                        }
                        log.add(answers[i]);
                    }
                });
                assertThrows(IllegalStateException.class, () -> sampler.apply(killed));
                int[] next = {0};
                int[] evaluated = {0};
                SamplingProblem resumed = new SamplingProblem(PROBLEM.parameters(), (points, count, answers) -> {
                    for (int i = 0; i < count; i++) {
                        if (next[0] < log.size()) {
                            answers[i] = log.get(next[0]++);
                        } else {
                            double[] answer = new double[1];
                            PROBLEM.likelihood().evaluate(new double[][] {points[i]}, 1, answer);
                            answers[i] = answer[0];
                            evaluated[0]++;
                        }
                    }
                });
                assertSame(whole, sampler.apply(resumed));
                assertTrue(evaluated[0] > 0, "killed before the end");
            }
        }
    }

    @Test
    void anotherSeedGivesAnotherResult() {
        NestedSampler few = new NestedSampler(NestedOptions.seeded(1).withLiveCount(50));
        double first = few.sample(PROBLEM, SamplerObserver.NONE).logEvidence();
        assertEquals(first, few.sample(PROBLEM, SamplerObserver.NONE).logEvidence());
        assertTrue(first
                != new NestedSampler(NestedOptions.seeded(2).withLiveCount(50))
                        .sample(PROBLEM, SamplerObserver.NONE)
                        .logEvidence());
    }

    private static void assertSame(Chain expected, Chain actual) {
        assertArrayEquals(expected.draws(), actual.draws());
        assertArrayEquals(expected.logLikelihood(), actual.logLikelihood());
    }
}
