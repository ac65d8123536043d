// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import java.util.List;
import java.util.Locale;
import org.steelyard.fit.diagnosis.Finding;
import org.steelyard.fit.search.FitResult;
import org.steelyard.fit.search.FitResult.FittedParameter;

/** Formats the numbers of a fit as text, each to two digits of its error. */
final class ResultText {

    private static final int ERROR_DIGITS = 2;
    private static final int DIGITS_WITHOUT_ERROR = 6;

    private ResultText() {}

    /** One line: the mass with its error. */
    static String headline(FitResult result) {
        List<FittedParameter> found =
                result.parameters().stream().filter(p -> p.name().equals("mbh")).toList();
        if (!result.converged()) {
            return "No black hole mass: " + result.status()
                    + (found.isEmpty() ? "" : " (the fit ended at " + value(found.get(0)) + " Msun)");
        }
        if (found.isEmpty()) {
            return "No black hole in this model";
        }
        FittedParameter mass = found.get(0);
        String error = mass.free() && !Double.isNaN(mass.error()) ? " +- " + error(mass) : "";
        String note = note(mass);
        return "Black hole mass: " + value(mass) + error + " Msun" + (note.isEmpty() ? "" : " (" + note + ")")
                + misfit(result, mass);
    }

    /** What a model that does not describe its data means for a mass; empty where it does. */
    private static String misfit(FitResult result, FittedParameter mass) {
        if (result.diagnosis() == null || result.diagnosis().describesData()) {
            return "";
        }
        Double scaled = result.diagnosis().errorsScaled().get(mass.name());
        return (scaled == null ? "" : ", with the misfit +- " + number(scaled, mass.value(), mass.error()))
                + "; " + result.diagnosis().verdict();
    }

    /** One line for each cause of misfit. */
    private static void causes(FitResult result, StringBuilder text) {
        if (result.diagnosis() == null) {
            return;
        }
        for (Finding finding : result.diagnosis().findings()) {
            text.append(String.format(
                    Locale.ROOT,
                    "cause: %s (%.0f sigma, chi2 %s by %.0f): %s%n",
                    finding.cause().label(),
                    finding.significance(),
                    finding.refitted() ? "changes in a refit" : "would change",
                    finding.deltaChi2(),
                    finding.text()));
        }
    }

    /** Parameters, goodness of fit and messages. */
    static String table(FitResult result) {
        StringBuilder text =
                new StringBuilder(String.format("%n%-22s %14s %12s  %s%n", "parameter", "value", "error", "unit"));
        for (FittedParameter p : result.parameters()) {
            String error = p.free() && !Double.isNaN(p.error()) ? error(p) : "";
            String line = String.format("%-22s %14s %12s  %-10s %s", p.name(), value(p), error, p.unit(), note(p));
            text.append(line.stripTrailing()).append(System.lineSeparator());
        }
        text.append(String.format(
                Locale.ROOT,
                "%nchi2 = %.2f, %d data, %d free parameters, reduced chi2 = %.4f, %d evaluations in %.2f s%n",
                result.chi2(),
                result.nData(),
                result.nFree(),
                result.reducedChi2(),
                result.evaluations(),
                result.timing().totalS()));
        causes(result, text);
        result.messages()
                .forEach(message -> text.append("note: ").append(message).append(System.lineSeparator()));
        return text.toString();
    }

    private static String note(FittedParameter p) {
        if (!p.free()) {
            return "fixed";
        }
        return p.atBound() ? "at its bound" : p.constrained() ? "" : "not constrained by the data";
    }

    /** The value to the last digit of its error. */
    static String value(FittedParameter p) {
        return number(p.value(), p.value(), p.free() ? p.error() : Double.NaN);
    }

    /** The error in the form of its value. */
    static String error(FittedParameter p) {
        return number(p.error(), p.value(), p.error());
    }

    private static String number(double number, double value, double error) {
        boolean known = error > 0 && Double.isFinite(error);
        int magnitude = value == 0 ? 0 : (int) Math.floor(Math.log10(Math.abs(value)));
        int last =
                known ? (int) Math.floor(Math.log10(error)) - ERROR_DIGITS + 1 : magnitude - DIGITS_WITHOUT_ERROR + 1;
        if (magnitude >= DIGITS_WITHOUT_ERROR || magnitude < -3) {
            return String.format(
                    Locale.ROOT,
                    "%." + Math.max(0, magnitude - last) + "fe%d",
                    number / Math.pow(10, magnitude),
                    magnitude);
        }
        return String.format(Locale.ROOT, "%." + Math.max(0, -last) + "f", number);
    }
}
