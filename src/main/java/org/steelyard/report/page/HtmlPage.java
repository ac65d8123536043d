package org.steelyard.report.page;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.steelyard.fit.search.FitResult.FittedParameter;
import org.steelyard.fit.search.FitResult.InputFile;
import org.steelyard.fit.search.FitResult;
import org.steelyard.galaxy.SkyGeometry;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.Ticks;
import org.steelyard.report.table.RunContent;
import org.steelyard.report.table.RunTables;

/** {@code report.html}: a run on one page that needs no other file, no script and no network. */
public final class HtmlPage {

    /**
     * A figure as it stands in the page.
     *
     * @param figure what it shows
     * @param mediaType of the bytes
     * @param bytes of the image
     */
    public record Picture(Figure figure, String mediaType, byte[] bytes) {}

    private static final String STYLE = """
            body { font: 16px/1.45 Georgia, 'Times New Roman', serif; color: #111; max-width: 60em; margin: 2em auto; padding: 0 1em; }
            h1, h2, th, figcaption, .note { font-family: Helvetica, Arial, sans-serif; }
            h1 { font-size: 1.6em; margin-bottom: 0.1em; } h2 { font-size: 1.15em; margin-top: 1.8em; border-bottom: 1px solid #999; }
            .lead { font-size: 1.35em; margin: 0.6em 0; } .note { color: #444; font-size: 0.85em; } .warning { color: #a02000; }
            table { border-collapse: collapse; font-size: 0.92em; } th { text-align: left; font-weight: 600; }
            th, td { padding: 0.2em 0.9em 0.2em 0; vertical-align: top; border-bottom: 1px solid #ddd; } td.number { text-align: right; white-space: nowrap; }
            figure { margin: 1.5em 0; break-inside: avoid; } figure img { max-width: 100%; height: auto; } figcaption { font-size: 0.85em; color: #333; }
            pre { font-size: 0.8em; background: #f4f4f4; padding: 0.8em; white-space: pre-wrap; overflow-wrap: anywhere; }
            code { font-size: 0.85em; overflow-wrap: anywhere; }
            @media print { body { max-width: none; margin: 0; font-size: 10pt; } h2 { break-after: avoid; } pre { background: none; border: 1px solid #ccc; } }
            """;

    private final StringBuilder html = new StringBuilder();

    private HtmlPage() {}

    /**
     * @param run what is reported
     * @param geometry of its disk
     * @param pictures in the order of the page
     * @param errors HTML of the part on errors; empty if they were not made
     * @return the page
     */
    public static String of(RunContent run, SkyGeometry geometry, List<Picture> pictures, String errors) {
        HtmlPage page = new HtmlPage();
        String name = geometry.name().isEmpty() ? "Black-hole mass" : geometry.name();
        page.html
                .append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<title>")
                .append(escape(name))
                .append(" \u2013 Steelyard</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n");
        page.element("h1", name);
        page.lead(run.result());
        page.parameters(run.result());
        page.goodness(run.result());
        page.messages(run.result());
        page.html.append(errors);
        pictures.forEach(page::picture);
        page.inputs(run.result());
        page.element("h2", "Configuration");
        page.element("pre", run.configuration());
        page.citation(run.result());
        page.html.append("</body>\n</html>\n");
        return page.html.toString();
    }

    private void lead(FitResult result) {
        result.parameters().stream()
                .filter(p -> p.name().equals("mbh"))
                .findFirst()
                .ifPresent(mass -> html.append("<p class=\"lead\"><i>M</i><sub>BH</sub> = ")
                        .append(scientific(mass.value(), mass.error()))
                        .append(" <i>M</i><sub>\u2609</sub></p>\n"));
        if (!result.converged()) {
            html.append("<p class=\"warning\">The fit ended as \u201c")
                    .append(escape(result.status()))
                    .append("\u201d: these numbers are no measurement.</p>\n");
        }
        boolean correlated = Double.isFinite(result.chi2Correlated());
        html.append(
                        "<p class=\"note\">Errors are one standard deviation from the curvature of &chi;<sup>2</sup> at the minimum, ")
                .append(
                        correlated
                                ? "for noise that the beam correlates; systematic errors are not included.</p>\n"
                                : "for independent data; noise that the beam correlates and systematic errors are not included.</p>\n");
    }

    private void parameters(FitResult result) {
        element("h2", "Parameters");
        html.append(
                "<table>\n<thead><tr><th>Parameter</th><th>Value</th><th>Error</th><th>Unit</th><th>State</th><th>Start</th></tr></thead>\n<tbody>\n");
        for (FittedParameter p : result.parameters()) {
            int decimals = decimals(p.value(), p.error());
            html.append("<tr><td><code>").append(escape(p.name())).append("</code></td>");
            number(value(p.value(), decimals));
            number(Double.isFinite(p.error()) ? value(p.error(), decimals) : "\u2013");
            html.append("<td>")
                    .append(escape(p.unit()))
                    .append("</td><td>")
                    .append(RunTables.state(p))
                    .append("</td>");
            number(value(p.start(), decimals));
            html.append("</tr>\n");
        }
        html.append("</tbody>\n</table>\n");
    }

    private void goodness(FitResult result) {
        element("h2", "Goodness of fit");
        html.append("<table>\n<tbody>\n");
        row("&chi;<sup>2</sup>", String.format(Locale.ROOT, "%.2f", result.chi2()));
        row("Data, free parameters, degrees of freedom", result.nData() + ", " + result.nFree() + ", " + result.dof());
        row("Reduced &chi;<sup>2</sup>", String.format(Locale.ROOT, "%.4f", result.reducedChi2()));
        if (Double.isFinite(result.chi2Correlated())) {
            row("&chi;<sup>2</sup> with correlated noise", String.format(Locale.ROOT, "%.2f", result.chi2Correlated()));
        }
        row("Status, evaluations of the model", escape(result.status()) + ", " + result.evaluations());
        row(
                "Time, threads",
                String.format(
                        Locale.ROOT,
                        "%.2f s, %d",
                        result.timing().totalS(),
                        result.timing().threads()));
        result.derived().forEach((name, value) -> row("<code>" + escape(name) + "</code>", escape(plain(value))));
        html.append("</tbody>\n</table>\n");
    }

    /** A number, text, or quantity (a map of value and unit). */
    private static String plain(Object value) {
        if (value instanceof Map<?, ?> quantity && quantity.containsKey("value")) {
            return plain(quantity.get("value")) + " " + quantity.get("unit");
        }
        boolean real = value instanceof Double || value instanceof Float;
        return real ? String.format(Locale.ROOT, "%.6g", ((Number) value).doubleValue()) : String.valueOf(value);
    }

    private void row(String name, String value) {
        html.append("<tr><td>").append(name).append("</td><td>").append(value).append("</td></tr>\n");
    }

    private void messages(FitResult result) {
        if (result.messages().isEmpty()) {
            return;
        }
        element("h2", "Messages");
        html.append("<ul>\n");
        result.messages().forEach(message -> element("li", message));
        html.append("</ul>\n");
    }

    private void picture(Picture picture) {
        String caption = escape(picture.figure().caption());
        html.append("<figure>\n<img style=\"width:")
                .append(Math.round(picture.figure().width() * 1.25))
                .append("mm\" alt=\"")
                .append(caption)
                .append("\" src=\"data:")
                .append(picture.mediaType())
                .append(";base64,")
                .append(Base64.getEncoder().encodeToString(picture.bytes()))
                .append("\">\n<figcaption>")
                .append(caption)
                .append("</figcaption>\n</figure>\n");
    }

    private void inputs(FitResult result) {
        element("h2", "Input files");
        html.append("<table>\n<thead><tr><th>File</th><th>SHA-256</th></tr></thead>\n<tbody>\n");
        for (InputFile input : result.inputs()) {
            row(escape(input.file()), "<code>" + escape(input.sha256()) + "</code>");
        }
        if (result.inputs().isEmpty()) {
            row("none", "");
        }
        html.append("</tbody>\n</table>\n");
    }

    private void citation(FitResult result) {
        element("h2", "Citation");
        element(
                "p",
                "Made with Steelyard " + result.version()
                        + ", which asks to be cited as its CITATION.cff says. The method is that of Kabasares et al. 2022,"
                        + " ApJ 934, 162. The numbers of this page are in result.json and parameters.ecsv, its cubes in model.fits.");
    }

    private void number(String text) {
        html.append("<td class=\"number\">").append(text).append("</td>");
    }

    private void element(String tag, String text) {
        html.append('<')
                .append(tag)
                .append('>')
                .append(escape(text))
                .append("</")
                .append(tag)
                .append(">\n");
    }

    /** Mass with its error under one power of ten. */
    static String scientific(double value, double error) {
        if (!(value > 0) || Double.isInfinite(value)) {
            return value(value, 3);
        }
        int exponent = (int) Math.floor(Math.log10(value));
        double scale = Math.pow(10, exponent);
        int decimals = decimals(value / scale, error / scale);
        String mantissa = value(value / scale, decimals);
        String power = " &times; 10<sup>" + exponent + "</sup>";
        return Double.isFinite(error)
                ? "(" + mantissa + " &plusmn; " + value(error / scale, decimals) + ")" + power
                : mantissa + power;
    }

    /** Decimals that show two digits of the error, or five of a value without one. */
    private static int decimals(double value, double error) {
        boolean known = Double.isFinite(error) && error > 0;
        double size = known ? error : Math.abs(value);
        if (!(size > 0) || Double.isInfinite(size)) {
            return 1;
        }
        return Math.max(0, (known ? 1 : 4) - (int) Math.floor(Math.log10(size)));
    }

    private static String value(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return "\u2013";
        }
        boolean plain = value == 0 || Math.abs(value) < 1e6 && decimals < 8;
        return plain ? Ticks.number(value, decimals) : String.format(Locale.ROOT, "%.4g", value);
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
