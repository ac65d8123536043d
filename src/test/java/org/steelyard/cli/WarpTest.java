// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Warps from a simulated cube to the result: rings, the choice of a warp, its rejection, wrong rings. */
class WarpTest {

    /** What decimal numbers lose in a file. */
    private static final double ROUNDING = 1e-9;

    private static final String DISK = """
            [data]
            line = "CO(2-1)"
            velocities = ["700 km/s", "1300 km/s"]
            pixel = "0.1 arcsec"
            beam = { major = "0.35 arcsec", minor = "0.3 arcsec", position_angle = "30 deg" }
            [simulate]
            size = [46, 46]
            channel_width = "15 km/s"
            ra = "10 deg"
            dec = "-20 deg"
            [galaxy]
            angular_diameter_distance = "20 Mpc"
            [disk]
            surface_brightness = "gaussian"
            [parameters]
            mbh = "4e8 Msun"
            vsys = "1000 km/s"
            x = 23.2
            y = 22.7
            dispersion = "15 km/s"
            flux_scale = 10
            sb_radius = "0.7 arcsec"
            inclination = "50 deg"
            position_angle = "205 deg"
            """;

    private static final String BEND = """
            inclination_1 = "45 deg"
            inclination_2 = "55 deg"
            inclination_3 = "52 deg"
            position_angle_1 = "190 deg"
            position_angle_2 = "215 deg"
            position_angle_3 = "220 deg"
            """;

    private static final List<Double> INCLINATIONS = List.of(45.0, 55.0, 52.0);

    private static final List<Double> ANGLES = List.of(190.0, 215.0, 220.0);

    /** Standard errors of one of seven numbers that one noise in 3000 exceeds. */
    private static final double CHANCE = 4;

    /** [standard error] A warp that is rejected leaves the mass as a flat disk gives it. */
    private static final double UNMOVED = 0.3;

    @TempDir
    static Path cubes;

    @TempDir
    Path folder;

    private Path config;

    @BeforeAll
    static void simulate() throws IOException {
        simulate("flat", DISK);
        simulate("warped", DISK.replace("[parameters]", "warp = [0.2, 0.9, 1.8]\n[parameters]") + BEND);
    }

    private static void simulate(String name, String toml) throws IOException {
        Path truth = Files.writeString(cubes.resolve(name + ".toml"), toml);
        Outcome made = Outcome.of("simulate", truth, "-o", cube(name), "--noise", "0.6 mJy/beam", "--seed", "4");
        assertEquals(0, made.code(), made.err());
    }

    private static Path cube(String name) {
        return cubes.resolve(name + ".fits");
    }

    @BeforeEach
    void write() throws IOException {
        // The cube's header has pixels and beam; [simulate] is for cubes that are made.
        config = Files.writeString(
                folder.resolve("disk.toml"),
                DISK.replaceAll("(?m)^(pixel|beam|size|channel_width|ra|dec|\\[simulate).*\n", ""));
    }

    private Outcome fit(String name, String warp, String run) {
        return Outcome.of(
                "fit", config, "-s", "data.cube=" + cube(name), "-s", "disk.warp=" + warp, "-o", folder.resolve(run));
    }

    private JsonNode result(String name, String warp, String run) throws IOException {
        Outcome fitted = fit(name, warp, run);
        assertEquals(0, fitted.code(), fitted.err());
        return new ObjectMapper()
                .readTree(folder.resolve(run).resolve("result.json").toFile());
    }

    private static void assertNear(double truth, JsonNode parameter, String name) {
        assertEquals(
                truth,
                parameter.get("value").doubleValue(),
                CHANCE * parameter.get("error").doubleValue(),
                name);
    }

    @Test
    @Tag("slow")
    void ringsAreFoundFromStartsOfAFlatDisk() throws IOException {
        JsonNode result = result("warped", "[0.2, 0.9, 1.8]", "rings.run");
        JsonNode parameters = result.get("parameters");
        assertNear(4e8, parameters.get("mbh"), "mbh");
        for (int k = 0; k < 3; k++) {
            assertNear(INCLINATIONS.get(k), parameters.get("inclination_" + (k + 1)), "inclination");
            assertNear(ANGLES.get(k), parameters.get("position_angle_" + (k + 1)), "position angle");
        }
        assertFalse(parameters.has("inclination"));
        JsonNode derived = result.get("derived");
        JsonNode warp = derived.get("warp");
        assertTrue(warp.get("significance").doubleValue() > 5, warp::toString);
        assertEquals("yes", warp.get("needed").textValue());
        assertEquals(
                1,
                derived.get("mbh_error_ratio").doubleValue()
                        * derived.at("/errors_independent/mbh").doubleValue()
                        / parameters.at("/mbh/error").doubleValue(),
                ROUNDING,
                "the quoted error has every part once");
        String resolved = Files.readString(folder.resolve("rings.run/config.resolved.toml"));
        assertTrue(resolved.contains("warp = [0.2, 0.9, 1.8]") && resolved.contains("warp_prior = [\""), resolved);
        assertEquals(
                0,
                Outcome.of("plot", folder.resolve("rings.run"), "--format", "svg")
                        .code());
        Outcome errors = Outcome.of("errors", folder.resolve("rings.run"), "--monte-carlo", "4");
        assertEquals(0, errors.code(), errors.err());
    }

    /** A disk without a warp is one with rings, or with a choice, too. */
    @Test
    @Tag("slow")
    void aWarpThatTheDataDoNotNeedIsRejected() throws IOException {
        JsonNode flat = result("flat", "none", "flat.run").get("parameters").get("mbh");
        double mass = flat.get("value").doubleValue();
        double error = flat.get("error").doubleValue();
        JsonNode rings = result("flat", "[0.2, 0.9, 1.8]", "rings.run");
        assertEquals(mass, rings.at("/parameters/mbh/value").doubleValue(), UNMOVED * error);
        assertEquals("no", rings.at("/derived/warp/needed").textValue());
        JsonNode chosen = result("flat", "auto", "auto.run");
        assertEquals(mass, chosen.at("/parameters/mbh/value").doubleValue(), UNMOVED * error);
        assertTrue(chosen.at("/parameters").has("inclination"));
        assertTrue(chosen.get("messages").toString().contains("a flat disk describes the data best"));
    }

    @Test
    @Tag("slow")
    void aWarpIsChosenAndWrittenByInit() throws IOException {
        Path written = folder.resolve("new.toml");
        Outcome made = Outcome.of(
                "init",
                cube("warped"),
                "--warp",
                "auto",
                "-s",
                "disk.surface_brightness=gaussian",
                "-s",
                "galaxy.angular_diameter_distance=20 Mpc",
                "-o",
                written);
        assertEquals(0, made.code(), made.err());
        String text = Files.readString(written);
        assertTrue(text.contains("\nwarp = \"linear\"") || text.contains("\nwarp = ["), text);
        assertTrue(text.contains("position_angle_slope = {") || text.contains("position_angle_1 = {"), text);
        assertTrue(made.out().contains("describes the data best"), made.out());
    }

    /** One line that names the key, and nothing written. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[0.5] | has one ring",
                "[1.0, 0.5] | ascending order",
                "[0.5, 0.5] | ascending order",
                "[-1, 0.5] | must be 0 or more",
                "[0.5, \"2 km/s\"] | is no angle",
                "[0.5, 30] | outside the disk",
                "[0.5, 0.51, 0.52] | closer than",
                "bent | is not one of none | linear | auto"
            })
    void wrongRingsAreNamed(String warp, String expected) {
        Outcome refused = fit("flat", warp, "wrong.run");
        assertEquals(2, refused.code());
        assertEquals(1, refused.err().strip().lines().count(), refused.err());
        assertTrue(refused.err().contains("disk.warp") && refused.err().contains(expected), refused.err());
        assertFalse(Files.exists(folder.resolve("wrong.run")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "parameters.inclination_2=\"95 deg\" | inclination_2",
                "parameters.inclination_4=\"50 deg\" | inclination_4",
                "parameters.inclination={ prior = { mean = \"50 deg\", sigma = \"1 deg\" } } | give it to those of one ring"
            })
    void wrongAnglesAreNamed(String setting, String expected) {
        Outcome refused = Outcome.of(
                "fit",
                config,
                "-s",
                "data.cube=" + cube("flat"),
                "-s",
                "disk.warp=[0.2, 0.9, 1.8]",
                "-s",
                setting,
                "-o",
                folder.resolve("wrong.run"));
        assertEquals(2, refused.code());
        assertEquals(1, refused.err().strip().lines().count(), refused.err());
        assertTrue(refused.err().contains(expected), refused.err());
        assertFalse(Files.exists(folder.resolve("wrong.run")));
    }

    @Test
    void aSimulationNeedsAWarpThatIsChosen() {
        Outcome refused = Outcome.of(
                "simulate", config, "-s", "disk.warp=auto", "-o", folder.resolve("cube.fits"), "--noise", "1 mJy/beam");
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains("says no warp to simulate"), refused.err());
    }
}
