// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.inference.FitObserver;
import org.steelyard.inference.Parameter;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.Scale;
import org.steelyard.inference.Solution;
import org.steelyard.inference.optimise.LevenbergMarquardt;

/** Limits of one measured number x, whose chi^2 is a parabola: (x - m)^2 / e^2. */
class UpperLimitTest {

    /** Relative: the bisection stops at 1 % and returns the upper end. */
    private static final double ACCURACY = 0.011;

    private static final double Z95 = 1.6448536269514722;

    private static Measurements about(double mean) {
        double[] data = {mean - 1, mean + 1, mean - 0.5, mean + 0.5};
        Parameter mass = new Parameter("mbh", "Msun", 1, 1e-3, 1e6, false, Scale.LOG10, null);
        return new Measurements(data, 2, new ParameterSpace(List.of(mass)));
    }

    private static UpperLimit limit(Measurements problem, double scale) {
        return limit(problem, scale, 0);
    }

    private static UpperLimit limit(Measurements problem, double scale, double photometric) {
        Solution solution = LevenbergMarquardt.defaults().minimise(problem, FitObserver.NONE);
        double error = problem.space().physicalErrors(solution.point(), solution.covariance())[0];
        return UpperLimit.ofOrNull(problem, solution, 0, error, scale, photometric);
    }

    /** Above zero the limit is m + 1.645 e, with the error that the scale enlarges. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 4})
    void aboveZeroTheLimitIsThatOfTheGaussian(double scale) {
        Measurements problem = about(0.8);
        double error = problem.error() * Math.sqrt(scale);
        UpperLimit limit = limit(problem, scale);
        assertEquals(0.8 + Z95 * error, limit.mass(), ACCURACY * limit.mass());
        assertEquals(Math.pow(0.8 / error, 2), limit.riseAtZero(), ACCURACY);
    }

    /** m + 1.645 sqrt(e^2 + p^2), also where the noise alone excludes zero. */
    @ParameterizedTest
    @ValueSource(doubles = {0.8, 1.7})
    void theErrorOfTheStarlightIsAddedInQuadrature(double mean) {
        Measurements problem = about(mean);
        double error = Math.hypot(problem.error(), 3);
        UpperLimit limit = limit(problem, 1, 3);
        assertEquals(mean + Z95 * error, limit.mass(), ACCURACY * limit.mass());
        assertEquals(Math.pow(mean / error, 2), limit.riseAtZero(), ACCURACY);
    }

    /** Below zero chi^2 rises from zero: ((u - m)^2 - m^2) / e^2 = 2.71. The fit is at the lower bound. */
    @Test
    void belowZeroTheRiseCountsFromZero() {
        Measurements problem = about(-0.6);
        UpperLimit limit = limit(problem, 1);
        double expected = -0.6 + Math.sqrt(0.36 + Math.pow(Z95 * problem.error(), 2));
        assertEquals(expected, limit.mass(), ACCURACY * expected);
        assertEquals(0, limit.riseAtZero(), 0);
    }

    /** 1.645 errors from zero, the same level that the limit has. */
    @Test
    void aMassThatExcludesZeroHasNoLimit() {
        assertNull(limit(about(1.7), 1));
    }
}
