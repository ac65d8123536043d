// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import java.util.Arrays;
import org.steelyard.config.Configuration;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.inference.DotProduct;
import org.steelyard.inference.Solution;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.potential.MgeCovariance;
import org.steelyard.potential.stars.MgeSpeeds;
import org.steelyard.potential.stars.StellarSpeeds;

/**
 * The stars of a fit whose light has errors, {@code potential.mge_covariance}, and what these errors do to the parameters. Immutable;
 * shared by threads.
 *
 * <p>At a minimum of chi^2 = r^T r, with residuals r, Jacobian J and covariance C = (J^T J)^-1 of the parameters (priors included), a
 * change dr of the residuals moves the parameters by -C J^T dr. The shifts along the principal components of the light's errors are
 * independent, so that their outer products add up to the covariance that the photometry contributes:
 *
 * <pre>  C_phot = sum_k s_k s_k^T      s_k = -C J^T (r(+h) - r(-h)) / 2h </pre>
 *
 * with r(+-h) for stars h standard deviations along component k to either side.
 */
public final class UncertainStars {

    /** h: a line that is moved by more than its width does not change linearly. */
    private static final double STEP = 0.1;

    private final MgeCovariance light;
    private final MgeSpeeds basis;

    private UncertainStars(MgeCovariance light, MgeSpeeds basis) {
        this.light = light;
        this.basis = basis;
    }

    /**
     * Reads the covariance of a configuration.
     *
     * @param config the choices of the model
     * @param galaxy the model on the pixels of the data
     * @return its stars, null where the configuration names no covariance
     * @throws org.steelyard.units.InputException if it cannot be read or belongs to another table
     */
    public static UncertainStars ofOrNull(Configuration config, GalaxyModel galaxy) {
        if (config.potential().mgeCovariance() == null) {
            return null;
        }
        MgeCovariance light = MgeCovariance.read(config.potential().mgeCovariance(), GalaxySetup.mge(config));
        return new UncertainStars(
                light, GalaxySetup.stars(config.potential(), light.basis()).at(galaxy.radii(), galaxy.pcPerArcsec()));
    }

    /** @return number of principal components of the errors */
    public int size() {
        return light.size();
    }

    /**
     * @param deviations [standard deviation] along each principal component; normal ones make a draw. Not modified
     * @return the speeds of the shifted light
     */
    public StellarSpeeds shifted(double... deviations) {
        return basis.weighted(light.weights(deviations));
    }

    /** C_phot of {@link #shifts}. */
    static double[][] covariance(double[][] shifts, int coordinates) {
        double[][] sum = new double[coordinates][coordinates];
        for (double[] shift : shifts) {
            for (int i = 0; i < coordinates; i++) {
                for (int j = 0; j < coordinates; j++) {
                    sum[i][j] += shift[i] * shift[j];
                }
            }
        }
        return sum;
    }

    /**
     * What the errors of the light do to the minimum of a fit.
     *
     * @param fit any
     * @param solution of its problem, with the covariance at its point
     * @param rows {@code [coordinate][datum]} weights of the residuals of independent data in J^T r, of {@link CorrelatedErrors}. Not modified
     * @param threads worker threads that evaluate the model
     * @return {@code [component][coordinate]} s_k, 0 for coordinates without error
     */
    double[][] shifts(PreparedFit<?> fit, Solution solution, double[][] rows, ParallelFor threads) {
        double[][] known = solution.covariance();
        int n = known.length;
        DiskProblem problem = fit.independent(threads);
        double[][] shifts = new double[size()][n];
        double[] deviations = new double[size()];
        for (int k = 0; k < deviations.length; k++) {
            Arrays.fill(deviations, 0);
            deviations[k] = STEP;
            double[] change = residuals(problem, solution, deviations);
            deviations[k] = -STEP;
            double[] opposite = residuals(problem, solution, deviations);
            Arrays.setAll(change, d -> (change[d] - opposite[d]) / (2 * STEP));
            double[] pull = new double[n];
            Arrays.setAll(pull, j -> DotProduct.of(rows[j], change));
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    shifts[k][i] -= Double.isNaN(known[i][j]) ? 0 : known[i][j] * pull[j];
                }
            }
        }
        return shifts;
    }

    private double[] residuals(DiskProblem problem, Solution solution, double[] deviations) {
        double[] residuals = new double[problem.residualCount()];
        problem.withStars(shifted(deviations)).evaluate(solution.point(), residuals, null);
        return residuals;
    }
}
