package org.steelyard.fit.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import org.steelyard.config.FitConfig;
import org.steelyard.fit.GalaxyFit;
import org.steelyard.galaxy.ModelParameters;
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
 * The way to the minimum, the same for every kind of data: the right way round, past a false minimum, with a model that is good enough for that; then the whole
 * model, at the distance that goes with the systemic velocity and with the flux map that goes with the lines' profiles.
 *
 * @param config what to fit
 * @param run how
 * @param threads who share the work
 * @param messages what there is to say. Modified
 */
public record Search(FitConfig config, GalaxyFit.Run run, ParallelFor threads, List<String> messages) {

    /** A model that leaves more than this reduced chi^2 ... */
    private static final double POOR = 2;

    /** ... and takes away less than this share of the excess chi^2 that the same gas has at rest describes no such galaxy. */
    private static final double LEAST_EXPLAINED = 0.8;

    /** Minima whose chi^2 differ by less than one standard error's effect, at a reduced chi^2 of 1, are one minimum. */
    private static final double DISTINCT = 1;

    /** Relative: measured starts that init wrote down, to five digits, are no other start. */
    private static final double ANOTHER_START = 1e-3;

    /** A coarse model's minimum lies off by some tenths of a standard error, and its chi^2 is rough by as much as an error's effect. */
    private static final LevenbergMarquardt FIRST =
            LevenbergMarquardt.defaults().withTolerances(1, 0.3);

    private static final String NOT_A_DISK = "not a disk";

    /**
     * A minimum.
     *
     * @param fit that has it
     * @param solution where it is
     * @param evaluations of the model, in all
     * @param <F> kind of the fit
     */
    public record Found<F extends PreparedFit<F>>(F fit, Solution solution, int evaluations) {

        /** @return values of all parameters */
        public double[] values() {
            return fit.space().physical(solution.point());
        }
    }

    /**
     * Looks for the minimum.
     *
     * @param start the fit at its start
     * @param rescaled the same fit with the distance scale of a systemic velocity [km/s]
     * @param measured guesses that owe nothing to the user
     * @return the best that was found
     * @param <F> kind of the fit
     */
    public <F extends PreparedFit<F>> Found<F> find(F start, DoubleFunction<F> rescaled, Supplier<InitialGuess> measured) {
        F first = start.coarser();
        boolean coarse = first != start;
        Approach approach = approach(first.problem(threads), measured, coarse ? FIRST : Refit.CAREFUL);
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
                InitialGuess.scale(config, vsys).pcPerArcsec() != start.galaxy().pcPerArcsec();
        F whole = otherScale && solution.converged() ? rescaled.apply(vsys) : start;
        F fine = solution.converged() ? whole.refined(values, threads) : whole;
        if (fine == first || !solution.converged()) {
            return new Found<>(fine.with(space), solution, evaluations);
        }
        F fit = fine.with(space.withStarts(values));
        solution = polish(fit.problem(threads));
        return new Found<>(fit, solution, evaluations + solution.evaluations());
    }

    /** A minimum on the way. */
    private record Approach(ParameterSpace space, Solution solution, int evaluations) {}

    /** The right way round and past a false minimum. */
    private Approach approach(DiskProblem problem, Supplier<InitialGuess> measured, LevenbergMarquardt steps) {
        ParameterSpace space = rightWayRound(problem);
        int data = problem.residualCount();
        Solution solution = minimise(problem.with(space), steps);
        boolean poor = !solution.converged() || solution.chiSquared() > POOR * data;
        ParameterSpace again = poor ? space.withStarts(measuredStarts(space, measured.get())) : space;
        if (!differ(space, again)) {
            return new Approach(space, solution, solution.evaluations());
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
        return new Approach(better ? again : space, better ? other : solution, evaluations);
    }

    /** A position angle that points to the approaching side is turned by 180 deg, with a message: no optimiser finds its way from there. */
    private ParameterSpace rightWayRound(DiskProblem problem) {
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
                null));
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
    /** Starts measured from the data, for the parameters that are free, inside their bounds. */
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
            case CMA_ES -> CmaEs.seeded(run.seed());
        };
        return optimiser.minimise(problem, run.observer());
    }

    /** The minimum from a start beside it. */
    private Solution polish(LeastSquaresProblem problem) {
        return config.fit().optimiser() == FitConfig.Optimiser.LEVENBERG_MARQUARDT
                ? Refit.polish(problem, run.observer())
                : minimise(problem, Refit.CAREFUL);
    }

    /** The starts of the parameters as they were before anything moved them. */
    public ParameterSpace starts(ParameterSpace space, InitialGuess guess) {
        List<Parameter> parameters = new ArrayList<>();
        for (Parameter p : space.parameters()) {
            parameters.add(
                    p.isFree()
                            ? p.withStart(Math.max(
                                    p.min(),
                                    Math.min(p.max(), ModelParameters.start(p.name(), config, guess.values()))))
                            : p);
        }
        return new ParameterSpace(parameters);
    }

    /**
     * The numbers of a minimum.
     *
     * @param found the minimum
     * @param starts of the parameters
     * @param derived numbers that follow from it. Modified: the share that rotation explains is added
     * @param begin [s] when reading began
     * @param read [s] when it ended
     * @param fitted [s] when the minimum was found
     * @return what {@code result.json} holds
     */
    public FitResult result(
            Found<?> found,
            ParameterSpace starts,
            Map<String, Object> derived,
            double begin,
            double read,
            double fitted) {
        DiskProblem problem = found.fit().problem(threads);
        Solution solution = found.solution();
        double evaluation = evaluationTime(problem, solution.point());
        double explained = explainedByRotation(problem, solution);
        derived.put("explained_by_rotation", explained);
        double reduced = solution.chiSquared() / (problem.residualCount() - problem.parameterCount());
        boolean disk = reduced < POOR || explained > LEAST_EXPLAINED;
        FitSummary summary = new FitSummary(config, found.fit().space(), solution, starts, messages);
        CorrelatedErrors correlated = correlated(found, derived);
        if (!disk) {
            messages.add(String.format(
                    Locale.ROOT,
                    "this is no rotating thin disk: rotation explains %.0f %% of what gas at rest leaves, and reduced chi^2 = %.2f remains; do not quote a mass",
                    100 * explained,
                    reduced));
        }
        double end = run.clock().getAsDouble();
        return summary.result(
                run.version(),
                disk ? null : NOT_A_DISK,
                problem.residualCount(),
                config.fit().likelihood() == FitConfig.Likelihood.INDEPENDENT
                        ? solution.chiSquared()
                        : found.fit().independent(threads).chiSquared(solution.point()),
                correlated,
                found.evaluations(),
                new FitResult.Timing(read - begin, fitted - read, end - begin, evaluation, run.threads()),
                Provenance.inputs(config),
                derived);
    }

    /** Chi^2 and errors under the noise that the beam correlates; null where it is not known. */
    private CorrelatedErrors correlated(Found<?> found, Map<String, Object> derived) {
        NoiseCorrelation correlation = found.fit().correlation();
        if (correlation == null) {
            return null;
        }
        if (correlation.missing() != null) {
            messages.add("chi2_correlated is left out: " + correlation.missing());
            return null;
        }
        if (correlation.note() != null) {
            messages.add(correlation.note());
        }
        CorrelatedErrors errors = CorrelatedErrors.of(found.fit(), found.solution(), threads);
        errors.report(found, config.fit().likelihood(), derived, messages);
        return errors;
    }

    /** Share of the excess chi^2 of the same gas at rest that the disk takes away. */
    private static double explainedByRotation(DiskProblem problem, Solution solution) {
        int n = problem.residualCount();
        double atRest = problem.chiSquaredWithoutRotation(solution.point());
        return atRest > n ? Math.max(0, 1 - Math.max(0, solution.chiSquared() - n) / (atRest - n)) : 0;
    }

    /** @return [ms] median time of a few evaluations */
    private double evaluationTime(LeastSquaresProblem problem, double[] point) {
        double[] residuals = new double[problem.residualCount()];
        double[] times = new double[5];
        for (int k = 0; k < times.length; k++) {
            double start = run.clock().getAsDouble();
            problem.evaluate(point, residuals, null);
            times[k] = 1e3 * (run.clock().getAsDouble() - start);
        }
        Arrays.sort(times);
        return times[times.length / 2];
    }
}
