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
import org.steelyard.inference.diagnose.SampleMoments;
import org.steelyard.units.InputException;

/** One run of the ensemble sampler. Walkers move in the coordinates of the priors' scales. */
final class EnsembleRun {

    /** Steps before the convergence is looked at for the first time. */
    private static final int FIRST_LOOK = 100;

    /** The chain grows by this factor between looks. */
    private static final double GROWTH = 1.2;

    /** One step of this many is burn-in. */
    private static final int BURN_IN = 3;

    /** Starts that were tried for each walker before the prior is given up. */
    private static final int MAX_DRAWS = 1000;

    /** A walker is left behind when it is this many quartile distances below the lower quartile, 7 standard deviations in a normal sample. */
    private static final double STRAGGLER = 5;

    /** Walkers are moved in the first of so many parts of the steps that are allowed, not later. */
    private static final int EARLY = 4;

    /** The start is this many standard errors wide. */
    private static final double START_WIDTH = 2;

    private final EnsembleSettings options;
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
    /** Step since which no walker was moved by hand. */
    private int settled;

    EnsembleRun(EnsembleSettings options, SamplingProblem problem, SamplerObserver observer) {
        this.options = options;
        this.problem = problem;
        this.observer = observer;
        this.random = RandomSource.XO_SHI_RO_256_PP.create(options.seed());
        this.normal = ZigguratSampler.NormalizedGaussian.of(random);
        this.walkers = options.walkers();
        this.ensemble = new EnsembleMoves.Walker[walkers];
        this.moves = new EnsembleMoves(problem.dimension(), random, normal);
    }

    EnsembleResult run(double[] centreOrNull, double[] errorsOrNull) {
        populate(centreOrNull, errorsOrNull);
        int look = FIRST_LOOK;
        while (true) {
            while (history.size() < Math.min(look, options.maxSteps())) {
                moveHalf(0);
                moveHalf(walkers / 2);
                history.add(ensemble.clone());
            }
            if (history.size() <= options.maxSteps() / EARLY && moveStragglers()) {
                settled = history.size();
            }
            EnsembleResult result = judge();
            if (result.converged() || history.size() >= options.maxSteps()) {
                return result;
            }
            look = (int) (look * GROWTH);
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

    /** Coordinates of a start. */
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
     * Walkers that were left behind where the posterior is negligible, whose mean density over the last half of the steps is far below that of the
     * others (Vrugt et al. 2009, Int. J. Nonlin. Sci. 10, 273), go to where another one is. What was before is burn-in then.
     */
    private boolean moveStragglers() {
        int steps = history.size();
        double[] mean = new double[walkers];
        for (int s = steps / 2; s < steps; s++) {
            for (int w = 0; w < walkers; w++) {
                mean[w] += history.get(s)[w].logDensity() / (steps - steps / 2);
            }
        }
        double[] sorted = mean.clone();
        Arrays.sort(sorted);
        double quarter = ChainDiagnostics.quantile(sorted, 0.25);
        double limit = quarter - STRAGGLER * (ChainDiagnostics.quantile(sorted, 0.75) - quarter);
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

    /** Points outside the priors are not asked for. */
    private EnsembleMoves.Walker[] evaluate(double[][] coordinates) {
        double[][] values = new double[coordinates.length][];
        double[] logPrior = new double[coordinates.length];
        List<double[]> asked = new ArrayList<>();
        for (int i = 0; i < coordinates.length; i++) {
            values[i] = new double[coordinates[i].length];
            for (int j = 0; j < values[i].length; j++) {
                Scale scale = problem.parameters().get(j).prior().scale();
                values[i][j] = scale.toPhysical(coordinates[i][j]);
                logPrior[i] += Math.log(scale.derivative(coordinates[i][j]));
            }
            logPrior[i] += problem.logPrior(values[i]);
            if (logPrior[i] > Double.NEGATIVE_INFINITY) {
                asked.add(values[i]);
            }
        }
        double[] answers = problem.evaluate(asked.toArray(new double[0][]));
        evaluations += answers.length;
        EnsembleMoves.Walker[] walkersThere = new EnsembleMoves.Walker[coordinates.length];
        int next = 0;
        for (int i = 0; i < coordinates.length; i++) {
            double logLikelihood = logPrior[i] > Double.NEGATIVE_INFINITY ? answers[next++] : Double.NEGATIVE_INFINITY;
            walkersThere[i] =
                    new EnsembleMoves.Walker(coordinates[i], values[i], logLikelihood, logLikelihood + logPrior[i]);
        }
        return walkersThere;
    }

    private EnsembleResult judge() {
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
            mean[j] = SampleMoments.mean(
                    Arrays.stream(values).mapToDouble(SampleMoments::mean).toArray());
            // A NaN is never better than a number.
            slowest = times[j] <= times[slowest] ? slowest : j;
        }
        double length = (steps - burnIn) / times[slowest];
        String reason = String.format(
                Locale.ROOT,
                "%d steps after the burn-in are %.0f autocorrelation times (%s; %.0f are asked for)",
                steps - burnIn,
                length,
                problem.parameters().get(slowest).name(),
                options.minTimes());
        boolean converged = length >= options.minTimes() && settled < steps;
        // R-hat takes longer than the rest and is looked at last, unless somebody watches.
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
                converged ? 1 : share(steps, length, largest),
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
     * Of the steps that it will take, below 1: both the length and the agreement must be reached, or else the last step. R-hat^2 - 1 is the variance of the walkers'
     * means over that of the posterior, which falls as the inverse of the length.
     */
    private double share(int steps, double length, double rHat) {
        double agreement = (options.maxRHat() * options.maxRHat() - 1) / (rHat * rHat - 1);
        double reached = Math.min(length / options.minTimes(), agreement);
        double allowed = (double) steps / options.maxSteps();
        return Math.min(0.99, reached > allowed ? reached : allowed);
    }
}
