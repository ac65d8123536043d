// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.sample.importance;

import org.steelyard.inference.sample.Weights;

/**
 * Draws that look along every axis for what lies beyond the tails of a distribution: one parameter, chosen at random,
 * comes from its whole prior, the others from the distribution. The density is the mean over the parameters of
 *
 * <pre>  p_j(x_j) t(x without x_j).</pre>
 */
final class AxisScan implements Proposal {

    private final Coordinates coordinates;
    /** [j] The distribution of all coordinates but j; null in one dimension. */
    private final Student[] others;

    /**
     * @param coordinates with the priors
     * @param mean of the distribution
     * @param scale matrix of the distribution, positive definite
     * @param degrees of freedom of the distribution
     */
    AxisScan(Coordinates coordinates, double[] mean, double[][] scale, double degrees) {
        this.coordinates = coordinates;
        int n = mean.length;
        others = new Student[n];
        for (int j = 0; j < n && n > 1; j++) {
            double[][] rows = new double[n - 1][];
            for (int i = 0; i < n - 1; i++) {
                rows[i] = without(j, scale[i < j ? i : i + 1]);
            }
            others[j] = Student.ofOrNull(without(j, mean), rows, degrees);
        }
    }

    @Override
    public double[] draw(Randomness random) {
        int n = others.length;
        int j = random.index(n);
        double along = coordinates.quantile(j, random.uniform());
        double[] rest = n == 1 ? new double[0] : others[j].draw(random);
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = i == j ? along : rest[i < j ? i : i - 1];
        }
        return x;
    }

    @Override
    public double logDensity(double[] x) {
        int n = others.length;
        double log = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < n; j++) {
            double along = coordinates.logPrior(j, x[j]);
            log = Weights.logSum(
                    log, n == 1 ? along : along + others[j].logDensityAt(others[j].distanceSquared(without(j, x))));
        }
        return log - Math.log(n);
    }

    private static double[] without(int j, double[] x) {
        double[] rest = new double[x.length - 1];
        System.arraycopy(x, 0, rest, 0, j);
        System.arraycopy(x, j + 1, rest, j, rest.length - j);
        return rest;
    }
}
