package org.steelyard.inference.sample;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Evidence, mean and covariance of a run, with standard errors from bootstrap samples of its threads (Higson et al.
 * 2018, Bayesian Analysis 13, 873). These errors include the scatter of the prior volumes and of the points inside
 * them.
 */
record NestedPosterior(
        double logZ,
        double logZError,
        double information,
        double[] logWeights,
        double[] mean,
        double[] meanErrors,
        double[][] covariance,
        double[][] covarianceErrors) {

    /** Number of bootstrap samples, which gives an error to 5 %. */
    private static final int BOOTSTRAPS = 200;

    static NestedPosterior of(DeadPoints dead, UniformRandomProvider random) {
        double[][] points = dead.points();
        int[] copies = new int[dead.threadCount()];
        Arrays.fill(copies, 1);
        DeadPoints.Integral whole = dead.integrate(copies);
        double[] moments = moments(points, whole.logWeights());
        Spread logZ = new Spread(1);
        Spread spread = new Spread(moments.length);
        for (int b = 0; b < BOOTSTRAPS; b++) {
            Arrays.fill(copies, 0);
            for (int k = 0; k < copies.length; k++) {
                copies[random.nextInt(copies.length)]++;
            }
            DeadPoints.Integral part = dead.integrate(copies);
            if (part.logZ() > Double.NEGATIVE_INFINITY) {
                logZ.add(new double[] {part.logZ()});
                spread.add(moments(points, part.logWeights()));
            }
        }
        int n = points[0].length;
        double[] errors = spread.deviations();
        return new NestedPosterior(
                whole.logZ(),
                logZ.deviations()[0],
                information(dead.logLikelihood(), whole),
                whole.logWeights(),
                Arrays.copyOf(moments, n),
                Arrays.copyOf(errors, n),
                square(moments, n),
                square(errors, n));
    }

    /** Kullback-Leibler divergence from the prior to the posterior, sum_i w_i (ln L_i - ln Z). */
    private static double information(double[] logLikelihood, DeadPoints.Integral integral) {
        double sum = 0;
        for (int i = 0; i < logLikelihood.length; i++) {
            double weight = Math.exp(integral.logWeights()[i]);
            sum += weight > 0 ? weight * (logLikelihood[i] - integral.logZ()) : 0;
        }
        return sum;
    }

    /** The means, followed by the rows of the lower triangle of the covariance. */
    static double[] moments(double[][] points, double[] logWeights) {
        int n = points[0].length;
        double[] moments = new double[n + n * (n + 1) / 2];
        double[] weights = new double[points.length];
        for (int i = 0; i < points.length; i++) {
            weights[i] = Math.exp(logWeights[i]);
            for (int j = 0; j < n && weights[i] > 0; j++) {
                moments[j] += weights[i] * points[i][j];
            }
        }
        for (int i = 0; i < points.length; i++) {
            int next = n;
            for (int j = 0; j < n && weights[i] > 0; j++) {
                double d = weights[i] * (points[i][j] - moments[j]);
                for (int k = 0; k <= j; k++) {
                    moments[next++] += d * (points[i][k] - moments[k]);
                }
            }
        }
        return moments;
    }

    private static double[][] square(double[] moments, int n) {
        double[][] square = new double[n][n];
        int next = n;
        for (int j = 0; j < n; j++) {
            for (int k = 0; k <= j; k++) {
                square[j][k] = moments[next];
                square[k][j] = moments[next++];
            }
        }
        return square;
    }

    /** Running mean and sum of squares (Welford 1962). */
    private static final class Spread {

        private final double[] mean;
        private final double[] squares;
        private int count;

        Spread(int length) {
            mean = new double[length];
            squares = new double[length];
        }

        void add(double[] x) {
            count++;
            for (int j = 0; j < x.length; j++) {
                double d = x[j] - mean[j];
                mean[j] += d / count;
                squares[j] += d * (x[j] - mean[j]);
            }
        }

        double[] deviations() {
            return Arrays.stream(squares).map(s -> Math.sqrt(s / (count - 1))).toArray();
        }
    }
}
