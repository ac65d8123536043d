// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChiSquareTestTest {

    /** Relative error of the probability by the cube root of Wilson and Hilferty above 30 degrees of freedom. */
    private static final double CUBE_ROOT = 0.03;

    /** Relative error of the first term of the series at 2000: 1 / 1000 of the probability, half of that over sigma^2. */
    private static final double SERIES = 1e-5;

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

    /**
     * Values of scipy.stats 1.10: norm.isf(chi2.sf(fall, dof) / 2); that of 2000 by the logarithm of
     * Q(3, 1000) = exp(-1000) (1 + 1000 + 1000^2 / 2) and the asymptotic series of erfc.
     */
    @ParameterizedTest
    @CsvSource({
        "4, 2, 1.4933894106572594",
        "11.8, 2, 2.995556570943598",
        "30, 6, 4.111507277726657",
        "500, 10, 21.34419789672092",
        "2000, 6, 44.33638531763707"
    })
    void significanceOfAFall(double fall, int dof, double sigma) {
        assertEquals(sigma, ChiSquareTest.significance(fall, dof), SERIES * sigma);
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "-3, 2"})
    void noFallHasNoSignificance(double fall, int dof) {
        assertEquals(0, ChiSquareTest.significance(fall, dof));
    }
}
