package org.steelyard.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;

/** The part of report.html on errors: tables from the block {@code errors} of result.json. */
public final class ErrorsPage {

    private final StringBuilder html = new StringBuilder();

    private ErrorsPage() {}

    /**
     * @param errors the block; missing where errors were not made
     * @return HTML, empty if there is nothing
     */
    public static String of(JsonNode errors) {
        if (errors.isMissingNode() || errors.isEmpty()) {
            return "";
        }
        ErrorsPage page = new ErrorsPage();
        page.html.append("<h2>Errors</h2>\n");
        for (Map.Entry<String, JsonNode> entry : errors.properties()) {
            JsonNode part = entry.getValue();
            switch (entry.getKey()) {
                case "monte_carlo" ->
                    page.intervals(
                            "Monte Carlo: " + part.path("draws").asInt()
                                    + " refits of noisy realisations of the best model, "
                                    + part.path("failed").asInt() + " failed",
                            part.path("parameters"),
                            "error");
                case "posterior" ->
                    page.intervals(
                            "Posterior: " + part.path("method").asText() + " sampling, "
                                    + part.path("reason").asText()
                                    + scaled(part.path("scale").asDouble(1)),
                            part.path("parameters"),
                            "standard_deviation");
                case "systematics" -> page.systematics(part);
                default -> page.profile(entry.getKey(), part);
            }
        }
        return page.html.toString();
    }

    private static String scaled(double scale) {
        return scale == 1
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; the draws are those of chi^2 / %.3g, for noise that the beam correlates",
                        scale);
    }

    private void intervals(String title, JsonNode parameters, String error) {
        html.append("<p>")
                .append(HtmlPage.escape(title))
                .append("</p>\n<table>\n<thead><tr><th>Parameter</th><th>Median</th><th>Error</th>");
        html.append("<th>68 %</th><th>95 %</th><th>99.7 %</th><th>Unit</th></tr></thead>\n<tbody>\n");
        for (Map.Entry<String, JsonNode> entry : parameters.properties()) {
            JsonNode p = entry.getValue();
            html.append("<tr><td><code>")
                    .append(HtmlPage.escape(entry.getKey()))
                    .append("</code></td>");
            cell(number(p.path("median")));
            cell(number(p.path(error)));
            for (String share : new String[] {"68", "95", "99.7"}) {
                cell(number(p.path("lower_" + share)) + " &hellip; " + number(p.path("upper_" + share)));
            }
            html.append("<td>").append(HtmlPage.escape(p.path("unit").asText())).append("</td></tr>\n");
        }
        html.append("</tbody>\n</table>\n");
    }

    private void profile(String name, JsonNode part) {
        html.append("<p>")
                .append(HtmlPage.escape(name.replaceFirst("_", " of ")))
                .append(
                        ": every other parameter fitted again</p>\n<table>\n<thead><tr><th>Limit</th><th>Lower</th><th>Upper</th><th>Unit</th></tr></thead>\n<tbody>\n");
        for (JsonNode limit : part.path("limits")) {
            html.append("<tr><td>").append(limit.path("sigmas").asInt()).append("&sigma;</td>");
            cell(number(limit.path("lower")));
            cell(number(limit.path("upper")));
            html.append("<td>")
                    .append(HtmlPage.escape(part.path("unit").asText()))
                    .append("</td></tr>\n");
        }
        html.append("</tbody>\n</table>\n");
        part.path("messages")
                .forEach(message -> html.append("<p class=\"note\">")
                        .append(HtmlPage.escape(message.asText()))
                        .append("</p>\n"));
    }

    private void systematics(JsonNode part) {
        html.append("<p>Systematic changes of <i>M</i><sub>BH</sub>, one thing changed at a time; together (")
                .append(HtmlPage.escape(part.path("combined").asText()))
                .append(", without distance) ")
                .append(String.format(
                        Locale.ROOT,
                        "+%.1f %% and &minus;%.1f %%",
                        part.path("up_percent").asDouble(),
                        part.path("down_percent").asDouble()))
                .append(
                        "</p>\n<table>\n<thead><tr><th>Group</th><th>Change</th><th><i>M</i><sub>BH</sub></th><th>&Delta; %</th><th>&chi;<sup>2</sup></th><th>dof</th><th>Status</th></tr></thead>\n<tbody>\n");
        for (JsonNode row : part.path("rows")) {
            html.append("<tr><td>")
                    .append(HtmlPage.escape(row.path("group").asText()))
                    .append("</td><td>")
                    .append(HtmlPage.escape(row.path("change").asText()))
                    .append("</td>");
            cell(number(row.path("mbh")));
            cell(
                    row.has("delta_percent")
                            ? String.format(
                                    Locale.ROOT,
                                    "%+.1f",
                                    row.path("delta_percent").asDouble())
                            : "\u2013");
            cell(
                    row.has("chi2")
                            ? String.format(
                                    Locale.ROOT, "%.1f", row.path("chi2").asDouble())
                            : "\u2013");
            cell(row.path("dof").asInt() > 0 ? row.path("dof").asText() : "\u2013");
            html.append("<td>")
                    .append(HtmlPage.escape(row.path("status").asText()))
                    .append("</td></tr>\n");
        }
        html.append("</tbody>\n</table>\n");
        part.path("skipped")
                .forEach(line -> html.append("<p class=\"note\">Left out: ")
                        .append(HtmlPage.escape(line.asText()))
                        .append("</p>\n"));
    }

    private void cell(String text) {
        html.append("<td class=\"number\">").append(text).append("</td>");
    }

    private static String number(JsonNode node) {
        return node.isNumber() ? String.format(Locale.ROOT, "%.5g", node.asDouble()) : "\u2013";
    }
}
