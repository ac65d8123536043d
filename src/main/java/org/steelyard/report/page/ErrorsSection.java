// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;

/** Writes the section of report.html on the error budget, from the block {@code errors} of result.json. */
public final class ErrorsSection {

    private final HtmlWriter html = new HtmlWriter();

    private ErrorsSection() {}

    /**
     * @param errors the block; missing without an error budget
     * @return HTML of the section; empty without an error budget
     */
    public static String of(JsonNode errors) {
        if (errors.isMissingNode() || errors.isEmpty()) {
            return "";
        }
        ErrorsSection section = new ErrorsSection();
        section.html.element("h2", "Errors");
        for (Map.Entry<String, JsonNode> entry : errors.properties()) {
            JsonNode part = entry.getValue();
            switch (entry.getKey()) {
                case "monte_carlo" ->
                    section.intervals(
                            "Monte Carlo: "
                                    + (part.path("draws").asInt() == 1
                                            ? "1 refit of a noisy realisation"
                                            : part.path("draws").asInt() + " refits of noisy realisations")
                                    + " of the best model; "
                                    + part.path("failed").asInt() + " failed",
                            part.path("parameters"),
                            "error");
                case "posterior" ->
                    section.intervals(
                            "Posterior: " + part.path("method").asText() + " sampling, "
                                    + part.path("reason").asText()
                                    + scaled(part.path("scale").asDouble(1)),
                            part.path("parameters"),
                            "standard_deviation");
                case "systematics" -> section.systematics(part);
                default -> section.profile(entry.getKey(), part);
            }
        }
        return section.html.html();
    }

    private static String scaled(double scale) {
        return scale == 1
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; chi^2 was divided by %.3g to account for noise that the beam correlates",
                        scale);
    }

    private void intervals(String title, JsonNode parameters, String error) {
        html.element("p", title);
        html.openTable("Parameter", "Median", "Error", "68 %", "95 %", "99.7 %", "Unit");
        for (Map.Entry<String, JsonNode> entry : parameters.properties()) {
            JsonNode p = entry.getValue();
            html.row(
                    HtmlWriter.code(entry.getKey()),
                    number(p.path("median")),
                    number(p.path(error)),
                    interval(p, "68"),
                    interval(p, "95"),
                    interval(p, "99.7"),
                    HtmlWriter.cell(p.path("unit").asText()));
        }
        html.closeTable();
    }

    private static String interval(JsonNode parameter, String percent) {
        return HtmlWriter.number(
                text(parameter.path("lower_" + percent)) + " &hellip; " + text(parameter.path("upper_" + percent)));
    }

    private void profile(String name, JsonNode part) {
        html.element("p", "Profile of " + name.replaceFirst("profile_", "") + ": all other parameters fitted again");
        html.openTable("Limit", "Lower", "Upper", "Unit");
        for (JsonNode limit : part.path("limits")) {
            html.row(
                    HtmlWriter.cellOf(limit.path("sigmas").asInt() + "&sigma;"),
                    number(limit.path("lower")),
                    number(limit.path("upper")),
                    HtmlWriter.cell(part.path("unit").asText()));
        }
        html.closeTable();
        part.path("messages").forEach(message -> html.note(message.asText()));
    }

    private void systematics(JsonNode part) {
        html.raw("<p>Systematic changes of <i>M</i><sub>BH</sub>, with one thing changed at a time. In total ("
                + HtmlWriter.escape(part.path("combined").asText()) + ", without distance): "
                + String.format(
                        Locale.ROOT,
                        "+%.1f %% and &minus;%.1f %%",
                        part.path("up_percent").asDouble(),
                        part.path("down_percent").asDouble())
                + "</p>\n");
        html.openTable("Group", "Change", "<i>M</i><sub>BH</sub>", "&Delta; %", "&chi;<sup>2</sup>", "dof", "Status");
        for (JsonNode row : part.path("rows")) {
            html.row(
                    HtmlWriter.cell(row.path("group").asText()),
                    HtmlWriter.cell(row.path("change").asText()),
                    number(row.path("mbh")),
                    number(row.path("delta_percent"), "%+.1f"),
                    number(row.path("chi2"), "%.1f"),
                    HtmlWriter.number(
                            row.path("dof").asInt() > 0 ? row.path("dof").asText() : ValueText.UNKNOWN),
                    HtmlWriter.cell(row.path("status").asText()));
        }
        html.closeTable();
        part.path("skipped").forEach(line -> html.note("Left out: " + line.asText()));
    }

    private static String number(JsonNode node) {
        return HtmlWriter.number(text(node));
    }

    private static String number(JsonNode node, String format) {
        return HtmlWriter.number(
                node.isNumber() ? String.format(Locale.ROOT, format, node.asDouble()) : ValueText.UNKNOWN);
    }

    private static String text(JsonNode node) {
        return node.isNumber() ? String.format(Locale.ROOT, "%.5g", node.asDouble()) : ValueText.UNKNOWN;
    }
}
