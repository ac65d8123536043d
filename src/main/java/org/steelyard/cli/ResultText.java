// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import java.util.Locale;
import org.steelyard.fit.diagnosis.Finding;
import org.steelyard.fit.search.FitResult;
import org.steelyard.fit.search.FitResult.FittedParameter;
import org.steelyard.report.table.MassStatement;

/** Formats the numbers of a fit as text, each to two digits of its error. */
final class ResultText {

    private static final int ERROR_DIGITS = 2;
    private static final int DIGITS_WITHOUT_ERROR = 6;

    /** Numbers of this many digits before the point, less one, and more are written with a power of ten. */
    private static final int LARGE = 5;

    /** The same of a number below one. */
    private static final int SMALL = -3;

    private ResultText() {}

    /** One line: the mass with its error, its upper limit, or why there is neither. */
    static String headline(FitResult result) {
        MassStatement statement = MassStatement.of(result);
        FittedParameter mass = statement.mass();
        String label = statement.label();
        String of = statement.reason().isEmpty() ? "" : " (" + statement.reason() + ")";
        String number = switch (statement.kind()) {
            case NO_BLACK_HOLE ->
                result.converged() ? "No black hole in this model" : "No black hole mass: " + result.status();
            case NO_MEASUREMENT ->
                "No " + label.toLowerCase(Locale.ROOT) + ": " + statement.reason() + " (the fit ended at " + value(mass)
                        + " Msun)";
            case GIVEN -> label + ": " + value(mass) + " Msun (fixed)";
            case LIMIT ->
                label + ": below " + number(statement.limit(), statement.limit(), 0.1 * statement.limit())
                        + " Msun (95 % upper limit; chi2 is lowest at " + value(mass)
                        + (mass.error() > 0 ? " +- " + error(mass) : "") + " Msun)" + of;
            case MEASURED ->
                label + ": " + value(mass) + " +- " + error(mass) + " Msun"
                        + distance(statement, number(statement.distanceError(), mass.value(), mass.error())) + of;
        };
        return number + misfit(result, mass);
    }

    /** What a model that does not describe its data means for the mass; empty where it does. */
    private static String misfit(FitResult result, FittedParameter massOrNull) {
        if (result.diagnosis() == null || result.diagnosis().describesData()) {
            return "";
        }
        Double scaled =
                massOrNull == null ? null : result.diagnosis().errorsScaled().get(massOrNull.name());
        return (scaled == null
                        ? ""
                        : ", with the misfit +- " + number(scaled, massOrNull.value(), massOrNull.error()) + " Msun")
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

    /** The error from the distance, in the form of the mass; empty where it is not known. */
    private static String distance(MassStatement statement, String error) {
        return Double.isNaN(statement.distanceError()) ? "" : ", and +- " + error + " Msun from the distance";
    }

    /** Parameters, goodness of fit and messages. */
    static String table(FitResult result) {
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, "%n%-22s %14s %12s  %s%n", "parameter", "value", "error", "unit"));
        for (FittedParameter p : result.parameters()) {
            String error = p.free() && !Double.isNaN(p.error()) ? error(p) : "";
            String line = String.format(
                    Locale.ROOT, "%-22s %14s %12s  %-10s %s", p.name(), value(p), error, p.unit(), note(p));
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
        double size = known ? Math.max(Math.abs(value), error) : Math.abs(value);
        int magnitude = size == 0 ? 0 : (int) Math.floor(Math.log10(size));
        int last =
                known ? (int) Math.floor(Math.log10(error)) - ERROR_DIGITS + 1 : magnitude - DIGITS_WITHOUT_ERROR + 1;
        if (magnitude >= LARGE || magnitude < SMALL) {
            return String.format(
                    Locale.ROOT,
                    "%." + Math.max(0, magnitude - last) + "fe%d",
                    number / Math.pow(10, magnitude),
                    magnitude);
        }
        return String.format(Locale.ROOT, "%." + Math.max(0, -last) + "f", number);
    }
}
