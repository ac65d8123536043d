// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.steelyard.inference.SampledParameter;
import org.steelyard.inference.SamplerObserver;
import org.steelyard.units.InputException;

/** One run of nested sampling: the live points and their replacement. */
final class NestedRun {

    /** Draws from the prior per live point after which too few have a likelihood. */
    private static final int MAX_DRAWS = 100;

    /** Fraction of the live points that are replaced between updates of the ellipsoids. */
    private static final double UPDATE_INTERVAL = 0.2;

    private final NestedOptions options;
    private final SamplingProblem problem;
    private final SamplerObserver observer;
    private final UniformRandomProvider random;
    private final NestedProposals proposals;
    private final DeadPoints dead = new DeadPoints();

    private final List<LivePoint> live = new ArrayList<>();
    /** Thread of each live point, and number of dead points when it was drawn. */
    private final List<int[]> origin = new ArrayList<>();

    private double logX;
    private final RunningPosterior posterior;
    private double highest = Double.NEGATIVE_INFINITY;
    private int sinceUpdate;
    private int evaluationsAtUpdate;

    NestedRun(NestedOptions options, SamplingProblem problem, PriorFocus focus, SamplerObserver observer) {
        this.options = options;
        this.problem = problem;
        this.observer = observer;
        this.posterior = new RunningPosterior(problem.dimension());
        this.random = RandomSource.XO_SHI_RO_256_PP.create(options.seed());
        this.proposals = new NestedProposals(problem, focus, random, options.batchSize());
    }

    NestedResult run() {
        populate();
        update(1);
        boolean converged = false;
        boolean flat = false;
        while (!converged && !flat && proposals.evaluations() < options.maxEvaluations()) {
            flat = !step();
            converged = remaining() < options.evidenceTolerance();
        }
        double left = remaining();
        killAll();
        NestedPosterior whole = NestedPosterior.of(dead, random);
        String reason = flat
                ? "all live points have the same likelihood"
                : converged
                        ? "the live points could add " + brief(left) + " to ln Z"
                        : "stopped after " + proposals.evaluations()
                                + " evaluations, when the live points could still add " + brief(left)
                                + " to ln Z; allow more evaluations";
        return new NestedResult(
                problem.parameters(),
                dead.points(),
                dead.logLikelihood(),
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

    /** Draws from the prior until enough points have a likelihood; the others become the first dead points. */
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
                possible += point.logFocused() > Double.NEGATIVE_INFINITY ? 1 : 0;
                highest = Math.max(highest, point.logFocused());
            }
        }
        for (int i = live.size() - 1; i >= 0; i--) {
            if (live.get(i).logFocused() == Double.NEGATIVE_INFINITY) {
                die(i);
            }
        }
    }

    /**
     * Replaces the live point of lowest likelihood, or all live points of that likelihood together (Fowlie, Handley and
     * Su 2021, MNRAS 503, 1199).
     *
     * @return false if all live points have the same likelihood
     */
    private boolean step() {
        double lowest = Double.POSITIVE_INFINITY;
        for (LivePoint point : live) {
            lowest = Math.min(lowest, point.logFocused());
        }
        if (lowest == highest) {
            return false;
        }
        List<Integer> threads = new ArrayList<>();
        for (int i = live.size() - 1; i >= 0; i--) {
            if (live.get(i).logFocused() == lowest) {
                threads.add(die(i));
            }
        }
        int bornAfter = dead.size();
        for (int thread : threads) {
            LivePoint born = aboveOrNull(lowest);
            if (born == null) {
                return true;
            }
            live.add(born);
            origin.add(new int[] {thread, bornAfter});
            highest = Math.max(highest, born.logFocused());
            sinceUpdate++;
        }
        if (sinceUpdate >= UPDATE_INTERVAL * options.liveCount()) {
            update((double) sinceUpdate / Math.max(1, proposals.evaluations() - evaluationsAtUpdate));
        }
        return true;
    }

    /** A point above the threshold, or null at the limit of evaluations. */
    private LivePoint aboveOrNull(double threshold) {
        while (proposals.evaluations() < options.maxEvaluations()) {
            LivePoint candidate = proposals.next(live, threshold);
            if (candidate.logFocused() > threshold) {
                return candidate;
            }
        }
        return null;
    }

    /** Moves a live point to the dead points; returns its thread. */
    private int die(int i) {
        LivePoint point = live.get(i);
        int[] from = origin.get(i);
        dead.add(point, from[0], from[1]);
        double shrinkage = 1.0 / live.size();
        posterior.add(point.values(), point.logFocused() + logX + Math.log(-Math.expm1(-shrinkage)));
        logX -= shrinkage;
        int last = live.size() - 1;
        live.set(i, live.get(last));
        origin.set(i, origin.get(last));
        live.remove(last);
        origin.remove(last);
        return from[0];
    }

    private void update(double efficiency) {
        proposals.update(live, logX, efficiency);
        sinceUpdate = 0;
        evaluationsAtUpdate = proposals.evaluations();
        if (observer != SamplerObserver.NONE) {
            report();
        }
    }

    private void report() {
        RunningPosterior all = new RunningPosterior(posterior);
        for (LivePoint point : live) {
            all.add(point.values(), point.logFocused() + logX - Math.log(live.size()));
        }
        observer.progress(
                proposals.evaluations(),
                -logX / (-logX + eFoldsLeft()),
                all.mean(),
                "ln Z = " + brief(all.logZ()) + ", up to " + brief(remaining()) + " to come, e^" + Math.round(logX)
                        + " of the prior left" + (proposals.isSlicing() ? ", slicing" : ""));
    }

    /**
     * [e-folds of the prior volume] Estimate of the remaining shrinkage. Late in a run it follows from the largest
     * weight of the live points relative to the evidence. Early in a run it is the shrinkage of a normal posterior from
     * the current range of ln L to that of its bulk, plus the tolerance.
     */
    private double eFoldsLeft() {
        double toTolerance = -Math.log(options.evidenceTolerance());
        double lowest = live.stream().mapToDouble(LivePoint::logFocused).min().orElse(highest);
        double half = problem.dimension() / 2.0;
        double toShrink = half * (1 + Math.log1p((highest - lowest) / half)) + toTolerance;
        return Math.max(0, Math.min(toShrink, highest + logX - posterior.logZ() + toTolerance));
    }

    /** Rise of ln Z if the whole remaining volume had the highest likelihood so far. */
    private double remaining() {
        return Weights.logSum(posterior.logZ(), highest + logX) - posterior.logZ();
    }

    /** Moves the live points to the dead points in order of likelihood. */
    private void killAll() {
        while (!live.isEmpty()) {
            int least = 0;
            for (int i = 1; i < live.size(); i++) {
                if (live.get(i).logFocused() < live.get(least).logFocused()) {
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
