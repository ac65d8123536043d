// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.steelyard.config.FitConfig;
import org.steelyard.inference.DotProduct;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.Solution;
import org.steelyard.kernel.ParallelFor;

/**
 * Errors of a fit under noise that the beam correlates and that also enters the model, by a flux map of the cube's own.
 * The estimate of a fit of independent blocks scatters with the covariance (J^T J)^-1 J^T C J (J^T J)^-1 instead of (J^T
 * J)^-1, where residuals are in units of their standard deviation and C is their correlation matrix, to which the noise
 * of the flux map belongs. A likelihood that knows the correlation L L^T of the data has L^-1 J in place of J. Where the
 * weights of the flux map follow the parameters, J^T J + J^T J_map takes the place of J^T J outside, with the derivatives
 * J_map of the residuals by way of the map.
 *
 * @param chiSquared [-] under the correlated noise, NaN where its factors are not known
 * @param covariance of the coordinates, without the starlight; NaN for coordinates without error. Lent
 * @param errors [unit of each parameter] standard errors of all parameters, 0 for fixed ones, NaN where there is none
 * @param photometric [unit of each parameter] what the errors of the starlight contribute, to be added in quadrature; null where the
 *     starlight counts as known
 * @param shifts of the free parameters by the errors of the starlight
 * @param unusable tables of the starlight's set that do not count because they have no deprojection at the minimum
 */
public record CorrelatedErrors(
        double chiSquared,
        double[][] covariance,
        double[] errors,
        double[] photometric,
        UncertainStars.Shifts shifts,
        List<Path> unusable) {

    /** Ratio of correlated to independent errors above which a message is given. */
    private static final double TOO_SMALL = 1.1;

    /**
     * Condition number of the correlation matrix: about 20 for blocks of one beam. At this value a 1 % error of the
     * beam dominates the fit.
     */
    private static final double ILL_CONDITIONED = 1e4;

    /**
     * @param fit any
     * @param solution of its problem, in the configuration's likelihood, with the covariance at its point
     * @param threads worker threads that evaluate the model
     * @return its correlated errors
     */
    public static CorrelatedErrors of(PreparedFit<?> fit, Solution solution, ParallelFor threads) {
        DiskProblem problem = fit.likelihood(fit.independent(threads));
        NoiseCorrelation correlation = fit.correlation();
        double[] residuals = new double[problem.residualCount()];
        double[][] rows = new double[problem.parameterCount()][residuals.length];
        problem.evaluate(solution.point(), residuals, rows);
        boolean whitened = fit.config().fit().likelihood() == FitConfig.Likelihood.CORRELATED;
        if (whitened) {
            for (double[] row : rows) {
                correlation.whitenTransposed(row);
            }
        }
        PreparedFit.NoiseOfSums noise = fit.noiseOfSums(rows, solution.point(), threads);
        double[][] covariance = scattered(solution, noise, withPriors(noise.scatter(), fit, solution.point()));
        double chiSquared = Double.NaN;
        if (correlation != null && correlation.missing() == null) {
            if (!whitened) {
                correlation.whiten(residuals);
            }
            chiSquared = DotProduct.of(residuals, residuals);
        }
        double inclination = fit.inclination(fit.space().physical(solution.point()));
        UncertainStars stars = UncertainStars.ofOrNull(fit.config(), fit.galaxy(), inclination);
        double[] errors = fit.space().physicalErrors(solution.point(), covariance);
        if (stars == null) {
            return new CorrelatedErrors(chiSquared, covariance, errors, null, UncertainStars.Shifts.NONE, List.of());
        }
        UncertainStars.Shifts shifts = stars.shifts(fit, solution, rows, threads);
        double[] photometric = fit.space().physicalErrors(solution.point(), shifts.covariance(solution.point().length));
        return new CorrelatedErrors(chiSquared, covariance, errors, photometric, shifts, stars.unusable());
    }

    /** @return the covariance of the coordinates with that of the starlight; NaN for coordinates without error */
    public double[][] totalCovariance() {
        double[][] total = shifts.covariance(covariance.length);
        for (int i = 0; i < total.length; i++) {
            for (int j = 0; j < total.length; j++) {
                total[i][j] += covariance[i][j];
            }
        }
        return total;
    }

    /** @return [unit of each parameter] standard errors with those of the starlight */
    public double[] total() {
        double[] total = errors.clone();
        for (int i = 0; photometric != null && i < total.length; i++) {
            total[i] = Math.hypot(total[i], photometric[i]);
        }
        return total;
    }

    /**
     * @param added [unit of each parameter] standard deviations of another source of error
     * @return the same, with them added to the errors in quadrature
     */
    CorrelatedErrors widened(double[] added) {
        double[] widened = errors.clone();
        for (int i = 0; i < widened.length; i++) {
            widened[i] = Math.hypot(widened[i], added[i]);
        }
        return new CorrelatedErrors(chiSquared, covariance, widened, photometric, shifts, unusable);
    }

    /** J^T C J with the scatter that the priors add. */
    private static double[][] withPriors(double[][] scatter, PreparedFit<?> fit, double[] point) {
        double[][] priors = PriorProblem.jacobian(fit.space(), point);
        double weight = priors.length == 0 || priors[0].length == 0 ? 0 : fit.inflation();
        for (int i = 0; i < priors.length; i++) {
            for (int j = 0; j < priors.length; j++) {
                scatter[i][j] += weight * weight * DotProduct.of(priors[i], priors[j]);
            }
        }
        return scatter;
    }

    /** (H + K)^-1 S (H + K)^-T for H = J^T J and K of {@link PreparedFit.NoiseOfSums#followed}; NaN for coordinates without error. */
    private static double[][] scattered(Solution solution, PreparedFit.NoiseOfSums noise, double[][] scatter) {
        double[][] covariance = solution.covariance();
        int[] known = IntStream.range(0, covariance.length)
                .filter(j -> !Double.isNaN(covariance[j][j]))
                .toArray();
        double[][] all = new double[covariance.length][covariance.length];
        for (double[] row : all) {
            Arrays.fill(row, Double.NaN);
        }
        if (known.length == 0) {
            return all;
        }
        int n = known.length;
        DMatrixRMaj response = part(covariance, known);
        if (noise.followed() != null) {
            DMatrixRMaj curvature = CommonOps_DDRM.identity(n);
            CommonOps_DDRM.multAdd(response, part(noise.followed(), known), curvature);
            if (!CommonOps_DDRM.invert(curvature)) {
                return all;
            }
            response = CommonOps_DDRM.mult(curvature, response, null);
        }
        DMatrixRMaj half = CommonOps_DDRM.mult(response, part(scatter, known), null);
        DMatrixRMaj product = CommonOps_DDRM.multTransB(half, response, null);
        for (int i = 0; i < known.length; i++) {
            for (int j = 0; j < known.length; j++) {
                all[known[i]][known[j]] = product.get(i, j);
            }
        }
        return all;
    }

    private static DMatrixRMaj part(double[][] matrix, int[] places) {
        DMatrixRMaj part = new DMatrixRMaj(places.length, places.length);
        for (int i = 0; i < places.length; i++) {
            for (int j = 0; j < places.length; j++) {
                part.set(i, j, matrix[places[i]][places[j]]);
            }
        }
        return part;
    }

    private static int residuals(PreparedFit<?> fit) {
        return fit.correlation() == null || fit.correlation().missing() != null
                ? fit.data().length
                : fit.correlation().count();
    }

    /**
     * Adds the errors of other conventions: independent blocks, and their inflation by (2 N)^(1/4) of van den Bosch and
     * van de Ven (2009, MNRAS 398, 1117), which KinMS_fitter uses and no model of the noise implies.
     *
     * @param found the minimum
     * @param likelihood in which it was found
     * @param derived Modified: the numbers are added
     * @param messages Modified: a line is added where independent blocks would give errors that are too small, or the
     *     matrix is badly conditioned
     */
    void report(Minimum<?> found, FitConfig.Likelihood likelihood, Map<String, Object> derived, List<String> messages) {
        ParameterSpace space = found.fit().space();
        double[] naive =
                space.physicalErrors(found.solution().point(), found.solution().covariance());
        Map<String, Object> independent = new LinkedHashMap<>();
        Map<String, Object> inflated = new LinkedHashMap<>();
        double factor = Math.pow(2.0 * residuals(found.fit()), 0.25);
        inflated.put("convention", "errors times (2 N)^(1/4), van den Bosch and van de Ven 2009");
        inflated.put("factor", factor);
        for (int i = 0; i < space.size(); i++) {
            if (space.coordinate(i) >= 0) {
                independent.put(space.names().get(i), naive[i]);
                inflated.put(space.names().get(i), factor * naive[i]);
            }
        }
        if (likelihood == FitConfig.Likelihood.INDEPENDENT) {
            derived.put("errors_independent", independent);
            int mass = space.index("mbh");
            double ratio = errors[mass] / naive[mass];
            if (space.coordinate(mass) >= 0) {
                derived.put("mbh_error_ratio", ratio);
            }
            if (ratio > TOO_SMALL) {
                messages.add(String.format(
                        Locale.ROOT,
                        "the errors account for noise that the beam correlates; with independent data the error of mbh would be %.2f times smaller, %.3g Msun (derived.errors_independent)",
                        ratio,
                        naive[mass]));
            }
        }
        derived.put("errors_inflated", inflated);
        if (found.fit().correlation() == null || found.fit().correlation().missing() != null) {
            return;
        }
        double condition = found.fit().correlation().condition();
        derived.put("noise_condition", condition);
        if (likelihood == FitConfig.Likelihood.CORRELATED && condition > ILL_CONDITIONED) {
            messages.add(String.format(
                    Locale.ROOT,
                    "the correlation matrix of the noise has condition number %.1g: differences between neighbouring blocks dominate the fit, and so do small errors of the beam or the flux map; use larger blocks, model.block",
                    condition));
        }
    }
}
