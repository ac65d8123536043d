// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.table;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.steelyard.compare.ComparedModel;
import org.steelyard.compare.Comparison;
import org.steelyard.compare.Ensemble;
import org.steelyard.config.toml.KeyChoices;

/** Writes a comparison of models as a {@code deluxetable} in LaTeX. */
public final class ComparisonLatex {

    private ComparisonLatex() {}

    /**
     * @param comparison any
     * @param totalsOrNull of the budget that changes one choice at a time
     * @return the table, for a manuscript of the AAS journals
     */
    public static String of(Comparison comparison, @Nullable BudgetTotals totalsOrNull) {
        boolean evidence = comparison.byEvidence() != null;
        int power = (int) Math.floor(Math.log10(Math.max(1, comparison.fitMass())));
        StringBuilder tex = new StringBuilder("\\startlongtable\n\\begin{deluxetable*}{")
                .append("l".repeat(comparison.axes().size()))
                .append("rrrr")
                .append(evidence ? "r" : "")
                .append("}\n\\tablecaption{Black hole mass for ")
                .append(comparison.models().size())
                .append(" models\\label{tab:models}}\n\\tablehead{");
        for (KeyChoices axis : comparison.axes()) {
            tex.append("\\colhead{").append(heading(axis.key())).append("} & ");
        }
        tex.append("\\colhead{$M_\\mathrm{BH}$} & \\colhead{$\\Delta\\chi^2$} & \\colhead{$\\Delta$BIC} & ")
                .append(evidence ? "\\colhead{$\\Delta\\ln Z$} & " : "")
                .append("\\colhead{Weight}\\\\\n")
                .append("\\colhead{} & ".repeat(comparison.axes().size()))
                .append("\\colhead{($10^{")
                .append(power)
                .append("}\\,M_\\odot$)} & \\colhead{} & \\colhead{} & ")
                .append(evidence ? "\\colhead{} & " : "")
                .append("\\colhead{}}\n\\startdata\n");
        for (ComparedModel model : comparison.models()) {
            for (String value : model.values()) {
                tex.append(value.isEmpty() ? "\\nodata" : SystematicsLatex.escape(ComparisonTable.label(value)))
                        .append(" & ");
            }
            tex.append(row(comparison, model, Math.pow(10, power), evidence)).append("\\\\\n");
        }
        return tex.append("\\enddata\n\\tablecomments{")
                .append(comments(comparison, power, totalsOrNull))
                .append("}\n\\end{deluxetable*}\n")
                .toString();
    }

    private static String row(Comparison comparison, ComparedModel model, double unit, boolean evidence) {
        if (!model.converged()) {
            return "\\nodata & \\nodata & \\nodata & " + (evidence ? "\\nodata & " : "") + "\\nodata";
        }
        String mark = !model.describesData() ? "^a" : !model.atBounds().isEmpty() ? "^b" : model.repeats() ? "^c" : "";
        String mass = model.error() > 0
                ? String.format(Locale.ROOT, "$%.3f \\pm %.3f%s$", model.mass() / unit, model.error() / unit, mark)
                : String.format(Locale.ROOT, "$%.3f%s$", model.mass() / unit, mark);
        double most = comparison.models().stream()
                .filter(other -> other.set() == model.set())
                .mapToDouble(ComparedModel::logEvidence)
                .max()
                .orElse(Double.NaN);
        return mass
                + String.format(Locale.ROOT, " & %.1f & %.1f & ", model.deltaChiSquared(), model.deltaCriterion())
                + (evidence ? String.format(Locale.ROOT, "%.1f & ", model.logEvidence() - most) : "")
                + weight(evidence ? model.evidenceWeight() : model.weight());
    }

    private static String weight(double weight) {
        return weight > 0 && weight < 0.001 ? "$<0.001$" : String.format(Locale.ROOT, "%.3f", weight);
    }

    private static String comments(Comparison comparison, int power, @Nullable BudgetTotals totalsOrNull) {
        StringBuilder text = new StringBuilder(
                "Models in the order of their rank. Marks: $^a$ does not describe the data; $^b$ has a parameter at a bound; $^c$ repeats a simpler model, because a law ended at its limit. ");
        if (comparison.sets() > 1) {
            text.append("Differences and weights are those within ")
                    .append(comparison.sets())
                    .append(" sets of models with the same data. ");
        }
        add(text, "All models with the same weight, repeated ones left out,", comparison.plain(), power);
        add(text, "Weights $\\exp(-\\Delta\\mathrm{BIC}/2)$", comparison.weighted(), power);
        add(text, "Weights by evidence", comparison.byEvidence(), power);
        if (totalsOrNull != null) {
            text.append(String.format(
                    Locale.ROOT,
                    "Changing one choice at a time gives $%+.1f\\%%$ and $-%.1f\\%%$ of systematic error. ",
                    totalsOrNull.up(),
                    totalsOrNull.down()));
        }
        long failed = comparison.models().stream().filter(m -> !m.converged()).count();
        return (failed == 0 ? text : text.append(failed).append(" fits failed (\\nodata). "))
                .toString()
                .strip();
    }

    private static void add(StringBuilder text, String name, @Nullable Ensemble ensemble, int power) {
        if (ensemble != null) {
            double unit = Math.pow(10, power);
            text.append(String.format(
                    Locale.ROOT,
                    "%s give the median $%.3f_{-%.3f}^{+%.3f}\\times10^{%d}\\,M_\\odot$ (68\\%% of the mixture of the models' own errors). ",
                    name,
                    ensemble.median() / unit,
                    (ensemble.median() - ensemble.lower()) / unit,
                    (ensemble.upper() - ensemble.median()) / unit,
                    power));
        }
    }

    /** The last part of a key, with blanks. */
    private static String heading(String key) {
        return SystematicsLatex.escape(key.substring(key.indexOf('.') + 1).replace('_', ' '));
    }
}
