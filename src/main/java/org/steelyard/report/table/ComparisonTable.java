// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.steelyard.compare.ComparedModel;
import org.steelyard.compare.Comparison;
import org.steelyard.compare.Ensemble;
import org.steelyard.config.toml.KeyChoices;
import org.steelyard.table.ColumnTable;
import org.steelyard.table.TableWriter;

/**
 * Writes {@code comparison.ecsv}: one row for each model in the order of their rank, with a column for each key. The header
 * holds the limits of the ensembles and the mass of the fit [Msun].
 */
public final class ComparisonTable {

    /** File of the models. */
    public static final String FILE = "comparison.ecsv";

    /** Text in the column of a key that has no effect on a model. */
    public static final String NO_EFFECT = "no effect";

    /** Prefixes of the ensembles in the header. */
    private static final String[] ENSEMBLES = {"unweighted", "weighted", "evidence"};

    /** Entry of the header with the names of the columns of keys, separated by blanks. */
    private static final String KEYS = "keys";

    private ComparisonTable() {}

    /**
     * @param comparison to write
     * @param file to write
     */
    public static void write(Comparison comparison, Path file) {
        TableWriter.write(of(comparison), file);
    }

    /**
     * @param comparison any
     * @return its table
     */
    public static ColumnTable of(Comparison comparison) {
        List<ComparedModel> models = comparison.models();
        ColumnTable.Builder table = ColumnTable.builder();
        table.meta(
                KEYS,
                String.join(" ", comparison.axes().stream().map(KeyChoices::key).toList()));
        table.meta("fit_mbh", Double.toString(comparison.fitMass()));
        table.meta("fit_mbh_error", Double.toString(comparison.fitError()));
        List<Ensemble> ensembles = new ArrayList<>();
        ensembles.add(comparison.plain());
        ensembles.add(comparison.weighted());
        ensembles.add(comparison.byEvidence());
        for (int k = 0; k < ENSEMBLES.length; k++) {
            Ensemble ensemble = ensembles.get(k);
            if (ensemble != null) {
                table.meta(ENSEMBLES[k] + "_median", Double.toString(ensemble.median()));
                table.meta(ENSEMBLES[k] + "_lower_68", Double.toString(ensemble.lower()));
                table.meta(ENSEMBLES[k] + "_upper_68", Double.toString(ensemble.upper()));
            }
        }
        numbers(table, models, "model", "", ComparedModel::number);
        for (int a = 0; a < comparison.axes().size(); a++) {
            int place = a;
            table.texts(
                    comparison.axes().get(a).key(),
                    models.stream().map(m -> label(m.values().get(place))).toList());
        }
        numbers(table, models, "mbh", "Msun", ComparedModel::mass);
        numbers(table, models, "mbh_error", "Msun", ComparedModel::error);
        numbers(table, models, "chi2", "", ComparedModel::chiSquared);
        numbers(table, models, "n_data", "", ComparedModel::data);
        numbers(table, models, "n_free", "", ComparedModel::free);
        numbers(table, models, "bic", "", ComparedModel::criterion);
        numbers(table, models, "delta_chi2", "", ComparedModel::deltaChiSquared);
        numbers(table, models, "delta_bic", "", ComparedModel::deltaCriterion);
        numbers(table, models, "weight", "", ComparedModel::weight);
        if (comparison.byEvidence() != null) {
            numbers(table, models, "log_evidence", "", ComparedModel::logEvidence);
            numbers(table, models, "log_evidence_error", "", ComparedModel::logEvidenceError);
            numbers(table, models, "evidence_weight", "", ComparedModel::evidenceWeight);
        }
        numbers(table, models, "set", "", ComparedModel::set);
        numbers(table, models, "describes_data", "", m -> m.describesData() ? 1 : 0);
        table.texts("at_bounds", models.stream().map(m -> listed(m.atBounds())).toList());
        table.texts("at_limits", models.stream().map(m -> listed(m.atLimits())).toList());
        numbers(table, models, "repeats", "", m -> m.repeats() ? 1 : 0);
        table.texts("status", models.stream().map(ComparedModel::status).toList());
        return table.build();
    }

    /**
     * @param table of a comparison
     * @return names of its columns of keys
     */
    public static List<String> keys(ColumnTable table) {
        return List.of(table.meta(KEYS).split(" ", -1));
    }

    /**
     * @param value TOML of the value of a key, or empty
     * @return the value for a reader
     */
    public static String label(String value) {
        return value.isEmpty() ? NO_EFFECT : KeyChoices.label(value);
    }

    private static String listed(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private static void numbers(
            ColumnTable.Builder table,
            List<ComparedModel> models,
            String name,
            String unit,
            ToDoubleFunction<ComparedModel> number) {
        table.numbers(name, unit, models.stream().mapToDouble(number).toArray());
    }
}
