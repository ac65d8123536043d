// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.steelyard.config.Configuration;
import org.steelyard.config.GalaxyConfig;
import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.inference.Parameter;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.Solution;
import org.steelyard.kernel.KernelProvider;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.potential.BlackHole;
import org.steelyard.potential.stars.NoStars;

/**
 * From a minimum to the numbers of {@code result.json}: errors, goodness of fit, and whether a rotating disk describes
 * the data.
 *
 * @param config what was fitted
 * @param options how
 * @param threads worker threads that evaluate the model
 * @param messages one line each for the user. Modified
 */
public record ResultAssembly(Configuration config, FitOptions options, ParallelFor threads, List<String> messages) {

    /** A model that leaves more than this reduced chi^2 ... */
    private static final double POOR = 2;

    /**
     * ... and removes less than this share of the excess chi^2 that the same gas has at rest does not describe the
     * galaxy.
     */
    private static final double LEAST_EXPLAINED = 0.8;

    /**
     * Between this reduced chi^2 and {@link #POOR}, where noise hides most of the misfit, rotation must remove at least
     * {@link #LEAST_EXPLAINED_FAINT} of the excess.
     */
    private static final double DOUBTFUL = 1.3;

    private static final double LEAST_EXPLAINED_FAINT = 0.5;

    /** [standard error] A mass of more than this is not compared with 0 by refits. */
    private static final double DETECTED = 3;

    private static final String NOT_A_DISK = "not a disk";

    private static final String AT_BOUNDS = "at bounds";

    /** Evaluations that are timed; an odd number, for the median. */
    private static final int TIMED = 5;

    /**
     * @param minimum the minimum
     * @param starts the parameters at their starts
     * @param derived numbers that follow from the minimum. Modified: correlated errors and the share that rotation
     *     explains are added
     * @param begin [s] when reading began
     * @param read [s] when reading ended
     * @param fitted [s] when the minimum was found
     * @return the result
     */
    public FitResult result(
            Minimum<?> minimum,
            ParameterSpace starts,
            Map<String, Object> derived,
            double begin,
            double read,
            double fitted) {
        DiskProblem independent = minimum.fit().independent(threads);
        DiskProblem problem = minimum.fit().withPriors(minimum.fit().likelihood(independent));
        Solution solution = minimum.solution();
        double evaluation = options.extras() ? evaluationTime(problem, solution.point()) : 0;
        double explained = explainedByRotation(problem, solution);
        derived.put("explained_by_rotation", explained);
        if (problem.residualCount() > problem.dataCount()) {
            derived.put("chi2_prior", PriorProblem.chiSquared(minimum.fit().space(), minimum.values()));
        }
        double chiSquared = problem == independent ? solution.chiSquared() : independent.chiSquared(solution.point());
        double reduced =
                solution.chiSquared() / (problem.residualCount() - problem.parameterCount() - problem.solvedCount());
        boolean disk = reduced < DOUBTFUL || explained > (reduced < POOR ? LEAST_EXPLAINED_FAINT : LEAST_EXPLAINED);
        FitSummary summary = new FitSummary(config, minimum.fit().space(), solution, starts, messages);
        CorrelatedErrors correlated = correlated(minimum, derived);
        if (!disk) {
            messages.add(String.format(
                    Locale.ROOT,
                    "this is no rotating thin disk: rotation explains %.0f %% of what gas at rest leaves, and reduced chi^2 = %.2f remains; do not quote a mass",
                    100 * explained,
                    reduced));
        }
        addMeaning(minimum, correlated, disk, derived);
        String verdict = disk ? undetermined(minimum) : NOT_A_DISK;
        double end = options.clock().getAsDouble();
        return summary.result(
                options.version(),
                verdict,
                independent.residualCount(),
                problem.solvedCount(),
                chiSquared,
                correlated,
                minimum,
                new FitResult.Timing(read - begin, fitted - read, end - begin, evaluation, options.threads()),
                machine(),
                InputFiles.of(config),
                derived);
    }

    /**
     * A verdict, with a message, where the data leave half of the parameters or more at bounds or open, or the mass of
     * the black hole at its largest value; else null.
     */
    private String undetermined(Minimum<?> minimum) {
        Solution solution = minimum.solution();
        int n = solution.point().length;
        int open = 0;
        for (int j = 0; j < n; j++) {
            open += solution.atBound()[j] || solution.unconstrained()[j] ? 1 : 0;
        }
        if (n > 0 && 2 * open >= n) {
            messages.add(String.format(
                    Locale.ROOT,
                    "%d of %d free parameters ended at a bound or are not constrained: these data do not determine this model; check line, channels and mask, or fix parameters",
                    open,
                    n));
            return AT_BOUNDS;
        }
        return massAtMaximum(minimum) ? AT_BOUNDS : null;
    }

    private static boolean massAtMaximum(Minimum<?> minimum) {
        ParameterSpace space = minimum.fit().space();
        int mass = space.index(BlackHole.MASS.name());
        Parameter parameter = space.parameters().get(mass);
        double value = minimum.values()[mass];
        return parameter.isFree()
                && minimum.solution().atBound()[space.coordinate(mass)]
                && value - parameter.min() > parameter.max() - value;
    }

    /** Chi^2 and errors under the noise that the beam correlates; null where the correlation is not known. */
    private CorrelatedErrors correlated(Minimum<?> minimum, Map<String, Object> derived) {
        NoiseCorrelation correlation = minimum.fit().correlation();
        if (correlation != null && correlation.missing() != null) {
            messages.add("chi2_correlated is left out: " + correlation.missing());
        }
        if (correlation != null && correlation.note() != null) {
            messages.add(correlation.note());
        }
        CorrelatedErrors errors =
                CorrelatedErrors.of(minimum.fit(), minimum.solution(), threads).widened(WarpSpread.of(minimum));
        errors.report(minimum, config.fit().likelihood(), derived, messages);
        int mass = minimum.fit().space().index(BlackHole.MASS.name());
        for (Path table : errors.unusable()) {
            messages.add(
                    table + ": has no deprojection at the fitted inclination; its weight is left out of the errors");
        }
        if (errors.photometric() != null && errors.photometric()[mass] > 0) {
            messages.add(String.format(
                    Locale.ROOT,
                    "the errors include that of the starlight (potential.mge_covariance): for mbh %.2g Msun, besides %.2g Msun of the gas",
                    errors.photometric()[mass],
                    errors.errors()[mass]));
        }
        return errors;
    }

    /** Adds what kind of mass the fit gives: without stars an enclosed mass, and for one consistent with 0 a limit. */
    private void addMeaning(
            Minimum<?> minimum, CorrelatedErrors correlatedOrNull, boolean disk, Map<String, Object> derived) {
        PreparedFit<?> fit = minimum.fit();
        Solution solution = minimum.solution();
        if (fit.galaxy().galaxy().stars() instanceof NoStars) {
            derived.put(DerivedNumbers.ENCLOSED_MASS, "the model has no stars, so that mbh is all mass within the gas");
        }
        int mass = fit.space().index(BlackHole.MASS.name());
        Parameter parameter = fit.space().parameters().get(mass);
        double value = minimum.values()[mass];
        GalaxyConfig galaxy = config.galaxy();
        if (galaxy.distanceError() != null) {
            double share = galaxy.distanceError() / galaxy.given();
            derived.put(DerivedNumbers.DISTANCE_ERROR, DerivedNumbers.quantity(share * value, "Msun"));
        }
        if (!disk || !solution.converged() || !parameter.isFree()) {
            return;
        }
        double naive = fit.space().physicalErrors(solution.point(), solution.covariance())[mass];
        double error = correlatedOrNull == null ? naive : correlatedOrNull.errors()[mass];
        double photometric = correlatedOrNull == null || correlatedOrNull.photometric() == null
                ? 0
                : correlatedOrNull.photometric()[mass];
        if (massAtMaximum(minimum) || value > DETECTED * Math.hypot(error, photometric)) {
            return;
        }
        double ratio = error / naive;
        UpperLimit limit = UpperLimit.ofOrNull(
                fit.problem(threads), solution, mass, error, ratio > 0 ? ratio * ratio : fit.inflation(), photometric);
        if (limit == null) {
            return;
        }
        derived.put(DerivedNumbers.UPPER_LIMIT, limit.quantity());
        messages.add(String.format(
                Locale.ROOT,
                "mbh is consistent with 0, where chi^2 is %.2f above its lowest value; "
                        + (Double.isFinite(limit.mass())
                                ? "its upper limit of 95 %% is that of the profile of chi^2, %.3g Msun"
                                : "these data give no upper limit"),
                limit.riseAtZero(),
                limit.mass()));
    }

    private static FitResult.Machine machine() {
        return new FitResult.Machine(
                Runtime.version().toString(), System.getProperty("java.vendor", ""), KernelProvider.name());
    }

    /** Share of the excess chi^2 of the same gas at rest that the disk removes. */
    private static double explainedByRotation(DiskProblem problem, Solution solution) {
        int n = problem.residualCount();
        double atRest = problem.chiSquaredWithoutRotation(solution.point());
        return atRest > n ? Math.max(0, 1 - Math.max(0, solution.chiSquared() - n) / (atRest - n)) : 0;
    }

    /** [ms] median time of a few evaluations. */
    private double evaluationTime(LeastSquaresProblem problem, double[] point) {
        double[] residuals = new double[problem.residualCount()];
        double[] times = new double[TIMED];
        for (int k = 0; k < times.length; k++) {
            double start = options.clock().getAsDouble();
            problem.evaluate(point, residuals, null);
            times[k] = 1e3 * (options.clock().getAsDouble() - start);
        }
        Arrays.sort(times);
        return times[times.length / 2];
    }
}
