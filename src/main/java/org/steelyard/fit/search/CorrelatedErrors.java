// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.steelyard.config.FitConfig;
import org.steelyard.inference.DotProduct;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.Solution;
import org.steelyard.kernel.ParallelFor;

/**
 * Errors of a fit under noise that the beam correlates and that also enters the model, by a flux map of the cube's own.
 * The estimate of a fit of independent blocks scatters with the covariance (J^T J)^-1 J^T C J (J^T J)^-1 instead of (J^T
 * J)^-1, where residuals are in units of their standard deviation and C is their correlation matrix, to which the noise
 * of the flux map belongs. A likelihood that knows the correlation L L^T of the data has L^-1 J in place of J.
 *
 * @param chiSquared [-] under the correlated noise, NaN where its factors are not known
 * @param errors [unit of each parameter] standard errors of all parameters, 0 for fixed ones, NaN where there is none
 */
public record CorrelatedErrors(double chiSquared, double[] errors) {

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
        DiskProblem problem = fit.independent(threads);
        NoiseCorrelation correlation = fit.correlation();
        double[] residuals = new double[problem.residualCount()];
        double[][] rows = new double[problem.parameterCount()][residuals.length];
        problem.evaluate(solution.point(), residuals, rows);
        if (fit.config().fit().likelihood() == FitConfig.Likelihood.CORRELATED) {
            for (double[] row : rows) {
                correlation.whiten(row);
                correlation.whitenTransposed(row);
            }
        }
        double[][] scatter = fit.noiseProduct(rows, fit.space().physical(solution.point()), threads);
        double[][] covariance = around(solution.covariance(), withPriors(scatter, fit, solution.point()));
        double chiSquared = Double.NaN;
        if (correlation != null && correlation.missing() == null) {
            correlation.whiten(residuals);
            chiSquared = DotProduct.of(residuals, residuals);
        }
        return new CorrelatedErrors(chiSquared, fit.space().physicalErrors(solution.point(), covariance));
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

    /** Covariance times scatter times covariance; NaN for coordinates without covariance. */
    private static double[][] around(double[][] covariance, double[][] scatter) {
        int n = covariance.length;
        double[][] all = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < n; k++) {
                    for (int l = 0; l < n; l++) {
                        boolean known = !Double.isNaN(covariance[k][k]) && !Double.isNaN(covariance[l][l]);
                        all[i][j] += known ? covariance[i][k] * scatter[k][l] * covariance[l][j] : 0;
                    }
                }
                if (Double.isNaN(covariance[i][i]) || Double.isNaN(covariance[j][j])) {
                    all[i][j] = Double.NaN;
                }
            }
        }
        return all;
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
