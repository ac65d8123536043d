// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.profile;

import org.apache.commons.numbers.gamma.Erf;
import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.inference.optimise.NonNegativeLeastSquares;
import org.steelyard.photometry.Gaussians;

/**
 * Gaussians fitted to surface brightnesses at points of the galaxy's own axes, with a round PSF (Cappellari 2002, MNRAS 333, 400,
 * equations 10 to 13). The parameters are the fluxes, the logarithms of sigma and, where they are free, the axis ratios.
 *
 * <pre>  M(x, y) = sum_k F_k sum_j w_j exp(-x^2/2 a^2 - y^2/2 b^2) / (2 pi a b),  a^2 = sigma_k^2 + s_j^2,  b^2 = q_k^2 sigma_k^2 + s_j^2 </pre>
 *
 * A point within half a pixel of the centre is the integral over the central pixel.
 */
final class PointProblem implements LeastSquaresProblem {

    private static final double SQRT_TWO_PI = Math.sqrt(2 * Math.PI);

    /** [pixel] Half of the central pixel. */
    private static final double HALF = 0.5;

    /**
     * The data.
     *
     * @param x [pixel] along the major axis
     * @param y [pixel] along the minor axis
     * @param value surface brightness, per pixel
     * @param error its standard deviation
     * @param integrateCentre whether points within half a pixel of the centre are the integral over a pixel
     */
    record Points(double[] x, double[] y, double[] value, double[] error, boolean integrateCentre) {

        /** @return radius [pixel] of a point */
        double radius(int i) {
            return Math.hypot(x[i], y[i]);
        }
    }

    private final Points points;
    private final double[] psfWeight;
    private final double[] psfSigma;
    private final Gaussians start;
    private final boolean freeRatios;
    private final double[] lowest;
    private final double[] highest;

    /**
     * @param points the data; lent
     * @param psfWeight weights of the Gaussians of the PSF, {1} if there is none; lent
     * @param psfSigma [pixel] their sigmas, {0} if there is none; lent
     * @param start where to start
     * @param sigmaLimits [pixel] smallest and largest sigma
     * @param ratioLimits smallest and largest axis ratio, null to keep those of the start
     */
    PointProblem(
            Points points,
            double[] psfWeight,
            double[] psfSigma,
            Gaussians start,
            double[] sigmaLimits,
            double[] ratioLimits) {
        this.points = points;
        this.psfWeight = psfWeight;
        this.psfSigma = psfSigma;
        this.start = start;
        freeRatios = ratioLimits != null;
        int n = start.size();
        lowest = new double[parameterCount()];
        highest = new double[parameterCount()];
        for (int k = 0; k < n; k++) {
            highest[k] = Double.POSITIVE_INFINITY;
            lowest[n + k] = Math.log(sigmaLimits[0]);
            highest[n + k] = Math.log(sigmaLimits[1]);
            if (freeRatios) {
                lowest[2 * n + k] = ratioLimits[0];
                highest[2 * n + k] = ratioLimits[1];
            }
        }
    }

    /**
     * @param solution a point of this problem
     * @return its Gaussians
     */
    Gaussians gaussians(double[] solution) {
        int n = start.size();
        double[] sigma = new double[n];
        double[] ratio = freeRatios ? java.util.Arrays.copyOfRange(solution, 2 * n, 3 * n) : start.axisRatio();
        for (int k = 0; k < n; k++) {
            sigma[k] = Math.exp(solution[n + k]);
        }
        return new Gaussians(java.util.Arrays.copyOf(solution, n), sigma, ratio);
    }

    @Override
    public int parameterCount() {
        return (freeRatios ? 3 : 2) * start.size();
    }

    @Override
    public int residualCount() {
        return points.value.length;
    }

    @Override
    public double[] start() {
        int n = start.size();
        double[] at = new double[parameterCount()];
        System.arraycopy(start.flux(), 0, at, 0, n);
        for (int k = 0; k < n; k++) {
            at[n + k] = Math.log(start.sigma()[k]);
        }
        if (freeRatios) {
            System.arraycopy(start.axisRatio(), 0, at, 2 * n, n);
        }
        for (int i = 0; i < at.length; i++) {
            at[i] = Math.max(lowest[i], Math.min(highest[i], at[i]));
        }
        return at;
    }

    @Override
    public double[] lower() {
        return lowest.clone();
    }

    @Override
    public double[] upper() {
        return highest.clone();
    }

    @Override
    public void evaluate(double[] point, double[] residuals, double[][] jacobianOrNull) {
        Gaussians now = gaussians(point);
        int n = now.size();
        int m = residuals.length;
        double[] unit = new double[m];
        double[] bySigma = jacobianOrNull == null ? null : new double[m];
        double[] byRatio = jacobianOrNull == null ? null : new double[m];
        for (int i = 0; i < m; i++) {
            residuals[i] = -points.value[i] / points.error[i];
        }
        double[] flux = now.flux();
        double[] sigma = now.sigma();
        double[] ratio = now.axisRatio();
        for (int k = 0; k < n; k++) {
            profile(sigma[k], ratio[k], unit, bySigma, byRatio);
            for (int i = 0; i < m; i++) {
                residuals[i] += flux[k] * unit[i];
            }
            if (jacobianOrNull != null) {
                System.arraycopy(unit, 0, jacobianOrNull[k], 0, m);
                for (int i = 0; i < m; i++) {
                    jacobianOrNull[n + k][i] = flux[k] * sigma[k] * bySigma[i];
                }
                for (int i = 0; freeRatios && i < m; i++) {
                    jacobianOrNull[2 * n + k][i] = flux[k] * byRatio[i];
                }
            }
        }
    }

    /** A Gaussian of unit flux in units of the errors, and its derivatives by sigma and axis ratio where these are wanted. */
    private void profile(double sigma, double ratio, double[] out, double[] bySigma, double[] byRatio) {
        java.util.Arrays.fill(out, 0);
        if (bySigma != null) {
            java.util.Arrays.fill(bySigma, 0);
            java.util.Arrays.fill(byRatio, 0);
        }
        for (int j = 0; j < psfWeight.length; j++) {
            double a2 = sigma * sigma + psfSigma[j] * psfSigma[j];
            double b2 = ratio * ratio * sigma * sigma + psfSigma[j] * psfSigma[j];
            double a = Math.sqrt(a2);
            double b = Math.sqrt(b2);
            double norm = psfWeight[j] / (2 * Math.PI * a * b);
            for (int i = 0; i < out.length; i++) {
                double x2 = points.x[i] * points.x[i] / a2;
                double y2 = points.y[i] * points.y[i] / b2;
                double value;
                double byA;
                double byB;
                if (points.integrateCentre && points.radius(i) < HALF) {
                    double ea = Erf.value(HALF / (Math.sqrt(2) * a));
                    double eb = Erf.value(HALF / (Math.sqrt(2) * b));
                    value = psfWeight[j] * ea * eb / points.error[i];
                    byA = -psfWeight[j] * eb * edge(a) / points.error[i];
                    byB = -psfWeight[j] * ea * edge(b) / points.error[i];
                } else {
                    value = norm * Math.exp(-0.5 * (x2 + y2)) / points.error[i];
                    byA = value * (x2 - 1) / a;
                    byB = value * (y2 - 1) / b;
                }
                out[i] += value;
                if (bySigma != null) {
                    bySigma[i] += byA * sigma / a + byB * ratio * ratio * sigma / b;
                    byRatio[i] += byB * ratio * sigma * sigma / b;
                }
            }
        }
    }

    /** -d/da erf(1/2 / (sqrt2 a)). */
    private static double edge(double a) {
        return 2 * HALF / (SQRT_TWO_PI * a * a) * Math.exp(-HALF * HALF / (2 * a * a));
    }

    /**
     * Solves for the fluxes alone.
     *
     * @param shape sigmas and axis ratios; its fluxes do not matter
     * @return the shape with non-negative fluxes of least chi-squared
     */
    Gaussians solveFluxes(Gaussians shape) {
        int n = shape.size();
        int m = residualCount();
        double[][] columns = new double[n][m];
        double[] sigma = shape.sigma();
        double[] ratio = shape.axisRatio();
        for (int k = 0; k < n; k++) {
            profile(sigma[k], ratio[k], columns[k], null, null);
        }
        double[] value = new double[m];
        for (int i = 0; i < m; i++) {
            value[i] = points.value[i] / points.error[i];
        }
        return new Gaussians(NonNegativeLeastSquares.solve(columns, value), sigma, ratio);
    }

    /**
     * @param gaussians an expansion
     * @return its values at the points over the data
     */
    double[] modelOverData(Gaussians gaussians) {
        double[] sum = new double[residualCount()];
        double[] one = new double[sum.length];
        for (int k = 0; k < gaussians.size(); k++) {
            profile(gaussians.sigma()[k], gaussians.axisRatio()[k], one, null, null);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += gaussians.flux()[k] * one[i] * points.error[i] / points.value[i];
            }
        }
        return sum;
    }
}
