// SPDX-License-Identifier: Apache-2.0
package org.steelyard.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The mixture of normal distributions against closed forms, and weights against odds. */
class EnsembleTest {

    /** Relative rounding of a bisection and of Erfc. */
    private static final double ROUNDING = 1e-14;

    /** Rounding of a logarithm of -1000, and of its exponential. */
    private static final double ROUNDING_OF_1000 = 1e-12;

    private static Ensemble of(double[] mass, double[] error, double... weight) {
        return Ensemble.ofOrNull(mass, error, weight);
    }

    @Test
    void oneModelGivesItsOwnError() {
        Ensemble e = of(new double[] {1.5e8}, new double[] {2e6}, 0.3);
        assertEquals(1.5e8, e.median(), ROUNDING * 1.5e8);
        assertEquals(1.48e8, e.lower(), ROUNDING * 1.5e8);
        assertEquals(1.52e8, e.upper(), ROUNDING * 1.5e8);
        assertEquals(2e6, e.statistical(), ROUNDING * 2e6);
        assertEquals(0, e.scatter());
        assertEquals(1, e.effective());
    }

    @Test
    void theSameModelTwiceIsOneModel() {
        Ensemble one = of(new double[] {1.5e8}, new double[] {2e6}, 1);
        Ensemble two = of(new double[] {1.5e8, 1.5e8}, new double[] {2e6, 2e6}, 1, 3);
        assertEquals(one.lower(), two.lower(), ROUNDING * 1.5e8);
        assertEquals(one.upper(), two.upper(), ROUNDING * 1.5e8);
        assertEquals(1.6, two.effective(), 1e-12);
    }

    /** Two narrow distributions of weights 0.8 and 0.2: the median is the quantile 0.5 / 0.8 of the first. */
    @Test
    void modelsFarApartShareTheProbability() {
        Ensemble e = of(new double[] {1e8, 9e8}, new double[] {1e6, 1e6}, 4, 1);
        double z = 0.318639363964375; // standard normal quantile of 0.625
        assertEquals(1e8 + z * 1e6, e.median(), 1e-9 * 1e8);
        assertEquals(0.4 * 8e8, e.scatter(), 1e-12 * 8e8, "sqrt(0.8 x 0.2) times the distance");
        assertTrue(e.upper() > 8.9e8, "the upper limit, 84 %, is in the second");
    }

    @Test
    void aMassIsNotNegative() {
        Ensemble e = of(new double[] {1e5}, new double[] {1e6}, 1);
        assertEquals(0, e.lower());
        assertEquals(1e5, e.median(), 1e-12 * 1e6);
    }

    @Test
    void withoutWeightThereIsNoEnsemble() {
        assertNull(of(new double[] {1e8}, new double[] {1e6}, 0));
    }

    @Test
    void weightsAreOddsWithinASetAndSetsAreAlike() {
        double[] weights =
                ModelWeights.of(new double[] {-1000, -1000 - Math.log(3), Double.NaN, 7}, new int[] {1, 1, 1, 2});
        assertArrayEquals(new double[] {0.375, 0.125, 0, 0.5}, weights, ROUNDING_OF_1000);
        assertArrayEquals(
                new double[] {0, 0}, ModelWeights.of(new double[] {Double.NaN, Double.NaN}, new int[] {0, 1}));
    }
}
