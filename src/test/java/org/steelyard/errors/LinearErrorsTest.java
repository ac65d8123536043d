// SPDX-License-Identifier: Apache-2.0
package org.steelyard.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.junit.jupiter.api.Test;
import org.steelyard.campaign.TaskInput;
import org.steelyard.campaign.TaskRandom;
import org.steelyard.campaign.TaskResult;
import org.steelyard.fit.FittedGalaxy;
import org.steelyard.fit.search.Refit;
import org.steelyard.fit.search.UncertainStars;
import org.steelyard.inference.FitObserver;
import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.inference.Parameter;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.Solution;

/**
 * Covariance, profile and Monte Carlo of problems with known errors: a linear problem with Gaussian noise, a bounded
 * problem, and a problem with a false minimum.
 */
class LinearErrorsTest {

    private static final int DATA = 60;
    private static final double SIGMA = 0.4;
    private static final double[] TRUTH = {1.5, -2, 0.7};
    private static final List<String> NAMES = List.of("a", "b", "c");
    private static final int DRAWS = 2000;

    /**
     * Tolerance of a limit, in standard errors: limits are found to 0.02, and the interpolated root of a parabola is a
     * straight line.
     */
    private static final double LIMIT = 0.03;

    /** Tolerance of a Monte Carlo error, in its own standard errors. */
    private static final double OWN_ERRORS = 4;

    /** The model a + b t + c sin(9 t) and its residuals. */
    private record Linear(double[] data, ParameterSpace space) implements LeastSquaresProblem {

        static double[] row(int k) {
            double t = (double) k / DATA;
            return new double[] {1, t, Math.sin(9 * t)};
        }

        @Override
        public int parameterCount() {
            return space.freeCount();
        }

        @Override
        public int residualCount() {
            return DATA;
        }

        @Override
        public void evaluate(double[] point, double[] residuals, double[][] jacobianOrNull) {
            double[] values = space.physical(point);
            for (int k = 0; k < DATA; k++) {
                double[] row = row(k);
                double model = 0;
                for (int i = 0; i < row.length; i++) {
                    model += row[i] * values[i];
                    if (jacobianOrNull != null && space.coordinate(i) >= 0) {
                        jacobianOrNull[space.coordinate(i)][k] = row[i] / SIGMA;
                    }
                }
                residuals[k] = (model - data[k]) / SIGMA;
            }
        }

        @Override
        public double[] start() {
            return space.startFree();
        }

        @Override
        public double[] lower() {
            return space.lowerFree();
        }

        @Override
        public double[] upper() {
            return space.upperFree();
        }
    }

    private static ParameterSpace space(double min) {
        return new ParameterSpace(List.of(
                Parameter.free("a", "", 1, -50, 50),
                Parameter.free("b", "", 0, -50, 50),
                Parameter.free("c", "", Math.max(0, min), min, 50)));
    }

    private static double[] draw(double[] values, long seed, int index) {
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(TaskRandom.of(seed, index));
        double[] data = new double[DATA];
        for (int k = 0; k < DATA; k++) {
            double[] row = Linear.row(k);
            data[k] = SIGMA * normal.sample();
            for (int i = 0; i < row.length; i++) {
                data[k] += row[i] * values[i];
            }
        }
        return data;
    }

    private static FittedGalaxy.Minimum minimum(LeastSquaresProblem problem, ParameterSpace space) {
        Solution s = Refit.minimise(problem);
        return new FittedGalaxy.Minimum(
                s.chiSquared(),
                space.physical(s.point()),
                space.physicalErrors(s.point(), s.covariance()),
                space.physicalCovariance(s.point(), s.covariance()),
                null,
                null,
                UncertainStars.Shifts.NONE);
    }

    private static ProfileResult profile(double[] data, ParameterSpace space, int place, double scale) {
        FittedGalaxy.Minimum minimum = minimum(new Linear(data, space), space);
        Parameter profiled = space.parameters().get(place);
        return new ProfileSearch(
                        space,
                        place,
                        new ProfileSearch.Range(profiled.min(), profiled.max()),
                        minimum,
                        scale,
                        tasks -> tasks.stream()
                                .map(input -> {
                                    double[] starts = Arrays.copyOfRange(input.values(), 1, input.values().length);
                                    ParameterSpace fixed = space.with(profiled.fixedAt(input.values()[0]))
                                            .withStarts(starts);
                                    return RefitRecord.of(
                                            input.index(), Refit.minimise(new Linear(data, fixed)), fixed);
                                })
                                .toList())
                .run();
    }

    @Test
    void covarianceProfileAndMonteCarloAgree() {
        ParameterSpace space = space(-50);
        double[] data = draw(TRUTH, 1, 0);
        FittedGalaxy.Minimum minimum = minimum(new Linear(data, space), space);
        List<TaskResult> rows = new ArrayList<>();
        for (int index = 0; index < DRAWS; index++) {
            rows.add(RefitRecord.of(
                    index, Refit.polish(new Linear(draw(minimum.values(), 7, index), space), FitObserver.NONE), space));
        }
        MonteCarloResult mc = MonteCarloResult.of(space, minimum.values(), rows);
        assertEquals(0, mc.failed());
        for (int i = 0; i < 3; i++) {
            double best = minimum.values()[i];
            double error = minimum.errors()[i];
            ProfileResult profile = profile(data, space, i, 1);
            for (ProfileResult.Limit limit : profile.limits()) {
                assertTrue(limit.closed());
                assertEquals(best - limit.sigmas() * error, limit.lower(), LIMIT * error, NAMES.get(i));
                assertEquals(best + limit.sigmas() * error, limit.upper(), LIMIT * error, NAMES.get(i));
            }
            assertEquals(List.of(), profile.messages());
            MonteCarloResult.Interval interval = mc.intervals().get(NAMES.get(i));
            assertEquals(error, interval.error(), OWN_ERRORS * interval.errorOfError(), NAMES.get(i));
            assertEquals(best, interval.median(), OWN_ERRORS * 1.26 * error / Math.sqrt(DRAWS), "median");
            for (int k = 0; k < 2; k++) {
                double wide = (interval.upper()[k] - interval.lower()[k]) / 2 / (k + 1);
                assertEquals(error, wide, OWN_ERRORS * (k + 1) * interval.errorOfError());
            }
            assertEquals(3 * error, (interval.upper()[2] - interval.lower()[2]) / 2, 0.5 * error, "99.7 %");
        }
    }

    /** A rise divided by four doubles the distance of every limit. */
    @Test
    void theScaleWidensTheLimits() {
        ParameterSpace space = space(-50);
        double[] data = draw(TRUTH, 2, 0);
        FittedGalaxy.Minimum minimum = minimum(new Linear(data, space), space);
        ProfileResult.Limit limit = profile(data, space, 1, 4).limits().get(2);
        assertEquals(minimum.values()[1] + 6 * minimum.errors()[1], limit.upper(), LIMIT * 2 * minimum.errors()[1]);
    }

    /** The lower end of the range cuts the profile, which leaves only an upper limit. */
    @Test
    void aCurveThatDoesNotCloseGivesAOneSidedLimit() {
        double[] data = draw(new double[] {1.5, -2, 0.1}, 3, 0);
        FittedGalaxy.Minimum free = minimum(new Linear(data, space(-50)), space(-50));
        double best = free.values()[2];
        double error = free.errors()[2];
        assertTrue(best > 0.1 * error && best < 2.9 * error, "the case that is wanted: " + best / error);
        ProfileResult profile = profile(data, space(0), 2, 1);
        for (ProfileResult.Limit limit : profile.limits()) {
            assertEquals(best + limit.sigmas() * error, limit.upper(), LIMIT * error);
            assertEquals(best > limit.sigmas() * error, !Double.isNaN(limit.lower()));
        }
        assertFalse(profile.limits().get(2).closed());
        assertTrue(profile.messages().get(profile.messages().size() - 1).contains("no lower limit at 3 sigma"));
        ProfileResult.Point end = profile.points().get(0);
        assertEquals(0, end.value());
        assertEquals(Math.pow(best / error, 2), end.rise(), 1e-6 * (1 + end.rise()));
    }

    /**
     * A parabola in x for small y, and a lower, shifted parabola for large y, with a ridge between them that no refit
     * crosses.
     */
    private static RefitRecord twoValleys(TaskInput input) {
        double x = input.values()[0];
        boolean far = input.values()[2] > 5;
        double chi = far ? 4 + Math.pow(x - 3, 2) : Math.pow(x, 2);
        boolean falls = !far && x > 5 || far && x < -2;
        double y = far != falls ? 10 : 0;
        double settled = falls ? (far ? Math.pow(x, 2) : 4 + Math.pow(x - 3, 2)) : chi;
        return new RefitRecord(new TaskResult(input.index(), x, y, settled, 1, 1));
    }

    @Test
    void aFalseMinimumThatOneDirectionFollowsIsLeftOnTheWayBack() {
        ParameterSpace space =
                new ParameterSpace(List.of(Parameter.free("x", "", 0, -20, 20), Parameter.free("y", "", 0, -20, 20)));
        FittedGalaxy.Minimum minimum = new FittedGalaxy.Minimum(
                0,
                new double[] {0, 0},
                new double[] {1.9, 1},
                new double[][] {{3.61, 0}, {0, 1}},
                null,
                null,
                UncertainStars.Shifts.NONE);
        ProfileResult profile = new ProfileSearch(
                        space,
                        0,
                        new ProfileSearch.Range(-20, 20),
                        minimum,
                        3.61,
                        tasks -> tasks.stream()
                                .map(LinearErrorsTest::twoValleys)
                                .map(RefitRecord::result)
                                .toList())
                .run();
        for (ProfileResult.Point point : profile.points()) {
            double x = point.value();
            double lowest = Math.min(x * x, 4 + Math.pow(x - 3, 2));
            assertEquals(lowest, point.chiSquared(), 1e-12, "at " + x);
        }
        assertEquals(3 + Math.sqrt(9 * 3.61 - 4), profile.limits().get(2).upper(), LIMIT * 1.9);
    }
}
