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
import org.steelyard.fit.search.FitResult.FittedParameter;
import org.steelyard.fit.search.FitResult.InputFile;
import org.steelyard.fit.search.FitResult.Timing;
import org.steelyard.fit.search.FitResult;
import org.steelyard.galaxy.SkyGeometry;

/**
 * {@code result.json}: the numbers of a run under the names that scripts rely on. A number that is not known is left out; the
 * file never holds NaN.
 */
public final class ResultJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectWriter PRETTY = MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT);

    private ResultJson() {}

    /** @return the file's text */
    public static String write(FitResult result, ImagePlacement placement) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("steelyard", result.version());
        root.put("status", result.status());
        ObjectNode parameters = root.putObject("parameters");
        for (FittedParameter parameter : result.parameters()) {
            ObjectNode node = parameters.putObject(parameter.name());
            put(node, "value", parameter.value());
            node.put("unit", parameter.unit());
            put(node, "error", parameter.error());
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
        ObjectNode timing = root.putObject("timing");
        put(timing, "read_s", result.timing().readS());
        put(timing, "fit_s", result.timing().fitS());
        put(timing, "total_s", result.timing().totalS());
        put(timing, "model_evaluation_ms", result.timing().modelEvaluationMs());
        timing.put("threads", result.timing().threads());
        timing.put("java", result.timing().java());
        timing.put("kernels", result.timing().kernels());
        ArrayNode inputs = root.putArray("inputs");
        for (InputFile input : result.inputs()) {
            inputs.addObject().put("file", input.file()).put("sha256", input.sha256());
        }
        put(root.putObject("derived"), result.derived());
        result.messages().forEach(root.putArray("messages")::add);
        put(root, placement);
        try {
            return PRETTY.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result could not be written as JSON", e);
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

    private static void put(ObjectNode root, ImagePlacement placement) {
        SkyGeometry geometry = placement.geometry();
        ObjectNode node = root.putObject("geometry");
        node.put("name", geometry.name());
        put(node, "x", geometry.x());
        put(node, "y", geometry.y());
        put(node, "position_angle", geometry.positionAngle());
        put(node, "inclination", geometry.inclination());
        put(node, "vsys", geometry.vsys());
        put(node, "pc_per_arcsec", geometry.pcPerArcsec());
        put(node, "region_semi_major", geometry.semiMajor());
        put(node, "region_axis_ratio", geometry.axisRatio());
        put(node, "region_position_angle", geometry.regionPositionAngle());
        if (placement.beam() != null) {
            put(node, "beam_major", placement.beam().major());
            put(node, "beam_minor", placement.beam().minor());
            put(node, "beam_position_angle", placement.beam().positionAngle());
        }
        node.put("first_column", placement.xIndex());
        node.put("first_row", placement.yIndex());
        node.put("first_channel", placement.channelIndex());
    }

    /**
     * @param text of the file
     * @return the result
     * @throws JsonProcessingException if it is no JSON, or not a result's
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
                throw new JsonMappingException(null, "parameters." + entry.getKey() + ".value is no number");
            }
            parameters.add(new FittedParameter(
                    entry.getKey(),
                    node.path("unit").asText(),
                    number(node, "value"),
                    number(node, "error"),
                    node.path("free").asBoolean(),
                    node.path("at_bound").asBoolean(),
                    node.path("constrained").asBoolean(),
                    number(node, "start"),
                    number(node, "min"),
                    number(node, "max")));
        }
        JsonNode timing = root.path("timing");
        List<InputFile> inputs = new ArrayList<>();
        root.path("inputs")
                .forEach(node -> inputs.add(new InputFile(
                        node.path("file").asText(), node.path("sha256").asText())));
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
                new Timing(
                        number(timing, "read_s"),
                        number(timing, "fit_s"),
                        number(timing, "total_s"),
                        number(timing, "model_evaluation_ms"),
                        timing.path("threads").asInt(),
                        timing.path("java").asText(),
                        timing.path("kernels").asText()),
                inputs,
                derived(root.path("derived")),
                messages);
    }

    private static Map<String, Object> derived(JsonNode node) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            values.put(entry.getKey(), MAPPER.convertValue(entry.getValue(), Object.class));
        }
        return values;
    }

    /**
     * @param text {@code result.json}
     * @return where the images of the run lie
     * @throws JsonProcessingException if the text is not JSON
     */
    public static ImagePlacement readPlacement(String text) throws JsonProcessingException {
        JsonNode node = MAPPER.readTree(text).path("geometry");
        SkyGeometry geometry = new SkyGeometry(
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
        return new ImagePlacement(
                geometry,
                beam,
                node.path("first_column").asInt(),
                node.path("first_row").asInt(),
                node.path("first_channel").asInt());
    }

    private static double number(JsonNode node, String name) {
        return node.path(name).asDouble(Double.NaN);
    }
}
