// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.steelyard.compare.ComparedModel;
import org.steelyard.compare.Comparison;
import org.steelyard.compare.Ensemble;
import org.steelyard.report.table.BudgetTotals;
import org.steelyard.report.table.ComparisonTable;

/**
 * Formats a comparison of models as text.
 *
 * @param comparison any
 * @param totalsOrNull of the budget that changes one choice at a time
 */
record ComparisonText(Comparison comparison, @Nullable BudgetTotals totalsOrNull) {

    /** Models of the table; all are in comparison.ecsv. */
    private static final int SHOWN = 20;

    /** One line: the mass over the models. */
    String headline() {
        Ensemble best = comparison.best();
        return best == null
                ? "Black hole mass: no model gives one"
                : "Black hole mass over " + best.models() + " models: " + limits(best) + " Msun (68 %, "
                        + (comparison.byEvidence() != null ? "weighted by evidence" : "weighted by BIC") + ")";
    }

    /** Median with the distances to the limits, over the power of ten of the fit's mass. */
    private String limits(Ensemble e) {
        int power = (int) Math.floor(Math.log10(Math.max(1, comparison.fitMass())));
        double unit = Math.pow(10, power);
        return String.format(
                Locale.ROOT,
                "%.3fe%d +%.3fe%d -%.3fe%d",
                e.median() / unit,
                power,
                (e.upper() - e.median()) / unit,
                power,
                (e.median() - e.lower()) / unit,
                power);
    }

    /** The ensembles, the best models, and the notes. */
    String table() {
        StringBuilder text = new StringBuilder();
        add(text, "weighted by evidence", comparison.byEvidence());
        add(text, "weighted by BIC", comparison.weighted());
        add(text, "without weights", comparison.plain());
        text.append(String.format(
                Locale.ROOT, "  %-22s %.4g +- %.2g Msun%n", "the fit", comparison.fitMass(), comparison.fitError()));
        if (totalsOrNull != null) {
            text.append(String.format(Locale.ROOT, "  %-22s %s%n", "one choice at a time", totalsOrNull.text()));
        }
        text.append(System.lineSeparator());
        List<List<String>> rows = new ArrayList<>(List.of(heading()));
        comparison.models().stream().limit(SHOWN).forEach(model -> rows.add(row(model)));
        align(text, rows);
        if (comparison.models().size() > SHOWN) {
            text.append(String.format(
                    Locale.ROOT,
                    "... %d more in comparison.ecsv%n",
                    comparison.models().size() - SHOWN));
        }
        comparison.notes().forEach(note -> text.append("note: ").append(note).append(System.lineSeparator()));
        return text.toString();
    }

    private void add(StringBuilder text, String name, @Nullable Ensemble e) {
        if (e != null) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %-22s %s Msun; models differ by %.2g, their own errors are %.2g; %.1f of %d models carry the weight%n",
                    name,
                    limits(e),
                    e.scatter(),
                    e.statistical(),
                    e.effective(),
                    e.models()));
        }
    }

    private List<String> heading() {
        List<String> cells = new ArrayList<>();
        comparison
                .axes()
                .forEach(axis -> cells.add(axis.key().substring(axis.key().indexOf('.') + 1)));
        cells.addAll(List.of("mbh [Msun]", "error", "d(chi2)", "d(BIC)"));
        if (comparison.byEvidence() != null) {
            cells.add("ln Z");
        }
        if (comparison.sets() > 1) {
            cells.add("set");
        }
        cells.addAll(List.of("weight", ""));
        return cells;
    }

    private List<String> row(ComparedModel m) {
        List<String> cells = new ArrayList<>();
        m.values().forEach(value -> cells.add(ComparisonTable.label(value)));
        boolean evidence = comparison.byEvidence() != null;
        cells.add(number("%.4g", m.mass()));
        cells.add(number("%.2g", m.error()));
        cells.add(number("%.1f", m.deltaChiSquared()));
        cells.add(number("%.1f", m.deltaCriterion()));
        if (evidence) {
            cells.add(number("%.1f", m.logEvidence()));
        }
        if (comparison.sets() > 1) {
            cells.add(Integer.toString(m.set()));
        }
        cells.add(number("%.3f", evidence ? m.evidenceWeight() : m.weight()));
        List<String> remarks = new ArrayList<>();
        if (!m.converged()) {
            remarks.add(m.status());
        } else if (!m.describesData()) {
            remarks.add("does not describe the data");
        }
        remarks.addAll(m.atLimits());
        m.atBounds().forEach(name -> remarks.add(name + " at a bound"));
        cells.add(String.join("; ", remarks));
        return cells;
    }

    private static String number(String format, double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "-";
    }

    private static void align(StringBuilder text, List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] width = new int[columns];
        for (List<String> row : rows) {
            for (int c = 0; c < columns; c++) {
                width[c] = Math.max(width[c], row.get(c).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                line.append(row.get(c)).append(" ".repeat(width[c] - row.get(c).length() + 2));
            }
            text.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
    }
}
