package org.steelyard.inference.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.steelyard.inference.SampledParameter;
import org.steelyard.inference.SamplerObserver;
import org.steelyard.units.InputException;

/** One run of nested sampling: the live points and how they die. */
final class NestedRun {

    /** The prior is given up when of this many draws for each live point not one in a hundred has a likelihood. */
    private static final int MAX_DRAWS = 100;

    /** The region is learned again after this share of the live points was replaced. */
    private static final double LEARNING_INTERVAL = 0.2;

    private final NestedSettings options;
    private final SamplingProblem problem;
    private final SamplerObserver observer;
    private final UniformRandomProvider random;
    private final NestedProposals proposals;
    private final NestedHistory history = new NestedHistory();

    private final List<LivePoint> live = new ArrayList<>();
    /** Thread and birth of each live point. */
    private final List<int[]> origin = new ArrayList<>();

    private double logX;
    private final RunningPosterior posterior;
    private double highest = Double.NEGATIVE_INFINITY;
    private int sinceLearned;
    private int evaluationsThen;

    NestedRun(NestedSettings options, SamplingProblem problem, PriorFocus focus, SamplerObserver observer) {
        this.options = options;
        this.problem = problem;
        this.observer = observer;
        this.posterior = new RunningPosterior(problem.dimension());
        this.random = RandomSource.XO_SHI_RO_256_PP.create(options.seed());
        this.proposals = new NestedProposals(problem, focus, random, options.batchSize());
    }

    NestedResult run() {
        populate();
        learn(1);
        boolean converged = false;
        boolean flat = false;
        while (!converged && !flat && proposals.evaluations() < options.maxEvaluations()) {
            flat = !step();
            converged = remaining() < options.evidenceTolerance();
        }
        double left = remaining();
        bury();
        NestedPosterior whole = NestedPosterior.of(history, random);
        String reason = flat
                ? "all live points have the same likelihood"
                : converged
                        ? "the live points could add " + brief(left) + " to ln Z"
                        : "stopped after " + proposals.evaluations()
                                + " evaluations, when the live points could still add " + brief(left)
                                + " to ln Z; allow more evaluations";
        return new NestedResult(
                problem.parameters(),
                history.points(),
                history.plain(),
                whole.logWeights(),
                whole.logZ(),
                whole.logZError(),
                whole.information(),
                whole.mean(),
                whole.meanErrors(),
                whole.covariance(),
                whole.covarianceErrors(),
                proposals.evaluations(),
                converged || flat,
                reason);
    }

    /** Draws from the prior until enough points have a likelihood; those that have none die first. */
    private void populate() {
        int possible = 0;
        while (possible < options.liveCount()) {
            if (live.size() >= MAX_DRAWS * options.liveCount()) {
                throw new InputException(
                        "sampling: the likelihood is zero or not a number at " + (live.size() - possible)
                                + " of " + live.size() + " points drawn from the priors; narrow the priors of "
                                + String.join(
                                        ", ",
                                        problem.parameters().stream()
                                                .map(SampledParameter::name)
                                                .toList()));
            }
            int count = Math.min(options.batchSize(), options.liveCount() - possible);
            for (LivePoint point : proposals.fromPrior(count)) {
                origin.add(new int[] {live.size(), 0});
                live.add(point);
                possible += point.logLikelihood() > Double.NEGATIVE_INFINITY ? 1 : 0;
                highest = Math.max(highest, point.logLikelihood());
            }
        }
        for (int i = live.size() - 1; i >= 0; i--) {
            if (live.get(i).logLikelihood() == Double.NEGATIVE_INFINITY) {
                die(i);
            }
        }
    }

    /**
     * The least likely point dies and another takes its place; so do several of the same likelihood, which die together (Fowlie, Handley
     * and Su 2021, MNRAS 503, 1199).
     *
     * @return whether there is anything above them
     */
    private boolean step() {
        double lowest = Double.POSITIVE_INFINITY;
        for (LivePoint point : live) {
            lowest = Math.min(lowest, point.logLikelihood());
        }
        if (lowest == highest) {
            return false;
        }
        List<Integer> freed = new ArrayList<>();
        for (int i = live.size() - 1; i >= 0; i--) {
            if (live.get(i).logLikelihood() == lowest) {
                freed.add(die(i));
            }
        }
        int bornAfter = history.size();
        for (int thread : freed) {
            LivePoint born = above(lowest);
            if (born == null) {
                return true;
            }
            live.add(born);
            origin.add(new int[] {thread, bornAfter});
            highest = Math.max(highest, born.logLikelihood());
            sinceLearned++;
        }
        if (sinceLearned >= LEARNING_INTERVAL * options.liveCount()) {
            learn((double) sinceLearned / Math.max(1, proposals.evaluations() - evaluationsThen));
        }
        return true;
    }

    private LivePoint above(double threshold) {
        while (proposals.evaluations() < options.maxEvaluations()) {
            LivePoint candidate = proposals.next(live, threshold);
            if (candidate.logLikelihood() > threshold) {
                return candidate;
            }
        }
        return null;
    }

    /** Moves a live point to the history; returns its thread. */
    private int die(int i) {
        LivePoint point = live.get(i);
        int[] from = origin.get(i);
        history.add(point, from[0], from[1]);
        double shrinkage = 1.0 / live.size();
        posterior.add(point.values(), point.logLikelihood() + logX + Math.log(-Math.expm1(-shrinkage)));
        logX -= shrinkage;
        int last = live.size() - 1;
        live.set(i, live.get(last));
        origin.set(i, origin.get(last));
        live.remove(last);
        origin.remove(last);
        return from[0];
    }

    private void learn(double efficiency) {
        proposals.learn(live, logX, efficiency);
        sinceLearned = 0;
        evaluationsThen = proposals.evaluations();
        if (observer != SamplerObserver.NONE) {
            report();
        }
    }

    private void report() {
        RunningPosterior all = new RunningPosterior(posterior);
        for (LivePoint point : live) {
            all.add(point.values(), point.logLikelihood() + logX - Math.log(live.size()));
        }
        observer.progress(
                proposals.evaluations(),
                -logX / (-logX + eFoldsLeft()),
                all.mean(),
                "ln Z = " + brief(all.logZ()) + ", up to " + brief(remaining()) + " to come, e^" + Math.round(logX)
                        + " of the prior left" + (proposals.isSlicing() ? ", slicing" : ""));
    }

    /**
     * [e-folds of the prior] A guess: either the live points outweigh the dead by so much, or, earlier, they must shrink as a normal distribution does from their
     * range of ln L to the range of its bulk, and on from there.
     */
    private double eFoldsLeft() {
        double toTell = -Math.log(options.evidenceTolerance());
        double lowest =
                live.stream().mapToDouble(LivePoint::logLikelihood).min().orElse(highest);
        double half = problem.dimension() / 2.0;
        double toShrink = half * (1 + Math.log1p((highest - lowest) / half)) + toTell;
        return Math.max(0, Math.min(toShrink, highest + logX - posterior.logZ() + toTell));
    }

    /** How much ln Z would rise if all that is left had the highest likelihood. */
    private double remaining() {
        return RunningPosterior.logSum(posterior.logZ(), highest + logX) - posterior.logZ();
    }

    /** The live points die in order. */
    private void bury() {
        while (!live.isEmpty()) {
            int least = 0;
            for (int i = 1; i < live.size(); i++) {
                if (live.get(i).logLikelihood() < live.get(least).logLikelihood()) {
                    least = i;
                }
            }
            die(least);
        }
    }

    private static String brief(double number) {
        return String.format(Locale.ROOT, "%.3g", number);
    }
}
