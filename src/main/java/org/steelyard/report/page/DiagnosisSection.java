// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.page;

import java.util.Locale;
import org.steelyard.fit.diagnosis.Diagnosis;
import org.steelyard.fit.diagnosis.Finding;
import org.steelyard.fit.diagnosis.HarmonicRing;
import org.steelyard.fit.diagnosis.OtherObject;
import org.steelyard.fit.diagnosis.PlaceMisfit;
import org.steelyard.fit.search.FitResult;
import org.steelyard.fit.search.FitResult.FittedParameter;

/** The section of the page on whether the model describes the data. */
final class DiagnosisSection {

    private final HtmlWriter html = new HtmlWriter();

    private DiagnosisSection() {}

    /** HTML of the section; empty where the result has no diagnosis. */
    static String of(FitResult result) {
        if (result.diagnosis() == null) {
            return "";
        }
        DiagnosisSection section = new DiagnosisSection();
        section.write(result, result.diagnosis());
        return section.html.html();
    }

    private void write(FitResult result, Diagnosis diagnosis) {
        html.element("h2", "Does the model describe the data?");
        String verdict = diagnosis.verdict();
        html.element(
                "p",
                verdict.isEmpty()
                        ? "No misfit is found."
                        : verdict.substring(0, 1).toUpperCase(Locale.ROOT) + verdict.substring(1) + ".");
        PlaceMisfit place = diagnosis.place();
        html.element(
                "p",
                text(
                        "The probability of a larger chi^2 from noise alone is %.2g. Residuals are largest at pixel (%.1f, %.1f), %.2f arcsec from the centre in the disk, with a reduced chi^2 of %.2f there. Other objects with line emission: %d.",
                        diagnosis.chiSquare().probability(),
                        place.x(),
                        place.y(),
                        place.radius(),
                        place.reducedChi2(),
                        diagnosis.objects().size()));
        findings(diagnosis);
        errors(result, diagnosis);
        objects(diagnosis);
        rings(diagnosis);
    }

    private void findings(Diagnosis diagnosis) {
        if (diagnosis.findings().isEmpty()) {
            return;
        }
        html.openTable("Cause", "Size", "Significance", "Change of \u03c7\u00b2", "Key", "Meaning");
        for (Finding f : diagnosis.findings()) {
            html.row(
                    HtmlWriter.cell(f.cause().label()),
                    HtmlWriter.number(text("%.3g %s", f.size(), f.unit())),
                    HtmlWriter.number(text("%.1f \u03c3", f.significance())),
                    HtmlWriter.number(text("%.0f (%s)", f.deltaChi2(), f.refitted() ? "refit" : "predicted")),
                    f.key() == null ? HtmlWriter.cell("none") : HtmlWriter.code(f.key()),
                    HtmlWriter.cell(f.text()));
        }
        html.closeTable();
    }

    private void errors(FitResult result, Diagnosis diagnosis) {
        if (diagnosis.errorsScaled().isEmpty()) {
            return;
        }
        html.openTable("Parameter", "Value", "Formal error", "Error with the misfit", "Unit");
        for (FittedParameter p : result.parameters()) {
            Double scaled = diagnosis.errorsScaled().get(p.name());
            if (scaled != null) {
                int decimals = ValueText.decimals(p.value(), p.error());
                html.row(
                        HtmlWriter.code(p.name()),
                        HtmlWriter.number(ValueText.of(p.value(), decimals)),
                        HtmlWriter.number(ValueText.of(p.error(), decimals)),
                        HtmlWriter.number(ValueText.of(scaled, decimals)),
                        HtmlWriter.cell(p.unit()));
            }
        }
        html.closeTable();
    }

    private void objects(Diagnosis diagnosis) {
        if (diagnosis.objects().isEmpty()) {
            return;
        }
        html.openTable("Object at pixel", "Velocity [km/s]", "Significance");
        for (OtherObject o : diagnosis.objects()) {
            html.row(
                    HtmlWriter.cell(text("(%.1f, %.1f)", o.x(), o.y())),
                    HtmlWriter.number(text("%.0f", o.velocity())),
                    HtmlWriter.number(text("%.1f \u03c3", o.significance())));
        }
        html.closeTable();
    }

    private void rings(Diagnosis diagnosis) {
        if (diagnosis.dataRings().isEmpty()) {
            return;
        }
        html.element("h2", "Harmonic terms of the velocity fields");
        html.openTable(
                "Radius [arcsec]",
                "",
                "k\u2081 [km/s]",
                "k\u2083/k\u2081",
                "k\u2085/k\u2081",
                "Position angle [deg]",
                "Axis ratio");
        for (int k = 0; k < diagnosis.dataRings().size(); k++) {
            ring("data", diagnosis.dataRings().get(k));
            ring("model", diagnosis.modelRings().get(k));
        }
        html.closeTable();
    }

    private void ring(String of, HarmonicRing r) {
        html.row(
                HtmlWriter.number(text("%.2f", r.radius())),
                HtmlWriter.cell(of),
                HtmlWriter.number(text("%.1f \u00b1 %.1f", r.k1(), r.k1Error())),
                HtmlWriter.number(text("%.3f", r.k3())),
                HtmlWriter.number(text("%.3f \u00b1 %.3f", r.k5(), r.k5Error())),
                HtmlWriter.number(text("%.1f \u00b1 %.1f", r.positionAngle(), r.positionAngleError())),
                HtmlWriter.number(text("%.3f \u00b1 %.3f", r.axisRatio(), r.axisRatioError())));
    }

    private static String text(String format, Object... numbers) {
        return String.format(Locale.ROOT, format, numbers);
    }
}
