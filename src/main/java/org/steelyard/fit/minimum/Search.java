// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.minimum;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.steelyard.config.Configuration;
import org.steelyard.disk.DiskOrientation;
import org.steelyard.disk.KinematicCentre;
import org.steelyard.disk.shape.WarpPrior;
import org.steelyard.fit.diagnosis.WarpNeed;
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.fit.search.FitOptions;
import org.steelyard.fit.search.FitParameters;
import org.steelyard.fit.search.FittableData;
import org.steelyard.fit.search.GalaxySetup;
import org.steelyard.fit.search.InitialGuess;
import org.steelyard.fit.search.Minimum;
import org.steelyard.fit.search.PreparedFit;
import org.steelyard.fit.search.Refit;
import org.steelyard.inference.DotProduct;
import org.steelyard.inference.Parameter;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.Solution;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.potential.stars.StellarPotential;

/**
 * The search for the minimum, the same for every kind of data. A {@link MultiStart} finds the lowest minimum of a
 * coarser model. The full model then starts there, at the distance scale of the fitted systemic velocity. The flux map,
 * which depends on the minimum, is made again until the minimum stays.
 *
 * @param config what to fit
 * @param options how
 * @param threads worker threads that evaluate the model
 * @param messages one line each for the user. Modified
 */
public record Search(Configuration config, FitOptions options, ParallelFor threads, List<String> messages) {

    /**
     * [peak] tolerance of adaptive sub-pixels in the first stage of a fit: chi^2 is then rough by some tenths, and an
     * evaluation takes a fifth of the time.
     */
    private static final double COARSE = 1e-2;

    /** [peak] the same where chi^2 is tried at many points. */
    private static final double ROUGH = 0.1;

    /** [standard error] Largest move of a minimum by its own flux map. */
    private static final double SETTLED = 0.1;

    /** Minima beside the lowest one that are tried with the full model. */
    private static final int MOST_RIVALS = 2;

    /** Flux maps in all. */
    private static final int MOST_MAPS = 8;

    /** Moves from map to map that shrink by less than this factor are not extrapolated. */
    private static final double STEADY = 0.7;

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
        F first = start.coarser(COARSE);
        MultiStart starts = new MultiStart(config, options, first.galaxy(), messages);
        List<Solution> minima =
                starts.minima(first.problem(threads), first.coarser(ROUGH).problem(threads), measured.get());
        ParameterSpace space = starts.space();
        Solution best = minima.get(0);
        int evaluations = starts.evaluations();
        if (options.extras()
                && starts.trying()
                && first.galaxy().galaxy().flow().hasNearSide()) {
            evaluations += otherNearSide(first, space, best);
        }
        Minimum<F> lowest = whole(start, rescaled, space, best);
        evaluations += lowest.evaluations();
        for (Solution rival : minima.subList(1, Math.min(minima.size(), 1 + MOST_RIVALS))) {
            if (rival.converged() && starts.isClose(rival, best)) {
                Minimum<F> other = whole(start, rescaled, space, rival);
                evaluations += other.evaluations();
                lowest = better(other, lowest) ? other : lowest;
            }
        }
        Solution at = lowest.solution();
        if (!at.converged()) {
            messages.add(String.format(Locale.ROOT, "the search ended after %d evaluations of the model", evaluations));
        }
        if (lowest.warpOrNull() != null) {
            messages.add(lowest.warpOrNull().message());
        }
        return new Minimum<>(lowest.fit(), at, evaluations, starts.counts(best, at.chiSquared()), lowest.warpOrNull());
    }

    /**
     * Finds the minimum of data.
     *
     * @param data with the configuration of this search
     * @param guess starting values and region for keys that the configuration does not give
     * @param stars the stars' mass
     * @return the lowest minimum that was found
     * @param <F> kind of the fit
     */
    public <F extends PreparedFit<F>> Minimum<F> find(
            FittableData<F> data, InitialGuess guess, StellarPotential stars) {
        Double given = config.parameter(KinematicCentre.SYSTEMIC_VELOCITY).start();
        return find(
                data.prepare(
                        guess, stars, given != null ? given : guess.values().get(KinematicCentre.SYSTEMIC_VELOCITY)),
                vsys -> data.prepare(guess, stars, vsys),
                () -> data.guess(config.withParameters(Map.of()), stars));
    }

    /** The minimum with no more warp than the data ask for, where the configuration leaves that open. */
    private <F extends PreparedFit<F>> Minimum<F> regularised(F whole, Minimum<F> minimum) {
        WarpEvidence evidence = WarpEvidence.ofOrNull(minimum, threads);
        if (evidence == null) {
            return minimum;
        }
        WarpPrior given = config.disk().shape().priorOrNull();
        WarpNeed need = evidence.need(given);
        if (given != null) {
            return new Minimum<>(minimum.fit(), minimum.solution(), minimum.evaluations(), null, need);
        }
        double[] start = inside(minimum.fit().space(), evidence.expected(minimum, need.prior()));
        ParameterSpace space = minimum.fit()
                .space()
                .withJointPriors(FitParameters.joint(whole.galaxy().galaxy(), need.prior()));
        Minimum<F> there = settled(whole.with(space), space, start, minimum.evaluations());
        return new Minimum<>(there.fit(), there.solution(), there.evaluations(), null, need);
    }

    private static double[] inside(ParameterSpace space, double[] values) {
        double[] inside = values.clone();
        for (int f = 0; f < space.freeCount(); f++) {
            int i = space.index(space.freeNames().get(f));
            Parameter p = space.parameters().get(i);
            inside[i] = Math.max(p.min(), Math.min(p.max(), values[i]));
        }
        return inside;
    }

    private static boolean better(Minimum<?> one, Minimum<?> other) {
        return one.solution().converged()
                && (!other.solution().converged()
                        || one.solution().chiSquared() < other.solution().chiSquared());
    }

    /** The minimum of the full model near one of the coarse model. */
    private <F extends PreparedFit<F>> Minimum<F> whole(
            F start, DoubleFunction<F> rescaled, ParameterSpace space, Solution coarse) {
        double[] at = space.physical(coarse.point());
        int evaluations = 0;
        if (!coarse.converged()) {
            Solution first = Refit.carefully(start.with(space.withStarts(at)).problem(threads), options.observer());
            evaluations += first.evaluations();
            at = space.physical(first.point());
        }
        F whole = scaled(start, rescaled, at[space.index(KinematicCentre.SYSTEMIC_VELOCITY)])
                .with(space);
        Minimum<F> minimum = settled(whole, space, at, evaluations);
        F sharper = minimum.solution().converged() ? whole.sharpened(minimum.values(), threads) : whole;
        return regularised(
                sharper, sharper == whole ? minimum : settled(sharper, space, minimum.values(), minimum.evaluations()));
    }

    /** The minimum with the flux map of the minimum itself. */
    private <F extends PreparedFit<F>> Minimum<F> settled(F whole, ParameterSpace space, double[] start, int before) {
        double[] at = start;
        int evaluations = before;
        double[] moved = null;
        for (int map = 1; ; map++) {
            F fine = whole.refined(at, threads);
            F fit = fine.with(space.withStarts(at));
            DiskProblem problem = fit.problem(threads);
            Solution solution = Refit.polish(problem, options.observer());
            evaluations += solution.evaluations();
            double[] move = move(space, at, solution);
            double largest = Arrays.stream(move).map(Math::abs).max().orElse(0);
            boolean settled = fine == whole || largest < SETTLED;
            if (settled || map == MOST_MAPS || !solution.converged()) {
                if (!settled && solution.converged()) {
                    messages.add(String.format(
                            Locale.ROOT,
                            "the flux map and the minimum did not settle: map %d still moved a parameter by %.1f standard errors",
                            map,
                            largest));
                }
                return new Minimum<>(fit, Refit.withErrors(problem, solution), evaluations + 1, null, null);
            }
            at = space.physical(ahead(problem, solution, move, moved));
            moved = move;
        }
    }

    /** The fit at the distance scale of a systemic velocity [km/s]. */
    private <F extends PreparedFit<F>> F scaled(F start, DoubleFunction<F> rescaled, double vsys) {
        return GalaxySetup.scale(config, vsys).pcPerArcsec() == start.galaxy().pcPerArcsec()
                ? start
                : rescaled.apply(vsys);
    }

    /** [standard error] Move of each coordinate from some values to a solution; 0 where there is no error. */
    private static double[] move(ParameterSpace space, double[] values, Solution solution) {
        double[] from = space.free(values);
        return IntStream.range(0, from.length)
                .mapToDouble(j -> solution.error(j) > 0 ? (solution.point()[j] - from[j]) / solution.error(j) : 0)
                .toArray();
    }

    /**
     * Where a sequence of minima, each with the flux map of the one before, is going: moves that shrink by a factor rho
     * add up to another rho / (1 - rho) of the last one.
     */
    private static double[] ahead(DiskProblem problem, Solution solution, double[] move, double[] before) {
        double rho = before == null ? 0 : DotProduct.of(move, before) / DotProduct.of(before, before);
        double more = rho > 0 && rho < STEADY ? rho / (1 - rho) : 0;
        double[] lower = problem.lower();
        double[] upper = problem.upper();
        double[] ahead = solution.point().clone();
        for (int j = 0; j < ahead.length; j++) {
            double error = solution.error(j);
            double step = error > 0 ? more * move[j] * error : 0;
            ahead[j] = Math.max(lower[j], Math.min(upper[j], ahead[j] + step));
        }
        return ahead;
    }

    /**
     * Says so where the disk fits better with its other side nearer.
     *
     * @return evaluations of the model
     */
    private <F extends PreparedFit<F>> int otherNearSide(F first, ParameterSpace space, Solution best) {
        F other = first.withOtherNearSide();
        MultiStart starts = new MultiStart(config, options, other.galaxy(), new ArrayList<>());
        F there = other.with(space.withStarts(space.physical(best.point())));
        Solution found = starts.minima(
                        there.problem(threads), there.coarser(ROUGH).problem(threads), null)
                .get(0);
        double gain = best.chiSquared() - found.chiSquared();
        if (found.converged() && gain > MultiStart.distinct(best, first.data().length)) {
            messages.add(String.format(
                    Locale.ROOT,
                    "disk.near_side = %d fits better than %d, chi^2 lower by %.1f at %s = %.1f deg: the side at position angle + 90 deg is the %s one; set it",
                    other.galaxy().galaxy().nearSide(),
                    first.galaxy().galaxy().nearSide(),
                    gain,
                    DiskOrientation.POSITION_ANGLE,
                    there.positionAngle(space.physical(found.point())),
                    other.galaxy().galaxy().nearSide() > 0 ? "near" : "far"));
        }
        return starts.evaluations();
    }
}
