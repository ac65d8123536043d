// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.steelyard.Steelyard;
import org.steelyard.cli.SmallDisk;
import org.steelyard.config.Configuration;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.explore.http.Reply;
import org.steelyard.fit.FitOutcome;
import org.steelyard.fit.GalaxyFit;
import org.steelyard.fit.search.FitOptions;
import org.steelyard.simulate.Simulation;
import org.steelyard.simulate.SimulationOptions;
import org.steelyard.table.ColumnTable;
import org.steelyard.table.TableWriter;

/** A small galaxy on a page, without server and browser: its files, and answers in the form that the page reads. */
final class SmallGalaxy {

    static final ObjectMapper JSON = new ObjectMapper();

    /** [Jy/beam] */
    private static final double NOISE = 5e-4;

    private SmallGalaxy() {}

    /** Makes cube and configuration in a folder, whose light is the cube's own map. */
    static Path in(Path folder, String name) throws IOException {
        return in(folder, name, SmallDisk.TOML);
    }

    /** The same of another disk. */
    static Path in(Path folder, String name, String disk) throws IOException {
        Path toml = folder.resolve("galaxy.toml");
        Files.writeString(toml, disk.replace("[galaxy]", "[galaxy]\nname = " + JSON.writeValueAsString(name)));
        Path cube = folder.resolve("cube.fits");
        Simulation.run(
                ConfigLoader.load(toml, List.of(), ConfigLoader.Need.NO_DATA),
                new SimulationOptions("test", "", NOISE, 3, false, false, 1),
                cube);
        Files.writeString(
                toml,
                disk.replaceFirst("(?s)\\[simulate].*?(?=\\[galaxy])", "")
                        .replace("[galaxy]", "[galaxy]\nname = " + JSON.writeValueAsString(name))
                        .replace("[data]", "[data]\ncube = \"cube.fits\"")
                        .replace("\"gaussian\"", "\"deconvolved\"")
                        .replace("flux_scale = 4\n", "")
                        .replace("sb_radius = \"0.5 arcsec\"\n", "")
                        .replace("mbh = \"1e8 Msun\"", "mbh = \"7e7 Msun\""));
        return toml;
    }

    /** Makes velocity, its error and flux maps and their configuration in a folder. */
    static Path mapIn(Path folder) throws IOException {
        Path toml = in(folder, "map");
        Simulation.run(
                ConfigLoader.load(
                        toml,
                        List.of(
                                "disk.surface_brightness=gaussian",
                                "parameters.flux_scale=4",
                                "parameters.sb_radius=0.5 arcsec"),
                        ConfigLoader.Need.DATA),
                new SimulationOptions("test", "", NOISE, 5, false, true, 1),
                folder.resolve("sky.fits"));
        Path maps = folder.resolve("maps.toml");
        String text = Files.readString(toml)
                .replaceFirst(
                        "(?s)cube = .*?(?=pixel)",
                        "velocity_map = \"sky_m1.fits\"\nvelocity_error = \"sky_m1_error.fits\"\nflux_map = \"sky_m0.fits\"\n")
                .replaceFirst("dispersion = .*\n", "");
        return Files.writeString(maps, text);
    }

    /** Masses of the black hole in the draws of {@link #runOf} [Msun]. */
    private static final double[] DRAWN = {0.9e8, 1e8, 1.1e8, 1.2e8};

    /** [deg] Inclinations of the draws. */
    private static final double[] TURNED = {50.5, 49.8, 50.1, 49.5};

    /** Fits, and saves a run with four draws. */
    static FitOutcome runOf(Path toml, Path run) {
        FitOutcome outcome = GalaxyFit.run(configuration(toml), options());
        Steelyard.save(outcome, run, Set.of());
        TableWriter.write(
                ColumnTable.builder()
                        .numbers("draw", "", 0, 1, 2, 3)
                        .numbers("chi2", "", 1, 1, 1, 1)
                        .numbers("mbh", "Msun", DRAWN)
                        .numbers("inclination", "deg", TURNED)
                        .build(),
                run.resolve("monte_carlo.ecsv"));
        return outcome;
    }

    static Configuration configuration(Path toml) {
        return ConfigLoader.load(toml, List.of(), ConfigLoader.Need.DATA);
    }

    static FitOptions options() {
        return FitOptions.defaults().withThreads(1);
    }

    /** The state in which a page starts with a model. */
    static ObjectNode state(Answer galaxy) {
        ObjectNode state = JSON.createObjectNode();
        state.putObject("choices");
        state.set("profile", galaxy.header().get("profile"));
        if (galaxy.header().has("scale")) {
            state.set("scale", galaxy.header().get("scale"));
        }
        ObjectNode parameters = state.putObject("parameters");
        galaxy.header().get("parameters").forEach(p -> {
            ObjectNode set = parameters.putObject(p.get("name").asText());
            for (String key : List.of("value", "min", "max", "fixed")) {
                if (p.has(key)) {
                    set.set(key, p.get(key));
                }
            }
        });
        return state;
    }

    static byte[] bytes(JsonNode node) {
        return node.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    /** A view of a state. */
    static ObjectNode request(ObjectNode state, long order) {
        ObjectNode request = JSON.createObjectNode();
        request.set("state", state);
        return request.put("page", "test").put("order", order);
    }

    /**
     * Header and arrays of a binary answer.
     *
     * @param header in JSON
     * @param arrays by name
     */
    record Answer(JsonNode header, Map<String, float[]> arrays) {

        static Answer of(Reply reply) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(reply.body()).order(ByteOrder.LITTLE_ENDIAN);
            int length = bytes.getInt();
            JsonNode header = JSON.readTree(Arrays.copyOfRange(reply.body(), 4, 4 + length));
            bytes.position(4 + length);
            java.nio.FloatBuffer floats = bytes.asFloatBuffer();
            Map<String, float[]> arrays = new HashMap<>();
            header.get("arrays").properties().forEach(entry -> {
                float[] values = new float[entry.getValue().get(1).asInt()];
                floats.position(entry.getValue().get(0).asInt());
                floats.get(values);
                arrays.put(entry.getKey(), values);
            });
            return new Answer(header, arrays);
        }

        double number(String name) {
            return header.get(name).asDouble();
        }
    }
}
