// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.steelyard.report.table.BudgetTotals;
import org.steelyard.report.table.ComparisonJson;
import org.steelyard.report.table.ComparisonTable;

/** Writes the section of report.html on the comparison of models, from the block {@code comparison} of result.json. */
public final class ComparisonSection {

    private static final Map<String, String> ENSEMBLES = Map.of(
            "unweighted", "All models alike",
            "weighted_by_bic", "Weights exp(\u2212\u0394BIC/2)",
            "weighted_by_evidence", "Weights by evidence");

    private final HtmlWriter html = new HtmlWriter();

    private ComparisonSection() {}

    /**
     * @param root of result.json
     * @return HTML of the section; empty without a comparison
     */
    public static String of(JsonNode root) {
        JsonNode block = root.path(ComparisonJson.BLOCK);
        if (block.isMissingNode()) {
            return "";
        }
        ComparisonSection section = new ComparisonSection();
        section.html.element("h2", "Comparison of models");
        section.ensembles(block.path("mbh"), BudgetTotals.ofOrNull(root));
        block.path("notes").forEach(note -> section.html.note(note.asText()));
        section.models(block);
        return section.html.html();
    }

    private void ensembles(JsonNode ensembles, BudgetTotals totalsOrNull) {
        html.openTable("<i>M</i><sub>BH</sub> over the models", "Median", "68 %", "Models", "Models with weight");
        for (Map.Entry<String, JsonNode> entry : ensembles.properties()) {
            JsonNode e = entry.getValue();
            html.row(
                    HtmlWriter.cell(ENSEMBLES.getOrDefault(entry.getKey(), entry.getKey())),
                    number(e.path("median"), "%.4g"),
                    HtmlWriter.number(
                            text(e.path("lower_68"), "%.4g") + " &hellip; " + text(e.path("upper_68"), "%.4g")),
                    number(e.path("models"), "%.0f"),
                    number(e.path("effective_models"), "%.1f"));
        }
        html.closeTable();
        if (totalsOrNull != null) {
            html.note("Changing one choice at a time gives a systematic error of " + totalsOrNull.text() + ".");
        }
    }

    private void models(JsonNode block) {
        List<String> keys = new ArrayList<>();
        block.path("choices").fieldNames().forEachRemaining(keys::add);
        boolean evidence = block.path("mbh").has("weighted_by_evidence");
        List<String> headings = new ArrayList<>();
        keys.forEach(key -> headings.add("<code>" + HtmlWriter.escape(key) + "</code>"));
        headings.addAll(List.of(
                "<i>M</i><sub>BH</sub>",
                "Error",
                "&Delta;&chi;<sup>2</sup>",
                "&Delta;BIC",
                evidence ? "ln Z" : "Set",
                "Weight",
                "Remarks"));
        html.openTable(headings.toArray(String[]::new));
        for (JsonNode model : block.path("models")) {
            List<String> cells = new ArrayList<>();
            for (String key : keys) {
                cells.add(HtmlWriter.cell(model.path("values").path(key).asText(ComparisonTable.NO_EFFECT)));
            }
            cells.add(number(model.path("mbh"), "%.4g"));
            cells.add(number(model.path("mbh_error"), "%.2g"));
            cells.add(number(model.path("delta_chi2"), "%.1f"));
            cells.add(number(model.path("delta_bic"), "%.1f"));
            cells.add(number(model.path(evidence ? "log_evidence" : "set"), evidence ? "%.1f" : "%.0f"));
            cells.add(number(model.path(evidence ? "evidence_weight" : "weight"), "%.3f"));
            cells.add(HtmlWriter.cell(remarks(model)));
            html.row(cells.toArray(String[]::new));
        }
        html.closeTable();
    }

    private static String remarks(JsonNode model) {
        List<String> remarks = new ArrayList<>();
        String status = model.path("status").asText();
        if (!status.equals("converged")) {
            remarks.add(status);
        } else if (!model.path("describes_data").asBoolean()) {
            remarks.add("does not describe the data");
        }
        model.path("at_limits").forEach(limit -> remarks.add(limit.asText()));
        model.path("at_bounds").forEach(name -> remarks.add(name.asText() + " at a bound"));
        return String.join("; ", remarks);
    }

    private static String number(JsonNode node, String format) {
        return HtmlWriter.number(text(node, format));
    }

    private static String text(JsonNode node, String format) {
        return node.isNumber() ? String.format(Locale.ROOT, format, node.asDouble()) : ValueText.UNKNOWN;
    }
}
