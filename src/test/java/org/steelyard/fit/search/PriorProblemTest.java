// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.steelyard.inference.FitObserver;
import org.steelyard.inference.GaussianPrior;
import org.steelyard.inference.JointPrior;
import org.steelyard.inference.Parameter;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.Scale;
import org.steelyard.inference.Solution;
import org.steelyard.inference.optimise.LevenbergMarquardt;

/** Priors as residuals: measurements of one number, whose best value with a prior is the weighted mean. */
class PriorProblemTest {

    private static final double SIGMA = 0.5;
    private static final double[] DATA = {3.1, 2.4, 2.9, 3.6, 3.3, 2.7, 3.0, 3.8};

    /** Relative: the optimiser's tolerance of 1e-3 standard errors, of errors below a tenth of the value. */
    private static final double SETTLED = 1e-4;

    private static Measurements measurements(Scale scale, GaussianPrior prior) {
        Parameter x = new Parameter("x", "", 1, 0.1, 100, false, scale, null, prior);
        return new Measurements(DATA, SIGMA, new ParameterSpace(List.of(x)));
    }

    private static Solution solution(DiskProblem problem) {
        return LevenbergMarquardt.defaults().minimise(problem, FitObserver.NONE);
    }

    private static double mean() {
        return Arrays.stream(DATA).average().orElseThrow();
    }

    static Stream<Scale> scales() {
        return Stream.of(Scale.LINEAR, Scale.LOG10);
    }

    /** x = (n m / s^2 + w mu / t^2) / (n / s^2 + w / t^2), whatever the coordinate of the optimiser. */
    @ParameterizedTest
    @MethodSource("scales")
    void theBestValueIsTheWeightedMean(Scale scale) {
        for (double weight : new double[] {1, 2.5}) {
            DiskProblem problem = PriorProblem.of(measurements(scale, GaussianPrior.of(4, 0.2)), weight);
            Solution found = solution(problem);
            double ofData = DATA.length / (SIGMA * SIGMA);
            double ofPrior = weight / (0.2 * 0.2);
            double expected = (ofData * mean() + ofPrior * 4) / (ofData + ofPrior);
            assertEquals(expected, problem.space().physical(found.point())[0], SETTLED * expected);
            double error = problem.space().physicalErrors(found.point(), found.covariance())[0];
            // On the logarithmic scale the covariance is one Gauss-Newton term short of the parabola in x.
            assertEquals(1 / Math.sqrt(ofData + ofPrior), error, SETTLED * error);
            double ofBoth = problem.chiSquared(found.point());
            double alone = measurements(scale, null).chiSquared(found.point());
            double prior =
                    PriorProblem.chiSquared(problem.space(), problem.space().physical(found.point()));
            assertEquals(alone + weight * prior, ofBoth, SETTLED * ofBoth);
            assertEquals(DATA.length, problem.dataCount());
            assertEquals(DATA.length + 1, problem.residualCount());
        }
    }

    /** A soft limit acts on one side: with the mean of the data above it nothing changes, below it x is drawn up. */
    @Test
    void aSoftLimitActsOnOneSide() {
        GaussianPrior above = new GaussianPrior(2, 0.1, Double.POSITIVE_INFINITY);
        Solution idle = solution(PriorProblem.of(measurements(Scale.LINEAR, above), 1));
        assertEquals(mean(), idle.point()[0], SETTLED * mean());
        GaussianPrior higher = new GaussianPrior(4, 0.1, Double.POSITIVE_INFINITY);
        Solution drawn = solution(PriorProblem.of(measurements(Scale.LINEAR, higher), 1));
        double ofData = DATA.length / (SIGMA * SIGMA);
        double expected = (ofData * mean() + 100 * 4) / (ofData + 100);
        assertEquals(expected, drawn.point()[0], SETTLED * expected);
    }

    /** A prior of several parameters counts those that are fixed, and draws the free one to where their sum is 0. */
    @Test
    void aJointPriorTiesSeveralParameters() {
        Parameter x = new Parameter("x", "", 1, 0.1, 100, false, Scale.LOG10, null, null);
        ParameterSpace space = new ParameterSpace(
                List.of(x, Parameter.fixed("y", "", 2)),
                List.of(new JointPrior(Map.of("x", 1 / 0.2, "y", -2 / 0.2), 0)));
        DiskProblem problem = PriorProblem.of(new Measurements(DATA, SIGMA, space), 2.5);
        Solution found = solution(problem);
        double ofData = DATA.length / (SIGMA * SIGMA);
        double ofPrior = 2.5 / (0.2 * 0.2);
        double expected = (ofData * mean() + ofPrior * 4) / (ofData + ofPrior);
        assertEquals(expected, problem.space().physical(found.point())[0], SETTLED * expected);
        assertEquals(DATA.length + 1, problem.residualCount());
        ParameterSpace moved = space.withStarts(new double[] {3, 2});
        assertEquals(25, PriorProblem.chiSquared(moved, new double[] {3, 2}), SETTLED);
        JointPrior drawn = space.jointPriors().get(0).drawn(name -> name.equals("x") ? 3 : 2, 1.5);
        assertEquals(1.5, drawn.residual(name -> name.equals("x") ? 3 : 2), SETTLED);
    }

    @Test
    void withoutPriorsTheProblemStaysAsItIs() {
        DiskProblem plain = measurements(Scale.LINEAR, null);
        assertSame(plain, PriorProblem.of(plain, 1));
    }

    /** A parameter that is fixed at a point of a profile still pays for its prior there. */
    @Test
    void aPriorCountsWhereTheParameterIsFixed() {
        DiskProblem problem = PriorProblem.of(measurements(Scale.LINEAR, GaussianPrior.of(4, 0.2)), 1);
        DiskProblem fixed = problem.with(
                problem.space().with(problem.space().parameters().get(0).fixedAt(4.6)));
        double[] residuals = new double[fixed.residualCount()];
        fixed.evaluate(new double[0], residuals, new double[0][]);
        assertEquals(3, residuals[DATA.length], SETTLED);
    }
}
