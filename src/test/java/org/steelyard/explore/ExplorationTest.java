// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.steelyard.explore.SmallGalaxy.JSON;
import static org.steelyard.explore.SmallGalaxy.bytes;
import static org.steelyard.explore.SmallGalaxy.request;
import static org.steelyard.explore.SmallGalaxy.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.cli.SmallDisk;
import org.steelyard.config.Configuration;
import org.steelyard.explore.SmallGalaxy.Answer;
import org.steelyard.explore.http.Reply;
import org.steelyard.fit.FitOutcome;
import org.steelyard.fit.GalaxyFit;
import org.steelyard.units.InputException;

/** What the page is told is what a fit would say. */
class ExplorationTest {

    /** Relative: the same sums in the same order, but for the starts, which shift nothing of the model. */
    private static final double SAME = 1e-9;

    /** Relative to chi^2: the coarse model is for the eye. */
    private static final double COARSE = 0.02;

    /** Relative to the peak: the tolerance of a moving model. */
    private static final float IMAGE = 0.1f;

    private static final String NAME = "<script>alert('x')</script>";

    @TempDir
    static Path folder;

    private static FitOutcome outcome;
    private static Exploration fresh;
    private static Exploration fitted;
    private static long order;

    @BeforeAll
    static void make() throws IOException {
        Path toml = SmallGalaxy.in(folder, NAME);
        Configuration config = SmallGalaxy.configuration(toml);
        Path run = folder.resolve("galaxy.run");
        outcome = SmallGalaxy.runOf(toml, run);
        fresh = Exploration.of(config, SmallGalaxy.options());
        fitted = Exploration.of(run, SmallGalaxy.options());
    }

    @AfterAll
    static void end() {
        fresh.close();
        fitted.close();
    }

    private static Reply ask(Exploration exploration, String service, JsonNode body) {
        return exploration.services().get(service).answer(bytes(body));
    }

    private static Answer galaxy(Exploration exploration) throws IOException {
        return Answer.of(ask(exploration, "galaxy", JSON.createObjectNode()));
    }

    private static Answer view(Exploration exploration, ObjectNode state) throws IOException {
        return Answer.of(ask(exploration, "view", request(state, ++order)));
    }

    @Test
    void aRunIsShownWithTheChiSquaredOfItsFit() throws IOException {
        Answer view = view(fitted, state(galaxy(fitted)));
        assertEquals(
                outcome.result().chi2(),
                view.number("chi2"),
                SAME * outcome.result().chi2());
        assertEquals(outcome.result().nData(), (int) view.number("data"));
        assertEquals(outcome.result().nFree(), (int) view.number("free"));
    }

    @Test
    void theModelIsThatOfTheRun() throws IOException {
        Answer galaxy = galaxy(fitted);
        ObjectNode request = request(state(galaxy), ++order);
        int nx = galaxy.header().get("nx").asInt();
        assertEquals(outcome.cube().data().nx(), nx);
        request.put("column", 17).put("row", 15).put("channel", 9);
        Answer view = Answer.of(ask(fitted, "view", request));
        int plane = nx * outcome.cube().data().ny();
        assertArrayEquals(
                Arrays.copyOfRange(outcome.cube().model(), 9 * plane, 10 * plane),
                view.arrays().get("channelModel"),
                1e-9f);
        float[] spectrum = view.arrays().get("spectrumModel");
        for (int c = 0; c < spectrum.length; c++) {
            assertEquals(outcome.cube().model()[c * plane + 15 * nx + 17], spectrum[c], 1e-9f);
        }
    }

    @Test
    void theRingsShareChiSquared() throws IOException {
        Answer view = view(fitted, state(galaxy(fitted)));
        double sum = 0;
        for (JsonNode ring : view.header().get("rings")) {
            sum += ring.asDouble();
        }
        assertEquals(view.number("chi2"), sum, SAME * sum);
    }

    @Test
    void aFitFromThePageEndsWhereTheProgramsFitDoes() throws IOException {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode from = state(galaxy(fresh));
        body.set("state", from);
        JsonNode result = JSON.readTree(ask(fresh, "fit", body).body());
        assertEquals(
                outcome.result().chi2(),
                result.get("chi2").asDouble(),
                1e-6 * outcome.result().chi2());
        ObjectNode there = from.deepCopy();
        there.set("choices", result.get("choices"));
        there.set("profile", result.get("profile"));
        there.set("scale", result.get("scale"));
        result.get("parameters")
                .properties()
                .forEach(p -> ((ObjectNode) there.get("parameters").get(p.getKey()))
                        .set("value", p.getValue().get("value")));
        assertEquals(
                result.get("chi2").asDouble(),
                view(fresh, there).number("chi2"),
                SAME * outcome.result().chi2());
        assertFalse(JSON.readTree(ask(fresh, "progress", JSON.createObjectNode().put("from", 0))
                        .body())
                .get("running")
                .asBoolean());
    }

    @Test
    void aSavedConfigurationStartsWhereThePageIs() throws IOException {
        ObjectNode state = state(galaxy(fresh));
        ((ObjectNode) state.get("parameters").get("mbh")).put("value", 8.5e7);
        ((ObjectNode) state.get("parameters").get("dispersion")).put("fixed", true);
        state.putObject("choices")
                .put("disk.flow", "\"kappa\"")
                .put("model.block", "3")
                .put("fit.starts", "0");
        Answer chosen = Answer.of(
                ask(fresh, "galaxy", (ObjectNode) JSON.createObjectNode().set("state", state)));
        ((ObjectNode) state.get("parameters"))
                .set("kappa", state(chosen).get("parameters").get("kappa"));
        Path saved = folder.resolve("saved.toml");
        Files.write(
                saved,
                ask(fresh, "save", (ObjectNode) JSON.createObjectNode().set("state", state))
                        .body());
        Configuration config = SmallGalaxy.configuration(saved);
        assertEquals(8.5e7, config.parameter("mbh").start());
        assertTrue(config.parameter("dispersion").fixed());
        assertEquals("kappa", config.disk().flow().keyword());
        assertEquals(3, config.model().block());
        FitOutcome fit = GalaxyFit.run(config, SmallGalaxy.options());
        assertTrue(fit.result().converged());
        assertEquals(view(fresh, state).number("data"), fit.result().nData());
    }

    @Test
    void aMovingValueHasACoarserModel() throws IOException {
        ObjectNode state = state(galaxy(fresh));
        double whole = view(fresh, state).number("chi2");
        ((ObjectNode) state.get("parameters").get("mbh")).put("value", 7.0001e7);
        ObjectNode moving = request(state, ++order).put("moving", true);
        assertEquals(whole, Answer.of(ask(fresh, "view", moving)).number("chi2"), COARSE * whole);
    }

    /** Nine pixels in a beam: the coarse model is evaluated in blocks of two, and looks like the full one on every pixel. */
    @Test
    void aMovingValueHasThePixelsOfTheFullModel() throws IOException {
        String fine = SmallDisk.TOML
                .replace("0.1 arcsec", "0.033 arcsec")
                .replace("[36, 36]", "[109, 109]")
                .replace("18.2", "54.8")
                .replace("17.1", "51.5");
        Path toml = SmallGalaxy.in(Files.createDirectory(folder.resolve("fine")), NAME, fine);
        try (Exploration exploration = Exploration.of(SmallGalaxy.configuration(toml), SmallGalaxy.options())) {
            ObjectNode state = state(galaxy(exploration));
            ObjectNode request = request(state, 1).put("channel", 9);
            float[] whole =
                    Answer.of(ask(exploration, "view", request)).arrays().get("channelModel");
            ((ObjectNode) state.get("parameters").get("mbh")).put("value", 7.0001e7);
            request.put("order", 2).put("moving", true);
            float[] moving =
                    Answer.of(ask(exploration, "view", request)).arrays().get("channelModel");
            float peak = 0;
            for (float value : whole) {
                peak = Math.max(peak, value);
            }
            assertArrayEquals(whole, moving, IMAGE * peak);
            assertFalse(Arrays.equals(whole, moving));
        }
    }

    @Test
    void aPageThatHoldsTheDataIsSentTheModelAlone() throws IOException {
        ObjectNode request = request(state(galaxy(fresh)), ++order).put("channel", 9);
        request.putObject("line")
                .put("x", 18)
                .put("y", 17)
                .put("positionAngle", 200)
                .put("length", 2);
        Answer all = Answer.of(ask(fresh, "view", request));
        Answer model =
                Answer.of(ask(fresh, "view", request.put("order", ++order).put("held", true)));
        Set<String> left = new HashSet<>(all.arrays().keySet());
        left.removeAll(model.arrays().keySet());
        assertEquals(Set.of("pvdData", "channelData", "channelNoise"), left);
        model.arrays().forEach((name, values) -> assertArrayEquals(all.arrays().get(name), values, name));
    }

    @Test
    void anOvertakenRequestHasNoAnswer() throws IOException {
        ObjectNode state = state(galaxy(fresh));
        assertEquals(
                Reply.DONE,
                ask(fresh, "view", request(state, 1000).put("page", "other")).status());
        assertEquals(
                Reply.OVERTAKEN,
                ask(fresh, "view", request(state, 999).put("page", "other")).status());
    }

    @Test
    void theDiskWithoutItsBlackHoleIsSlowerAtTheCentre() throws IOException {
        ObjectNode state = state(galaxy(fresh));
        ObjectNode hole = (ObjectNode) state.get("parameters").get("mbh");
        hole.put("value", 0).put("fixed", true).remove("min");
        hole.remove("max");
        Answer view = view(fresh, state);
        for (float v : view.arrays().get("vBlackHole")) {
            assertEquals(0, v);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"data.cube", "potential.mge", "data.mask", "fit.region_mask", "parameters.mbh.start", "nonsense"
            })
    void noFileCanBeChosen(String key) throws IOException {
        ObjectNode state = state(galaxy(fresh));
        state.putObject("choices").put(key, "\"/etc/passwd\"");
        String message =
                assertThrows(InputException.class, () -> view(fresh, state)).getMessage();
        assertTrue(message.startsWith(key + " cannot be chosen"), message);
    }

    @ParameterizedTest
    @CsvSource({
        "disk.dispersion, '\"nonsense\"'",
        "model.block, -1",
        "model.block, 1000",
        "disk.warp, '[1.0'",
        "fit.region.semi_major, '\"-1 arcsec\"'",
        "fit.region.semi_major, '\"1e9 arcsec\"'"
    })
    void aWrongChoiceIsTold(String key, String value) throws IOException {
        ObjectNode state = state(galaxy(fresh));
        ObjectNode choices = state.putObject("choices").put(key, value);
        if (key.startsWith("fit.region")) {
            choices.put("fit.region.axis_ratio", "0.5").put("fit.region.position_angle", "\"30 deg\"");
        }
        String message =
                assertThrows(InputException.class, () -> view(fresh, state)).getMessage();
        assertEquals(1, message.lines().count());
        assertTrue(message.contains(key) || message.contains("no block of"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"x\"", "1e400", "-5", "{}", "true"})
    void aWrongValueIsTold(String value) throws IOException {
        String json = request(state(galaxy(fresh)), ++order).toString();
        String changed = json.replaceFirst("\"mbh\":\\{\"value\":[^,}]*", "\"mbh\":{\"value\":" + value);
        String message = assertThrows(
                        InputException.class,
                        () -> fresh.services().get("view").answer(changed.getBytes(StandardCharsets.UTF_8)))
                .getMessage();
        assertTrue(message.contains("mbh"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "null", "{\"state\":1}", "\u0000"})
    void whatIsNoRequestIsTold(String body) {
        for (String service : List.of("view", "save", "fit")) {
            assertThrows(
                    InputException.class,
                    () -> fresh.services().get(service).answer(body.getBytes(StandardCharsets.UTF_8)),
                    service);
        }
    }

    @Test
    void aScriptInANameStaysAText() throws IOException {
        assertEquals(NAME, galaxy(fresh).header().get("name").asText());
    }

    @Test
    void theDrawsOfARunHaveTheirOwnSpeeds() throws IOException {
        assertEquals(4, galaxy(fitted).number("draws"));
        ObjectNode body = JSON.createObjectNode();
        body.putObject("line")
                .put("x", 18)
                .put("y", 17)
                .put("positionAngle", 200)
                .put("length", 3);
        Answer draws = Answer.of(ask(fitted, "draws", body));
        assertEquals("monte_carlo.ecsv", draws.header().get("source").asText());
        assertEquals(1.1e8, draws.header().get("values").get(2).get("mbh").asDouble());
        for (int k = 1; k < 4; k++) {
            assertTrue(draws.arrays().get("vCirc" + k)[0] > draws.arrays().get("vCirc" + (k - 1))[0]);
            assertFalse(
                    Arrays.equals(draws.arrays().get("pvd" + k), draws.arrays().get("pvd" + (k - 1))));
        }
        assertEquals(Reply.MISSING, ask(fresh, "draws", body).status());
    }

    @Test
    void aFolderThatIsNoRunIsTold() {
        String message = assertThrows(InputException.class, () -> Exploration.of(folder, SmallGalaxy.options()))
                .getMessage();
        assertTrue(message.contains("is not the folder of a run"), message);
    }
}
