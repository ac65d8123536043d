// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.inference.optimise.NonNegativeLeastSquares;

/**
 * A galaxy's image as Gaussians with a common centre and position angle, each convolved with every Gaussian of the PSF and integrated
 * over the pixels, a point source, and a level sky:
 *
 * <pre>  M_p = sky + sum_j w_j [ P I_p(S_j) + sum_k F_k I_p(C_k + S_j) ],   I_p(C) = (1/A_p) Int_p N(r - r_0; C) dA </pre>
 *
 * The derivatives are analytic: dN/dC = (A d d^T A - A) N / 2 with A = C^-1 and d the offset from the centre, so each is a sum of the six
 * moments of {@link PixelGaussian}. Parameters: fluxes, ln sigmas, axis ratios, then angle [rad], x, y, sky, point source.
 */
final class PixelProblem implements LeastSquaresProblem {

    /**
     * The image as it is fitted.
     *
     * @param runs where the data are
     * @param value data, one for each block
     * @param weight one over the standard deviation of each
     */
    record Data(PixelRuns runs, double[] value, double[] weight) {}

    /**
     * What is free and how far.
     *
     * @param sigma [pixel] smallest and largest sigma
     * @param ratio smallest and largest axis ratio
     * @param centre [pixel] how far the centre may move from its start, 0 to keep it and the angle
     * @param skyFree whether the sky is fitted
     * @param pointSource whether a point source at the centre is fitted
     * @param cusp what is expected of the first Gaussian, whose flux may then be negative so that it has an error near zero
     *     ({@link NonNegativeFlux}); null where nothing is
     */
    record Freedom(
            double[] sigma,
            double[] ratio,
            double centre,
            boolean skyFree,
            boolean pointSource,
            @Nullable Cusp cusp) {

        /** @return the same with another smallest axis ratio */
        Freedom withLeastRatio(double least) {
            return new Freedom(sigma, new double[] {least, ratio[1]}, centre, skyFree, pointSource, cusp);
        }

        /** @return the same with another largest sigma [pixel] */
        Freedom withWidest(double widest) {
            return new Freedom(new double[] {sigma[0], widest}, ratio, centre, skyFree, pointSource, cusp);
        }

        /** @return the same with another smallest sigma [pixel] */
        Freedom withNarrowest(double narrowest) {
            return new Freedom(new double[] {narrowest, sigma[1]}, ratio, centre, skyFree, pointSource, cusp);
        }

        /** @return the same with a point source */
        Freedom withPointSource() {
            return new Freedom(sigma, ratio, centre, skyFree, true, cusp);
        }

        /** @return the same with a first Gaussian that is known beforehand, or without */
        Freedom withCusp(@Nullable Cusp first) {
            return new Freedom(sigma, ratio, centre, skyFree, pointSource, first);
        }
    }

    /**
     * A model with its chi-squared.
     *
     * @param model the model
     * @param chiSquared of it
     */
    record Fitted(ImageModel model, double chiSquared) {}

    private final Data data;
    private final Psf psf;
    private final ImageModel start;
    private final Freedom freedom;
    private final int n;
    private final int geometry;
    private final int skyIndex;
    private final int pointIndex;

    /**
     * @param data the image; lent
     * @param psf its PSF
     * @param start where to start
     * @param freedom what is fitted
     */
    PixelProblem(Data data, Psf psf, ImageModel start, Freedom freedom) {
        this.data = data;
        this.psf = psf;
        this.start = start;
        this.freedom = freedom;
        n = start.gaussians().size();
        geometry = freedom.centre > 0 ? 3 * n : -1;
        int next = 3 * n + (geometry < 0 ? 0 : 3);
        skyIndex = freedom.skyFree ? next++ : -1;
        pointIndex = freedom.pointSource ? next : -1;
    }

    /**
     * @param point coordinates of this problem
     * @return the model they stand for
     */
    ImageModel model(double[] point) {
        double[] sigma = new double[n];
        for (int k = 0; k < n; k++) {
            sigma[k] = Math.exp(point[n + k]);
        }
        Gaussians gaussians = new Gaussians(Arrays.copyOf(point, n), sigma, Arrays.copyOfRange(point, 2 * n, 3 * n));
        boolean fixed = geometry < 0;
        return new ImageModel(
                gaussians,
                fixed ? start.angle() : Math.toDegrees(point[geometry]),
                fixed ? start.x() : point[geometry + 1],
                fixed ? start.y() : point[geometry + 2],
                skyIndex < 0 ? start.sky() : point[skyIndex],
                pointIndex < 0 ? 0 : point[pointIndex]);
    }

    @Override
    public int parameterCount() {
        return 3 * n + (geometry < 0 ? 0 : 3) + (skyIndex < 0 ? 0 : 1) + (pointIndex < 0 ? 0 : 1);
    }

    @Override
    public int residualCount() {
        return data.value.length + (freedom.cusp == null ? 0 : Cusp.NUMBERS);
    }

    @Override
    public double[] start() {
        double[] at = new double[parameterCount()];
        Gaussians gaussians = start.gaussians();
        System.arraycopy(gaussians.flux(), 0, at, 0, n);
        System.arraycopy(gaussians.axisRatio(), 0, at, 2 * n, n);
        for (int k = 0; k < n; k++) {
            at[n + k] = Math.log(gaussians.sigma()[k]);
        }
        if (geometry >= 0) {
            at[geometry] = Math.toRadians(start.angle());
            at[geometry + 1] = start.x();
            at[geometry + 2] = start.y();
        }
        if (skyIndex >= 0) {
            at[skyIndex] = start.sky();
        }
        if (pointIndex >= 0) {
            at[pointIndex] = start.pointSource();
        }
        return within(at);
    }

    /**
     * @param point coordinates of this problem. Modified
     * @return the point within the bounds that is nearest in every coordinate, in the same array
     */
    double[] within(double[] point) {
        double[] low = lower();
        double[] high = upper();
        for (int i = 0; i < point.length; i++) {
            point[i] = Math.max(low[i], Math.min(high[i], point[i]));
        }
        return point;
    }

    @Override
    public double[] lower() {
        return bounds(0, -1);
    }

    @Override
    public double[] upper() {
        return bounds(1, 1);
    }

    private double[] bounds(int end, int sign) {
        double[] bounds = new double[parameterCount()];
        Arrays.fill(bounds, sign * Double.POSITIVE_INFINITY);
        for (int k = 0; k < n; k++) {
            bounds[k] = sign < 0 ? 0 : bounds[k];
            bounds[n + k] = Math.log(freedom.sigma[end]);
            bounds[2 * n + k] = freedom.ratio[end];
        }
        if (freedom.cusp != null) {
            bounds[0] = sign * Double.POSITIVE_INFINITY;
            bounds[n] = Math.log(freedom.cusp.sigma()) + sign;
        }
        if (geometry >= 0) {
            bounds[geometry + 1] = start.x() + sign * freedom.centre;
            bounds[geometry + 2] = start.y() + sign * freedom.centre;
        }
        if (pointIndex >= 0 && sign < 0) {
            bounds[pointIndex] = 0;
        }
        return bounds;
    }

    @Override
    public void evaluate(double[] point, double[] residuals, double[][] jacobianOrNull) {
        ImageModel now = model(point);
        double[][] slopes = jacobianOrNull;
        if (slopes != null) {
            for (double[] row : slopes) {
                Arrays.fill(row, 0);
            }
        }
        Arrays.fill(residuals, now.sky());
        for (int k = 0; k < n; k++) {
            for (int j = 0; j < psf.size(); j++) {
                addGaussian(now, k, j, residuals, slopes);
            }
        }
        for (int j = 0; pointIndex >= 0 && j < psf.size(); j++) {
            addPoint(now, j, residuals, slopes);
        }
        if (slopes != null && skyIndex >= 0) {
            Arrays.fill(slopes[skyIndex], 1);
        }
        // What holds this problem may have further residuals after these.
        int m = data.value.length;
        for (int i = 0; i < m; i++) {
            residuals[i] = (residuals[i] - data.value[i]) * data.weight[i];
        }
        if (slopes != null) {
            for (double[] row : slopes) {
                for (int i = 0; i < m; i++) {
                    row[i] *= data.weight[i];
                }
            }
        }
        if (freedom.cusp != null) {
            double[] expected = freedom.cusp.expected();
            double[] error = freedom.cusp.error();
            for (int c = 0; c < Cusp.NUMBERS; c++) {
                residuals[m + c] = (point[c * n] - expected[c]) / error[c];
                for (int j = 0; slopes != null && j < slopes.length; j++) {
                    slopes[j][m + c] = j == c * n ? 1 / error[c] : 0;
                }
            }
        }
    }

    private void addGaussian(ImageModel now, int k, int j, double[] values, double[][] slopes) {
        double sigma = now.gaussians().sigma()[k];
        double ratio = now.gaussians().axisRatio()[k];
        double flux = now.gaussians().flux()[k];
        double weight = psf.weight()[j];
        double[] own = Gaussians.covariance(sigma, ratio, now.angle());
        PixelGaussian gaussian = new PixelGaussian(now.x(), now.y(), sum(own, psf.covariance(j)));
        if (slopes == null) {
            add(gaussian, values, weight * flux, null, null);
            return;
        }
        double cos = Math.cos(Math.toRadians(now.angle()));
        double sin = Math.sin(Math.toRadians(now.angle()));
        double s2 = sigma * sigma;
        double[] byLogSigma = {2 * own[0], 2 * own[1], 2 * own[2]};
        double byQ = 2 * ratio * s2;
        double[] byRatio = {byQ * sin * sin, -byQ * sin * cos, byQ * cos * cos};
        double difference = s2 * (1 - ratio) * (1 + ratio);
        double[] byAngle = {
            -2 * difference * sin * cos, difference * (cos * cos - sin * sin), 2 * difference * sin * cos
        };
        double[] a = gaussian.inverse();
        double f = weight * flux;
        double[][] coefficients = new double[geometry < 0 ? 3 : 6][];
        double[][] targets = new double[coefficients.length][];
        coefficients[0] = new double[] {weight, 0, 0, 0, 0, 0};
        coefficients[1] = byCovariance(a, byLogSigma, f);
        coefficients[2] = byCovariance(a, byRatio, f);
        targets[0] = slopes[k];
        targets[1] = slopes[n + k];
        targets[2] = slopes[2 * n + k];
        if (geometry >= 0) {
            coefficients[3] = byCovariance(a, byAngle, f);
            coefficients[4] = new double[] {0, f * a[0], f * a[1], 0, 0, 0};
            coefficients[5] = new double[] {0, f * a[1], f * a[2], 0, 0, 0};
            System.arraycopy(slopes, geometry, targets, 3, 3);
        }
        add(gaussian, values, f, coefficients, targets);
    }

    private void addPoint(ImageModel now, int j, double[] values, double[][] slopes) {
        double[] covariance = psf.covariance(j);
        covariance[0] += ImageModel.POINT * ImageModel.POINT;
        covariance[2] += ImageModel.POINT * ImageModel.POINT;
        PixelGaussian gaussian = new PixelGaussian(now.x(), now.y(), covariance);
        double weight = psf.weight()[j];
        double f = weight * now.pointSource();
        double[] a = gaussian.inverse();
        double[][] coefficients = null;
        double[][] targets = null;
        if (slopes != null) {
            coefficients = new double[][] {
                {weight, 0, 0, 0, 0, 0}, {0, f * a[0], f * a[1], 0, 0, 0}, {0, f * a[1], f * a[2], 0, 0, 0}
            };
            targets = new double[][] {slopes[pointIndex], slopes[geometry + 1], slopes[geometry + 2]};
        }
        add(gaussian, values, f, coefficients, targets);
    }

    /** Coefficients of the moments in dN = (B:dd^T - tr(A dC)) N / 2 with B = A dC A, times a factor. */
    private static double[] byCovariance(double[] a, double[] d, double factor) {
        double m00 = a[0] * d[0] + a[1] * d[1];
        double m01 = a[0] * d[1] + a[1] * d[2];
        double m10 = a[1] * d[0] + a[2] * d[1];
        double m11 = a[1] * d[1] + a[2] * d[2];
        double half = 0.5 * factor;
        return new double[] {
            -half * (m00 + m11),
            0,
            0,
            half * (m00 * a[0] + m01 * a[1]),
            half * 2 * (m00 * a[1] + m01 * a[2]),
            half * (m10 * a[1] + m11 * a[2])
        };
    }

    /** Adds a Gaussian to the values, and its moments times the coefficients to the targets. */
    private void add(
            PixelGaussian gaussian, double[] values, double factor, double[][] coefficients, double[][] targets) {
        PixelRuns runs = data.runs;
        double[][] moments = new double[coefficients == null ? 1 : PixelGaussian.MOMENTS][runs.longest()];
        for (int r = 0; r < runs.count(); r++) {
            if (!gaussian.moments(runs, r, moments)) {
                continue;
            }
            int length = runs.length(r);
            int offset = runs.offset(r);
            for (int i = 0; i < length; i++) {
                values[offset + i] += factor * moments[0][i];
            }
            for (int t = 0; coefficients != null && t < targets.length; t++) {
                combine(coefficients[t], moments, targets[t], offset, length);
            }
        }
    }

    private static void combine(double[] c, double[][] moments, double[] target, int offset, int length) {
        double[] m0 = moments[0];
        if (c[3] == 0 && c[4] == 0 && c[5] == 0) {
            double[] m1 = moments[1];
            double[] m2 = moments[2];
            for (int i = 0; i < length; i++) {
                target[offset + i] += c[0] * m0[i] + c[1] * m1[i] + c[2] * m2[i];
            }
            return;
        }
        double[] m3 = moments[3];
        double[] m4 = moments[4];
        double[] m5 = moments[5];
        for (int i = 0; i < length; i++) {
            target[offset + i] += c[0] * m0[i] + c[3] * m3[i] + c[4] * m4[i] + c[5] * m5[i];
        }
    }

    private static double[] sum(double[] a, double[] b) {
        return new double[] {a[0] + b[0], a[1] + b[1], a[2] + b[2]};
    }

    /**
     * Solves for the fluxes, sky and point source alone, the shapes kept.
     *
     * @return the start with non-negative fluxes of least chi-squared
     */
    ImageModel solveFluxes() {
        return linear().solve(-1).model();
    }

    /** @return the problem of the fluxes, sky and point source alone, the shapes kept */
    Linear linear() {
        int extra = (skyIndex < 0 ? 0 : 1) + (pointIndex < 0 ? 0 : 1);
        int m = data.value.length;
        double[][] basis = new double[n + extra][m];
        double[] value = new double[m];
        double offset = skyIndex < 0 ? start.sky() : 0;
        for (int i = 0; i < m; i++) {
            value[i] = (data.value[i] - offset) * data.weight[i];
        }
        for (int k = 0; k < n; k++) {
            double[] own = Gaussians.covariance(
                    start.gaussians().sigma()[k], start.gaussians().axisRatio()[k], start.angle());
            for (int j = 0; j < psf.size(); j++) {
                PixelGaussian gaussian = new PixelGaussian(start.x(), start.y(), sum(own, psf.covariance(j)));
                add(gaussian, basis[k], psf.weight()[j], null, null);
            }
        }
        int next = n;
        if (skyIndex >= 0) {
            Arrays.fill(basis[next++], 1);
        }
        for (int j = 0; pointIndex >= 0 && j < psf.size(); j++) {
            double[] covariance = psf.covariance(j);
            covariance[0] += ImageModel.POINT * ImageModel.POINT;
            covariance[2] += ImageModel.POINT * ImageModel.POINT;
            add(new PixelGaussian(start.x(), start.y(), covariance), basis[next], psf.weight()[j], null, null);
        }
        for (double[] column : basis) {
            for (int i = 0; i < m; i++) {
                column[i] *= data.weight[i];
            }
        }
        return new Linear(basis, value);
    }

    /** The problem of the fluxes alone: minimise |A c - b|^2 over c &gt;= 0, with columns that are made once. */
    final class Linear {

        private final NonNegativeLeastSquares.Normal normal;

        private Linear(double[][] basis, double[] value) {
            normal = NonNegativeLeastSquares.normal(basis, value);
        }

        /**
         * @param left index of a Gaussian that is left out, -1 for none
         * @return the model of least chi-squared, with the others; their fluxes may be zero
         */
        Fitted solve(int left) {
            NonNegativeLeastSquares.Normal kept = left < 0 ? normal : normal.without(left);
            double[] c = kept.solve();
            Gaussians shapes = left < 0 ? start.gaussians() : start.gaussians().without(left);
            int size = shapes.size();
            ImageModel model = new ImageModel(
                    new Gaussians(Arrays.copyOf(c, size), shapes.sigma(), shapes.axisRatio()),
                    start.angle(),
                    start.x(),
                    start.y(),
                    skyIndex < 0 ? start.sky() : c[size],
                    pointIndex < 0 ? 0 : c[c.length - 1]);
            return new Fitted(model, kept.chiSquared(c));
        }
    }
}
