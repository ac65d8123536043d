// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.sample.importance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.inference.sample.Weights;

/**
 * Points that were drawn from several proposals, weighted as draws from all of them together (the deterministic mixture
 * of Owen and Zhou 2000, JASA 95, 135; adaptive multiple importance sampling of Cornuet, Marin, Mira and Robert 2012,
 * Scandinavian Journal of Statistics 39, 798):
 *
 * <pre>  w_i = L(x_i) p(x_i) / sum_t n_t q_t(x_i).</pre>
 *
 * The sum of the weights is the evidence. n_t counts the draws of proposal t with those outside the range of the prior,
 * whose weight is 0.
 */
final class PooledSample {

    private final Coordinates coordinates;
    private final List<Part> parts = new ArrayList<>();
    private final List<double[]> points = new ArrayList<>();
    private final List<Integer> owner = new ArrayList<>();
    private final List<Double> logLikelihood = new ArrayList<>();
    private final List<Double> logPrior = new ArrayList<>();
    /** ln sum_t n_t q_t. */
    private final List<Double> logMixture = new ArrayList<>();

    private record Part(Proposal proposal, double count) {

        double logDensity(double[] x) {
            return Math.log(count) + proposal.logDensity(x);
        }
    }

    PooledSample(Coordinates coordinates) {
        this.coordinates = coordinates;
    }

    /**
     * @param proposal from which the points were drawn
     * @param count n_t of these draws
     * @param drawn those inside the range of the prior. Lent
     * @param likelihoods ln L of these
     */
    void add(Proposal proposal, double count, double[][] drawn, double[] likelihoods) {
        Part part = new Part(proposal, count);
        parts.add(part);
        for (int i = 0; i < points.size(); i++) {
            logMixture.set(i, Weights.logSum(logMixture.get(i), part.logDensity(points.get(i))));
        }
        for (int i = 0; i < drawn.length; i++) {
            points.add(drawn[i]);
            owner.add(parts.size() - 1);
            logLikelihood.add(likelihoods[i]);
            logPrior.add(coordinates.logPrior(drawn[i]));
            logMixture.add(logMixture(drawn[i]));
        }
    }

    /** Adds all points of another sample. */
    void addAll(PooledSample other) {
        for (int t = 0; t < other.parts.size(); t++) {
            int part = t;
            int[] own = IntStream.range(0, other.size())
                    .filter(i -> other.owner.get(i) == part)
                    .toArray();
            add(
                    other.parts.get(t).proposal,
                    other.parts.get(t).count,
                    Arrays.stream(own).mapToObj(other.points::get).toArray(double[][]::new),
                    Arrays.stream(own).mapToDouble(other.logLikelihood::get).toArray());
        }
    }

    /** ln sum_t n_t q_t at a point. */
    private double logMixture(double[] x) {
        double log = Double.NEGATIVE_INFINITY;
        for (Part part : parts) {
            log = Weights.logSum(log, part.logDensity(x));
        }
        return log;
    }

    /** ln of the density of all draws at a point. */
    double logDensity(double[] x) {
        return logMixture(x) - Math.log(parts.stream().mapToDouble(Part::count).sum());
    }

    int size() {
        return points.size();
    }

    double[][] points() {
        return points.toArray(new double[0][]);
    }

    double[] logLikelihood() {
        return logLikelihood.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** [i] ln w_i with the likelihood L^(1 / scale). */
    double[] logWeights(double scale) {
        double[] logs = logPosterior(scale);
        Arrays.setAll(logs, i -> logs[i] - logMixture.get(i));
        return logs;
    }

    /** [i] ln of L^(1 / scale) p. */
    double[] logPosterior(double scale) {
        double[] logs = new double[size()];
        Arrays.setAll(logs, i -> logLikelihood.get(i) / scale + logPrior.get(i));
        return logs;
    }

    /**
     * The efficiency of the last proposal: effective sample size per point of its own draws, weighted as if there were
     * no others.
     */
    double efficiency(double scale) {
        Proposal last = parts.get(parts.size() - 1).proposal();
        double first = Double.NEGATIVE_INFINITY;
        double second = Double.NEGATIVE_INFINITY;
        int n = 0;
        for (int i = size() - 1; i >= 0 && owner.get(i) == parts.size() - 1; i--) {
            double log = logLikelihood.get(i) / scale + logPrior.get(i) - last.logDensity(points.get(i));
            first = Weights.logSum(first, log);
            second = Weights.logSum(second, 2 * log);
            n++;
        }
        return first == Double.NEGATIVE_INFINITY ? 0 : Math.exp(2 * first - second) / n;
    }

    /**
     * Standard error of the logarithm of the sum of weights. The draws of every proposal scatter about their own mean:
     * the variance is sum_t (sum w^2 - (sum w)^2 / n_t).
     *
     * @param logWeights [i] ln w_i. Not modified
     */
    double errorOfLogSum(double[] logWeights) {
        double[] sums = new double[parts.size()];
        double[] squares = new double[parts.size()];
        double highest = Arrays.stream(logWeights).max().orElse(0);
        for (int i = 0; i < logWeights.length; i++) {
            double w = Math.exp(logWeights[i] - highest);
            sums[owner.get(i)] += w;
            squares[owner.get(i)] += w * w;
        }
        double sum = 0;
        double variance = 0;
        for (int t = 0; t < sums.length; t++) {
            sum += sums[t];
            variance += squares[t] - sums[t] * sums[t] / parts.get(t).count();
        }
        return Math.sqrt(Math.max(0, variance)) / sum;
    }
}
