package org.steelyard.errors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.steelyard.campaign.Campaign;
import org.steelyard.campaign.Checkpoint;
import org.steelyard.campaign.Engine;
import org.steelyard.campaign.GalaxyJob;
import org.steelyard.campaign.TaskResult;
import org.steelyard.fit.FittedGalaxy;
import org.steelyard.fit.SavedFit;
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.inference.Parameter;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.SampledParameter;
import org.steelyard.inference.SamplerObserver;
import org.steelyard.inference.sample.EnsembleResult;
import org.steelyard.inference.sample.EnsembleSampler;
import org.steelyard.inference.sample.NestedResult;
import org.steelyard.inference.sample.NestedSampler;
import org.steelyard.inference.sample.SamplingProblem;
import org.steelyard.kernel.ParallelFor;

/**
 * The posterior of a fit's free parameters: uniform priors between their bounds, uniform in the logarithm for one on a logarithmic scale, isotropic for the
 * inclination; ln L = -chi^2 / 2, which leaves out the data's constant. Where the likelihood takes blocks as independent that the beam correlates, the draws are
 * those of chi^2 divided by what it rises too fast with M_BH, as in the profile, and the evidence that of chi^2 as it is. The log keeps the
 * answers of every batch that the sampler asked for, and a run that is resumed asks the same again.
 */
public final class PosteriorSampling {

    /** Independent draws that are kept of a nested run; more would be repetitions. */
    private static final int MOST_DRAWS = 20_000;

    /**
     * Of the model's peak. Sampling needs differences of ln L good to a tenth or so, a fit needs derivatives: this is several times quicker than the
     * fit's tolerance.
     */
    private static final double TOLERANCE = 1e-3;

    private PosteriorSampling() {}

    /** How it is sampled. */
    public enum Method {
        /** Nested sampling: posterior and evidence; looks first around the fit. */
        NESTED,
        /** An affine-invariant ensemble, started around the fit. */
        ENSEMBLE
    }

    /**
     * Samples.
     *
     * @param finished what is sampled around
     * @param method how
     * @param seed of the random numbers
     * @param campaign where
     * @return draws and what follows from them
     * @throws org.steelyard.units.InputException if a free parameter has an infinite bound
     */
    public static SamplingResult run(SavedFit finished, Method method, long seed, Campaign campaign) {
        SavedFit fit = finished.coarser(TOLERANCE);
        FittedGalaxy galaxy = fit.open();
        ParameterSpace space = galaxy.space();
        List<SampledParameter> priors = priors(space);
        Around around = Around.of(galaxy);
        double inLikelihood = method == Method.NESTED ? 1 : around.scale();
        String name = "posterior_" + method.name().toLowerCase(Locale.ROOT);
        try (Checkpoint checkpoint = campaign.checkpoint(name, seed);
                Engine.Workers workers = campaign.engine().open(new Likelihood(fit, inLikelihood))) {
            campaign.observer().begin(name, 0, 0);
            ReplayedLikelihood likelihood = new ReplayedLikelihood(workers, checkpoint);
            SamplingProblem problem = new SamplingProblem(priors, likelihood);
            SamplerObserver observer = (evaluations, fraction, mean, text) -> campaign.observer()
                    .step(evaluations, fraction, mean[priors.isEmpty() ? 0 : massPlace(space)], text);
            SamplingResult result = method == Method.NESTED
                    ? nested(problem, around, seed, tolerance(fit), observer)
                    : ensemble(problem, around, seed, tolerance(fit), observer);
            campaign.observer().end();
            return result;
        }
    }

    /**
     * Checks, before the work is done, that it can be sampled.
     *
     * @param fit what would be sampled around
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

    private static int massPlace(ParameterSpace space) {
        return Math.max(0, space.freeNames().indexOf("mbh"));
    }

    private static List<SampledParameter> priors(ParameterSpace space) {
        List<SampledParameter> priors = new ArrayList<>();
        for (String name : space.freeNames()) {
            Parameter parameter = space.parameters().get(space.index(name));
            priors.add(
                    name.equals("inclination")
                            ? SampledParameter.isotropic(parameter)
                            : SampledParameter.byScale(parameter));
        }
        return priors;
    }

    private static SamplingResult nested(
            SamplingProblem problem, Around around, long seed, double tolerance, SamplerObserver observer) {
        NestedResult found =
                NestedSampler.seeded(seed).sampleAround(problem, around.values(), around.errors(), observer);
        int draws = (int) Math.min(MOST_DRAWS, Math.max(100, Math.round(found.effectiveSampleSize(around.scale()))));
        return new SamplingResult(
                "nested",
                found.draws(draws, seed, around.scale()),
                found.logEvidence(),
                found.logEvidenceError(),
                found.evaluations(),
                around.scale(),
                tolerance,
                found.converged(),
                found.reason(),
                null);
    }

    private static SamplingResult ensemble(
            SamplingProblem problem, Around around, long seed, double tolerance, SamplerObserver observer) {
        EnsembleResult found =
                EnsembleSampler.seeded(seed).sampleAround(problem, around.values(), around.errors(), observer);
        return new SamplingResult(
                "ensemble",
                found.chain(),
                Double.NaN,
                Double.NaN,
                found.evaluations(),
                around.scale(),
                tolerance,
                found.converged(),
                found.reason(),
                found.autocorrelationTimes());
    }

    /**
     * Where the fit is.
     *
     * @param values of the free parameters
     * @param errors of the free parameters in the configuration's likelihood
     * @param scale by which that likelihood's chi^2 rises too fast: with M_BH, or with the free parameters on average where it is fixed
     */
    private record Around(double[] values, double[] errors, double scale) {

        static Around of(FittedGalaxy galaxy) {
            ParameterSpace space = galaxy.space();
            double[] best = galaxy.best();
            FittedGalaxy.Minimum minimum;
            try (ParallelFor one = new ParallelFor(1)) {
                minimum = galaxy.minimum(one);
            }
            int[] free = space.freeNames().stream().mapToInt(space::index).toArray();
            return new Around(
                    Arrays.stream(free).mapToDouble(i -> best[i]).toArray(),
                    Arrays.stream(free).mapToDouble(i -> minimum.errors()[i]).toArray(),
                    space.freeNames().contains("mbh")
                            ? minimum.scale(space.index("mbh"))
                            : Arrays.stream(free)
                                    .mapToDouble(minimum::scale)
                                    .average()
                                    .orElse(1));
        }
    }

    /**
     * The job: input is the value of every free parameter, the answer ln L.
     *
     * @param fit what is sampled around
     * @param scale by which chi^2 is divided
     */
    private record Likelihood(SavedFit fit, double scale) implements GalaxyJob {

        @Override
        public Task task(FittedGalaxy galaxy) {
            DiskProblem problem = galaxy.problem(new ParallelFor(1));
            ParameterSpace space = galaxy.space();
            double[] best = galaxy.best();
            int[] free = space.freeNames().stream().mapToInt(space::index).toArray();
            return request -> {
                double[] values = best.clone();
                for (int j = 0; j < free.length; j++) {
                    values[free[j]] = request.input()[j];
                }
                return new TaskResult(request.index(), -problem.chiSquared(space.free(values)) / (2 * scale));
            };
        }
    }
}
