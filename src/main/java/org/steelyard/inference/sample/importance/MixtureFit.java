// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.sample.importance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fits a mixture of Student t distributions to weighted points by expectation maximisation (Peel and McLachlan 2000,
 * Statistics and Computing 10, 339), which minimises the Kullback-Leibler divergence from the posterior to the
 * mixture (Cappe et al. 2008, Statistics and Computing 18, 447). The numbers of components and of degrees of freedom
 * are those of the lowest
 *
 * <pre>  -2 n sum_i w_i ln q(x_i) + k ln n</pre>
 *
 * (Schwarz 1978, Annals of Statistics 6, 461), with the effective sample size n and the number k of free numbers.
 */
final class MixtureFit {

    private static final int[] COUNTS = {1, 2, 3, 4, 6, 8, 12, 16, 24};

    /** Degrees of freedom: those of the first fits, then heavier and lighter tails. */
    private static final double[] DEGREES = {10, 4, 40};

    /** Numbers of components that may fail to improve the fit in a row. */
    private static final int PATIENCE = 2;

    /** More points than this would not change a proposal. */
    private static final int MOST_POINTS = 3000;

    private static final int MOST_STEPS = 50;

    /** Rise of the mean ln q that ends the iteration: a per mille of the efficiency. */
    private static final double SMALL = 1e-3;

    /** [effective point] Weight of the covariance of all points in that of a component, which keeps it invertible. */
    private static final double SHRINKAGE = 1;

    private final WeightedPoints sample;
    private final double size;
    private final double[][] covariance;
    private final Student whole;

    private MixtureFit(WeightedPoints sample, double size, double[][] covariance, Student whole) {
        this.sample = sample;
        this.size = size;
        this.covariance = covariance;
        this.whole = whole;
    }

    /**
     * @param all points with weights
     * @param random of the starting values
     * @return the mixture, or null if the points do not span all dimensions
     */
    static StudentMixture ofOrNull(WeightedPoints all, Randomness random) {
        if (all.size() < 2) {
            return null;
        }
        double size = all.effectiveSampleSize();
        double[] mean = all.mean();
        double[][] covariance = all.covariance(mean);
        Student whole = Student.ofOrNull(mean, covariance, DEGREES[0]);
        return whole == null
                ? null
                : new MixtureFit(all.thinned(MOST_POINTS, random), size, covariance, whole).best(random);
    }

    private StudentMixture best(Randomness random) {
        Trial best = null;
        int failed = 0;
        for (int i = 0; i < COUNTS.length && failed < PATIENCE; i++) {
            Trial trial = maximised(started(COUNTS[i], random), DEGREES[0]);
            if (trial == null) {
                break;
            }
            failed = best == null || trial.criterion < best.criterion ? 0 : failed + 1;
            best = failed == 0 ? trial : best;
        }
        if (best == null) {
            return StudentMixture.of(whole);
        }
        Trial first = best;
        for (double degrees : Arrays.copyOfRange(DEGREES, 1, DEGREES.length)) {
            Trial trial = maximised(first.responsibilities, degrees);
            best = trial != null && trial.criterion < best.criterion ? trial : best;
        }
        return best.mixture;
    }

    private record Trial(StudentMixture mixture, double[][] responsibilities, double criterion) {}

    /** [component][i] 1 for the component whose centre is nearest: centres far from each other (k-means++). */
    private double[][] started(int count, Randomness random) {
        int n = sample.size();
        double[] nearest = new double[n];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        int[] owner = new int[n];
        for (int k = 0; k < count; k++) {
            double[] chances = new double[n];
            double sum = 0;
            for (int i = 0; i < n; i++) {
                chances[i] = sample.weights()[i] * (k == 0 ? 1 : nearest[i]);
                sum += chances[i];
            }
            for (int i = 0; i < n; i++) {
                chances[i] /= sum;
            }
            Student centred = whole.about(sample.points()[random.choose(chances)]);
            for (int i = 0; i < n; i++) {
                double distance = centred.distanceSquared(sample.points()[i]);
                if (distance < nearest[i]) {
                    nearest[i] = distance;
                    owner[i] = k;
                }
            }
        }
        double[][] responsibilities = new double[count][n];
        for (int i = 0; i < n; i++) {
            responsibilities[owner[i]][i] = 1;
        }
        return responsibilities;
    }

    /** The best mixture from given responsibilities, or null if a component has too few points. */
    private Trial maximised(double[][] start, double degrees) {
        int n = sample.size();
        double[][] responsibilities = start;
        double[][] pulls = new double[start.length][n];
        for (double[] row : pulls) {
            Arrays.fill(row, 1);
        }
        double before = Double.NEGATIVE_INFINITY;
        for (int step = 0; ; step++) {
            StudentMixture mixture = mixtureOrNull(responsibilities, pulls, degrees);
            if (mixture == null) {
                return null;
            }
            responsibilities = new double[start.length][n];
            double mean = expect(mixture, responsibilities, pulls);
            if (mean - before < SMALL || step == MOST_STEPS) {
                double d = sample.dimension();
                double free = start.length * (d + d * (d + 1) / 2 + 1) - 1;
                return new Trial(mixture, responsibilities, -2 * size * mean + free * Math.log(size));
            }
            before = mean;
        }
    }

    /** Sets the responsibilities and pulls of the components and returns the mean of ln q. */
    private double expect(StudentMixture mixture, double[][] responsibilities, double[][] pulls) {
        int count = mixture.shares().length;
        double mean = 0;
        double[] logs = new double[count];
        for (int i = 0; i < sample.size(); i++) {
            double highest = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < count; k++) {
                Student t = mixture.components().get(k);
                double distance = t.distanceSquared(sample.points()[i]);
                pulls[k][i] = t.pull(distance);
                logs[k] = Math.log(mixture.shares()[k]) + t.logDensityAt(distance);
                highest = Math.max(highest, logs[k]);
            }
            double sum = 0;
            for (int k = 0; k < count; k++) {
                responsibilities[k][i] = Math.exp(logs[k] - highest);
                sum += responsibilities[k][i];
            }
            for (int k = 0; k < count; k++) {
                responsibilities[k][i] /= sum;
            }
            mean += sample.weights()[i] * (highest + Math.log(sum));
        }
        return mean;
    }

    private StudentMixture mixtureOrNull(double[][] responsibilities, double[][] pulls, double degrees) {
        int count = responsibilities.length;
        double[] shares = new double[count];
        List<Student> components = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            double[] weights = new double[sample.size()];
            double pulled = 0;
            for (int i = 0; i < weights.length; i++) {
                double own = sample.weights()[i] * responsibilities[k][i];
                shares[k] += own;
                weights[i] = own * pulls[k][i];
                pulled += weights[i];
            }
            double points = shares[k] * size;
            if (count > 1 && points < 2 * (sample.dimension() + 1)) {
                return null;
            }
            for (int i = 0; i < weights.length; i++) {
                weights[i] /= pulled;
            }
            WeightedPoints own = new WeightedPoints(sample.points(), weights);
            double[] mean = own.mean();
            double[][] scale = own.covariance(mean);
            for (int i = 0; i < mean.length; i++) {
                for (int j = 0; j < mean.length; j++) {
                    scale[i][j] = (pulled / shares[k] * points * scale[i][j] + SHRINKAGE * covariance[i][j])
                            / (points + SHRINKAGE);
                }
            }
            Student component = Student.ofOrNull(mean, scale, degrees);
            if (component == null) {
                return null;
            }
            components.add(component);
        }
        return new StudentMixture(shares, components);
    }
}
