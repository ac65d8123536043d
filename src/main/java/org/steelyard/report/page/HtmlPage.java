// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.page;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.steelyard.fit.search.FitResult;
import org.steelyard.fit.search.FitResult.FittedParameter;
import org.steelyard.fit.search.FitResult.InputFile;
import org.steelyard.report.table.MassStatement;
import org.steelyard.report.table.RunContent;
import org.steelyard.report.table.RunTables;

/** Writes {@code report.html}, a page on a run that needs no other file, no script and no network. */
public final class HtmlPage {

    /**
     * An encoded figure of the page.
     *
     * @param caption of the figure
     * @param width [mm] in print
     * @param mediaType of the image, for example {@code image/png}
     * @param bytes of the image
     */
    public record Picture(String caption, double width, String mediaType, byte[] bytes) {}

    private static final String STYLE = """
            body { font: 16px/1.45 Georgia, 'Times New Roman', serif; color: #111; max-width: 60em;
              margin: 2em auto; padding: 0 1em; }
            h1, h2, th, figcaption, .note { font-family: Helvetica, Arial, sans-serif; }
            h1 { font-size: 1.6em; margin-bottom: 0.1em; }
            h2 { font-size: 1.15em; margin-top: 1.8em; border-bottom: 1px solid #999; }
            .lead { font-size: 1.35em; margin: 0.6em 0; }
            .note { color: #444; font-size: 0.85em; }
            .warning { color: #a02000; }
            table { border-collapse: collapse; font-size: 0.92em; }
            th { text-align: left; font-weight: 600; }
            th, td { padding: 0.2em 0.9em 0.2em 0; vertical-align: top; border-bottom: 1px solid #ddd; }
            td.number { text-align: right; white-space: nowrap; }
            figure { margin: 1.5em 0; break-inside: avoid; }
            figure img { max-width: 100%; height: auto; }
            figcaption { font-size: 0.85em; color: #333; }
            pre { font-size: 0.8em; background: #f4f4f4; padding: 0.8em; white-space: pre-wrap;
              overflow-wrap: anywhere; }
            code { font-size: 0.85em; overflow-wrap: anywhere; }
            @media print {
              body { max-width: none; margin: 0; font-size: 10pt; }
              h2 { break-after: avoid; }
              pre { background: none; border: 1px solid #ccc; }
            }
            """;

    /** Width of a figure on the page over its width in print. */
    private static final double ENLARGEMENT = 1.25;

    /** Decimals of the mantissa of an upper limit. */
    private static final int LIMIT_DECIMALS = 2;

    private final HtmlWriter html = new HtmlWriter();

    private HtmlPage() {}

    /**
     * @param run to report
     * @param galaxy name of the galaxy; empty if unknown
     * @param pictures in the order of the page
     * @param errors HTML of {@link ErrorsSection}; empty without an error budget
     * @param starlight HTML of {@link StarlightSection}; empty where the fit did not start from an image
     * @return the page
     */
    public static String of(RunContent run, String galaxy, List<Picture> pictures, String errors, String starlight) {
        HtmlPage page = new HtmlPage();
        FitResult result = run.result();
        page.open(galaxy.isEmpty() ? "Black-hole mass" : galaxy);
        page.lead(result);
        page.parameters(result);
        page.goodness(result);
        page.html.raw(DiagnosisSection.of(result));
        page.messages(result);
        page.html.raw(errors);
        pictures.forEach(picture -> page.html.raw(html(picture)));
        page.html.raw(starlight);
        page.inputs(result);
        page.html.element("h2", "Configuration");
        page.html.element("pre", run.configuration());
        page.citation(result);
        page.html.raw("</body>\n</html>\n");
        return page.html.html();
    }

    private void open(String title) {
        html.raw("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                """);
        html.element("title", title + " \u2013 Steelyard");
        html.raw("<style>\n" + STYLE + "</style>\n</head>\n<body>\n");
        html.element("h1", title);
    }

    private void lead(FitResult result) {
        MassStatement statement = MassStatement.of(result);
        FittedParameter mass = statement.mass();
        if (mass != null) {
            String symbol = "<i>M</i><sub>" + (statement.label().startsWith("Enclosed") ? "enclosed" : "BH") + "</sub>";
            String sun = " <i>M</i><sub>\u2609</sub>";
            html.raw("<p class=\"lead\">"
                    + switch (statement.kind()) {
                        case LIMIT ->
                            symbol + " &lt; " + ValueText.scientific(statement.limit(), Double.NaN, LIMIT_DECIMALS)
                                    + sun + " (95&nbsp;%)";
                        case MEASURED ->
                            symbol + " = " + ValueText.scientific(mass.value(), mass.error()) + sun
                                    + distance(statement.distanceError() / mass.value());
                        default -> symbol + " = " + ValueText.scientific(mass.value(), Double.NaN) + sun;
                    }
                    + "</p>\n");
            if (statement.kind() == MassStatement.Kind.NO_MEASUREMENT && result.converged()) {
                html.raw("<p class=\"warning\">This is no measurement of the mass: "
                        + HtmlWriter.escape(statement.reason()) + ".</p>\n");
            } else if (!statement.reason().isEmpty() && result.converged()) {
                html.note(statement.reason());
            }
        }
        if (!result.converged()) {
            html.raw("<p class=\"warning\">The fit ended with the status \u201c" + HtmlWriter.escape(result.status())
                    + "\u201d. Do not use these numbers as a measurement.</p>\n");
        }
        if (result.diagnosis() != null && !result.diagnosis().describesData()) {
            Double scaled =
                    mass == null ? null : result.diagnosis().errorsScaled().get(mass.name());
            html.raw("<p class=\"warning\">"
                    + (scaled == null
                            ? ""
                            : "With the misfit the error is " + ValueText.scientific(scaled, Double.NaN)
                                    + " <i>M</i><sub>\u2609</sub>: ")
                    + HtmlWriter.escape(result.diagnosis().verdict()) + ".</p>\n");
        }
        boolean correlated =
                Double.isFinite(result.chi2Correlated()) || result.derived().containsKey("errors_inflated");
        html.raw("<p class=\"note\">Errors are one standard deviation"
                + " from the curvature of &chi;<sup>2</sup> at the minimum. "
                + (correlated
                        ? "They account for noise that the beam correlates, but not for systematic errors."
                        : "They assume independent data: noise that the beam correlates and systematic errors"
                                + " are not included.")
                + "</p>\n");
    }

    private static String distance(double share) {
        return Double.isNaN(share)
                ? ""
                : String.format(Locale.ROOT, ", and &plusmn; %.1f&nbsp;%% from the distance", 100 * share);
    }

    private void parameters(FitResult result) {
        html.element("h2", "Parameters");
        html.openTable("Parameter", "Value", "Error", "Unit", "State", "Start");
        for (FittedParameter p : result.parameters()) {
            int decimals = ValueText.decimals(p.value(), p.error());
            html.row(
                    HtmlWriter.code(p.name()),
                    HtmlWriter.number(ValueText.of(p.value(), decimals)),
                    HtmlWriter.number(ValueText.of(p.error(), decimals)),
                    HtmlWriter.cell(p.unit()),
                    HtmlWriter.cell(RunTables.state(p)),
                    HtmlWriter.number(ValueText.of(p.start(), decimals)));
        }
        html.closeTable();
    }

    private void goodness(FitResult result) {
        html.element("h2", "Goodness of fit");
        html.openTable();
        row("&chi;<sup>2</sup>", String.format(Locale.ROOT, "%.2f", result.chi2()));
        row("Data, free parameters, degrees of freedom", result.nData() + ", " + result.nFree() + ", " + result.dof());
        row("Reduced &chi;<sup>2</sup>", String.format(Locale.ROOT, "%.4f", result.reducedChi2()));
        if (Double.isFinite(result.chi2Correlated())) {
            row("&chi;<sup>2</sup> with correlated noise", String.format(Locale.ROOT, "%.2f", result.chi2Correlated()));
        }
        row("Status, evaluations of the model", result.status() + ", " + result.evaluations());
        row(
                "Time, threads",
                String.format(
                        Locale.ROOT,
                        "%.2f s, %d",
                        result.timing().totalS(),
                        result.timing().threads()));
        result.derived()
                .forEach((name, value) -> row("<code>" + HtmlWriter.escape(name) + "</code>", ValueText.of(value)));
        html.closeTable();
    }

    private void row(String nameHtml, String text) {
        html.row(HtmlWriter.cellOf(nameHtml), HtmlWriter.cell(text));
    }

    private void messages(FitResult result) {
        if (result.messages().isEmpty()) {
            return;
        }
        html.element("h2", "Messages");
        html.raw("<ul>\n");
        result.messages().forEach(message -> html.element("li", message));
        html.raw("</ul>\n");
    }

    /** HTML of a figure. */
    static String html(Picture picture) {
        HtmlWriter html = new HtmlWriter();
        html.raw("<figure>\n<img style=\"width:" + Math.round(picture.width() * ENLARGEMENT) + "mm\" alt=\""
                + HtmlWriter.escape(picture.caption()) + "\" src=\"data:" + picture.mediaType() + ";base64,"
                + Base64.getEncoder().encodeToString(picture.bytes()) + "\">\n");
        html.element("figcaption", picture.caption());
        html.raw("</figure>\n");
        return html.html();
    }

    private void inputs(FitResult result) {
        html.element("h2", "Input files");
        html.openTable("File", "SHA-256");
        for (InputFile input : result.inputs()) {
            html.row(HtmlWriter.cell(input.file()), HtmlWriter.code(input.sha256()));
        }
        if (result.inputs().isEmpty()) {
            row("none", "");
        }
        html.closeTable();
    }

    private void citation(FitResult result) {
        html.element("h2", "Citation");
        html.element(
                "p",
                "Made with Steelyard " + result.version()
                        + "; please cite it as its CITATION.cff says."
                        + " The method is that of Kabasares et al. 2022, ApJ 934, 162."
                        + " The numbers of this page are in result.json and parameters.ecsv, its cubes in model.fits.");
    }
}
