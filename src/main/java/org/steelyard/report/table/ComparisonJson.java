// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.steelyard.compare.ComparedModel;
import org.steelyard.compare.Comparison;
import org.steelyard.compare.Ensemble;

/** Writes the block {@code comparison} of result.json. Unknown numbers are left out. */
public final class ComparisonJson {

    /** Name of the block. */
    public static final String BLOCK = "comparison";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ComparisonJson() {}

    /**
     * @param text of result.json
     * @param comparison to add
     * @return the text with the block in it; one of an earlier comparison is replaced
     * @throws JsonProcessingException if the text is not JSON
     */
    public static String merge(String text, Comparison comparison) throws JsonProcessingException {
        ObjectNode root = (ObjectNode) MAPPER.readTree(text);
        ObjectNode block = root.putObject(BLOCK);
        ObjectNode choices = block.putObject("choices");
        comparison.axes().forEach(axis -> {
            ArrayNode values = choices.putArray(axis.key());
            axis.values().forEach(value -> values.add(ComparisonTable.label(value)));
        });
        ObjectNode ensembles = block.putObject("mbh");
        put(ensembles, "unweighted", comparison.plain());
        put(ensembles, "weighted_by_bic", comparison.weighted());
        put(ensembles, "weighted_by_evidence", comparison.byEvidence());
        comparison.notes().forEach(block.putArray("notes")::add);
        ArrayNode models = block.putArray("models");
        comparison.models().forEach(model -> put(models.addObject(), comparison, model));
        return MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(root) + "\n";
    }

    private static void put(ObjectNode parent, String name, @Nullable Ensemble ensemble) {
        if (ensemble == null) {
            return;
        }
        ObjectNode node = parent.putObject(name).put("unit", "Msun");
        put(node, "median", ensemble.median());
        put(node, "lower_68", ensemble.lower());
        put(node, "upper_68", ensemble.upper());
        put(node, "statistical_error", ensemble.statistical());
        put(node, "scatter_of_models", ensemble.scatter());
        node.put("models", ensemble.models());
        put(node, "effective_models", ensemble.effective());
    }

    private static void put(ObjectNode row, Comparison comparison, ComparedModel model) {
        row.put("model", model.number());
        ObjectNode values = row.putObject("values");
        for (int a = 0; a < comparison.axes().size(); a++) {
            String value = model.values().get(a);
            if (!value.isEmpty()) {
                values.put(comparison.axes().get(a).key(), ComparisonTable.label(value));
            }
        }
        row.put("status", model.status());
        put(row, "mbh", model.mass());
        put(row, "mbh_error", model.error());
        if (model.converged()) {
            put(row, "chi2", model.chiSquared());
            row.put("chi2_correlated", model.correlated());
            row.put("n_data", model.data());
            row.put("n_free", model.free());
            put(row, "bic", model.criterion());
            row.put("set", model.set());
            put(row, "delta_chi2", model.deltaChiSquared());
            put(row, "delta_bic", model.deltaCriterion());
            put(row, "weight", model.weight());
            put(row, "log_evidence", model.logEvidence());
            put(row, "log_evidence_error", model.logEvidenceError());
            put(row, "evidence_weight", model.evidenceWeight());
            row.put("describes_data", model.describesData());
            model.atBounds().forEach(row.putArray("at_bounds")::add);
            model.atLimits().forEach(row.putArray("at_limits")::add);
            row.put("repeats", model.repeats());
        }
    }

    private static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        }
    }
}
