// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.profile;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Newton's method with Levenberg's damping for S = sum_i (M_i / y_i - 1)^2, M = sum_k exp(u_k) exp(-x^2 / (2 sigma_k^2)), in u_k and
 * ln sigma_k. The second derivatives of M are kept: the residuals of an expansion with too few Gaussians are systematic, and the
 * Gauss-Newton step, which leaves them out, converges slowly there.
 */
final class ProfileNewton {

    private static final int MOST_STEPS = 200;

    /** A step that is predicted to lower S by less than this share ends the search. */
    private static final double TOLERANCE = 1e-6;

    private static final double MOST_DAMPING = 1e8;

    private final double[] squaredRadius;
    private final double[] value;
    private final int n;
    private double[] residual;
    private final double[][] first;
    private final double[][] second;
    private final double[] gradient;
    private final DMatrixRMaj hessian;

    /**
     * @param radius positive radii. Not modified
     * @param value positive values; lent
     * @param gaussians number of Gaussians
     */
    ProfileNewton(double[] radius, double[] value, int gaussians) {
        squaredRadius = Arrays.stream(radius).map(r -> r * r).toArray();
        this.value = value;
        n = gaussians;
        residual = new double[value.length];
        first = new double[2 * n][value.length];
        second = new double[n][value.length];
        gradient = new double[2 * n];
        hessian = new DMatrixRMaj(2 * n, 2 * n);
    }

    /**
     * @param start ln peaks, then ln sigmas. Not modified
     * @return the minimum of S next to it
     */
    double[] minimise(double[] start) {
        double[] point = start.clone();
        double sum = evaluate(point);
        double damping = 1e-3;
        DMatrixRMaj damped = new DMatrixRMaj(2 * n, 2 * n);
        DMatrixRMaj step = new DMatrixRMaj(2 * n, 1);
        DMatrixRMaj right = new DMatrixRMaj(2 * n, 1);
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.chol(2 * n);
        derivatives();
        for (int steps = 0; steps < MOST_STEPS && damping < MOST_DAMPING; steps++) {
            damped.setTo(hessian);
            for (int i = 0; i < 2 * n; i++) {
                damped.add(i, i, damping * squaredNorm(i));
                right.set(i, 0, -gradient[i]);
            }
            if (!solver.setA(damped)) {
                damping = Math.max(4 * damping, 1e-8);
                continue;
            }
            solver.solve(right, step);
            double[] trial = point.clone();
            double predicted = 0;
            for (int i = 0; i < 2 * n; i++) {
                trial[i] += step.get(i, 0);
                predicted -= gradient[i] * step.get(i, 0);
            }
            double[] kept = residual;
            residual = new double[kept.length];
            double trialSum = evaluate(trial);
            if (trialSum < sum) {
                boolean settled = predicted < TOLERANCE * sum && damping < 1e-2;
                point = trial;
                sum = trialSum;
                if (settled) {
                    return point;
                }
                derivatives();
                damping *= 0.2;
            } else {
                residual = kept;
                evaluate(point);
                damping *= 4;
            }
        }
        return point;
    }

    private double squaredNorm(int i) {
        double sum = 0;
        for (double d : first[i]) {
            sum += d * d;
        }
        return sum;
    }

    /** Fills the residuals and the derivatives of M; returns S. */
    private double evaluate(double[] point) {
        int m = value.length;
        Arrays.fill(residual, -1);
        for (int k = 0; k < n; k++) {
            double inverse = Math.exp(-2 * point[n + k]);
            double[] byPeak = first[k];
            double[] bySigma = first[n + k];
            for (int i = 0; i < m; i++) {
                double t = squaredRadius[i] * inverse;
                double term = Math.exp(point[k] - 0.5 * t) / value[i];
                residual[i] += term;
                byPeak[i] = term;
                bySigma[i] = term * t;
                second[k][i] = term * t * (t - 2);
            }
        }
        double sum = 0;
        for (double r : residual) {
            sum += r * r;
        }
        return sum;
    }

    private void derivatives() {
        for (int i = 0; i < 2 * n; i++) {
            gradient[i] = dot(first[i], residual);
            for (int j = 0; j <= i; j++) {
                double h = dot(first[i], first[j]);
                hessian.set(i, j, h);
                hessian.set(j, i, h);
            }
        }
        for (int k = 0; k < n; k++) {
            // d2M/du2 = dM/du and d2M/du dsigma = dM/dsigma, for u enters as exp(u).
            hessian.add(k, k, gradient[k]);
            hessian.add(k, n + k, gradient[n + k]);
            hessian.add(n + k, k, gradient[n + k]);
            hessian.add(n + k, n + k, dot(second[k], residual));
        }
    }

    private static double dot(double[] a, double[] b) {
        double even = 0;
        double odd = 0;
        int i = 0;
        for (; i + 1 < a.length; i += 2) {
            even += a[i] * b[i];
            odd += a[i + 1] * b[i + 1];
        }
        return i < a.length ? even + odd + a[i] * b[i] : even + odd;
    }
}
