// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.page;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.steelyard.fit.search.FitResult;
import org.steelyard.fit.search.FitResult.FittedParameter;
import org.steelyard.report.table.MassErrors;
import org.steelyard.report.table.MassStatement;

/** The top of {@code report.html}: the mass of the black hole, its errors, and what limits them. */
final class MassLead {

    /** Decimals of the mantissa of an upper limit. */
    private static final int LIMIT_DECIMALS = 2;

    private static final String SUN = " <i>M</i><sub>\u2609</sub>";

    private final HtmlWriter html = new HtmlWriter();

    private MassLead() {}

    /**
     * @param result of the fit
     * @param errors of its error budget; null without one
     * @return HTML
     */
    static String of(FitResult result, @Nullable MassErrors errors) {
        MassLead lead = new MassLead();
        MassStatement statement = MassStatement.of(result);
        MassErrors used = statement.kind() == MassStatement.Kind.MEASURED ? errors : null;
        lead.mass(result, statement, used);
        lead.warnings(result, statement);
        lead.note(result, used);
        return lead.html.html();
    }

    private void mass(FitResult result, MassStatement statement, @Nullable MassErrors errors) {
        FittedParameter mass = statement.mass();
        if (mass == null) {
            return;
        }
        String symbol = "<i>M</i><sub>" + (statement.label().startsWith("Enclosed") ? "enclosed" : "BH") + "</sub>";
        html.raw("<p class=\"lead\">"
                + switch (statement.kind()) {
                    case LIMIT ->
                        symbol + " &lt; " + ValueText.scientific(statement.limit(), Double.NaN, LIMIT_DECIMALS) + SUN
                                + " (95&nbsp;%)";
                    case MEASURED ->
                        symbol + " = " + measured(mass, errors) + SUN
                                + distance(statement.distanceError() / mass.value());
                    default -> symbol + " = " + ValueText.scientific(mass.value(), Double.NaN) + SUN;
                }
                + "</p>\n");
        if (statement.kind() == MassStatement.Kind.NO_MEASUREMENT && result.converged()) {
            html.raw("<p class=\"warning\">This is no measurement of the mass: " + HtmlWriter.escape(statement.reason())
                    + ".</p>\n");
        } else if (!statement.reason().isEmpty() && result.converged()) {
            html.note(statement.reason());
        }
    }

    private static String measured(FittedParameter mass, @Nullable MassErrors errors) {
        if (errors == null || !(mass.value() > 0)) {
            return ValueText.scientific(mass.value(), mass.error());
        }
        int exponent = (int) Math.floor(Math.log10(mass.value()));
        double scale = Math.pow(10, exponent);
        int decimals = ValueText.decimals(mass.value() / scale, mass.error() / scale);
        boolean about = errors.low() < mass.value() && errors.high() > mass.value();
        StringBuilder text = new StringBuilder("(" + ValueText.of(mass.value() / scale, decimals));
        if (about) {
            text.append(pair((errors.high() - mass.value()) / scale, (mass.value() - errors.low()) / scale, decimals))
                    .append(" (stat)");
        } else {
            text.append(" &plusmn; ")
                    .append(ValueText.of(mass.error() / scale, decimals))
                    .append(" (fit)");
        }
        if (errors.systematics() != null) {
            double percent = mass.value() / scale / 100;
            text.append(pair(
                            percent * errors.systematics().up(),
                            percent * errors.systematics().down(),
                            decimals))
                    .append(" (sys)");
        }
        text.append(") &times; 10<sup>").append(exponent).append("</sup>");
        return text.toString();
    }

    private static String pair(double up, double down, int decimals) {
        return " <span class=\"pair\"><span>+" + ValueText.of(up, decimals) + "</span><span>&minus;"
                + ValueText.of(down, decimals) + "</span></span>";
    }

    private static String distance(double share) {
        return Double.isNaN(share)
                ? ""
                : String.format(Locale.ROOT, ", and &plusmn; %.1f&nbsp;%% from the distance", 100 * share);
    }

    private void warnings(FitResult result, MassStatement statement) {
        if (!result.converged()) {
            html.raw("<p class=\"warning\">The fit ended with the status \u201c" + HtmlWriter.escape(result.status())
                    + "\u201d. Do not use these numbers as a measurement.</p>\n");
        }
        if (result.diagnosis() != null && !result.diagnosis().describesData()) {
            FittedParameter mass = statement.mass();
            Double scaled =
                    mass == null ? null : result.diagnosis().errorsScaled().get(mass.name());
            html.raw("<p class=\"warning\">"
                    + (scaled == null
                            ? ""
                            : "With the misfit the error is " + ValueText.scientific(scaled, Double.NaN) + SUN + ": ")
                    + HtmlWriter.escape(result.diagnosis().verdict()) + ".</p>\n");
        }
    }

    private void note(FitResult result, @Nullable MassErrors errors) {
        boolean correlated =
                Double.isFinite(result.chi2Correlated()) || result.derived().containsKey("errors_inflated");
        if (errors != null) {
            html.note((errors.source().isEmpty()
                            ? ""
                            : String.format(
                                    Locale.ROOT,
                                    "Statistical error: the central 68 %% of %s, from %.4g to %.4g Msun. ",
                                    errors.source(),
                                    errors.low(),
                                    errors.high()))
                    + (errors.systematics() == null
                            ? "Systematic errors are not included."
                            : "Systematic error: " + errors.systematics().text()
                                    + " from one change of the model at a time, without distance."));
        }
        html.raw("<p class=\"note\">Errors " + (errors == null ? "" : "of the table below ")
                + "are one standard deviation from the curvature of &chi;<sup>2</sup> at the minimum. "
                + (correlated
                        ? "They account for noise that the beam correlates, but not for systematic errors."
                        : "They assume independent data: noise that the beam correlates and systematic errors"
                                + " are not included.")
                + "</p>\n");
    }
}
