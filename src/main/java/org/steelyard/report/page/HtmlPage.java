// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.page;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.steelyard.fit.search.FitResult;
import org.steelyard.fit.search.FitResult.FittedParameter;
import org.steelyard.fit.search.FitResult.InputFile;
import org.steelyard.report.table.MassErrors;
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

    /**
     * What was found after the fit.
     *
     * @param mass errors of the mass in the error budget; null without one
     * @param html of {@link ErrorsSection} and {@link ComparisonSection}; empty without them
     */
    public record Analysis(@Nullable MassErrors mass, String html) {

        /** Of a run with nothing but its fit. */
        public static final Analysis NONE = new Analysis(null, "");
    }

    private static final String STYLE = """
            body { font: 16px/1.45 Georgia, 'Times New Roman', serif; color: #111; max-width: 60em;
              margin: 2em auto; padding: 0 1em; }
            h1, h2, th, figcaption, .note { font-family: Helvetica, Arial, sans-serif; }
            h1 { font-size: 1.6em; margin-bottom: 0.1em; }
            h2 { font-size: 1.15em; margin-top: 1.8em; border-bottom: 1px solid #999; }
            .lead { font-size: 1.35em; margin: 0.6em 0; }
            .pair { display: inline-block; vertical-align: middle; font-size: 0.65em; line-height: 1.15; }
            .pair span { display: block; }
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

    private final HtmlWriter html = new HtmlWriter();

    private HtmlPage() {}

    /**
     * @param run to report
     * @param galaxy name of the galaxy; empty if unknown
     * @param pictures in the order of the page
     * @param analysis what was found after the fit
     * @param starlight HTML of {@link StarlightSection}; empty where the fit did not start from an image
     * @return the page
     */
    public static String of(
            RunContent run, String galaxy, List<Picture> pictures, Analysis analysis, String starlight) {
        HtmlPage page = new HtmlPage();
        FitResult result = run.result();
        page.open(galaxy.isEmpty() ? "Black-hole mass" : galaxy);
        page.html.raw(MassLead.of(result, analysis.mass()));
        page.parameters(result);
        page.goodness(result);
        page.html.raw(DiagnosisSection.of(result));
        page.messages(result);
        page.html.raw(analysis.html());
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
