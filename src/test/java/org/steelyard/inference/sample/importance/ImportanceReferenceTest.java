// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.sample.importance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.steelyard.inference.SamplerObserver;
import org.steelyard.inference.sample.EvidenceProblem;

/**
 * The problems of shared/reference/evidence from twenty seeds, and what issue 14 asks of them. The two thin shells may be
 * handed over or not; where they are not, ln Z must be right.
 */
@Tag("slow")
class ImportanceReferenceTest {

    private static final int SEEDS = 20;

    /** [standard error] Of ln Z in one run, exceeded once in 16000; there are at most 60 runs. */
    private static final double FARTHEST = 4;

    /** Bounds of the root mean square of 20 unit normals: chi^2 of 20 at 0.05 % and 99.95 %. */
    private static final double LEAST_RMS = Math.sqrt(5.4 / 20);

    private static final double LARGEST_RMS = Math.sqrt(47.5 / 20);

    private static final double LARGEST_ERROR = 0.02;

    private static final double MOST_PER_DRAW = 3;

    /**
     * Runs of one problem that may be handed over: eight of the banana's are, because their terms of a variance are not known well
     * enough; and two more, their binomial standard deviation.
     */
    private static final int MOST_HANDED_OVER = 10;

    static List<EvidenceProblem> problems() {
        return EvidenceProblem.all();
    }

    @ParameterizedTest
    @MethodSource("problems")
    void evidence(EvidenceProblem reference) {
        double squares = 0;
        double error = 0;
        double perDraw = 0;
        int runs = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            ImportanceResult result = ImportanceSampler.seeded(seed)
                    .sampleAround(
                            reference.problem(), reference.mean(), reference.covariance(), 1, SamplerObserver.NONE);
            if (result.converged()) {
                double z = (result.logEvidence() - reference.logZ()) / result.logEvidenceError();
                assertEquals(0, z, FARTHEST, reference.name() + ", seed " + seed);
                squares += z * z;
                error += Math.pow(result.logEvidence() - reference.logZ(), 2);
                perDraw += result.evaluations() / result.effectiveSize();
                runs++;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "importance %-12s %d of %d runs, error of ln Z rms %.4f, z rms %.2f, %.2f evaluations per effective draw%n",
                reference.name(),
                runs,
                SEEDS,
                Math.sqrt(error / runs),
                Math.sqrt(squares / runs),
                perDraw / runs);
        if (!reference.name().equals("two_shells2d")) {
            assertTrue(runs >= SEEDS - MOST_HANDED_OVER, "handed over: " + (SEEDS - runs));
            double rms = Math.sqrt(squares / runs);
            assertTrue(rms > LEAST_RMS && rms < LARGEST_RMS, "errors are not right: rms " + rms);
            assertTrue(Math.sqrt(error / runs) < LARGEST_ERROR, "error of ln Z " + Math.sqrt(error / runs));
            assertTrue(perDraw / runs < MOST_PER_DRAW, perDraw / runs + " evaluations per effective draw");
        }
    }
}
