// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.misfit;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.fit.diagnosis.ScoreTest;

/**
 * Forward selection of causes: the change that lowers chi^2 most comes first, the others are tested beside it. A
 * linear expansion does not describe a strong misfit to the end, and what it leaves imitates other causes; so a further
 * cause counts only if it explains a good part of what the earlier ones leave.
 */
final class Selection {

    /**
     * [sigma] Least significance. By chance a dozen tests exceed it in one of 1e5 galaxies; an error of the flux map or
     * of the noise of some ten per cent does not change that.
     */
    static final double LEAST = 5;

    /** Share of the remaining excess of chi^2 that a further cause explains. */
    private static final double SHARE = 0.5;

    private static final int MOST = 3;

    private Selection() {}

    /**
     * A cause that was selected.
     *
     * @param candidate the change
     * @param score its outcome beside those selected before
     * @param significance [sigma]
     */
    record Chosen(Candidate candidate, ScoreTest.Score score, double significance) {}

    /**
     * @param test at the minimum. Modified: directions of the selected causes are added
     * @param candidates to select from
     * @param spread standard deviation of a score over the one that the test assumes
     * @return the selected causes
     */
    static List<Chosen> of(ScoreTest test, List<Candidate> candidates, double spread) {
        double expected = test.expected();
        List<Chosen> chosen = new ArrayList<>();
        while (chosen.size() < MOST) {
            double excess = chosen.isEmpty() ? 0 : Math.max(0, test.chiSquared() - expected);
            Chosen best = best(test, candidates, chosen, spread);
            if (best == null || best.score().fall() < SHARE * excess) {
                break;
            }
            chosen.add(best);
            test.fit(best.candidate().directions());
        }
        return chosen;
    }

    private static Chosen best(ScoreTest test, List<Candidate> candidates, List<Chosen> before, double spread) {
        Chosen best = null;
        for (Candidate candidate : candidates) {
            boolean known = before.stream().anyMatch(c -> c.candidate().cause() == candidate.cause());
            ScoreTest.Score score = known ? null : test.test(candidate.directions());
            if (score != null && candidate.allows(score)) {
                double significance = score.significance() / spread;
                boolean larger = best == null || score.fall() > best.score().fall();
                if (significance > LEAST && larger) {
                    best = new Chosen(candidate, score, significance);
                }
            }
        }
        return best;
    }
}
