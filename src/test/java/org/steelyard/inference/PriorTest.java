// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Supplier;
import org.apache.commons.math3.analysis.integration.IterativeLegendreGaussIntegrator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.steelyard.inference.sample.SamplingProblem;
import org.steelyard.units.InputException;

class PriorTest {

    /** The tolerance of the quadrature is 1e-10. */
    private static final double QUADRATURE = 1e-8;

    /** A few roundings, including erfc and its inverse. */
    private static final double ROUNDING = 1e-12;

    static List<Prior> priors() {
        return List.of(
                new Prior.Uniform(-2, 5),
                new Prior.LogUniform(1e6, 1e10),
                new Prior.Gaussian(3, 2, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
                new Prior.Gaussian(3, 2, 2, 2.5),
                new Prior.Gaussian(0, 1, 5, 9),
                new Prior.Gaussian(0, 1, -9, -5),
                Prior.of(new GaussianPrior(3, 2, 0.5), -20, 20),
                Prior.of(new GaussianPrior(3, 2, 0.5), 3.5, 20),
                Prior.of(new GaussianPrior(60, 2, Double.POSITIVE_INFINITY), 40, 85),
                Prior.of(new GaussianPrior(60, Double.POSITIVE_INFINITY, 3), 40, 85),
                new Prior.Isotropic(0, 90),
                new Prior.Isotropic(60, 85));
    }

    @ParameterizedTest
    @MethodSource("priors")
    void quantileIsTheInverseOfTheIntegralOfTheDensity(Prior prior) {
        double[] probabilities = {1e-4, 0.1, 0.3, 0.5, 0.8, 0.999};
        Scale scale = prior.scale();
        for (int k = 1; k < probabilities.length; k++) {
            double from = scale.toInternal(prior.quantile(probabilities[k - 1]));
            double to = scale.toInternal(prior.quantile(probabilities[k]));
            double mass = new IterativeLegendreGaussIntegrator(20, 1e-10, 1e-14)
                    .integrate(
                            100_000,
                            c -> Math.exp(prior.logDensity(scale.toPhysical(c))) * scale.derivative(c),
                            from,
                            to);
            assertEquals(probabilities[k] - probabilities[k - 1], mass, QUADRATURE, prior.describe());
        }
    }

    @ParameterizedTest
    @MethodSource("priors")
    void quantilesRiseAndStayInside(Prior prior) {
        double before = Double.NEGATIVE_INFINITY;
        for (int k = 1; k < 1000; k++) {
            double value = prior.quantile(k / 1000.0);
            assertTrue(value > before, prior.describe());
            assertTrue(Double.isFinite(prior.logDensity(value)), prior.describe());
            before = value;
        }
        assertTrue(prior.quantile(0) <= prior.quantile(1e-3) && prior.quantile(1) >= before);
    }

    @Test
    void closedForms() {
        assertEquals(1.5, new Prior.Uniform(-2, 5).quantile(0.5), ROUNDING);
        assertEquals(1e8, new Prior.LogUniform(1e6, 1e10).quantile(0.5), 1e8 * ROUNDING);
        assertEquals(60, new Prior.Isotropic(0, 90).quantile(0.5), 60 * ROUNDING);
        Prior normal = new Prior.Gaussian(3, 2, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        // 1.959963984540054 is the 97.5 % point of the unit normal distribution.
        assertEquals(3 + 2 * 1.959963984540054, normal.quantile(0.975), 10 * ROUNDING);
        assertEquals(Double.NEGATIVE_INFINITY, new Prior.Uniform(0, 1).logDensity(1.5));
        assertEquals(Double.NEGATIVE_INFINITY, new Prior.LogUniform(1, 2).logDensity(-1));
    }

    /** Of the area of exp(-r^2 / 2), a half Gaussian has sigma sqrt(pi / 2), and the flat side its width. */
    @Test
    void aTwoSidedPriorSharesItsProbabilityByArea() {
        double lower = 2 * Math.sqrt(Math.PI / 2);
        Prior limit = Prior.of(new GaussianPrior(60, 2, Double.POSITIVE_INFINITY), -500, 85);
        assertEquals(60, limit.quantile(lower / (lower + 25)), 60 * ROUNDING);
        assertEquals(-Math.log(lower + 25), limit.logDensity(70), ROUNDING);
        Prior uneven = Prior.of(new GaussianPrior(60, 2, 6), -500, 500);
        assertEquals(60, uneven.quantile(0.25), 60 * ROUNDING);
        assertEquals(uneven.logDensity(60) - 0.5, uneven.logDensity(66), ROUNDING);
        assertEquals(uneven.logDensity(60) - 0.5, uneven.logDensity(58), ROUNDING);
    }

    /** The mean that is drawn has the residual that was drawn, on either side. */
    @Test
    void anotherMeasurementOfTheSameTruthHasTheDrawnResidual() {
        GaussianPrior prior = new GaussianPrior(60, 2, 6);
        for (double normal : new double[] {-1.3, 0.4}) {
            assertEquals(normal, prior.drawn(63, normal).residual(63), 10 * ROUNDING);
        }
        GaussianPrior limit = new GaussianPrior(60, 2, Double.POSITIVE_INFINITY);
        assertEquals(limit, limit.drawn(63, 1));
    }

    @Test
    void faultsNameTheParameterAndWhatToDo() {
        Parameter open = Parameter.free("mbh", "Msun", 1, 0, Double.POSITIVE_INFINITY);
        assertFault("parameter mbh: a uniform prior needs finite bounds", () -> SampledParameter.byScale(open));
        assertFault("parameter mbh: a log-uniform prior", () -> SampledParameter.logUniform(open.withBounds(0, 2)));
        assertFault("parameter mbh: an isotropic prior", () -> SampledParameter.isotropic(open.withBounds(0, 200)));
        assertFault("parameter mbh: a Gaussian prior", () -> SampledParameter.gaussian(open, 1, 0));
        assertFault("parameter mbh: the Gaussian prior", () -> SampledParameter.gaussian(open, -1000, 1));
        Parameter limited = open.withPrior(new GaussianPrior(5, 1, Double.POSITIVE_INFINITY));
        assertFault("parameter mbh: a one-sided prior needs finite bounds", () -> SampledParameter.stated(limited));
        assertFault("a prior needs a sigma above 0", () -> GaussianPrior.of(1, 0));
        assertFault("a prior that is flat on both sides", () -> GaussianPrior.of(1, Double.POSITIVE_INFINITY));
        assertEquals("Msun", SampledParameter.gaussian(open, 1, 1).unit());
    }

    @Test
    void aProblemNeedsParametersWithDifferentNames() {
        SampledParameter a = new SampledParameter("a", "", new Prior.Uniform(0, 1));
        LogLikelihood flat = (points, count, answers) -> {};
        assertFault("sampling: no parameter is free", () -> new SamplingProblem(List.of(), flat));
        assertFault("parameter a is given twice", () -> new SamplingProblem(List.of(a, a), flat));
    }

    private static void assertFault(String start, Supplier<Object> what) {
        InputException fault = assertThrows(InputException.class, what::get);
        assertTrue(fault.getMessage().startsWith(start), fault.getMessage());
    }
}
