// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import java.util.Locale;
import java.util.Map;
import org.steelyard.errors.BudgetResult;
import org.steelyard.errors.ErrorBudget;
import org.steelyard.errors.MonteCarloErrors;
import org.steelyard.errors.MonteCarloResult;
import org.steelyard.errors.ProfileResult;
import org.steelyard.errors.SamplingResult;
import org.steelyard.fit.search.FitResult.FittedParameter;
import org.steelyard.inference.diagnose.ParameterSummary;
import org.steelyard.report.table.MassStatement;

/** Formats an error budget as text. */
final class ErrorsText {

    /** Draws that give the half-width of an interval of 68 % to 6 %. */
    private static final int ENOUGH_DRAWS = 300;

    private ErrorsText() {}

    /** [standard error] A median of the draws that is farther from the fit than this is said in the headline. */
    private static final double LARGE_BIAS = 0.5;

    /**
     * An interval of 68 % about the fit's value.
     *
     * @param down from the lower end to the value; negative where the value is outside the interval
     * @param up from the value to the upper end
     * @param bias [standard error] from the value to the median; NaN where there is none
     * @param source of the interval
     */
    private record Spread(double down, double up, double bias, String source) {

        static Spread of(double value, double low, double median, double high, String source) {
            return new Spread(value - low, high - value, (median - value) / (0.5 * (high - low)), source);
        }

        boolean about() {
            return down > 0 && up > 0;
        }

        /** The source, with the bias where it matters. */
        String text() {
            return Math.abs(bias) > LARGE_BIAS
                    ? String.format(
                            Locale.ROOT,
                            "%s, whose median is %.1f errors %s the fit",
                            source,
                            Math.abs(bias),
                            bias > 0 ? "above" : "below")
                    : source;
        }
    }

    /** One line: the mass with statistical and systematic errors. */
    static String headline(ErrorBudget budget) {
        MassStatement statement = MassStatement.of(budget.fit());
        FittedParameter mass = statement.mass();
        if (statement.kind() != MassStatement.Kind.MEASURED) {
            return ResultText.headline(budget.fit());
        }
        Spread statistical = statistical(budget, mass.value());
        int power = mass.value() > 0 ? (int) Math.floor(Math.log10(mass.value())) : 0;
        double least = smallest(statistical, budget.systematics(), mass.value());
        int decimals = least > 0 ? Math.max(0, Math.min(6, power - (int) Math.floor(Math.log10(least)) + 1)) : 3;
        StringBuilder text = new StringBuilder(statement.label() + ": ");
        text.append(number(mass.value(), power, decimals));
        if (statistical != null && statistical.about()) {
            text.append(' ').append(pair(statistical.up(), statistical.down(), power, decimals));
            text.append(" (statistical, ").append(statistical.text()).append(')');
        }
        if (statistical != null && !statistical.about()) {
            text.append(", 68 % from ")
                    .append(number(mass.value() - statistical.down(), power, decimals))
                    .append(" to ")
                    .append(number(mass.value() + statistical.up(), power, decimals));
            text.append(" (statistical, ").append(statistical.text()).append(')');
        }
        if (budget.systematics() != null) {
            BudgetResult s = budget.systematics();
            text.append(' ').append(pair(s.up() * mass.value() / 100, s.down() * mass.value() / 100, power, decimals));
            text.append(" (systematic)");
        }
        if (!Double.isNaN(statement.distanceError())) {
            text.append(" +- ")
                    .append(number(statement.distanceError(), power, decimals))
                    .append(" (distance)");
        }
        text.append(" Msun");
        return statement.reason().isEmpty()
                ? text.toString()
                : text.append(" (").append(statement.reason()).append(')').toString();
    }

    /** The best available error: Monte Carlo, which is the scatter of the quoted estimate; else profile; else posterior. */
    private static Spread statistical(ErrorBudget budget, double value) {
        if (budget.monteCarlo() != null && budget.monteCarlo().intervals().get("mbh") != null) {
            MonteCarloResult.Interval interval = budget.monteCarlo().intervals().get("mbh");
            return Spread.of(value, interval.lower()[0], interval.median(), interval.upper()[0], "Monte Carlo");
        }
        if (budget.profile() != null && budget.profile().parameter().equals("mbh")) {
            ProfileResult.Limit one = budget.profile().limits().get(0);
            if (one.closed()) {
                return new Spread(value - one.lower(), one.upper() - value, Double.NaN, "profile");
            }
        }
        if (budget.posterior() != null) {
            for (ParameterSummary summary : budget.posterior().chain().summaries()) {
                if (summary.name().equals("mbh")) {
                    return Spread.of(value, summary.low68(), summary.median(), summary.high68(), "posterior");
                }
            }
        }
        return null;
    }

    private static double smallest(Spread statistical, BudgetResult systematics, double value) {
        double least = Double.POSITIVE_INFINITY;
        double[] all = {
            statistical == null ? 0 : statistical.up(),
            statistical == null ? 0 : statistical.down(),
            systematics == null ? 0 : systematics.up() * value / 100,
            systematics == null ? 0 : systematics.down() * value / 100
        };
        double largest = 0;
        for (double error : all) {
            largest = Math.max(largest, error);
        }
        // An error far below the largest does not set the number of digits.
        for (double error : all) {
            least = error > 0.05 * largest ? Math.min(least, error) : least;
        }
        return Double.isInfinite(least) ? 0 : least;
    }

    private static String pair(double up, double down, int power, int decimals) {
        String plus = number(up, power, decimals);
        String minus = number(down, power, decimals);
        return plus.equals(minus) ? "+- " + plus : "+" + plus + " -" + minus;
    }

    private static String number(double value, int power, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "fe%d", value / Math.pow(10, power), power);
    }

    /** The tables of all parts. */
    static String table(ErrorBudget budget) {
        StringBuilder text = new StringBuilder();
        if (budget.monteCarlo() != null) {
            monteCarlo(text, budget.monteCarlo());
        }
        if (budget.profile() != null) {
            profile(text, budget.profile());
        }
        if (budget.posterior() != null) {
            posterior(text, budget.posterior());
        }
        if (budget.systematics() != null) {
            systematics(text, budget.systematics());
        }
        return text.toString();
    }

    private static void monteCarlo(StringBuilder text, MonteCarloResult result) {
        line(text, "");
        line(text, "Monte Carlo: %s of noisy realisations, %d failed", refits(result.draws().length), result.failed());
        result.failures().forEach((reason, count) -> line(text, "note: %s: %s", refits(count), reason));
        line(text, "%-22s %12s %12s %8s %25s %25s  %s", "parameter", "median", "error", "bias", "68 %", "95 %", "unit");
        for (Map.Entry<String, MonteCarloResult.Interval> entry :
                result.intervals().entrySet()) {
            MonteCarloResult.Interval i = entry.getValue();
            line(
                    text,
                    "%-22s %12.6g %12.3g %+8.2f %12s %12s %12s %12s  %s",
                    entry.getKey(),
                    i.median(),
                    i.error(),
                    i.bias(),
                    percentile(i.lower()[0]),
                    percentile(i.upper()[0]),
                    percentile(i.lower()[1]),
                    percentile(i.upper()[1]),
                    result.units().get(result.names().indexOf(entry.getKey())));
        }
        result.notes().forEach((note, count) -> line(text, "note: %s: %s", refits(count), note));
        int draws = result.draws().length;
        if (draws < MonteCarloErrors.FEWEST) {
            line(text, "note: %s too few for an interval", draws == 1 ? "1 draw is" : draws + " draws are");
        } else if (draws < ENOUGH_DRAWS) {
            line(
                    text,
                    "note: %d draws give the errors to %.0f %%; %d give them to 6 %%",
                    draws,
                    100 * MonteCarloResult.relativeErrorOfError(draws),
                    ENOUGH_DRAWS);
        }
    }

    private static String refits(int count) {
        return count == 1 ? "1 refit" : count + " refits";
    }

    private static void profile(StringBuilder text, ProfileResult result) {
        line(text, "");
        line(
                text,
                "Profile of %s: %d fits, lowest chi2 = %.2f at %.6g %s",
                result.parameter(),
                result.points().size(),
                result.chiSquared(),
                result.best(),
                result.unit());
        for (ProfileResult.Limit limit : result.limits()) {
            String lower =
                    Double.isNaN(limit.lower()) ? "no lower limit" : String.format(Locale.ROOT, "%.6g", limit.lower());
            String upper =
                    Double.isNaN(limit.upper()) ? "no upper limit" : String.format(Locale.ROOT, "%.6g", limit.upper());
            line(text, "%d sigma: %s to %s %s", limit.sigmas(), lower, upper, result.unit());
        }
        result.messages().forEach(message -> line(text, "note: %s", message));
    }

    private static void posterior(StringBuilder text, SamplingResult result) {
        line(text, "");
        line(
                text,
                "Posterior (%s sampling): %d draws, %d evaluations; %s",
                result.method(),
                result.chain().chainCount() * result.chain().drawCount(),
                result.evaluations(),
                result.reason());
        if (Double.isFinite(result.logEvidence())) {
            line(
                    text,
                    "ln Z = %.2f +- %.2f (up to a constant of the data)",
                    result.logEvidence(),
                    result.logEvidenceError());
        }
        if (result.scale() != 1) {
            line(
                    text,
                    "note: the draws are those of chi2 / %.3g, for noise that the beam correlates, as mbh has it%s",
                    result.scale(),
                    Double.isFinite(result.logEvidence()) ? "; ln Z is that of chi2 itself" : "");
        }
        line(text, "%-22s %12s %12s %25s %8s  %s", "parameter", "median", "std", "68 %", "ESS", "unit");
        for (ParameterSummary s : result.chain().summaries()) {
            line(
                    text,
                    "%-22s %12.6g %12.3g %12.6g %12.6g %8.0f  %s",
                    s.name(),
                    s.median(),
                    s.standardDeviation(),
                    s.low68(),
                    s.high68(),
                    s.essBulk(),
                    s.unit());
        }
    }

    private static void systematics(StringBuilder text, BudgetResult result) {
        line(text, "");
        line(
                text,
                "%-18s %-38s %12s %9s %12s %7s  %s",
                "systematics",
                "change",
                "mbh [Msun]",
                "delta [%]",
                "chi2",
                "dof",
                "status");
        for (BudgetResult.Line l : result.lines()) {
            String mass =
                    Double.isNaN(l.mass()) ? "" : String.format(Locale.ROOT, "%12.5g %+9.1f", l.mass(), l.change());
            String chi = l.dof() == 0 || l.status().equals("scaled")
                    ? ""
                    : String.format(Locale.ROOT, "%12.1f %7d", l.chiSquared(), l.dof());
            line(text, "%-18s %-38s %22s %20s  %s", l.group().title(), l.name(), mass, chi, l.status());
        }
        for (BudgetResult.Sum sum : result.groups()) {
            line(
                    text,
                    "%-18s %-38s +%.1f %% -%.1f %%",
                    sum.group().title(),
                    result.quadrature() ? "in quadrature" : "largest",
                    sum.up(),
                    sum.down());
        }
        line(text, "%-57s +%.1f %% -%.1f %%", "groups in quadrature, without distance", result.up(), result.down());
    }

    /** A percentile; a dash if there are too few draws. */
    private static String percentile(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.6g", value);
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append(System.lineSeparator());
    }
}
