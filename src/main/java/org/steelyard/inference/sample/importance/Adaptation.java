// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.sample.importance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.steelyard.inference.sample.Weights;
import org.steelyard.units.InputException;

/**
 * Fits a mixture to the posterior in rounds: draws from the last mixture, weights all draws so far, and fits the next one
 * to them, until its efficiency rises no more. Then climbers look for maxima that the draws miss, and further rounds
 * start there.
 */
final class Adaptation {

    /** Evaluations of a round, and those for each dimension. */
    private static final int ROUND = 200;

    private static final int ROUND_PER_DIMENSION = 40;

    /** Rounds with draws along the axes, and the number of these draws relative to the others. */
    private static final int SCANNING_ROUNDS = 3;

    private static final double SCAN_SHARE = 0.3;

    /** Share of the draws of a round from the wider mixture. */
    private static final double WIDE_SHARE = 0.3;

    private static final int MOST_ROUNDS = 12;

    /** Relative gain in efficiency below which rounds end. */
    private static final double SMALL_GAIN = 0.1;

    /** [per dimension] Effective points that a fit of the mixture needs; weights are levelled until there are as many. */
    private static final int LEAST_PER_DIMENSION = 10;

    /** Bisections of the power that levels weights. */
    private static final int HALVINGS = 20;

    /** Share of the posterior of L itself in what the mixture is fitted to, if the draws are of another scale. */
    private static final double EVIDENCE_SHARE = 0.25;

    /** Rounds after a maximum was found that the draws had missed. */
    private static final int ROUNDS_AFTER = 3;

    /** Share of the components for what a mixture lacks. */
    private static final double LACKING_SHARE = 0.15;

    /** Posterior over mixture at a maximum that the mixture misses, and its smallest share of the posterior that counts. */
    private static final double MISSED = 30;

    private static final double SHARE_THAT_COUNTS = 2e-3;

    private final Target target;
    private final Shape start;
    private final Randomness random;
    private final Consumer<PooledSample> observer;
    private final PooledSample sample;
    private final int round;
    private StudentMixture mixture;

    /**
     * @param target posterior
     * @param start first centre and covariance
     * @param random of the draws
     * @param observer is called after every round
     */
    Adaptation(Target target, Shape start, Randomness random, Consumer<PooledSample> observer) {
        this.target = target;
        this.start = start;
        this.random = random;
        this.observer = observer;
        this.sample = new PooledSample(target.coordinates());
        this.round = ROUND + ROUND_PER_DIMENSION * target.coordinates().dimension();
        this.mixture = StudentMixture.of(start.heavy());
    }

    /**
     * The end of the rounds.
     *
     * @param mixture fitted to the posterior
     * @param whole mean and covariance of the posterior
     * @param missed a maximum outside the draws, or null
     */
    record Fitted(StudentMixture mixture, Shape whole, ModeSearch.Place missed) {}

    Fitted run() {
        double best = 0;
        for (int r = 0; r < MOST_ROUNDS; r++) {
            if (r < SCANNING_ROUNDS) {
                target.draw(start.scan(target.coordinates()), (int) (SCAN_SHARE * round), sample, random);
            }
            double before = best;
            best = Math.max(best, improve());
            if (r >= SCANNING_ROUNDS && best > 0 && best < (1 + SMALL_GAIN) * before) {
                break;
            }
        }
        Student known = whole().heavy();
        List<ModeSearch.Place> ends = new ModeSearch(target, known).ends(random);
        List<Student> visited = new ArrayList<>();
        for (ModeSearch.Place place : ends) {
            boolean near = visited.stream().anyMatch(there -> there.reaches(place.x()));
            if (!near && isMissed(place, known, mixture::logDensity)) {
                visited.add(known.about(place.x()));
                target.draw(StudentMixture.of(known.about(place.x())), round, sample, random);
            }
        }
        for (int r = 0; !visited.isEmpty() && r < ROUNDS_AFTER; r++) {
            improve();
        }
        boolean lacking = shareLacking() > SHARE_THAT_COUNTS;
        ModeSearch.Place missed = ends.stream()
                .filter(place -> isMissed(place, known, mixture::logDensity)
                        && (lacking || isMissed(place, known, sample::logDensity)))
                .findFirst()
                .orElse(null);
        return new Fitted(mixture, whole(), missed);
    }

    /** One round; returns the efficiency of the mixture that it drew from, or 0 while the weights are levelled. */
    private double improve() {
        target.draw(mixture.widened(), (int) (WIDE_SHARE * round), sample, random);
        target.draw(mixture, (int) ((1 - WIDE_SHARE) * round), sample, random);
        requireLikelihood();
        double efficiency = sample.efficiency(target.scale());
        double power = refit();
        observer.accept(sample);
        return power == 1 ? efficiency : 0;
    }

    /** Fits the mixture to all draws; returns the power of their weights. */
    private double refit() {
        double[] logs = logTarget();
        double power = power(logs);
        StudentMixture next = MixtureFit.ofOrNull(levelled(logs, power), random);
        mixture = next == null ? mixture : next;
        return power;
    }

    /**
     * Fits again after draws from the mixture whose weights are not reliable. What the mixture lacks, the excess of the
     * largest terms of evidence and variances over the next one, gets components of its own.
     *
     * @param drawn these draws
     * @return the new mixture
     */
    Fitted refined(PooledSample drawn) {
        sample.addAll(drawn);
        refit();
        double[] logs = logTerms();
        double cut = ParetoSmoothing.cut(logs);
        double[] excess = Arrays.stream(logs)
                .map(log -> log > cut ? log + Math.log(-Math.expm1(cut - log)) : Double.NEGATIVE_INFINITY)
                .toArray();
        StudentMixture lacking = MixtureFit.ofOrNull(WeightedPoints.of(sample.points(), excess), random);
        if (lacking != null) {
            mixture = mixture.plus(lacking, LACKING_SHARE);
        }
        return new Fitted(mixture, whole(), null);
    }

    /** ln of w_i max_j (1, (x_ij - m_j)^2 / C_jj): the largest term of a point in the evidence and the variances. */
    private double[] logTerms() {
        double[] logs = sample.logWeights(target.scale());
        double[][] points = sample.points();
        WeightedPoints weighted = WeightedPoints.of(points, logs);
        double[] mean = weighted.mean();
        double[][] covariance = weighted.covariance(mean);
        Arrays.setAll(logs, i -> {
            double largest = 1;
            for (int j = 0; j < mean.length; j++) {
                double off = points[i][j] - mean[j];
                largest = Math.max(largest, off * off / covariance[j][j]);
            }
            return logs[i] + Math.log(largest);
        });
        return logs;
    }

    private void requireLikelihood() {
        if (Arrays.stream(sample.logLikelihood()).allMatch(log -> log == Double.NEGATIVE_INFINITY)) {
            throw new InputException("sampling: the likelihood is zero or not a number at all " + sample.size()
                    + " points around the fit; narrow the priors of " + String.join(", ", target.names()));
        }
    }

    /** ln of the weights, not normalised, of the distribution that the mixture is fitted to. */
    private double[] logTarget() {
        double[] draws = sample.logWeights(target.scale());
        if (target.scale() == 1) {
            return draws;
        }
        double[] own = sample.logWeights(1);
        double sumOfDraws = Weights.logSum(draws) - Math.log(1 - EVIDENCE_SHARE);
        double sumOfOwn = Weights.logSum(own) - Math.log(EVIDENCE_SHARE);
        Arrays.setAll(own, i -> Weights.logSum(draws[i] - sumOfDraws, own[i] - sumOfOwn));
        return own;
    }

    private WeightedPoints levelled(double[] logs, double power) {
        return WeightedPoints.of(
                sample.points(), Arrays.stream(logs).map(log -> power * log).toArray());
    }

    /** The power of the weights, at most 1, that leaves enough effective points for a fit. */
    private double power(double[] logs) {
        double enough = Math.min(LEAST_PER_DIMENSION * target.coordinates().dimension(), logs.length / 4.0);
        double low = 0;
        double high = 1;
        double power = 1;
        for (int i = 0; i < HALVINGS && low < 1; i++) {
            boolean suffices = levelled(logs, power).effectiveSampleSize() >= enough;
            low = suffices ? power : low;
            high = suffices ? high : power;
            power = (low + high) / 2;
        }
        return low;
    }

    /** Mean and covariance of the posterior, or those of the start where the weights are too uneven. */
    private Shape whole() {
        double[] logs = sample.logWeights(target.scale());
        Shape shape = Shape.ofOrNull(levelled(logs, power(logs)));
        return shape == null ? start : shape;
    }

    /** Whether a density of draws is low at a place whose surroundings, if like the known maximum, have probability. */
    private boolean isMissed(ModeSearch.Place place, Student known, ToDoubleFunction<double[]> logDraws) {
        double logVolume = target.coordinates().dimension() / 2.0 * Math.log(2 * Math.PI)
                + known.factor().logarithmOfDeterminant() / 2;
        double logDensity = place.logDensity() - Weights.logSum(sample.logWeights(target.scale()));
        return logDensity - logDraws.applyAsDouble(place.x()) > Math.log(MISSED)
                && logDensity + logVolume > Math.log(SHARE_THAT_COUNTS);
    }

    /** The posterior probability of all draws at which the mixture is low. */
    private double shareLacking() {
        double[] logWeights = sample.logWeights(target.scale());
        double[] logPosterior = sample.logPosterior(target.scale());
        double logEvidence = Weights.logSum(logWeights);
        double[][] points = sample.points();
        return IntStream.range(0, points.length)
                .filter(i -> logPosterior[i] - logEvidence - mixture.logDensity(points[i]) > Math.log(MISSED))
                .mapToDouble(i -> Math.exp(logWeights[i] - logEvidence))
                .sum();
    }
}
