package org.steelyard.inference.sample;

import java.util.Arrays;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.TriangularSolver_DDRM;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionInner_DDRM;
import org.steelyard.inference.DotProduct;

/** Ellipsoid of the points centre + L z with |z| &lt;= 1, where L is lower triangular. */
final class Ellipsoid {

    /** Fraction of the mean variance that is added to the diagonal of a singular covariance. */
    private static final double FLATTEST = 1e-10;

    /** Power iterations for a direction, whose accuracy does not matter. */
    private static final int POWER_STEPS = 20;

    private final double[] centre;
    /** [i * n + j] L, with zeros above the diagonal. */
    private final double[] axes;

    private final double logVolume;

    private Ellipsoid(double[] centre, double[] axes) {
        this.centre = centre;
        this.axes = axes;
        int n = centre.length;
        double log = n / 2.0 * Math.log(Math.PI) - LogGamma.value(n / 2.0 + 1);
        for (int j = 0; j < n; j++) {
            log += Math.log(axes[j * n + j]);
        }
        this.logVolume = log;
    }

    /**
     * The smallest ellipsoid around all points with their mean as centre and the axes of their covariance.
     *
     * @param points more points than dimensions. Not modified.
     */
    static Ellipsoid around(double[][] points) {
        int n = points[0].length;
        double[] mean = new double[n];
        for (double[] point : points) {
            for (int j = 0; j < n; j++) {
                mean[j] += point[j] / points.length;
            }
        }
        double[] covariance = new double[n * n];
        for (double[] point : points) {
            for (int i = 0; i < n; i++) {
                double d = point[i] - mean[i];
                for (int j = 0; j <= i; j++) {
                    covariance[i * n + j] += d * (point[j] - mean[j]);
                }
            }
        }
        Ellipsoid shape = new Ellipsoid(mean, factor(covariance, n));
        double farthest = 0;
        double[] scratch = new double[n];
        for (double[] point : points) {
            farthest = Math.max(farthest, shape.distanceSquared(point, scratch));
        }
        return shape.scaled(Math.sqrt(farthest));
    }

    /** Cholesky factor of a covariance whose lower triangle is given. */
    private static double[] factor(double[] covariance, int n) {
        double trace = Double.MIN_NORMAL;
        for (int i = 0; i < n; i++) {
            trace += covariance[i * n + i];
            for (int j = 0; j < i; j++) {
                covariance[j * n + i] = covariance[i * n + j];
            }
        }
        for (double added = 0; ; added = Math.max(10 * added, FLATTEST * trace / n)) {
            double[] copy = Arrays.copyOf(covariance, n * n);
            for (int i = 0; i < n; i++) {
                copy[i * n + i] += added;
            }
            CholeskyDecompositionInner_DDRM cholesky = new CholeskyDecompositionInner_DDRM(true);
            if (cholesky.decompose(DMatrixRMaj.wrap(n, n, copy))) {
                return cholesky.getT(null).data;
            }
        }
    }

    double logVolume() {
        return logVolume;
    }

    /** |z|^2 of a point, 1 at the surface. The scratch array contains z afterwards. */
    double distanceSquared(double[] point, double[] scratch) {
        int n = centre.length;
        for (int j = 0; j < n; j++) {
            scratch[j] = point[j] - centre[j];
        }
        TriangularSolver_DDRM.solveL(axes, scratch, n);
        double sum = 0;
        for (double z : scratch) {
            sum += z * z;
        }
        return sum;
    }

    /** The ellipsoid with all axes multiplied by a factor. */
    Ellipsoid scaled(double factor) {
        double[] longer = new double[axes.length];
        for (int i = 0; i < axes.length; i++) {
            longer[i] = factor * axes[i];
        }
        return new Ellipsoid(centre, longer);
    }

    /** The ellipsoid, enlarged to a smallest volume if necessary. */
    Ellipsoid atLeast(double logLeast) {
        return logVolume >= logLeast ? this : scaled(Math.exp((logLeast - logVolume) / centre.length));
    }

    /** A point drawn uniformly from the inside. */
    double[] sample(UniformRandomProvider random, ZigguratSampler.NormalizedGaussian normal) {
        double[] z = direction(normal);
        double radius = Math.pow(random.nextDouble(), 1.0 / z.length);
        double[] point = stretch(z, radius);
        for (int j = 0; j < point.length; j++) {
            point[j] += centre[j];
        }
        return point;
    }

    /** A vector from the centre to the surface, along a random direction of z. */
    double[] radius(ZigguratSampler.NormalizedGaussian normal) {
        return stretch(direction(normal), 1);
    }

    /** Approximate semi-axis along the longest axis, by power iteration. */
    double[] longestAxis() {
        int n = centre.length;
        double[] v = new double[n];
        Arrays.fill(v, 1);
        for (int iteration = 0; iteration < POWER_STEPS; iteration++) {
            double[] transposed = new double[n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    transposed[j] += axes[i * n + j] * v[i];
                }
            }
            v = stretch(transposed, 1 / Math.sqrt(DotProduct.of(transposed, transposed)));
        }
        return v;
    }

    double[] centre() {
        return centre;
    }

    /** A random unit vector. */
    private double[] direction(ZigguratSampler.NormalizedGaussian normal) {
        double[] z = new double[centre.length];
        double sum = 0;
        for (int j = 0; j < z.length; j++) {
            z[j] = normal.sample();
            sum += z[j] * z[j];
        }
        for (int j = 0; j < z.length; j++) {
            z[j] /= Math.sqrt(sum);
        }
        return z;
    }

    /** factor * L z. */
    private double[] stretch(double[] z, double factor) {
        int n = z.length;
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int j = 0; j <= i; j++) {
                sum += axes[i * n + j] * z[j];
            }
            out[i] = factor * sum;
        }
        return out;
    }
}
