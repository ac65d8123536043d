// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;

/**
 * The systematic error of the budget in which one choice at a time is changed, without distance.
 *
 * @param up [%] upward error of the mass
 * @param down [%] downward error of the mass, a positive number
 */
public record BudgetTotals(double up, double down) {

    /**
     * @param text of result.json
     * @return the totals of its budget; null where there is none
     * @throws JsonProcessingException if the text is not JSON
     */
    public static BudgetTotals ofOrNull(String text) throws JsonProcessingException {
        return ofOrNull(new ObjectMapper().readTree(text));
    }

    /**
     * @param root of result.json
     * @return the totals of its budget; null where there is none
     */
    public static BudgetTotals ofOrNull(JsonNode root) {
        JsonNode part = root.path(ErrorsJson.BLOCK).path("systematics");
        return part.path("up_percent").isNumber() && part.path("down_percent").isNumber()
                ? new BudgetTotals(
                        part.path("up_percent").asDouble(),
                        part.path("down_percent").asDouble())
                : null;
    }

    /** @return for example {@code +4.1 % and -2.0 %} */
    public String text() {
        return String.format(Locale.ROOT, "+%.1f %% and -%.1f %%", up, down);
    }
}
