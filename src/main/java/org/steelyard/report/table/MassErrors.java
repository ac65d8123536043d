// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.table;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Statistical and systematic errors of the black-hole mass in the error budget of a run.
 *
 * @param low [Msun] lower end of the statistical interval of 68 %; NaN where there is none
 * @param high [Msun] its upper end
 * @param source of the interval; empty where there is none
 * @param systematics systematic errors without distance; null where there are none
 */
public record MassErrors(
        double low, double high, String source, @Nullable BudgetTotals systematics) {

    /**
     * The best interval available: that of Monte Carlo refits, which is the scatter of the quoted estimate; else that of the profile; else
     * that of the posterior.
     *
     * @param root of result.json
     * @return the errors; null without an error budget of the mass
     */
    public static @Nullable MassErrors of(JsonNode root) {
        JsonNode errors = root.path(ErrorsJson.BLOCK);
        BudgetTotals systematics = BudgetTotals.ofOrNull(root);
        MassErrors statistical = interval(
                errors.path("monte_carlo").path("parameters").path("mbh"),
                "Monte Carlo refits of the best model",
                systematics);
        if (statistical == null) {
            statistical = profile(errors.path("profile_mbh").path("limits").path(0), systematics);
        }
        if (statistical == null) {
            statistical =
                    interval(errors.path("posterior").path("parameters").path("mbh"), "the posterior", systematics);
        }
        return statistical != null || systematics == null
                ? statistical
                : new MassErrors(Double.NaN, Double.NaN, "", systematics);
    }

    private static @Nullable MassErrors interval(JsonNode mass, String source, @Nullable BudgetTotals systematics) {
        JsonNode low = mass.path("lower_68");
        JsonNode high = mass.path("upper_68");
        return low.isNumber() && high.isNumber()
                ? new MassErrors(low.asDouble(), high.asDouble(), source, systematics)
                : null;
    }

    private static @Nullable MassErrors profile(JsonNode limit, @Nullable BudgetTotals systematics) {
        return limit.path("closed").asBoolean()
                ? new MassErrors(
                        limit.path("lower").asDouble(),
                        limit.path("upper").asDouble(),
                        "the profile of chi^2",
                        systematics)
                : null;
    }
}
