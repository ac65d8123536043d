// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.sample.importance;

import java.util.Arrays;
import java.util.List;
import org.steelyard.inference.SampledParameter;
import org.steelyard.inference.sample.SamplingProblem;

/** The posterior to sample, with the number of its evaluations. The draws follow L^(1 / scale) times the prior. */
final class Target {

    /** Points per call of the likelihood: seconds of work that an interruption may lose. */
    private static final int BATCH = 512;

    /** Draws outside the range of the prior per draw inside, beyond which a proposal is given up. */
    private static final int MOST_MISSES = 100_000;

    private final SamplingProblem problem;
    private final Coordinates coordinates;
    private final double scale;
    private int evaluations;

    Target(SamplingProblem problem, double scale) {
        this.problem = problem;
        this.coordinates = new Coordinates(problem);
        this.scale = scale;
    }

    Coordinates coordinates() {
        return coordinates;
    }

    List<String> names() {
        return problem.parameters().stream().map(SampledParameter::name).toList();
    }

    double scale() {
        return scale;
    }

    int evaluations() {
        return evaluations;
    }

    /** Draws points inside the range of the prior from a proposal, and adds them to a sample. */
    void draw(Proposal proposal, int count, PooledSample sample, Randomness random) {
        double[][] points = new double[count][];
        int inside = 0;
        long drawn = 0;
        while (inside < count && drawn < (long) MOST_MISSES * count) {
            double[] point = proposal.draw(random);
            drawn++;
            if (coordinates.contains(point)) {
                points[inside++] = point;
            }
        }
        if (inside < 2) {
            return;
        }
        // The unbiased estimate of the share inside, where the number inside is given (Haldane 1945, Biometrika 33,
        // 222).
        double all = inside == drawn ? drawn : inside * (drawn - 1.0) / (inside - 1.0);
        points = Arrays.copyOf(points, inside);
        sample.add(proposal, all, points, logLikelihood(points));
    }

    /** ln of the posterior density, not normalised. */
    double[] logPosterior(double[][] points) {
        double[] logDensity = logLikelihood(points);
        for (int i = 0; i < points.length; i++) {
            logDensity[i] = logDensity[i] / scale + coordinates.logPrior(points[i]);
        }
        return logDensity;
    }

    private double[] logLikelihood(double[][] points) {
        double[] logLikelihood = new double[points.length];
        for (int from = 0; from < points.length; from += BATCH) {
            double[][] batch = Arrays.copyOfRange(points, from, Math.min(points.length, from + BATCH));
            Arrays.setAll(batch, i -> coordinates.values(batch[i]));
            System.arraycopy(problem.evaluate(batch), 0, logLikelihood, from, batch.length);
        }
        evaluations += points.length;
        return logLikelihood;
    }
}
