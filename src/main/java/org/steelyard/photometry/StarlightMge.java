// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.steelyard.cube.LocalFrame;
import org.steelyard.cube.SkyFrame;
import org.steelyard.potential.MgeTable;
import org.steelyard.units.InputException;

/**
 * The expansion of a fit in solar luminosities: what a circular speed is made of, and the numbers of the galaxy.
 *
 * @param fit the fit
 * @param calibration from its counts to luminosities
 */
public record StarlightMge(StarlightFit fit, Calibration calibration) {

    /** Draws outside the limits of an expansion that are thrown away before one is given up. */
    private static final int MOST_TRIES = 1000;

    /** Pixels whose sides differ by more than this share are not square. */
    private static final double SQUARE = 1e-3;

    /**
     * The table of the best fit.
     *
     * @return surface brightness, sigma and axis ratio of every Gaussian
     */
    public MgeTable table() {
        return table(fit.model().gaussians());
    }

    private MgeTable table(Gaussians gaussians) {
        double factor = calibration.solarPerCount();
        return new MgeTable(
                IntStream.range(0, gaussians.size())
                        .mapToDouble(k -> gaussians.peak(k) * factor)
                        .toArray(),
                Arrays.stream(gaussians.sigma())
                        .map(s -> s * calibration.pixel())
                        .toArray(),
                gaussians.axisRatio());
    }

    /**
     * Draws an expansion from the covariance of the fit: fluxes, sigmas and axis ratios together. What is at a limit stays there.
     *
     * @param random the generator
     * @return a table
     */
    public MgeTable draw(UniformRandomProvider random) {
        int n = fit.model().gaussians().size();
        double[] best = Arrays.copyOf(fit.parameters(), 3 * n);
        double[][] covariance = fit.covariance();
        int[] free = IntStream.range(0, 3 * n).filter(i -> covariance[i][i] > 0).toArray();
        double[][] root = root(covariance, free);
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            double[] point = best.clone();
            for (int e = 0; e < free.length; e++) {
                double z = normal.sample();
                for (int r = 0; r < free.length; r++) {
                    point[free[r]] += root[r][e] * z;
                }
            }
            boolean allowed = true;
            for (int k = 0; k < n; k++) {
                allowed &= point[k] >= 0 && point[2 * n + k] > 0 && point[2 * n + k] <= 1;
            }
            if (allowed) {
                double[] sigma = new double[n];
                Arrays.setAll(sigma, k -> Math.exp(point[n + k]));
                return table(new Gaussians(Arrays.copyOf(point, n), sigma, Arrays.copyOfRange(point, 2 * n, 3 * n)));
            }
        }
        throw new InputException("the MGE's covariance is too wide to draw from: " + MOST_TRIES
                + " draws had a negative flux or an axis ratio above 1; fit fewer Gaussians");
    }

    /** A root R of the covariance of the free parameters, R R^T, by the eigenvectors of the correlations. */
    private static double[][] root(double[][] covariance, int[] free) {
        int m = free.length;
        DMatrixRMaj correlation = new DMatrixRMaj(m, m);
        for (int r = 0; r < m; r++) {
            for (int c = 0; c < m; c++) {
                double scale = Math.sqrt(covariance[free[r]][free[r]] * covariance[free[c]][free[c]]);
                double value = covariance[free[r]][free[c]] / scale;
                correlation.set(r, c, Double.isFinite(value) ? value : r == c ? 1 : 0);
            }
        }
        double[][] root = new double[m][m];
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(m, true, true);
        if (m > 0 && !eigen.decompose(correlation)) {
            throw new IllegalStateException("the eigenvalues of a correlation matrix were not found");
        }
        for (int e = 0; e < m; e++) {
            double length = Math.sqrt(Math.max(0, eigen.getEigenvalue(e).getReal()));
            DMatrixRMaj vector = eigen.getEigenVector(e);
            for (int r = 0; r < m; r++) {
                root[r][e] = length * vector.get(r, 0) * Math.sqrt(covariance[free[r]][free[r]]);
            }
        }
        return root;
    }

    /**
     * The magnitude of all Gaussians, without the point source.
     *
     * @return [mag] total, corrected for extinction and K
     */
    public double totalMagnitude() {
        return calibration.totalMagnitude(fit.model().gaussians().totalFlux());
    }

    /**
     * The luminosity of all Gaussians.
     *
     * @param luminosityDistance [Mpc]
     * @return [Lsun] in the band
     */
    public double luminosity(double luminosityDistance) {
        return calibration.luminosity(fit.model().gaussians().totalFlux(), luminosityDistance);
    }

    /**
     * The effective radius: half of the light is within this radius after every Gaussian is made round, its area kept (Cappellari et al.
     * 2013, MNRAS 432, 1709, equation 11).
     *
     * @return [arcsec] circularised half-light radius
     */
    public double effectiveRadius() {
        Gaussians g = fit.model().gaussians();
        double low = 0;
        double high = 10 * Arrays.stream(g.sigma()).max().orElse(0);
        for (double middle = 0.5 * high; middle > low && middle < high; middle = 0.5 * (low + high)) {
            double inside = 0;
            for (int k = 0; k < g.size(); k++) {
                double square = g.sigma()[k] * g.sigma()[k] * g.axisRatio()[k];
                inside -= g.flux()[k] * Math.expm1(-middle * middle / (2 * square));
            }
            if (inside < 0.5 * g.totalFlux()) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high * calibration.pixel();
    }

    /**
     * The position angle of the major axis on the sky.
     *
     * @param frame of the image
     * @return [deg] north through east, in [0, 180)
     * @throws InputException if the pixels are not square or are skewed by more than 0.1 %
     */
    public double positionAngle(SkyFrame frame) {
        LocalFrame local = frame.at(fit.model().x() + 1, fit.model().y() + 1);
        double columns = Math.hypot(local.eastPerX(), local.northPerX());
        double rows = Math.hypot(local.eastPerY(), local.northPerY());
        double skew = (local.eastPerX() * local.eastPerY() + local.northPerX() * local.northPerY()) / (columns * rows);
        if (Math.abs(columns / rows - 1) > SQUARE || Math.abs(skew) > SQUARE) {
            throw new InputException("pixels of " + columns + " x " + rows + " arcsec with a skew of " + skew
                    + " are not square; resample the image");
        }
        double cos = Math.cos(Math.toRadians(fit.model().angle()));
        double sin = Math.sin(Math.toRadians(fit.model().angle()));
        double east = local.eastPerX() * cos + local.eastPerY() * sin;
        double north = local.northPerX() * cos + local.northPerY() * sin;
        double angle = Math.toDegrees(Math.atan2(east, north)) % 180;
        return angle < 0 ? angle + 180 : angle;
    }
}
