// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.steelyard.explore.SmallGalaxy.JSON;
import static org.steelyard.explore.SmallGalaxy.bytes;
import static org.steelyard.explore.SmallGalaxy.request;
import static org.steelyard.explore.SmallGalaxy.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.config.Configuration;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.explore.SmallGalaxy.Answer;
import org.steelyard.explore.http.Service;

/** Cubes with missing data, and velocity maps. */
class OtherDataTest {

    /** Relative: the same sums in the same order. */
    private static final double SAME = 1e-9;

    @TempDir
    Path folder;

    private static Answer ask(Service service, JsonNode body) throws IOException {
        return Answer.of(service.answer(bytes(body)));
    }

    @Test
    void channelsWithoutDataAreBlank() throws IOException {
        Path toml = SmallGalaxy.in(folder, "NaN");
        Configuration config = ConfigLoader.load(toml, List.of("data.drop_channels=[7, 8]"), ConfigLoader.Need.DATA);
        try (Exploration exploration = Exploration.of(config, SmallGalaxy.options())) {
            Map<String, Service> services = exploration.services();
            Answer galaxy = ask(services.get("galaxy"), JSON.createObjectNode());
            int channel = 7 - galaxy.header().get("firstChannel").asInt();
            ObjectNode request =
                    request(state(galaxy), 1).put("column", 18).put("row", 17).put("channel", channel);
            Answer view = ask(services.get("view"), request);
            assertTrue(view.number("chi2") > 0);
            for (float value : view.arrays().get("channelData")) {
                assertTrue(Float.isNaN(value));
            }
            assertTrue(Float.isNaN(view.arrays().get("spectrumData")[channel]));
            assertTrue(Float.isFinite(view.arrays().get("spectrumModel")[channel]));
            for (float value : view.arrays().get("misfit")) {
                assertTrue(Float.isFinite(value));
            }
        }
    }

    @Test
    void aVelocityMapIsFittedFromThePage() throws IOException {
        Path maps = SmallGalaxy.mapIn(folder);
        try (Exploration exploration = Exploration.of(SmallGalaxy.configuration(maps), SmallGalaxy.options())) {
            Map<String, Service> services = exploration.services();
            Answer galaxy = ask(services.get("galaxy"), JSON.createObjectNode());
            assertEquals("map", galaxy.header().get("kind").asText());
            ObjectNode state = state(galaxy);
            double before = ask(services.get("view"), request(state, 1)).number("chi2");
            ObjectNode body = JSON.createObjectNode();
            body.set("state", state);
            JsonNode result =
                    JSON.readTree(services.get("fit").answer(bytes(body)).body());
            assertTrue(result.get("chi2").asDouble() < before);
            result.get("parameters")
                    .properties()
                    .forEach(p -> ((ObjectNode) state.get("parameters").get(p.getKey()))
                            .set("value", p.getValue().get("value")));
            state.set("choices", result.get("choices"));
            state.set("scale", result.get("scale"));
            assertEquals(
                    result.get("chi2").asDouble(),
                    ask(services.get("view"), request(state, 2)).number("chi2"),
                    SAME * before);
        }
    }
}
