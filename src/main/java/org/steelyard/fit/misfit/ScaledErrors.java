// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.misfit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.fit.search.FitResult;
import org.steelyard.fit.search.PreparedFit;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.Solution;

/**
 * Errors that include the misfit: the standard errors times the square root of chi^2 over its expectation, and in
 * quadrature the shift of each parameter that the selected causes bring, in linear expansion:
 *
 * <pre>  shift = -(J^T J)^-1 J^T sum_k a_k t_k</pre>
 *
 * @param fit that was made
 * @param solution its minimum
 * @param jacobian of its residuals there. Lent
 * @param result with the standard errors
 */
record ScaledErrors(PreparedFit<?> fit, Solution solution, double[][] jacobian, FitResult result) {

    /**
     * @param causes that were selected
     * @param reduced chi^2 over its expectation, at least 1
     * @return standard errors of the free parameters, by name
     */
    Map<String, Double> of(List<Selection.Chosen> causes, double reduced) {
        ParameterSpace space = fit.space();
        double[] shifts = shifts(causes);
        Map<String, Double> scaled = new LinkedHashMap<>();
        for (FitResult.FittedParameter p : result.parameters()) {
            if (p.free() && Double.isFinite(p.error())) {
                double shift = shifts[space.index(p.name())];
                double moved = Double.isFinite(shift) ? shift : 0;
                scaled.put(p.name(), Math.sqrt(reduced * p.error() * p.error() + moved * moved));
            }
        }
        return scaled;
    }

    private double[] shifts(List<Selection.Chosen> causes) {
        ParameterSpace space = fit.space();
        double[] change = new double[jacobian.length == 0 ? 0 : jacobian[0].length];
        for (Selection.Chosen cause : causes) {
            double[][] directions = cause.candidate().directions();
            for (int d = 0; d < directions.length; d++) {
                for (int k = 0; k < change.length; k++) {
                    change[k] += cause.score().amplitudes()[d] * directions[d][k];
                }
            }
        }
        double[] slopes = new double[jacobian.length];
        for (int j = 0; j < slopes.length; j++) {
            for (int k = 0; k < change.length; k++) {
                slopes[j] += jacobian[j][k] * change[k];
            }
        }
        double[] moved = solution.point().clone();
        double[][] covariance = solution.covariance();
        for (int i = 0; i < moved.length; i++) {
            for (int j = 0; j < moved.length; j++) {
                if (Double.isFinite(covariance[i][j])) {
                    moved[i] -= covariance[i][j] * slopes[j];
                }
            }
        }
        double[] before = space.physical(solution.point());
        double[] after = space.physical(moved);
        for (int i = 0; i < after.length; i++) {
            after[i] -= before[i];
        }
        return after;
    }
}
