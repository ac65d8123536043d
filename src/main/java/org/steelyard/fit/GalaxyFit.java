package org.steelyard.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.steelyard.inference.CmaEs;
import org.steelyard.inference.FitObserver;
import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.inference.LevenbergMarquardt;
import org.steelyard.inference.NelderMead;
import org.steelyard.inference.Optimiser;
import org.steelyard.inference.Parameter;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.Scale;
import org.steelyard.inference.Solution;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.potential.MgeTable;
import org.steelyard.units.InputException;

/** Fits one galaxy, from its configuration to numbers and products (METHOD sections 9 to 11). */
public final class GalaxyFit {

    /** A model that leaves more than this reduced chi^2 ... */
    private static final double POOR = 2;

    /** ... and takes away less than this share of the excess chi^2 that the same gas has at rest describes no such galaxy. */
    private static final double LEAST_EXPLAINED = 0.8;

    /** Adaptive sampling changes from place to place and moves chi^2 by up to 1e-3; ten times that is a tenth of a standard error's effect of 1. */
    private static final double CHI_SQUARED_TOLERANCE = 1e-2;

    /** [standard error] far below anything that is quoted. */
    private static final double STEP_TOLERANCE = 1e-2;

    private static final String NOT_A_DISK = "not a disk";

    private GalaxyFit() {}

    /**
     * How a fit is run.
     *
     * @param version of the program, for the record
     * @param threads who share the work; the result does not depend on it
     * @param seed of the optimisers that draw random numbers
     * @param observer is told how it goes
     * @param clock [s] a time, for the record
     */
    public record Run(String version, int threads, long seed, FitObserver observer, java.util.function.DoubleSupplier clock) {}

    /**
     * @param config what to fit
     * @param run how
     * @return what was found; {@link FitResult#status()} says whether it converged
     * @throws InputException if the input is at fault
     */
    public static FitOutcome run(FitConfig config, Run run) {
        try (ParallelFor threads = new ParallelFor(run.threads())) {
            return cube(config, run, threads);
        }
    }

    private static FitOutcome cube(FitConfig config, Run run, ParallelFor threads) {
        double begin = run.clock().getAsDouble();
        MgeTable mge = config.potential().mge() == null ? null : MgeTable.read(config.potential().mge());
        CubeObservation observation = CubeObservation.read(config);
        List<String> messages = new ArrayList<>(observation.warnings());
        InitialGuess guess = InitialGuess.measure(observation, config, mge);
        double read = run.clock().getAsDouble();
        CubeFit fit = CubeFit.prepare(config, observation, guess, mge, startOf(config, guess, "vsys"));
        fit = rightWayRound(fit, threads, messages);
        CubeProblem first = fit.problem(threads);
        Solution solution = minimise(first, config, run);
        int evaluations = solution.evaluations();
        if (!solution.converged() || solution.chiSquared() > POOR * first.residualCount()) {
            CubeFit again = fit.withStarts(measuredStarts(fit, InitialGuess.measure(observation, config.withParameters(Map.of()), mge)));
            Solution other = minimise(again.problem(threads), config, run);
            evaluations += other.evaluations();
            if (other.chiSquared() < solution.chiSquared()) {
                messages.add(String.format(
                        Locale.ROOT,
                        "from the given start the fit ended in a false minimum, chi^2 = %.1f; it was started again from values measured in the cube",
                        solution.chiSquared()));
                solution = other;
                fit = again;
            }
        }
        double[] values = fit.space().physical(solution.point());
        double vsys = values[fit.space().index("vsys")];
        double rescaled = InitialGuess.scale(config, vsys).pcPerArcsec();
        if (rescaled != fit.galaxy().pcPerArcsec() && solution.converged()) {
            fit = CubeFit.prepare(config, observation, guess, mge, vsys).withStarts(values);
            solution = minimise(fit.problem(threads), config, run);
            evaluations += solution.evaluations();
            values = fit.space().physical(solution.point());
        }
        double fitted = run.clock().getAsDouble();
        CubeProblem problem = fit.problem(threads);
        double evaluation = time(problem, solution.point(), run);
        FitSummary summary = new FitSummary(config, fit.space(), solution, startSpace(fit, guess, config), messages);
        double dof = problem.residualCount() - fit.space().freeCount();
        double explained = explained(problem.chiSquaredWithoutRotation(solution.point()), solution.chiSquared(), problem.residualCount());
        boolean disk = solution.chiSquared() < POOR * dof || explained > LEAST_EXPLAINED;
        if (!disk) {
            messages.add(String.format(
                    Locale.ROOT,
                    "this is no rotating thin disk: rotation explains %.0f %% of what gas at rest leaves, and reduced chi^2 = %.2f remains; do not quote a mass",
                    100 * explained,
                    solution.chiSquared() / dof));
        }
        CubeProducts products = CubeProducts.of(fit, values, threads);
        Map<String, Object> derived = products.derived(fit, values);
        derived.put("explained_by_rotation", explained);
        double end = run.clock().getAsDouble();
        FitResult result = summary.result(
                run.version(),
                disk ? null : NOT_A_DISK,
                problem.residualCount(),
                evaluations,
                new FitResult.Timing(read - begin, fitted - read, end - begin, evaluation, run.threads()),
                Provenance.inputs(config),
                derived);
        return new FitOutcome(result, products.products(), null, resolved(config, observation, summary.starts(), fit.ellipse()));
    }

    static double startOf(FitConfig config, InitialGuess guess, String name) {
        Double start = config.parameter(name).start();
        return start != null ? start : guess.values().get(name);
    }

    /** The starts as they were before anything moved them. */
    private static ParameterSpace startSpace(CubeFit fit, InitialGuess guess, FitConfig config) {
        Map<String, Double> starts = new LinkedHashMap<>(guess.values());
        double[] now = fit.space().physical(fit.space().startFree());
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < fit.space().size(); i++) {
            Parameter p = fit.space().parameters().get(i);
            Double start = config.parameter(p.name()).start() != null ? config.parameter(p.name()).start() : starts.get(p.name());
            boolean move = start != null && p.isFree() && start >= p.min() && start <= p.max();
            parameters.add(move ? p.withStart(start) : p);
            now[i] = parameters.get(i).start();
        }
        return new ParameterSpace(parameters);
    }

    /** Starts measured from the data, for the parameters that are free, inside their bounds. */
    private static double[] measuredStarts(CubeFit fit, InitialGuess measured) {
        double[] values = fit.space().physical(fit.space().startFree());
        for (int i = 0; i < values.length; i++) {
            Parameter p = fit.space().parameters().get(i);
            Double value = measured.values().get(p.name());
            if (p.isFree() && value != null) {
                values[i] = Math.max(p.min(), Math.min(p.max(), value));
            }
        }
        return values;
    }

    /** Share of the excess chi^2 of gas at rest that a model takes away. */
    static double explained(double atRest, double best, int n) {
        return atRest > n ? Math.max(0, 1 - Math.max(0, best - n) / (atRest - n)) : 0;
    }

    /** A position angle that points to the approaching side is turned by 180 deg, with a message: no optimiser finds its way from there. */
    private static CubeFit rightWayRound(CubeFit fit, ParallelFor threads, List<String> messages) {
        int index = fit.space().index("position_angle");
        Parameter angle = fit.space().parameters().get(index);
        if (!angle.isFree()) {
            return fit;
        }
        CubeProblem problem = fit.problem(threads);
        double[] values = fit.space().physical(fit.space().startFree());
        double asGiven = problem.chiSquared(fit.space().startFree());
        double turned = values[index] + (values[index] < 180 ? 180 : -180);
        values[index] = turned;
        Parameter other = new Parameter(angle.name(), angle.unit(), turned, Math.min(angle.min(), turned - 180), Math.max(angle.max(), turned + 180), false, Scale.LINEAR, null);
        ParameterSpace space = fit.space().with(other);
        CubeFit alternative = fit.with(space);
        if (!(alternative.problem(threads).chiSquared(space.startFree()) < asGiven)) {
            return fit;
        }
        messages.add(String.format(
                Locale.ROOT,
                "parameters.position_angle.start = %.2f deg points to the approaching side; the fit was started at %.2f deg, the receding one",
                angle.start(),
                turned));
        return alternative;
    }

    static Solution minimise(LeastSquaresProblem problem, FitConfig config, Run run) {
        Optimiser optimiser = switch (config.fit().optimiser()) {
            case LEVENBERG_MARQUARDT -> LevenbergMarquardt.defaults().withTolerances(CHI_SQUARED_TOLERANCE, STEP_TOLERANCE);
            case SIMPLEX -> NelderMead.defaults();
            case CMA_ES -> CmaEs.seeded(run.seed());
        };
        return optimiser.minimise(problem, run.observer());
    }

    /** @return [ms] median of a few evaluations */
    static double time(LeastSquaresProblem problem, double[] point, Run run) {
        double[] residuals = new double[problem.residualCount()];
        double[] times = new double[5];
        for (int k = 0; k < times.length; k++) {
            double start = run.clock().getAsDouble();
            problem.evaluate(point, residuals, null);
            times[k] = 1e3 * (run.clock().getAsDouble() - start);
        }
        java.util.Arrays.sort(times);
        return times[times.length / 2];
    }

    /** The configuration with every start, the region and the channels written down: it makes the same run again. */
    private static FitConfig resolved(FitConfig config, CubeObservation observation, ParameterSpace starts, FitConfig.Region region) {
        return config.withData(config.data().withChannels(observation.firstChannel() + 1, observation.firstChannel() + observation.channels())).withParameters(settings(config, starts)).withFit(region == null ? config.fit() : config.fit().withRegion(region));
    }

    /** The parameters as a configuration states them. */
    static Map<String, FitConfig.ParameterSetting> settings(FitConfig config, ParameterSpace starts) {
        Map<String, FitConfig.ParameterSetting> settings = new LinkedHashMap<>();
        for (Parameter p : starts.parameters()) {
            if (p.tieOrNull() != null) {
                settings.put(p.name(), config.parameter(p.name()));
            } else if (p.isFree()) {
                settings.put(p.name(), new FitConfig.ParameterSetting(p.start(), p.min(), p.max(), false, p.scale(), null));
            } else {
                settings.put(p.name(), new FitConfig.ParameterSetting(p.start(), null, null, true, null, null));
            }
        }
        return settings;
    }
}
