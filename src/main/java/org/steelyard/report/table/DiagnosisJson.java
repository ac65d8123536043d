// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.fit.diagnosis.Cause;
import org.steelyard.fit.diagnosis.ChannelMisfit;
import org.steelyard.fit.diagnosis.ChiSquareTest;
import org.steelyard.fit.diagnosis.Diagnosis;
import org.steelyard.fit.diagnosis.Finding;
import org.steelyard.fit.diagnosis.HarmonicRing;
import org.steelyard.fit.diagnosis.OtherObject;
import org.steelyard.fit.diagnosis.PlaceMisfit;
import org.steelyard.fit.diagnosis.RadiusMisfit;

/**
 * The diagnosis in {@code result.json}: the list {@code diagnosis} of causes, the group {@code goodness}, and
 * {@code error_scaled} of every parameter.
 */
final class DiagnosisJson {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

    private static final String FINDINGS = "diagnosis";
    private static final String GOODNESS = "goodness";
    private static final String PARAMETERS = "parameters";
    private static final String ERROR = "error_scaled";

    private DiagnosisJson() {}

    static void write(ObjectNode root, Diagnosis diagnosis) {
        ArrayNode findings = root.putArray(FINDINGS);
        for (Finding finding : diagnosis.findings()) {
            findings.addObject()
                    .put("cause", finding.cause().label())
                    .put("size", finding.size())
                    .put("unit", finding.unit())
                    .put("significance", finding.significance())
                    .put("key", finding.key())
                    .put("delta_chi2", finding.deltaChi2())
                    .put("refitted", finding.refitted())
                    .put("text", finding.text());
        }
        ObjectNode goodness = root.putObject(GOODNESS);
        goodness.put("model_describes_data", diagnosis.describesData());
        goodness.put("verdict", diagnosis.verdict());
        goodness.put("chi2_probability", diagnosis.chiSquare().probability());
        goodness.put("chi2", diagnosis.chiSquare().chi2());
        goodness.put("chi2_expected", diagnosis.chiSquare().mean());
        goodness.put("chi2_variance", diagnosis.chiSquare().variance());
        goodness.set("largest_misfit", MAPPER.valueToTree(diagnosis.place()));
        goodness.set("misfit_by_channel", MAPPER.valueToTree(diagnosis.channels()));
        goodness.set("misfit_by_radius", MAPPER.valueToTree(diagnosis.radii()));
        ObjectNode rings = goodness.putObject("velocity_harmonics");
        rings.set("data", MAPPER.valueToTree(diagnosis.dataRings()));
        rings.set("model", MAPPER.valueToTree(diagnosis.modelRings()));
        goodness.put("number_of_other_objects", diagnosis.objects().size());
        goodness.set("other_objects", MAPPER.valueToTree(diagnosis.objects()));
        ObjectNode parameters = (ObjectNode) root.get(PARAMETERS);
        diagnosis.errorsScaled().forEach((name, error) -> ((ObjectNode) parameters.get(name)).put(ERROR, error));
    }

    /** The diagnosis of a result; null where it has none. */
    static Diagnosis read(JsonNode root) throws JsonProcessingException {
        JsonNode goodness = root.path(GOODNESS);
        if (goodness.isMissingNode()) {
            return null;
        }
        List<Finding> findings = new ArrayList<>();
        for (JsonNode node : root.path(FINDINGS)) {
            findings.add(new Finding(
                    Cause.of(node.path("cause").asText()),
                    node.path("size").asDouble(),
                    node.path("unit").asText(),
                    node.path("significance").asDouble(),
                    node.path("key").isTextual() ? node.path("key").asText() : null,
                    node.path("delta_chi2").asDouble(),
                    node.path("refitted").asBoolean(),
                    node.path("text").asText()));
        }
        Map<String, Double> errors = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : root.path(PARAMETERS).properties()) {
            if (entry.getValue().has(ERROR)) {
                errors.put(entry.getKey(), entry.getValue().get(ERROR).asDouble());
            }
        }
        JsonNode rings = goodness.path("velocity_harmonics");
        return new Diagnosis(
                findings,
                goodness.path("model_describes_data").asBoolean(),
                new ChiSquareTest(
                        goodness.path("chi2").asDouble(),
                        goodness.path("chi2_expected").asDouble(),
                        goodness.path("chi2_variance").asDouble()),
                MAPPER.treeToValue(goodness.path("largest_misfit"), PlaceMisfit.class),
                list(goodness.path("misfit_by_channel"), ChannelMisfit.class),
                list(goodness.path("misfit_by_radius"), RadiusMisfit.class),
                list(rings.path("data"), HarmonicRing.class),
                list(rings.path("model"), HarmonicRing.class),
                list(goodness.path("other_objects"), OtherObject.class),
                errors);
    }

    private static <T> List<T> list(JsonNode nodes, Class<T> type) throws JsonProcessingException {
        List<T> all = new ArrayList<>();
        for (JsonNode node : nodes) {
            all.add(MAPPER.treeToValue(node, type));
        }
        return all;
    }
}
