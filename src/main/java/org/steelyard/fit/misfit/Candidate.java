// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.misfit;

import org.steelyard.fit.diagnosis.Cause;
import org.steelyard.fit.diagnosis.Finding;
import org.steelyard.fit.diagnosis.ScoreTest;

/**
 * A change of the model that may explain a misfit.
 *
 * @param cause of the misfit
 * @param directions one or two, tested together
 * @param positive whether only a positive amplitude of the first has a meaning
 * @param wording of a finding from the test's outcome and its significance [sigma]
 */
record Candidate(Cause cause, double[][] directions, boolean positive, Wording wording) {

    /** Makes a finding. */
    @FunctionalInterface
    interface Wording {
        Finding of(ScoreTest.Score score, double significance);
    }

    boolean allows(ScoreTest.Score score) {
        return !positive || score.amplitudes()[0] > 0;
    }
}
