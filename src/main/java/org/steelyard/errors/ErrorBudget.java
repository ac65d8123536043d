// SPDX-License-Identifier: Apache-2.0
package org.steelyard.errors;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.fit.search.FitResult;

/**
 * The error budget of a fit. Parts that were not requested are null.
 *
 * @param fit the fit
 * @param seed of the random numbers
 * @param monteCarlo refits of noisy realisations
 * @param profile of chi^2 along a parameter
 * @param posterior draws from the posterior
 * @param systematics systematic tests, which change one choice at a time
 */
public record ErrorBudget(
        FitResult fit,
        long seed,
        MonteCarloResult monteCarlo,
        ProfileResult profile,
        SamplingResult posterior,
        BudgetResult systematics) {

    /** @return names of the campaigns that produced it */
    public List<String> campaigns() {
        List<String> names = new ArrayList<>();
        if (monteCarlo != null) {
            names.add("monte_carlo");
        }
        if (profile != null) {
            names.add("profile_" + profile.parameter());
        }
        if (posterior != null) {
            names.add(posterior.campaign());
        }
        if (systematics != null) {
            names.add("systematics");
        }
        return names;
    }
}
