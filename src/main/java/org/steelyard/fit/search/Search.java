// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import org.steelyard.config.Configuration;
import org.steelyard.disk.DiskOrientation;
import org.steelyard.disk.KinematicCentre;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.Solution;
import org.steelyard.kernel.ParallelFor;

/**
 * The search for the minimum, the same for every kind of data. A {@link MinimumHunt} finds the lowest minimum of a
 * coarser model. The full model then starts there, at the distance scale of the fitted systemic velocity. The flux map,
 * which depends on the minimum, is made again until the minimum stays.
 *
 * @param config what to fit
 * @param options how
 * @param threads worker threads that evaluate the model
 * @param messages one line each for the user. Modified
 */
public record Search(Configuration config, FitOptions options, ParallelFor threads, List<String> messages) {

    /** [standard error] Largest move of a minimum by its own flux map. */
    private static final double SETTLED = 0.3;

    /** Flux maps in all. */
    private static final int MOST_MAPS = 8;

    /** Flux maps with the coarser model, whose minimum is off by some tenths of an error. */
    private static final int COARSE_MAPS = 4;

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
        MinimumHunt hunt = new MinimumHunt(config, options, first.galaxy(), messages);
        List<Solution> minima = hunt.minima(first.problem(threads), measured.get());
        ParameterSpace space = hunt.space();
        Solution best = minima.get(0);
        int evaluations = hunt.evaluations();
        if (first.galaxy().galaxy().flow().hasNearSide() && hunt.scouting()) {
            evaluations += otherNearSide(first, space, best);
        }
        Minimum<F> lowest = whole(start, first, rescaled, space, best);
        evaluations += lowest.evaluations();
        for (Solution rival : minima.subList(1, minima.size())) {
            if (rival.converged() && hunt.isClose(rival, best)) {
                Minimum<F> other = whole(start, first, rescaled, space, rival);
                evaluations += other.evaluations();
                lowest = better(other, lowest) ? other : lowest;
            }
        }
        Solution at = lowest.solution();
        if (!at.converged()) {
            messages.add(String.format(
                    Locale.ROOT, "the search ended after %d evaluations of the model", evaluations));
        }
        return new Minimum<>(lowest.fit(), at, evaluations, hunt.counts(best, at.chiSquared()));
    }

    private static boolean better(Minimum<?> one, Minimum<?> other) {
        return one.solution().converged()
                && (!other.solution().converged()
                        || one.solution().chiSquared() < other.solution().chiSquared());
    }

    /** The minimum of the full model near one of the coarse model. */
    private <F extends PreparedFit<F>> Minimum<F> whole(
            F start, F first, DoubleFunction<F> rescaled, ParameterSpace space, Solution coarse) {
        int evaluations = 0;
        double[] values = space.physical(coarse.point());
        F whole = start;
        if (coarse.converged()) {
            double vsys = values[space.index(KinematicCentre.SYSTEMIC_VELOCITY)];
            boolean otherScale = GalaxySetup.scale(config, vsys).pcPerArcsec()
                    != start.galaxy().pcPerArcsec();
            whole = otherScale ? rescaled.apply(vsys) : start;
            F rough = otherScale ? whole.coarser() : first;
            for (int map = 0; map < COARSE_MAPS && rough != whole; map++) {
                F refined = rough.refined(values, threads);
                if (refined == rough) {
                    break;
                }
                Solution moved = Refit.approach(
                        refined.with(space.withStarts(values)).problem(threads), options.observer());
                evaluations += moved.evaluations();
                if (!moved.converged()) {
                    break;
                }
                double[] from = values;
                values = space.physical(moved.point());
                if (shift(space, from, moved) < SETTLED) {
                    break;
                }
            }
        }
        for (int map = 1; ; map++) {
            F fine = coarse.converged() ? whole.refined(values, threads) : whole;
            F fit = fine.with(space.withStarts(values));
            DiskProblem problem = fit.problem(threads);
            Solution solution = coarse.converged()
                    ? Refit.polish(problem, options.observer())
                    : Refit.carefully(problem, options.observer());
            evaluations += solution.evaluations();
            boolean settled = fine == whole || shift(space, values, solution) < SETTLED;
            if (settled || map >= MOST_MAPS || !solution.converged()) {
                if (!settled && solution.converged()) {
                    messages.add(String.format(
                            Locale.ROOT,
                            "the flux map and the minimum did not settle: after %d maps the last one still moved a parameter by %.1f standard errors",
                            map,
                            shift(space, values, solution)));
                }
                Solution end = Refit.finish(fit, solution, threads);
                return new Minimum<>(fit, end, evaluations + end.evaluations() - solution.evaluations(), null);
            }
            values = space.physical(solution.point());
        }
    }

    /** [standard error] Largest change of a parameter from some values to a solution. */
    private static double shift(ParameterSpace space, double[] values, Solution solution) {
        double[] from = space.free(values);
        double largest = 0;
        for (int j = 0; j < from.length; j++) {
            double error = solution.error(j);
            if (error > 0) {
                largest = Math.max(largest, Math.abs(solution.point()[j] - from[j]) / error);
            }
        }
        return largest;
    }

    /**
     * Says so where the disk fits better with its other side nearer.
     *
     * @return evaluations of the model
     */
    private <F extends PreparedFit<F>> int otherNearSide(F first, ParameterSpace space, Solution best) {
        F other = first.withOtherNearSide();
        MinimumHunt hunt = new MinimumHunt(config, options, other.galaxy(), new ArrayList<>());
        Solution there = hunt.minima(
                        other.with(space.withStarts(space.physical(best.point()))).problem(threads), null)
                .get(0);
        double gain = best.chiSquared() - there.chiSquared();
        if (there.converged() && gain > MinimumHunt.distinct(best, first.data().length)) {
            messages.add(String.format(
                    Locale.ROOT,
                    "disk.near_side = %d fits better than %d, chi^2 lower by %.1f at %s = %.1f deg: the side at position angle + 90 deg is the %s one; set it",
                    other.galaxy().galaxy().nearSide(),
                    first.galaxy().galaxy().nearSide(),
                    gain,
                    DiskOrientation.POSITION_ANGLE,
                    space.physical(there.point())[space.index(DiskOrientation.POSITION_ANGLE)],
                    other.galaxy().galaxy().nearSide() > 0 ? "near" : "far"));
        }
        return hunt.evaluations();
    }
}
