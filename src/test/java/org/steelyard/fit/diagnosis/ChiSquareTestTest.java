// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChiSquareTestTest {

    /** Relative error of the probability by the cube root of Wilson and Hilferty above 30 degrees of freedom. */
    private static final double CUBE_ROOT = 0.03;

    /** Values of scipy.stats.chi2.sf(chi2, dof) 1.10. */
    @ParameterizedTest
    @CsvSource({"30, 30, 0.46565", "50, 30, 0.012369", "130, 100, 0.023757", "1100, 1000, 0.014402"})
    void probabilityOfIndependentData(double chi2, double dof, double probability) {
        assertEquals(probability, new ChiSquareTest(chi2, dof, 2 * dof).probability(), CUBE_ROOT * probability);
    }

    /** 1189 of 1000 independent data is the 4 sigma point, by Wilson and Hilferty. */
    @ParameterizedTest
    @CsvSource({"1188, true", "1190, false"})
    void fourSigmaIsNotChance(double chi2, boolean acceptable) {
        assertEquals(acceptable, new ChiSquareTest(chi2, 1000, 2000).acceptable());
    }

    @ParameterizedTest
    @CsvSource({"50, 30"})
    void pairsOfEqualDataCountOnce(double chi2, double dof) {
        ChiSquareTest once = new ChiSquareTest(chi2, dof, 2 * dof);
        // Each datum twice: chi^2 and its mean double, its variance is four times as large.
        ChiSquareTest twice = new ChiSquareTest(2 * chi2, 2 * dof, 8 * dof);
        assertEquals(once.probability(), twice.probability(), 1e-12);
    }
}
