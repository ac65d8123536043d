// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.forecast;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.steelyard.config.PotentialConfig;
import org.steelyard.cube.Beam;
import org.steelyard.fit.search.InputFiles;
import org.steelyard.plan.AlmaBand;
import org.steelyard.plan.Forecast;
import org.steelyard.plan.MockCheck;
import org.steelyard.plan.Plan;
import org.steelyard.plan.PlanNotes;
import org.steelyard.plan.ProposalSentence;
import org.steelyard.plan.Resolution;
import org.steelyard.plan.Target;

/** Writes a plan as JSON: everything that was computed, with units, and what it was computed from. Unknown numbers are null. */
public final class PlanJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private PlanJson() {}

    /**
     * @param plan any
     * @param version of the program
     * @param configuration of the galaxy as TOML, for the record
     * @return text of the file
     */
    public static String write(Plan plan, String version, String configuration) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("steelyard", version);
        Target target = plan.target();
        ObjectNode galaxy =
                root.putObject("galaxy").put("name", target.config().galaxy().name());
        quantity(galaxy, "inclination", target.inclination(), "deg");
        quantity(galaxy, "position_angle", target.positionAngle(), "deg");
        quantity(galaxy, "scale", target.galaxy().pcPerArcsec(), "pc/arcsec");
        quantity(galaxy, "frequency", target.observedFrequency(), "Hz");
        quantity(galaxy, "sphere_of_dispersion", plan.sphereOfDispersion(), "arcsec");
        if (!plan.options().times().isEmpty()) {
            ObjectNode alma = root.putObject("alma");
            alma.put("band", AlmaBand.at(target.observedFrequency()).number());
            alma.put("antennas", plan.radiometer().antennas());
            quantity(alma, "system_temperature", plan.systemTemperature(), "K");
            quantity(alma, "elevation", plan.radiometer().elevation(), "deg");
        }
        root.put("light", plan.options().light().name().toLowerCase(Locale.ROOT));
        root.put("seed", plan.options().seed());
        ArrayNode forecasts = root.putArray("forecasts");
        plan.forecasts().forEach(forecast -> forecast(forecasts.addObject(), forecast));
        PlanNotes.of(plan).forEach(root.putArray("notes")::add);
        root.put("proposal", ProposalSentence.of(plan));
        configuration.lines().forEach(root.putArray("configuration")::add);
        ArrayNode inputs = root.putArray("inputs");
        PotentialConfig potential = target.config().potential();
        Stream.of(potential.mge(), potential.mgeCovariance(), potential.stars(), potential.gasTable())
                .filter(Objects::nonNull)
                .forEach(file -> input(inputs, file));
        try {
            return MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the plan could not be written as JSON", e);
        }
    }

    private static void input(ArrayNode inputs, Path file) {
        inputs.addObject().put("file", file.getFileName().toString()).put("sha256", InputFiles.sha256(file));
    }

    private static void forecast(ObjectNode node, Forecast forecast) {
        Beam beam = forecast.observation().beam();
        quantity(node, "beam_major", beam.major(), "arcsec");
        quantity(node, "beam_minor", beam.minor(), "arcsec");
        quantity(node, "beam_position_angle", beam.positionAngle(), "deg");
        quantity(node, "channel_width", forecast.observation().channelWidth(), "km/s");
        quantity(node, "rms", forecast.observation().rms(), "Jy/beam");
        quantity(node, "time", forecast.observation().time(), "s");
        node.put("n_data", forecast.data());
        number(node, "signal_to_noise", forecast.signal());
        ObjectNode parameters = node.putObject("parameters");
        for (Forecast.ForecastParameter p : forecast.parameters()) {
            ObjectNode parameter = parameters.putObject(p.name());
            number(parameter, "value", p.value());
            parameter.put("unit", p.unit());
            number(parameter, "error", p.error());
            parameter.put("free", forecast.free().contains(p.name()));
        }
        number(node, "mbh_error_dex", forecast.massErrorDex());
        node.put("detected", forecast.detected());
        ObjectNode correlation = node.putObject("correlation");
        forecast.free().forEach(correlation.putArray("parameters")::add);
        ArrayNode matrix = correlation.putArray("matrix");
        for (double[] values : forecast.correlation()) {
            ArrayNode row = matrix.addArray();
            for (double value : values) {
                row.add(Double.isFinite(value) ? (Double) value : null);
            }
        }
        resolution(node.putObject("resolution"), forecast.resolution());
        if (forecast.mocks() != null) {
            mocks(node.putObject("mocks"), forecast.mocks());
        }
    }

    private static void resolution(ObjectNode node, Resolution resolution) {
        quantity(node, "sphere_of_influence", resolution.sphere(), "arcsec");
        number(node, "r_soi_per_beam_major_axis", resolution.onMajorAxis());
        number(node, "r_soi_per_beam_minor_axis", resolution.onMinorAxis());
        quantity(node, "r_min", resolution.along(), "arcsec");
        quantity(node, "v_circ_at_r_min", resolution.speed(), "km/s");
        number(node, "r_min_schwarzschild", resolution.schwarzschild());
        number(node, "m_stars_per_mbh_at_r_min", resolution.stars());
        quantity(node, "v_excess_at_r_min", resolution.excess(), "km/s");
    }

    private static void mocks(ObjectNode node, MockCheck check) {
        node.put("fits", check.mocks()).put("failed", check.failed());
        number(node, "scatter_dex", check.scatter());
        number(node, "scatter_error_dex", check.scatterError());
        number(node, "bias_dex", check.bias());
        number(node, "scatter_over_error", check.ratio());
    }

    private static void quantity(ObjectNode node, String name, double value, String unit) {
        number(node.putObject(name), "value", value);
        ((ObjectNode) node.get(name)).put("unit", unit);
    }

    private static void number(ObjectNode node, String name, double value) {
        node.put(name, Double.isFinite(value) ? (Double) value : null);
    }
}
