// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.steelyard.errors.BudgetResult;
import org.steelyard.errors.ErrorBudget;
import org.steelyard.errors.MonteCarloResult;
import org.steelyard.errors.ProfileResult;
import org.steelyard.errors.SamplingResult;
import org.steelyard.inference.SampledParameter;
import org.steelyard.inference.diagnose.ParameterSummary;
import org.steelyard.inference.sample.Chain;

/**
 * Writes the block {@code errors} of result.json, with one part for each method. Parts of earlier methods are kept.
 * Unknown numbers are left out.
 */
public final class ErrorsJson {

    /** Name of the block. */
    public static final String BLOCK = "errors";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** [%] Shares of the draws inside the intervals. */
    private static final String[] PERCENT = {"68", "95", "99.7"};

    private ErrorsJson() {}

    /**
     * @param text of result.json
     * @param budget errors to add
     * @return the text with the block added
     * @throws JsonProcessingException if the text is not JSON
     */
    public static String merge(String text, ErrorBudget budget) throws JsonProcessingException {
        ObjectNode root = (ObjectNode) MAPPER.readTree(text);
        ObjectNode errors = root.withObjectProperty(BLOCK);
        if (budget.monteCarlo() != null) {
            monteCarlo(errors.putObject("monte_carlo"), budget.monteCarlo(), budget.seed());
        }
        if (budget.profile() != null) {
            profile(errors.putObject("profile_" + budget.profile().parameter()), budget.profile());
        }
        if (budget.posterior() != null) {
            posterior(errors.putObject("posterior"), budget.posterior(), budget.seed());
        }
        if (budget.systematics() != null) {
            systematics(errors.putObject("systematics"), budget.systematics());
        }
        return MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(root) + "\n";
    }

    private static void monteCarlo(ObjectNode node, MonteCarloResult result, long seed) {
        node.put("draws", result.draws().length);
        node.put("failed", result.failed());
        node.set("failures", MAPPER.valueToTree(result.failures()));
        node.set("notes", MAPPER.valueToTree(result.notes()));
        node.put("seed", seed);
        ObjectNode parameters = node.putObject("parameters");
        for (Map.Entry<String, MonteCarloResult.Interval> entry :
                result.intervals().entrySet()) {
            MonteCarloResult.Interval interval = entry.getValue();
            ObjectNode p = parameters.putObject(entry.getKey());
            p.put("unit", result.units().get(result.names().indexOf(entry.getKey())));
            put(p, "best", interval.best());
            put(p, "median", interval.median());
            put(p, "error", interval.error());
            put(p, "error_of_error", interval.errorOfError());
            put(p, "bias_in_errors", interval.bias());
            for (int k = 0; k < interval.lower().length; k++) {
                put(p, "lower_" + PERCENT[k], interval.lower()[k]);
                put(p, "upper_" + PERCENT[k], interval.upper()[k]);
            }
        }
    }

    private static void profile(ObjectNode node, ProfileResult result) {
        node.put("unit", result.unit());
        put(node, "best", result.best());
        put(node, "chi2", result.chiSquared());
        put(node, "scale", result.scale());
        node.put("points", result.points().size());
        ArrayNode limits = node.putArray("limits");
        for (ProfileResult.Limit limit : result.limits()) {
            ObjectNode l = limits.addObject().put("sigmas", limit.sigmas());
            put(l, "lower", limit.lower());
            put(l, "upper", limit.upper());
            l.put("closed", limit.closed());
        }
        result.messages().forEach(node.putArray("messages")::add);
    }

    private static void posterior(ObjectNode node, SamplingResult result, long seed) {
        node.put("method", result.method());
        node.put("converged", result.converged());
        node.put("reason", result.reason());
        node.put("draws", result.chain().chainCount() * result.chain().drawCount());
        node.put("evaluations", result.evaluations());
        put(node, "scale", result.scale());
        put(node, "model_tolerance", result.tolerance());
        node.put("seed", seed);
        put(node, "log_evidence", result.logEvidence());
        put(node, "log_evidence_error", result.logEvidenceError());
        put(node, "effective_draws", result.effectiveSize());
        put(node, "k_hat", result.paretoShape());
        ObjectNode parameters = node.putObject("parameters");
        int j = 0;
        for (ParameterSummary summary : result.chain().summaries()) {
            ObjectNode p = parameters.putObject(summary.name());
            p.put("unit", summary.unit());
            p.put("prior", result.chain().parameters().get(j).prior().describe());
            put(p, "mean", summary.mean());
            put(p, "standard_deviation", summary.standardDeviation());
            put(p, "median", summary.median());
            put(p, "lower_68", summary.low68());
            put(p, "upper_68", summary.high68());
            put(p, "lower_95", summary.low95());
            put(p, "upper_95", summary.high95());
            put(p, "lower_99.7", summary.low997());
            put(p, "upper_99.7", summary.high997());
            put(p, "r_hat", summary.rHat());
            put(p, "ess_bulk", summary.essBulk());
            put(p, "ess_tail", summary.essTail());
            if (result.autocorrelationTimes() != null) {
                put(p, "autocorrelation_time", result.autocorrelationTimes()[j]);
            }
            j++;
        }
    }

    private static void systematics(ObjectNode node, BudgetResult result) {
        put(node, "up_percent", result.up());
        put(node, "down_percent", result.down());
        node.put("combined", result.quadrature() ? "all in quadrature" : "largest of each group in quadrature");
        ObjectNode groups = node.putObject("groups");
        for (BudgetResult.Sum sum : result.groups()) {
            ObjectNode g = groups.putObject(sum.group().title());
            put(g, "up_percent", sum.up());
            put(g, "down_percent", sum.down());
        }
        ArrayNode rows = node.putArray("rows");
        for (BudgetResult.Line line : result.lines()) {
            ObjectNode row = rows.addObject().put("group", line.group().title()).put("change", line.name());
            put(row, "mbh", line.mass());
            put(row, "mbh_error", line.error());
            put(row, "delta_percent", line.change());
            put(row, "chi2", line.chiSquared());
            row.put("dof", line.dof());
            row.put("status", line.status());
        }
        result.skipped().forEach(node.putArray("skipped")::add);
    }

    /**
     * Writes the draws as JSON in the layout that {@code from_dict} of ArviZ reads: group, variable, [chain][draw].
     *
     * @param result draws from the posterior
     * @return text of the file
     * @throws JsonProcessingException if the draws cannot be written
     */
    public static String chain(SamplingResult result) throws JsonProcessingException {
        Chain chain = result.chain();
        ObjectNode root = MAPPER.createObjectNode();
        ObjectNode posterior = root.putObject("posterior");
        for (int j = 0; j < chain.parameters().size(); j++) {
            SampledParameter parameter = chain.parameters().get(j);
            posterior.set(parameter.name(), MAPPER.valueToTree(chain.values(j)));
        }
        root.putObject("sample_stats").set("lp", MAPPER.valueToTree(chain.logPosterior()));
        return MAPPER.writeValueAsString(root) + "\n";
    }

    private static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        }
    }
}
