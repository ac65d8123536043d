// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import org.steelyard.inference.Solution;

/**
 * A minimum of chi^2.
 *
 * @param fit the fit that has it
 * @param solution the point and its covariance
 * @param evaluations of the model, in all
 * @param search what other starts found
 * @param <F> kind of the fit
 */
public record Minimum<F extends PreparedFit<F>>(F fit, Solution solution, int evaluations, FitResult.Search search) {

    /** @return values of all parameters */
    public double[] values() {
        return fit.space().physical(solution.point());
    }
}
