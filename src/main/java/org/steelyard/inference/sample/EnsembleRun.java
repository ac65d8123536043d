package org.steelyard.inference.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.steelyard.inference.Prior;
import org.steelyard.inference.SamplerObserver;
import org.steelyard.inference.Scale;
import org.steelyard.inference.diagnose.Autocorrelation;
import org.steelyard.inference.diagnose.ChainDiagnostics;
import org.steelyard.inference.diagnose.SampleStatistics;
import org.steelyard.units.InputException;

/** One run of the ensemble sampler. The walkers move in coordinates on the scales of the priors. */
final class EnsembleRun {

    /** Steps before the first test of convergence. */
    private static final int FIRST_TEST = 100;

    /** Growth of the chain between tests of convergence. */
    private static final double GROWTH = 1.2;

    /** The burn-in is the number of steps divided by this. */
    private static final int BURN_IN = 3;

    /** Starting points per walker after which the likelihood counts as zero everywhere. */
    private static final int MAX_DRAWS = 1000;

    /**
     * [interquartile range] Depth below the lower quartile of a stuck walker, 7 standard deviations in a normal sample.
     */
    private static final double STUCK = 5;

    /** Stuck walkers are moved only in the first 1 / EARLY of the allowed steps. */
    private static final int EARLY = 4;

    /** [standard error] Standard deviation of the starting points around a fit. */
    private static final double START_WIDTH = 2;

    private final EnsembleOptions options;
    private final SamplingProblem problem;
    private final SamplerObserver observer;
    private final UniformRandomProvider random;
    private final ZigguratSampler.NormalizedGaussian normal;
    private final EnsembleMoves moves;
    private final int walkers;
    private final EnsembleMoves.Walker[] ensemble;
    /** [step][walker] */
    private final List<EnsembleMoves.Walker[]> history = new ArrayList<>();

    private int evaluations;
    private int accepted;
    /** Number of steps at the last relocation of a stuck walker. */
    private int settled;

    EnsembleRun(EnsembleOptions options, SamplingProblem problem, SamplerObserver observer) {
        this.options = options;
        this.problem = problem;
        this.observer = observer;
        this.random = RandomSource.XO_SHI_RO_256_PP.create(options.seed());
        this.normal = ZigguratSampler.NormalizedGaussian.of(random);
        this.walkers = options.walkersFor(problem.dimension());
        this.ensemble = new EnsembleMoves.Walker[walkers];
        this.moves = new EnsembleMoves(problem.dimension(), random, normal);
    }

    EnsembleResult run(double[] centreOrNull, double[] errorsOrNull) {
        populate(centreOrNull, errorsOrNull);
        int nextTest = FIRST_TEST;
        while (true) {
            while (history.size() < Math.min(nextTest, options.maxSteps())) {
                moveHalf(0);
                moveHalf(walkers / 2);
                history.add(ensemble.clone());
            }
            if (history.size() <= options.maxSteps() / EARLY && moveStuck()) {
                settled = history.size();
            }
            EnsembleResult result = result();
            if (result.converged() || history.size() >= options.maxSteps()) {
                return result;
            }
            nextTest = (int) (nextTest * GROWTH);
        }
    }

    private void populate(double[] centreOrNull, double[] errorsOrNull) {
        int placed = 0;
        int tried = 0;
        while (placed < walkers) {
            if (tried >= MAX_DRAWS * walkers) {
                throw new InputException("sampling: the likelihood is zero or not a number at " + (tried - placed)
                        + " of " + tried + " starts; narrow the priors or start from a fit");
            }
            double[][] starts = new double[walkers - placed][];
            for (int i = 0; i < starts.length; i++) {
                starts[i] = start(centreOrNull, errorsOrNull);
            }
            tried += starts.length;
            for (EnsembleMoves.Walker walker : evaluate(starts)) {
                if (walker.logDensity() > Double.NEGATIVE_INFINITY) {
                    ensemble[placed++] = walker;
                }
            }
        }
    }

    /** Coordinates of a starting point. */
    private double[] start(double[] centreOrNull, double[] errorsOrNull) {
        double[] coordinates = new double[problem.dimension()];
        for (int j = 0; j < coordinates.length; j++) {
            Prior prior = problem.parameters().get(j).prior();
            double value = prior.quantile(random.nextDouble());
            if (centreOrNull != null && errorsOrNull[j] > 0 && Double.isFinite(errorsOrNull[j])) {
                for (int attempt = 0; attempt < MAX_DRAWS; attempt++) {
                    double near = centreOrNull[j] + START_WIDTH * errorsOrNull[j] * normal.sample();
                    if (prior.logDensity(near) > Double.NEGATIVE_INFINITY) {
                        value = near;
                        break;
                    }
                }
            }
            coordinates[j] = prior.scale().toInternal(value);
        }
        return coordinates;
    }

    /**
     * Moves every stuck walker to the position of another. A walker is stuck where the posterior is negligible: its
     * mean log density over the last half of the steps is far below that of the others (Vrugt et al. 2009, Int. J.
     * Nonlin. Sci. 10, 273). After a move all earlier steps are burn-in.
     *
     * @return whether a walker was moved
     */
    private boolean moveStuck() {
        int steps = history.size();
        double[] mean = new double[walkers];
        for (int s = steps / 2; s < steps; s++) {
            for (int w = 0; w < walkers; w++) {
                mean[w] += history.get(s)[w].logDensity() / (steps - steps / 2);
            }
        }
        double[] sorted = mean.clone();
        Arrays.sort(sorted);
        double quarter = SampleStatistics.quantile(sorted, 0.25);
        double limit = quarter - STUCK * (SampleStatistics.quantile(sorted, 0.75) - quarter);
        boolean moved = false;
        for (int w = 0; w < walkers; w++) {
            if (mean[w] < limit) {
                int other = random.nextInt(walkers);
                while (mean[other] < limit) {
                    other = random.nextInt(walkers);
                }
                ensemble[w] = ensemble[other];
                moved = true;
            }
        }
        return moved;
    }

    private void moveHalf(int first) {
        int half = walkers / 2;
        EnsembleMoves.Walker[] others = new EnsembleMoves.Walker[half];
        System.arraycopy(ensemble, half - first, others, 0, half);
        EnsembleMoves.Proposal[] proposals = new EnsembleMoves.Proposal[half];
        double[][] coordinates = new double[half][];
        for (int i = 0; i < half; i++) {
            proposals[i] = moves.propose(ensemble[first + i], others);
            coordinates[i] = proposals[i].coordinates();
        }
        EnsembleMoves.Walker[] moved = evaluate(coordinates);
        for (int i = 0; i < half; i++) {
            double ratio = moved[i].logDensity() - ensemble[first + i].logDensity() + proposals[i].logFactor();
            if (Math.log(random.nextDouble()) < ratio) {
                ensemble[first + i] = moved[i];
                accepted++;
            }
        }
    }

    /** Evaluates positions; the likelihood is evaluated only where the prior density is positive. */
    private EnsembleMoves.Walker[] evaluate(double[][] coordinates) {
        double[][] values = new double[coordinates.length][];
        double[] logPrior = new double[coordinates.length];
        List<double[]> inside = new ArrayList<>();
        for (int i = 0; i < coordinates.length; i++) {
            values[i] = new double[coordinates[i].length];
            for (int j = 0; j < values[i].length; j++) {
                Scale scale = problem.parameters().get(j).prior().scale();
                values[i][j] = scale.toPhysical(coordinates[i][j]);
                logPrior[i] += Math.log(scale.derivative(coordinates[i][j]));
            }
            logPrior[i] += problem.logPrior(values[i]);
            if (logPrior[i] > Double.NEGATIVE_INFINITY) {
                inside.add(values[i]);
            }
        }
        double[] evaluated = problem.evaluate(inside.toArray(new double[0][]));
        evaluations += evaluated.length;
        EnsembleMoves.Walker[] walkersThere = new EnsembleMoves.Walker[coordinates.length];
        int next = 0;
        for (int i = 0; i < coordinates.length; i++) {
            double logLikelihood =
                    logPrior[i] > Double.NEGATIVE_INFINITY ? evaluated[next++] : Double.NEGATIVE_INFINITY;
            walkersThere[i] =
                    new EnsembleMoves.Walker(coordinates[i], values[i], logLikelihood, logLikelihood + logPrior[i]);
        }
        return walkersThere;
    }

    private EnsembleResult result() {
        int steps = history.size();
        int burnIn = settled < steps ? Math.max(settled, steps / BURN_IN) : steps / BURN_IN;
        double[][][] draws = new double[walkers][steps - burnIn][];
        double[][] likelihoods = new double[walkers][steps - burnIn];
        for (int s = burnIn; s < steps; s++) {
            for (int w = 0; w < walkers; w++) {
                draws[w][s - burnIn] = history.get(s)[w].values();
                likelihoods[w][s - burnIn] = history.get(s)[w].logLikelihood();
            }
        }
        Chain chain = new Chain(problem.parameters(), draws, likelihoods);
        int n = problem.dimension();
        double[] times = new double[n];
        double[] mean = new double[n];
        int slowest = 0;
        for (int j = 0; j < n; j++) {
            double[][] values = chain.values(j);
            times[j] = Autocorrelation.time(values);
            mean[j] = SampleStatistics.mean(
                    Arrays.stream(values).mapToDouble(SampleStatistics::mean).toArray());
            // A time of NaN counts as the slowest.
            slowest = times[j] <= times[slowest] ? slowest : j;
        }
        double length = (steps - burnIn) / times[slowest];
        String reason = String.format(
                Locale.ROOT,
                "%d steps after the burn-in are %.0f autocorrelation times (%s; limit %.0f)",
                steps - burnIn,
                length,
                problem.parameters().get(slowest).name(),
                options.minTimes());
        boolean converged = length >= options.minTimes() && settled < steps;
        // R-hat is expensive: it is computed at the end, or for every report to an observer.
        boolean last = converged || steps >= options.maxSteps();
        double largest = last || observer != SamplerObserver.NONE ? largestRHat(chain) : Double.NaN;
        if (last) {
            converged &= largest <= options.maxRHat();
            reason +=
                    String.format(Locale.ROOT, ", the largest R-hat is %.4f (limit %.4g)", largest, options.maxRHat());
        }
        reason = (converged ? "converged: " : "not converged: ") + reason;
        observer.progress(
                evaluations,
                converged ? 1 : completed(steps, length, largest),
                mean,
                String.format(
                        Locale.ROOT,
                        "%.0f of %.0f autocorrelation times (%s), R-hat %.4f (limit %.4g)",
                        length,
                        options.minTimes(),
                        problem.parameters().get(slowest).name(),
                        largest,
                        options.maxRHat()));
        double acceptance = accepted / ((double) walkers * steps);
        return new EnsembleResult(chain, times, acceptance, burnIn, evaluations, converged, reason);
    }

    private double largestRHat(Chain chain) {
        double largest = 1;
        for (int j = 0; j < problem.dimension(); j++) {
            double rHat = ChainDiagnostics.rHat(chain.values(j));
            largest = rHat <= largest ? largest : rHat;
        }
        return largest;
    }

    /**
     * Estimated fraction of the run that is complete, below 1. A run ends when both length and R-hat reach their
     * limits, or at the last step. R-hat^2 - 1 is the variance of the means of the walkers relative to the posterior,
     * and falls as the inverse of the length.
     */
    private double completed(int steps, double length, double rHat) {
        double agreement = (options.maxRHat() * options.maxRHat() - 1) / (rHat * rHat - 1);
        double reached = Math.min(length / options.minTimes(), agreement);
        double allowed = (double) steps / options.maxSteps();
        return Math.min(0.99, reached > allowed ? reached : allowed);
    }
}
