// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.minimum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.disk.shape.WarpPrior;

/** Two slopes, one of each angle, known to {@link #ERROR}. */
class PriorStrengthTest {

    /** [deg] standard error of either slope. */
    private static final double ERROR = 1.5;

    /** The expected changes are tried in steps of a factor of 1.3. */
    private static final double STEP = 1.3;

    /** Rounding of sums of up to 1600 terms. */
    private static final double ROUNDING = 1e-10;

    /** The sum over steps of a factor of 1.3 against the integral over ln tau. */
    private static final double STEPS = 0.02;

    private static PriorStrength of(double inclination, double angle) {
        double weight = 1 / (ERROR * ERROR);
        return new PriorStrength(
                new double[][] {{weight, 0}, {0, weight}},
                new double[] {weight * inclination, weight * angle},
                changes -> new double[][] {
                    {Math.pow(changes.inclination(), -2), 0}, {0, Math.pow(changes.positionAngle(), -2)}
                },
                1);
    }

    /** ln Z of a Gaussian of the width tau whose measured mean is x: -(ln(1 + tau^2/s^2) - x^2/s^2 tau^2/(tau^2 + s^2)) / 2. */
    private static double logEvidence(double x, double tau) {
        double t = tau * tau / (ERROR * ERROR);
        return (-Math.log1p(t) + x * x / (ERROR * ERROR) * t / (1 + t)) / 2;
    }

    @Test
    void evidenceIsThatOfAMarginalisedGaussian() {
        PriorStrength strength = of(4, 0.5);
        double difference = strength.evidence(new WarpPrior(3, 7)) - strength.evidence(new WarpPrior(0.5, 2));
        double expected = logEvidence(4, 3) + logEvidence(0.5, 7) - logEvidence(4, 0.5) - logEvidence(0.5, 2);
        assertEquals(expected, difference, ROUNDING);
    }

    @Test
    void likeliestChangeIsTheMeasuredOneLessItsError() {
        WarpPrior likeliest = of(8, 0.1).likeliest().prior();
        double expected = Math.sqrt(64 - ERROR * ERROR);
        assertTrue(likeliest.inclination() < STEP * expected && likeliest.inclination() > expected / STEP);
        // Less than its error: no change at all.
        assertEquals(WarpPrior.FLAT.positionAngle(), likeliest.positionAngle(), 0);
    }

    @Test
    void anglesAreDrawnTowardsAFlatDisk() {
        double[] angles = of(4, 2).angles(new WarpPrior(3, 1.5));
        assertEquals(4 * 9 / (9 + ERROR * ERROR), angles[0], ROUNDING);
        assertEquals(1, angles[1], ROUNDING);
    }

    /** The mean square about 0 of a mixture over ln tau, by a sum of much finer steps. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 3, 4})
    void angleHeldFlatHasTheErrorOfTheMixture(double measured) {
        double sum = 0;
        double total = 0;
        for (double tau = 0.01; tau <= WarpPrior.WIDE.inclination(); tau *= 1.001) {
            double weight = Math.exp(logEvidence(measured, tau));
            double share = tau * tau / (tau * tau + ERROR * ERROR);
            sum += weight * (share * ERROR * ERROR + share * share * measured * measured);
            total += weight;
        }
        double expected = sum / total;
        double flat = WarpPrior.FLAT.inclination();
        double spread = of(measured, 0).spread(WarpPrior.FLAT)[0][0];
        assertEquals(expected, spread + flat * flat, STEPS * expected + flat);
    }

    @Test
    void strongWarpHasTheErrorOfItsMeasurementAlone() {
        PriorStrength strength = of(40, 80);
        double[][] spread = strength.spread(strength.likeliest().prior());
        assertTrue(Math.abs(spread[0][0]) < STEPS * ERROR * ERROR);
        assertTrue(Math.abs(spread[1][1]) < STEPS * ERROR * ERROR);
    }
}
