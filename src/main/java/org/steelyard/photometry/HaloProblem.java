// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import java.util.Arrays;
import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.inference.Solution;
import org.steelyard.inference.optimise.LevenbergMarquardt;

/**
 * A fit with one more Gaussian, as wide as is allowed, whose flux is the last parameter. Its best flux may be zero, but what it could be
 * belongs to the error of the sky: the two are nearly the same over the frame. Before the data it is expected to be no more than the
 * widest Gaussian, as where a profile goes on outwards as r^-2.
 *
 * @param base the fit
 * @param halo derivative of the residuals by the flux; lent
 * @param expected standard deviation of the flux before the data
 */
record HaloProblem(PixelProblem base, double[] halo, double expected) implements LeastSquaresProblem {

    /**
     * @param fit data, PSF and what is free, the sky among it
     * @param best the best model
     * @param solution the minimum
     * @return the covariance of the solution's parameters, with an unknown halo besides
     */
    static double[][] covariance(PixelFit fit, ImageModel best, Solution solution) {
        double[] ratio = best.gaussians().axisRatio();
        double[] sigma = best.gaussians().sigma();
        int widest = 0;
        for (int k = 1; k < sigma.length; k++) {
            widest = sigma[k] > sigma[widest] ? k : widest;
        }
        Gaussians one =
                new Gaussians(new double[] {1}, new double[] {fit.freedom().sigma()[1]}, new double[] {ratio[widest]});
        PixelProblem alone = new PixelProblem(
                fit.data(), fit.psf(), best.with(one), fit.freedom().withCusp(null));
        double[] residuals = new double[alone.residualCount()];
        double[][] slopes = new double[alone.parameterCount()][residuals.length];
        alone.evaluate(alone.start(), residuals, slopes);
        PixelProblem base = fit.problem(best);
        HaloProblem problem = new HaloProblem(
                base,
                Arrays.copyOf(slopes[0], base.residualCount()),
                best.gaussians().flux()[widest]);
        int p = base.parameterCount();
        Solution extended = new Solution(
                Arrays.copyOf(solution.point(), p + 1),
                solution.chiSquared(),
                null,
                solution.status(),
                solution.reason(),
                solution.evaluations(),
                null,
                null);
        double[][] all = LevenbergMarquardt.covariance(problem, extended).covariance();
        return Arrays.stream(all, 0, p).map(row -> Arrays.copyOf(row, p)).toArray(double[][]::new);
    }

    @Override
    public int parameterCount() {
        return base.parameterCount() + 1;
    }

    @Override
    public int residualCount() {
        return base.residualCount() + 1;
    }

    @Override
    public double[] start() {
        return appended(base.start(), 0);
    }

    @Override
    public double[] lower() {
        return appended(base.lower(), Double.NEGATIVE_INFINITY);
    }

    @Override
    public double[] upper() {
        return appended(base.upper(), Double.POSITIVE_INFINITY);
    }

    private static double[] appended(double[] numbers, double last) {
        double[] more = Arrays.copyOf(numbers, numbers.length + 1);
        more[numbers.length] = last;
        return more;
    }

    @Override
    public void evaluate(double[] point, double[] residuals, double[][] jacobianOrNull) {
        int p = base.parameterCount();
        base.evaluate(
                Arrays.copyOf(point, p), residuals, jacobianOrNull == null ? null : Arrays.copyOf(jacobianOrNull, p));
        for (int i = 0; i < halo.length; i++) {
            residuals[i] += point[p] * halo[i];
        }
        residuals[halo.length] = point[p] / expected;
        if (jacobianOrNull != null) {
            System.arraycopy(halo, 0, jacobianOrNull[p], 0, halo.length);
            for (int j = 0; j <= p; j++) {
                jacobianOrNull[j][halo.length] = j < p ? 0 : 1 / expected;
            }
        }
    }
}
