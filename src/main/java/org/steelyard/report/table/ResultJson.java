// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.cube.Beam;
import org.steelyard.fit.search.FitResult;
import org.steelyard.fit.search.FitResult.FittedParameter;
import org.steelyard.fit.search.FitResult.InputFile;
import org.steelyard.fit.search.FitResult.Machine;
import org.steelyard.fit.search.FitResult.Timing;
import org.steelyard.galaxy.SkyGeometry;

/**
 * Writes and reads {@code result.json}, the numbers of a run under the names that scripts rely on. The file never
 * contains NaN: a parameter without an error has the error null, and other unknown numbers are left out.
 */
public final class ResultJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectWriter PRETTY = MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT);

    private ResultJson() {}

    /**
     * @param result numbers of the fit
     * @param geometry of the images
     * @return text of the file
     */
    public static String write(FitResult result, ImageGeometry geometry) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("steelyard", result.version());
        root.put("status", result.status());
        ObjectNode parameters = root.putObject("parameters");
        for (FittedParameter parameter : result.parameters()) {
            ObjectNode node = parameters.putObject(parameter.name());
            put(node, "value", parameter.value());
            node.put("unit", parameter.unit());
            node.put("error", Double.isFinite(parameter.error()) ? (Double) parameter.error() : null);
            put(node, "error_photometric", parameter.photometricError());
            node.put("free", parameter.free());
            node.put("at_bound", parameter.atBound());
            node.put("constrained", parameter.constrained());
            put(node, "start", parameter.start());
            put(node, "min", parameter.min());
            put(node, "max", parameter.max());
        }
        put(root, "chi2", result.chi2());
        root.put("n_data", result.nData());
        root.put("n_free", result.nFree());
        root.put("dof", result.dof());
        put(root, "reduced_chi2", result.reducedChi2());
        put(root, "chi2_correlated", result.chi2Correlated());
        root.put("evaluations", result.evaluations());
        put(root, result.search());
        ObjectNode timing = root.putObject("timing");
        put(timing, "read_s", result.timing().readS());
        put(timing, "fit_s", result.timing().fitS());
        put(timing, "total_s", result.timing().totalS());
        put(timing, "model_evaluation_ms", result.timing().modelEvaluationMs());
        timing.put("threads", result.timing().threads());
        root.putObject("machine")
                .put("java", result.machine().java())
                .put("vendor", result.machine().vendor())
                .put("kernels", result.machine().kernels());
        ArrayNode inputs = root.putArray("inputs");
        for (InputFile input : result.inputs()) {
            ObjectNode file = inputs.addObject().put("file", input.file()).put("sha256", input.sha256());
            if (!input.into().isEmpty()) {
                file.put("into", input.into());
            }
        }
        put(root.putObject("derived"), result.derived());
        result.messages().forEach(root.putArray("messages")::add);
        if (result.diagnosis() != null) {
            DiagnosisJson.write(root, result.diagnosis());
        }
        put(root, geometry);
        try {
            return PRETTY.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the result could not be written as JSON", e);
        }
    }

    private static void put(ObjectNode root, FitResult.Search search) {
        if (search == null) {
            root.putNull("search");
            return;
        }
        ObjectNode node = root.putObject("search");
        node.put("starts", search.starts()).put("same_minimum", search.sameMinimum());
        if (Double.isNaN(search.nextMinimumChi2())) {
            node.putNull("next_minimum_chi2");
        } else {
            node.put("next_minimum_chi2", search.nextMinimumChi2());
        }
    }

    private static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        }
    }

    private static void put(ObjectNode node, Map<?, ?> values) {
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            String name = entry.getKey().toString();
            Object value = entry.getValue();
            if (value instanceof Integer || value instanceof Long) {
                node.put(name, ((Number) value).longValue());
            } else if (value instanceof Number number) {
                put(node, name, number.doubleValue());
            } else if (value instanceof Boolean flag) {
                node.put(name, flag);
            } else if (value instanceof Map<?, ?> group) {
                put(node.putObject(name), group);
            } else if (value != null) {
                node.set(name, MAPPER.valueToTree(value));
            }
        }
    }

    private static void put(ObjectNode root, ImageGeometry geometry) {
        SkyGeometry sky = geometry.sky();
        ObjectNode node = root.putObject("geometry");
        node.put("name", sky.name());
        put(node, "x", sky.x());
        put(node, "y", sky.y());
        put(node, "position_angle", sky.positionAngle());
        put(node, "inclination", sky.inclination());
        put(node, "vsys", sky.vsys());
        put(node, "pc_per_arcsec", sky.pcPerArcsec());
        put(node, "region_semi_major", sky.semiMajor());
        put(node, "region_axis_ratio", sky.axisRatio());
        put(node, "region_position_angle", sky.regionPositionAngle());
        if (geometry.beam() != null) {
            put(node, "beam_major", geometry.beam().major());
            put(node, "beam_minor", geometry.beam().minor());
            put(node, "beam_position_angle", geometry.beam().positionAngle());
        }
        node.put("first_column", geometry.xIndex());
        node.put("first_row", geometry.yIndex());
        node.put("first_channel", geometry.channelIndex());
    }

    /**
     * @param text of the file
     * @return numbers of the fit
     * @throws JsonProcessingException if the text is not JSON, or not that of a result
     */
    public static FitResult readResult(String text) throws JsonProcessingException {
        JsonNode root = MAPPER.readTree(text);
        if (!root.path("status").isTextual() || root.path("parameters").isEmpty()) {
            throw new JsonMappingException(null, "it has no status, or no parameters");
        }
        List<FittedParameter> parameters = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : root.path("parameters").properties()) {
            JsonNode node = entry.getValue();
            if (!node.path("value").isNumber()) {
                throw new JsonMappingException(null, "parameters." + entry.getKey() + ".value is not a number");
            }
            parameters.add(new FittedParameter(
                    entry.getKey(),
                    node.path("unit").asText(),
                    number(node, "value"),
                    number(node, "error"),
                    number(node, "error_photometric"),
                    node.path("free").asBoolean(),
                    node.path("at_bound").asBoolean(),
                    node.path("constrained").asBoolean(),
                    number(node, "start"),
                    number(node, "min"),
                    number(node, "max")));
        }
        JsonNode timing = root.path("timing");
        JsonNode machine = root.path("machine");
        List<InputFile> inputs = new ArrayList<>();
        root.path("inputs")
                .forEach(node -> inputs.add(new InputFile(
                        node.path("file").asText(),
                        node.path("sha256").asText(),
                        node.path("into").asText())));
        List<String> messages = new ArrayList<>();
        root.path("messages").forEach(node -> messages.add(node.asText()));
        return new FitResult(
                root.path("steelyard").asText(),
                root.path("status").asText(),
                parameters,
                number(root, "chi2"),
                root.path("n_data").asInt(),
                root.path("n_free").asInt(),
                root.path("dof").asInt(),
                number(root, "reduced_chi2"),
                number(root, "chi2_correlated"),
                root.path("evaluations").asInt(),
                search(root.path("search")),
                new Timing(
                        number(timing, "read_s"),
                        number(timing, "fit_s"),
                        number(timing, "total_s"),
                        number(timing, "model_evaluation_ms"),
                        timing.path("threads").asInt()),
                new Machine(
                        machine.path("java").asText(),
                        machine.path("vendor").asText(),
                        machine.path("kernels").asText()),
                inputs,
                derived(root.path("derived")),
                messages,
                DiagnosisJson.read(root));
    }

    private static FitResult.Search search(JsonNode node) {
        return node.isObject()
                ? new FitResult.Search(
                        node.path("starts").asInt(),
                        node.path("same_minimum").asInt(),
                        number(node, "next_minimum_chi2"))
                : null;
    }

    private static Map<String, Object> derived(JsonNode node) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            values.put(entry.getKey(), MAPPER.convertValue(entry.getValue(), Object.class));
        }
        return values;
    }

    /**
     * @param text of result.json
     * @return geometry of the images of the run
     * @throws JsonProcessingException if the text is not JSON
     */
    public static ImageGeometry readGeometry(String text) throws JsonProcessingException {
        JsonNode node = MAPPER.readTree(text).path("geometry");
        SkyGeometry sky = new SkyGeometry(
                node.path("name").asText(),
                number(node, "x"),
                number(node, "y"),
                number(node, "position_angle"),
                number(node, "inclination"),
                number(node, "vsys"),
                number(node, "pc_per_arcsec"),
                number(node, "region_semi_major"),
                number(node, "region_axis_ratio"),
                number(node, "region_position_angle"));
        Beam beam = node.has("beam_major")
                ? new Beam(number(node, "beam_major"), number(node, "beam_minor"), number(node, "beam_position_angle"))
                : null;
        return new ImageGeometry(
                sky,
                beam,
                node.path("first_column").asInt(),
                node.path("first_row").asInt(),
                node.path("first_channel").asInt());
    }

    private static double number(JsonNode node, String name) {
        return node.path(name).asDouble(Double.NaN);
    }
}
