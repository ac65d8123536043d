// SPDX-License-Identifier: Apache-2.0
package org.steelyard.errors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.steelyard.campaign.Campaign;
import org.steelyard.campaign.Checkpoint;
import org.steelyard.campaign.Engine;
import org.steelyard.campaign.TaskResult;
import org.steelyard.fit.FittedGalaxy;
import org.steelyard.fit.SavedFit;
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.fit.search.UncertainStars;
import org.steelyard.inference.Parameter;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.SampledParameter;
import org.steelyard.inference.SamplerObserver;
import org.steelyard.inference.Scale;
import org.steelyard.inference.sample.EnsembleResult;
import org.steelyard.inference.sample.EnsembleSampler;
import org.steelyard.inference.sample.NestedResult;
import org.steelyard.inference.sample.NestedSampler;
import org.steelyard.inference.sample.SamplingProblem;
import org.steelyard.inference.sample.importance.ImportanceResult;
import org.steelyard.inference.sample.importance.ImportanceSampler;
import org.steelyard.kernel.ParallelFor;

/**
 * Samples the posterior of a fit's free parameters. The prior of a parameter is the one that the configuration states,
 * between the parameter's bounds. Without one it is uniform between the bounds, or uniform in the logarithm for a
 * parameter on a logarithmic scale, and isotropic for an inclination on a linear one. The likelihood is
 * ln L = -chi^2 / 2 without the constant of the data.
 *
 * <p>If the likelihood takes correlated blocks as independent, the draws follow chi^2 divided by the same scale as in
 * {@link MassProfile}; the evidence follows unscaled chi^2. The checkpoint records the likelihoods of every batch of
 * points. A resumed run requests the same batches again.
 *
 * <p>Where the errors of the starlight are known, the draws are scattered by them afterwards ({@link StarlightScatter}). The evidence is
 * that of the best starlight.
 */
public final class PosteriorSampling {

    /** Largest number of independent draws from a nested run; more would be repetitions. */
    private static final int MOST_DRAWS = 20_000;

    /**
     * Tolerance of adaptive sub-pixels, relative to the model's peak. Sampling needs differences of ln L to about 0.1,
     * while a fit needs derivatives. This value is several times faster than that of a fit.
     */
    private static final double TOLERANCE = 1e-3;

    private PosteriorSampling() {}

    /** Sampling methods. */
    public enum Method {
        /** Importance sampling, and nested sampling where its weights are not reliable. */
        AUTO,
        /** Importance sampling around the fit, which gives posterior and evidence. */
        IMPORTANCE,
        /** Nested sampling, which gives posterior and evidence; begins around the fit. */
        NESTED,
        /** Affine-invariant ensemble sampling, started around the fit. */
        ENSEMBLE
    }

    /**
     * Samples the posterior around a fit.
     *
     * @param saved the fit
     * @param method of sampling
     * @param seed of the random numbers
     * @param campaign settings of the campaign
     * @return the draws and, but for an ensemble, the evidence
     * @throws org.steelyard.units.InputException if a free parameter has an infinite bound
     */
    public static SamplingResult run(SavedFit saved, Method method, long seed, Campaign campaign) {
        SavedFit fit = saved.coarser(TOLERANCE);
        FittedGalaxy galaxy = fit.open();
        ParameterSpace space = galaxy.space();
        List<SampledParameter> priors = priors(space);
        Minimum minimum = Minimum.of(galaxy);
        StarlightScatter scatter = new StarlightScatter(space, galaxy.best(), minimum.shifts());
        double scale = method == Method.ENSEMBLE ? minimum.scale() : 1;
        String name = "posterior_" + method.name().toLowerCase(Locale.ROOT);
        try (Checkpoint checkpoint = campaign.checkpoint(name, seed);
                Engine.Workers workers = campaign.engine().open(new Likelihood(fit, scale))) {
            campaign.observer().begin(name, 0, 0);
            ReplayedLikelihood likelihood = new ReplayedLikelihood(workers, checkpoint);
            SamplingProblem problem = new SamplingProblem(priors, likelihood);
            SamplerObserver observer = (evaluations, fraction, mean, text) ->
                    campaign.observer().step(evaluations, fraction, mean[massIndex(space)], text);
            Run run = new Run(name, problem, minimum, scatter, seed, tolerance(fit), observer);
            SamplingResult result = switch (method) {
                case AUTO -> run.importanceOrNested();
                case IMPORTANCE -> run.importance();
                case NESTED -> run.nested();
                case ENSEMBLE -> run.ensemble();
            };
            campaign.observer().end();
            return result;
        }
    }

    /**
     * Checks that a fit can be sampled, before any work.
     *
     * @param fit the fit
     * @throws org.steelyard.units.InputException if a free parameter has an infinite bound
     */
    public static void check(SavedFit fit) {
        priors(fit.open().space());
    }

    private static double tolerance(SavedFit fit) {
        return fit.config().model().oversampling() == null
                ? fit.config().model().tolerance()
                : Double.NaN;
    }

    private static int massIndex(ParameterSpace space) {
        return Math.max(0, space.freeNames().indexOf("mbh"));
    }

    /** Indices of the free parameters among all. */
    private static int[] free(ParameterSpace space) {
        return space.freeNames().stream().mapToInt(space::index).toArray();
    }

    /**
     * @param space parameters of a fit
     * @return the free ones with their priors
     * @throws org.steelyard.units.InputException if a free parameter has an infinite bound
     */
    public static List<SampledParameter> priors(ParameterSpace space) {
        List<SampledParameter> priors = new ArrayList<>();
        for (String name : space.freeNames()) {
            Parameter parameter = space.parameters().get(space.index(name));
            if (parameter.priorOrNull() != null) {
                priors.add(SampledParameter.stated(parameter));
            } else {
                priors.add(
                        name.equals("inclination") && parameter.scale() == Scale.LINEAR
                                ? SampledParameter.isotropic(parameter)
                                : SampledParameter.byScale(parameter));
            }
        }
        return priors;
    }

    /**
     * The samplers of one posterior.
     *
     * @param name of the campaign
     * @param problem priors and likelihood
     * @param minimum of the fit
     * @param scatter of the draws by the errors of the starlight
     * @param seed of the random numbers
     * @param tolerance of the model
     * @param observer of the sampler
     */
    private record Run(
            String name,
            SamplingProblem problem,
            Minimum minimum,
            StarlightScatter scatter,
            long seed,
            double tolerance,
            SamplerObserver observer) {

        SamplingResult importanceOrNested() {
            SamplingResult found = importance();
            return found.converged() ? found : nested().after(found);
        }

        SamplingResult importance() {
            ImportanceResult found = ImportanceSampler.seeded(seed)
                    .sampleAround(problem, minimum.values(), minimum.covariance(), minimum.scale(), observer);
            return new SamplingResult(
                    name,
                    "importance",
                    scatter.move(found.draws(draws(found.effectiveSize()), seed), seed),
                    found.logEvidence(),
                    found.logEvidenceError(),
                    found.effectiveSize(),
                    found.paretoShape(),
                    found.evaluations(),
                    minimum.scale(),
                    tolerance,
                    found.converged(),
                    found.reason(),
                    null);
        }

        SamplingResult nested() {
            NestedResult found =
                    NestedSampler.seeded(seed).sampleAround(problem, minimum.values(), minimum.errors(), observer);
            double size = found.effectiveSampleSize(minimum.scale());
            return new SamplingResult(
                    name,
                    "nested",
                    scatter.move(found.draws(draws(size), seed, minimum.scale()), seed),
                    found.logEvidence(),
                    found.logEvidenceError(),
                    size,
                    Double.NaN,
                    found.evaluations(),
                    minimum.scale(),
                    tolerance,
                    found.converged(),
                    found.reason(),
                    null);
        }

        SamplingResult ensemble() {
            EnsembleResult found =
                    EnsembleSampler.seeded(seed).sampleAround(problem, minimum.values(), minimum.errors(), observer);
            return new SamplingResult(
                    name,
                    "ensemble",
                    scatter.move(found.chain(), seed),
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    found.evaluations(),
                    minimum.scale(),
                    tolerance,
                    found.converged(),
                    found.reason(),
                    found.autocorrelationTimes());
        }

        private static int draws(double effectiveSize) {
            return (int) Math.min(MOST_DRAWS, Math.max(100, Math.round(effectiveSize)));
        }
    }

    /**
     * The minimum of the fit, around which sampling starts.
     *
     * @param values of the free parameters
     * @param errors of the free parameters in the configured likelihood
     * @param covariance of the free parameters in the configured likelihood
     * @param scale divisor of chi^2 that corrects its rise for correlated noise: that of M_BH, or the mean over the free
     *     parameters if M_BH is fixed
     * @param shifts of the coordinates by the errors of the starlight
     */
    private record Minimum(
            double[] values, double[] errors, double[][] covariance, double scale, UncertainStars.Shifts shifts) {

        static Minimum of(FittedGalaxy galaxy) {
            ParameterSpace space = galaxy.space();
            double[] best = galaxy.best();
            FittedGalaxy.Minimum found;
            try (ParallelFor one = new ParallelFor(1)) {
                found = galaxy.minimum(one);
            }
            int[] free = free(space);
            return new Minimum(
                    Arrays.stream(free).mapToDouble(i -> best[i]).toArray(),
                    Arrays.stream(free).mapToDouble(i -> found.errors()[i]).toArray(),
                    Arrays.stream(free)
                            .mapToObj(i -> Arrays.stream(free)
                                    .mapToDouble(j -> found.covariance()[i][j])
                                    .toArray())
                            .toArray(double[][]::new),
                    space.freeNames().contains("mbh")
                            ? found.scale(space.index("mbh"))
                            : Arrays.stream(free)
                                    .mapToDouble(found::scale)
                                    .average()
                                    .orElse(1),
                    found.shifts());
        }
    }

    /**
     * Evaluations of ln L. The input holds the values of the free parameters.
     *
     * @param fit the fit whose data are compared
     * @param scale divisor of chi^2
     */
    private record Likelihood(SavedFit fit, double scale) implements GalaxyJob {

        @Override
        public Task task(FittedGalaxy galaxy) {
            DiskProblem problem = galaxy.likelihood(new ParallelFor(1));
            ParameterSpace space = galaxy.space();
            double[] best = galaxy.best();
            int[] free = free(space);
            return input -> {
                double[] values = best.clone();
                for (int j = 0; j < free.length; j++) {
                    values[free[j]] = input.values()[j];
                }
                double prior = space.jointPriors().stream()
                        .mapToDouble(joint -> joint.residual(name -> values[space.index(name)]))
                        .map(r -> r * r)
                        .sum();
                return new TaskResult(input.index(), -(problem.chiSquared(space.free(values)) / scale + prior) / 2);
            };
        }
    }
}
