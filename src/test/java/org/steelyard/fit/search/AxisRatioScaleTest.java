// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.analysis.integration.IterativeLegendreGaussIntegrator;
import org.junit.jupiter.api.Test;
import org.steelyard.inference.Prior;
import org.steelyard.inference.Scale;
import org.steelyard.units.InputException;

class AxisRatioScaleTest {

    /** [deg] Limit of a Gaussian of axis ratio 0.6 on the sky. */
    private static final double LIMIT = Math.toDegrees(Math.acos(0.6));

    private static final Scale SCALE = new AxisRatioScale(LIMIT);

    /** Relative: rounding of square roots of differences. */
    private static final double ROUNDING = 1e-9;

    /** Relative: central differences of step 1e-5. */
    private static final double DIFFERENCES = 1e-7;

    @Test
    void theCoordinateIsTheIntrinsicAxisRatio() {
        // At 60 deg: q^2 = (0.36 - 0.25) / 0.75.
        assertEquals(Math.sqrt(0.11 / 0.75), SCALE.toInternal(60), ROUNDING);
        assertEquals(0.6, SCALE.toInternal(90), ROUNDING);
        assertEquals(0, SCALE.toInternal(LIMIT), 1e-6);
        assertEquals(90, SCALE.toPhysical(0.6), 1e-6);
    }

    @Test
    void theInclinationComesBackAndTheSlopeIsItsDerivative() {
        for (double i : new double[] {LIMIT + 0.05, 55, 60, 75, 89}) {
            double q = SCALE.toInternal(i);
            assertEquals(i, SCALE.toPhysical(q), 90 * ROUNDING);
            double step = 1e-5 * Math.min(q, 0.6 - q);
            double difference = (SCALE.toPhysical(q + step) - SCALE.toPhysical(q - step)) / (2 * step);
            assertEquals(difference, SCALE.derivative(q), DIFFERENCES * difference);
        }
        assertTrue(Double.isFinite(SCALE.derivative(0.6)));
    }

    /** Equal ranges of q are equally probable, and the density integrates to that. */
    @Test
    void thePriorIsUniformInTheAxisRatio() {
        Prior prior = new Prior.UniformIn(SCALE, LIMIT + 0.05, 89);
        double middle = prior.quantile(0.5);
        double expected = 0.5 * (SCALE.toInternal(LIMIT + 0.05) + SCALE.toInternal(89));
        assertEquals(expected, SCALE.toInternal(middle), ROUNDING);
        double below = new IterativeLegendreGaussIntegrator(40, 1e-10, 1e-12)
                .integrate(1_000_000, i -> Math.exp(prior.logDensity(i)), middle, 88);
        double above = (SCALE.toInternal(88) - expected) / (2 * (SCALE.toInternal(89) - expected));
        assertEquals(above, below, 1e-8);
    }

    @Test
    void starsWithoutALimitAreRefused() {
        InputException refused = assertThrows(InputException.class, () -> new AxisRatioScale(0));
        assertTrue(refused.getMessage().contains("potential.mge_inclination"), refused.getMessage());
    }
}
