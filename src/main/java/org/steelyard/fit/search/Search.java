// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import org.steelyard.config.Configuration;
import org.steelyard.config.FitConfig;
import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.inference.Optimiser;
import org.steelyard.inference.Parameter;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.Scale;
import org.steelyard.inference.Solution;
import org.steelyard.inference.optimise.CmaEs;
import org.steelyard.inference.optimise.LevenbergMarquardt;
import org.steelyard.inference.optimise.NelderMead;
import org.steelyard.kernel.ParallelFor;

/**
 * The search for the minimum, the same for every kind of data. It turns a position angle that points to the approaching
 * side, starts again from measured values if the first minimum is poor, takes the first steps with a coarser model, and
 * then refines with the full model at the distance scale of the fitted systemic velocity and with the final flux map.
 *
 * @param config what to fit
 * @param options how
 * @param threads worker threads that evaluate the model
 * @param messages one line each for the user. Modified
 */
public record Search(Configuration config, FitOptions options, ParallelFor threads, List<String> messages) {

    /** A minimum with more than this reduced chi^2 makes the search start again from measured values. */
    private static final double POOR = 2;

    /**
     * Smallest difference in chi^2, at a reduced chi^2 of 1, between distinct minima: the effect of one standard error.
     */
    private static final double DISTINCT = 1;

    /** Relative difference below which two starting points are the same: {@code init} writes five digits. */
    private static final double ANOTHER_START = 1e-3;

    /**
     * Optimiser of the coarse model, whose minimum is off by some tenths of a standard error and whose chi^2 is as
     * rough as the effect of one.
     */
    private static final LevenbergMarquardt FIRST =
            LevenbergMarquardt.defaults().withTolerances(1, 0.3);

    /**
     * Finds the minimum.
     *
     * @param start the fit at its start
     * @param rescaled the same fit with the distance scale of a systemic velocity [km/s]
     * @param measured starting values measured without the user's settings
     * @return the lowest minimum that was found
     * @param <F> kind of the fit
     */
    public <F extends PreparedFit<F>> Minimum<F> find(
            F start, DoubleFunction<F> rescaled, Supplier<InitialGuess> measured) {
        F first = start.coarser();
        boolean coarse = first != start;
        CoarseMinimum approach = coarseMinimum(first.problem(threads), measured, coarse ? FIRST : Refit.CAREFUL);
        ParameterSpace space = approach.space();
        Solution solution = approach.solution();
        int evaluations = approach.evaluations();
        if (coarse && !solution.converged()) {
            space = space.withStarts(space.physical(solution.point()));
            solution = minimise(start.with(space).problem(threads), Refit.CAREFUL);
            evaluations += solution.evaluations();
        }
        double[] values = space.physical(solution.point());
        double vsys = values[space.index("vsys")];
        boolean otherScale =
                GalaxySetup.scale(config, vsys).pcPerArcsec() != start.galaxy().pcPerArcsec();
        F whole = otherScale && solution.converged() ? rescaled.apply(vsys) : start;
        F fine = solution.converged() ? whole.refined(values, threads) : whole;
        if (fine == first || !solution.converged()) {
            F end = fine.with(space);
            return new Minimum<>(end, Refit.withErrors(end.problem(threads), solution), evaluations + 1);
        }
        F fit = fine.with(space.withStarts(values));
        DiskProblem problem = fit.problem(threads);
        solution = Refit.withErrors(problem, polish(problem));
        return new Minimum<>(fit, solution, evaluations + solution.evaluations());
    }

    /** The minimum of the coarse model. */
    private record CoarseMinimum(ParameterSpace space, Solution solution, int evaluations) {}

    /** The minimum of the coarse model, from the better of two starts. */
    private CoarseMinimum coarseMinimum(
            DiskProblem problem, Supplier<InitialGuess> measured, LevenbergMarquardt steps) {
        ParameterSpace space = towardsRecedingSide(problem);
        int data = problem.residualCount();
        Solution solution = minimise(problem.with(space), steps);
        boolean poor = !solution.converged() || solution.chiSquared() > POOR * data;
        ParameterSpace again = poor ? space.withStarts(measuredStarts(space, measured.get())) : space;
        if (!differ(space, again)) {
            return new CoarseMinimum(space, solution, solution.evaluations());
        }
        Solution other = minimise(problem.with(again), steps);
        int evaluations = solution.evaluations() + other.evaluations();
        boolean lower =
                other.chiSquared() < solution.chiSquared() - DISTINCT * Math.max(1, solution.chiSquared() / data);
        if (lower) {
            messages.add(String.format(
                    Locale.ROOT,
                    "from the given start the fit ended in a false minimum, chi^2 = %.1f; it was started again from values measured in the data",
                    solution.chiSquared()));
        }
        boolean better = lower || other.converged() && !solution.converged();
        return new CoarseMinimum(better ? again : space, better ? other : solution, evaluations);
    }

    /**
     * Turns a position angle that points to the approaching side by 180 deg, with a message: no optimiser recovers from
     * there.
     */
    private ParameterSpace towardsRecedingSide(DiskProblem problem) {
        ParameterSpace space = problem.space();
        Parameter angle = space.parameters().get(space.index("position_angle"));
        if (!angle.isFree()) {
            return space;
        }
        double turned = angle.start() + (angle.start() < 180 ? 180 : -180);
        ParameterSpace other = space.with(new Parameter(
                angle.name(),
                angle.unit(),
                turned,
                Math.min(angle.min(), turned - 180),
                Math.max(angle.max(), turned + 180),
                false,
                Scale.LINEAR,
                null,
                angle.priorOrNull()));
        double asGiven = problem.chiSquared(space.startFree());
        if (!(problem.with(other).chiSquared(other.startFree()) < asGiven)) {
            return space;
        }
        messages.add(String.format(
                Locale.ROOT,
                "parameters.position_angle.start = %.2f deg points to the approaching side; the fit was started at %.2f deg, the receding one",
                angle.start(),
                turned));
        return other;
    }

    /** Measured starting values of the free parameters, inside their bounds. */
    private static double[] measuredStarts(ParameterSpace space, InitialGuess measured) {
        double[] values = space.physical(space.startFree());
        for (int i = 0; i < values.length; i++) {
            Parameter p = space.parameters().get(i);
            Double value = measured.values().get(p.name());
            if (p.isFree() && value != null) {
                values[i] = Math.max(p.min(), Math.min(p.max(), value));
            }
        }
        return values;
    }

    private static boolean differ(ParameterSpace one, ParameterSpace other) {
        double[] a = one.physical(one.startFree());
        double[] b = other.physical(other.startFree());
        for (int i = 0; i < a.length; i++) {
            if (Math.abs(a[i] - b[i]) > ANOTHER_START * Math.abs(a[i])) {
                return true;
            }
        }
        return false;
    }

    private Solution minimise(LeastSquaresProblem problem, LevenbergMarquardt steps) {
        Optimiser optimiser = switch (config.fit().optimiser()) {
            case LEVENBERG_MARQUARDT -> steps;
            case SIMPLEX -> NelderMead.defaults();
            case CMA_ES -> CmaEs.seeded(options.seed());
        };
        return optimiser.minimise(problem, options.observer());
    }

    /** The minimum from a start near it. */
    private Solution polish(LeastSquaresProblem problem) {
        return config.fit().optimiser() == FitConfig.Optimiser.LEVENBERG_MARQUARDT
                ? Refit.polish(problem, options.observer())
                : minimise(problem, Refit.CAREFUL);
    }
}
