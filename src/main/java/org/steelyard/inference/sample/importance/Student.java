// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.sample.importance;

import org.apache.commons.numbers.gamma.LogGamma;
import org.steelyard.inference.CholeskyFactor;

/**
 * Multivariate Student t distribution of a centre m, a scale matrix S = L L^T and nu degrees of freedom,
 *
 * <pre>  t(x) = Gamma((nu + d) / 2) / (Gamma(nu / 2) (nu pi)^(d/2) |S|^(1/2)) (1 + delta^2 / nu)^(-(nu + d) / 2),
 *   delta^2 = (x - m)^T S^-1 (x - m).</pre>
 *
 * @param centre m. Lent
 * @param factor L
 * @param degrees nu
 * @param stretch by which L is multiplied
 * @param logPeak ln t(m)
 */
record Student(double[] centre, CholeskyFactor factor, double degrees, double stretch, double logPeak) {

    /** Squared distance, beyond the mean of a normal distribution, that belongs to a maximum. */
    private static final double REACH = 6;

    /**
     * @param centre m. Lent
     * @param scale [i][j] S. Not modified
     * @param degrees nu
     * @return the distribution, or null if S is not positive definite to rounding
     */
    static Student ofOrNull(double[] centre, double[][] scale, double degrees) {
        int d = centre.length;
        double[] flat = new double[d * d];
        for (int i = 0; i < d; i++) {
            System.arraycopy(scale[i], 0, flat, i * d, d);
        }
        CholeskyFactor factor = CholeskyFactor.ofOrNull(flat, d);
        return factor == null ? null : new Student(centre, factor, degrees, 1, logPeak(d, factor, degrees, 1));
    }

    private static double logPeak(double d, CholeskyFactor factor, double degrees, double stretch) {
        return LogGamma.value((degrees + d) / 2)
                - LogGamma.value(degrees / 2)
                - d / 2 * Math.log(degrees * Math.PI)
                - factor.logarithmOfDeterminant() / 2
                - d * Math.log(stretch);
    }

    /** The same shape about another centre. */
    Student about(double[] other) {
        return new Student(other, factor, degrees, stretch, logPeak);
    }

    /** The same centre with all axes longer by a factor, and other degrees of freedom. */
    Student wider(double times, double otherDegrees) {
        double longer = times * stretch;
        return new Student(centre, factor, otherDegrees, longer, logPeak(centre.length, factor, otherDegrees, longer));
    }

    double[] draw(Randomness random) {
        double[] z = new double[centre.length];
        for (int j = 0; j < z.length; j++) {
            z[j] = random.normal();
        }
        double radius = 1 / Math.sqrt(random.meanSquare(degrees));
        for (int j = 0; j < z.length; j++) {
            z[j] *= radius;
        }
        return at(z);
    }

    /** The point m + L z. */
    double[] at(double[] z) {
        double[] x = z.clone();
        factor.colour(x);
        for (int j = 0; j < x.length; j++) {
            x[j] = centre[j] + stretch * x[j];
        }
        return x;
    }

    /** z of a point m + L z. */
    double[] whitened(double[] x) {
        double[] z = new double[centre.length];
        for (int j = 0; j < z.length; j++) {
            z[j] = (x[j] - centre[j]) / stretch;
        }
        factor.whiten(z);
        return z;
    }

    /** delta^2, the squared distance from the centre. */
    double distanceSquared(double[] x) {
        double sum = 0;
        for (double z : whitened(x)) {
            sum += z * z;
        }
        return sum;
    }

    /** Whether a point is where most draws lie. */
    boolean reaches(double[] x) {
        return distanceSquared(x) < x.length + REACH;
    }

    /** ln t at a squared distance. */
    double logDensityAt(double distanceSquared) {
        return logPeak - (degrees + centre.length) / 2 * Math.log1p(distanceSquared / degrees);
    }

    /** The weight (nu + d) / (nu + delta^2) of a point in the maximum-likelihood centre and scale matrix. */
    double pull(double distanceSquared) {
        return (degrees + centre.length) / (degrees + distanceSquared);
    }
}
