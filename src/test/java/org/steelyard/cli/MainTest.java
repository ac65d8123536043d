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
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.SharedData;
import org.steelyard.config.Configuration;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.cube.fits.TestFits;
import org.steelyard.table.ColumnTable;
import org.steelyard.table.TableReader;

class MainTest {

    /** Relative accuracy of the published table of NGC 3258, which has six digits (method page, section 12). */
    private static final double PUBLISHED = 1e-5;

    @TempDir
    Path folder;

    /** Asserts exit code 2, nothing on standard output, and one line on standard error. */
    private static String refused(Object... args) {
        Outcome outcome = Outcome.of(args);
        assertEquals(ExitCode.INPUT, outcome.code(), outcome.err());
        assertEquals("", outcome.out());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.err().startsWith("steelyard: "), outcome.err());
        return outcome.err();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "inspect",
                "init",
                "fit",
                "errors",
                "simulate",
                "plot",
                "vcirc",
                "config",
                "generate-completion"
            })
    void everyLevelHasHelp(String command) {
        for (String option : List.of("--help", "-h")) {
            Outcome outcome = command.isEmpty() ? Outcome.of(option) : Outcome.of(command, option);
            assertEquals(ExitCode.DONE, outcome.code(), outcome.err());
            assertTrue(
                    outcome.out().startsWith("Usage: steelyard" + (command.isEmpty() ? "" : " " + command)),
                    outcome.out());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fit", "config"})
    void everyLevelHasItsVersion(String command) {
        Outcome outcome = command.isEmpty() ? Outcome.of("--version") : Outcome.of(command, "--version");
        assertEquals(ExitCode.DONE, outcome.code());
        assertTrue(outcome.out().startsWith("steelyard "), outcome.out());
    }

    @Test
    void completionIsAScript() {
        Outcome outcome = Outcome.of("generate-completion");
        assertEquals(ExitCode.DONE, outcome.code());
        assertTrue(outcome.out().contains("_complete_steelyard"));
    }

    static Stream<List<String>> nonsense() {
        return Stream.of(
                List.of(),
                List.of("weigh"),
                List.of("--nonsense"),
                List.of("inspect"),
                List.of("inspect", "a", "b"),
                List.of("inspect", "absent.fits"),
                List.of("inspect", "absent.fits", "--jsn"),
                List.of("inspect", "absent.fits", "-s", "data.lin=3"),
                List.of("inspect", "absent.fits", "-s", "data.line=XX(9-8)"),
                List.of("init"),
                List.of("init", "absent.fits"),
                List.of("fit"),
                List.of("fit", "absent.toml"),
                List.of("fit", "absent.toml", "--threads", "two"),
                List.of("fit", "absent.toml", "--threads"),
                List.of("fit", "absent.toml", "--seed", "x"),
                List.of("fit", "absent.toml", "--format", "gif"),
                List.of("fit", "/"),
                List.of("simulate"),
                List.of("simulate", "absent.toml"),
                List.of("simulate", "absent.toml", "-o", "x.fits"),
                List.of("plot"),
                List.of("plot", "absent"),
                List.of("plot", "absent", "--format", ""),
                List.of("plot", "/"),
                List.of("vcirc"),
                List.of("vcirc", "absent.toml"),
                List.of("vcirc", "absent.toml", "--radii", "near"),
                List.of("vcirc", "absent.toml", "--radii", "-1"),
                List.of("config"),
                List.of("config", "--template", "--explain", "data"),
                List.of("config", "--explain", "data.cub"),
                List.of("config", "--explain", ""));
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void nonsenseIsRefusedInOneLine(List<String> args) {
        refused(args.toArray());
    }

    @Test
    void nearestKeyIsNamed() {
        assertTrue(refused("config", "--explain", "data.cub").contains("did you mean data.cube?"));
    }

    @Test
    void stackTracesOnlyForDebug() {
        assertFalse(Outcome.of("inspect", "absent.fits").err().contains("\tat "));
        assertTrue(Outcome.of("inspect", "absent.fits", "--debug").err().contains("\tat "));
    }

    @Test
    void badCubesAreRefused() throws IOException {
        assertTrue(refused("inspect", Files.createFile(folder.resolve("empty.fits")))
                .contains("empty.fits"));
        assertTrue(refused("inspect", Files.writeString(folder.resolve("text.fits"), "no FITS at all"))
                .contains("text.fits"));
        assertTrue(refused("inspect", folder).contains(folder.toString()));
        Path whole = TestFits.cube(8, 8, 4).write(folder.resolve("cube.fits"));
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut.fits"), Arrays.copyOf(bytes, bytes.length - 2880));
        assertTrue(refused("inspect", cut).contains("cut.fits"));
    }

    @Test
    void inspectTellsWhatACubeIs() throws IOException {
        Path cube = TestFits.cube(8, 6, 4).write(folder.resolve("cube.fits"));
        Outcome text = Outcome.of("inspect", cube);
        assertEquals(ExitCode.DONE, text.code(), text.err());
        assertTrue(text.out().contains("8 x 6 pixels, 4 channels"), text.out());
        assertTrue(text.out().contains("frame LSRK, rest frequency 230.538000 GHz"), text.out());
        assertTrue(text.out().contains("beam      0.3600 x 0.2880 arcsec, PA 30.0 deg"), text.out());
        JsonNode json = new ObjectMapper()
                .readTree(Outcome.of("inspect", cube, "--json").out());
        assertEquals(8, json.get("nx").intValue());
        assertEquals(230.538e9, json.get("rest_frequency_hz").doubleValue());
        assertEquals(0, json.get("nan_share").doubleValue());
        assertEquals("radio", json.get("velocity_convention").textValue());
    }

    @Test
    void inspectOfABlindCube() throws IOException {
        Path cube = SharedData.path("cubes/blind_b.fits.gz");
        Outcome outcome = Outcome.of(
                "inspect", cube, "--json", "--mbh", "1e9 Msun", "--sigma", "200 km/s", "--distance", "20 Mpc");
        JsonNode json = new ObjectMapper().readTree(outcome.out());
        assertTrue(json.get("beam").get("per_channel").booleanValue());
        assertEquals("BARYCENT", json.get("frame").textValue());
        // Sphere of influence: G M / sigma^2 over the parsecs in an arcsecond at a luminosity distance of 20 Mpc.
        double redshift = midOptical(json) / 299792.458;
        assertEquals(
                4.300917270e-3 * 1e9 / 4e4 / (20 * Math.PI / 0.648) * Math.pow(1 + redshift, 2),
                json.get("sphere_of_influence").get("radius_arcsec").doubleValue(),
                1e-9);
        assertTrue(refused("inspect", cube, "--mbh", "1e9 Msun").contains("--distance"));
        assertTrue(refused("inspect", cube, "--mbh", "1e9", "--sigma", "2 km/s", "--distance", "1 Mpc")
                .contains("1e8 Msun"));
        assertTrue(refused("inspect", cube, "--mbh", "1e9 Msun", "--sigma", "-2 km/s", "--distance", "1 Mpc")
                .contains("positive"));
    }

    /** [km/s] Optical velocity of the channel in the middle. */
    private static double midOptical(JsonNode json) {
        JsonNode radio = json.get("radio_velocities_km_s");
        int channels = json.get("channels").intValue();
        double first = radio.get(0).doubleValue();
        double v = first + (radio.get(1).doubleValue() - first) * (channels / 2) / (channels - 1);
        return 299792.458 * (1 / (1 - v / 299792.458) - 1);
    }

    @Test
    void initWritesWhatFitReads() throws IOException {
        Path cube = SharedData.path("cubes/blind_a.fits.gz");
        Path mge = SharedData.path("cubes/blind_a_mge.csv");
        Path config = folder.resolve("a.toml");
        Outcome outcome =
                Outcome.of("init", cube, "--mge", mge, "-o", config, "-s", "galaxy.angular_diameter_distance=17.1 Mpc");
        assertEquals(ExitCode.DONE, outcome.code(), outcome.err());
        assertFalse(outcome.out().contains("note:"), outcome.out());
        Configuration read = ConfigLoader.load(config, List.of(), ConfigLoader.Need.DATA);
        assertEquals(cube, read.data().cube());
        assertEquals(17.1, read.galaxy().angularDiameterDistance());
        assertEquals("BLIND-A", read.galaxy().name());
        // The truth of the file, within a beam and a few channels: good enough to start from.
        assertEquals(61.5, read.parameter("x").start(), 3.5);
        assertEquals(1865, read.parameter("vsys").start(), 36);
        assertEquals(187, read.parameter("position_angle").start(), 10);
        assertTrue(refused("init", cube, "-o", config).contains("exists"));
        assertTrue(refused("init", cube, "-o", folder.resolve("no/where.toml")).contains("folder"));
        assertTrue(refused("init", cube, "-o", folder.resolve("b.toml"), "--mge", folder.resolve("none.csv"))
                .contains("none.csv"));
        assertFalse(Files.exists(folder.resolve("b.toml")));
    }

    @Test
    void initWithoutADistanceSaysWhatItTook() throws IOException {
        Path config = folder.resolve("b.toml");
        Outcome outcome = Outcome.of("init", SharedData.path("cubes/blind_b.fits.gz"), "-o", config);
        assertTrue(outcome.out().contains("note: galaxy.distance"), outcome.out());
        Configuration read = ConfigLoader.load(config, List.of(), ConfigLoader.Need.DATA);
        // H0 = 70 km/s/Mpc, written to five digits.
        assertEquals(read.parameter("vsys").start() / 70, read.galaxy().distance(), 0.01);
    }

    /** Model B1 of Boizelle et al. (2019) at 31.3 Mpc and 46 deg (method page, section 12). */
    @Test
    void vcircOfNgc3258() throws IOException {
        Files.writeString(folder.resolve("mge.csv"), """
                log_surface_brightness,sigma,axis_ratio
                3.75,0.37,0.78
                4.14,0.82,0.83
                3.85,1.37,0.75
                3.72,1.77,0.77
                3.75,2.68,0.79
                3.54,4.44,0.85
                2.93,8.41,0.84
                2.67,11.7,1.00
                2.32,14.0,0.85
                2.12,23.9,0.94
                1.83,41.6,0.81
                1.20,64.8,0.96
                1.24,115,0.72
                0.35,400,0.72
                """);
        Path config = Files.writeString(folder.resolve("galaxy.toml"), """
                galaxy.angular_diameter_distance = "31.3 Mpc"
                potential.mge = "mge.csv"
                [parameters]
                mbh = "2.386e9 Msun"
                mass_to_light = 3.16
                inclination = "46 deg"
                """);
        Path table = folder.resolve("speeds.ecsv");
        assertEquals(
                ExitCode.DONE,
                Outcome.of("vcirc", config, "--radii", "0.1,0.2,0.5,1.0,1.2", "-o", table)
                        .code());
        ColumnTable speeds = TableReader.read(table);
        double[] stars = {22.630, 44.572, 101.555, 165.752, 184.333};
        double[] total = {823.332, 586.861, 409.685, 392.992, 404.632};
        for (int j = 0; j < stars.length; j++) {
            assertEquals(stars[j] * Math.sqrt(3.16), speeds.numbers("v_stars")[j], 3 * PUBLISHED * stars[j]);
            assertEquals(total[j], speeds.numbers("v_circ")[j], PUBLISHED * total[j]);
        }
        assertEquals(
                6 + 1,
                Outcome.of("vcirc", config, "--radii", "1,2,3,4,5")
                        .out()
                        .lines()
                        .count());
        assertTrue(
                refused("vcirc", config, "-s", "parameters.inclination=40 deg").contains("43.9"));
        assertTrue(refused("vcirc", config, "-s", "potential.gas=from-cube").contains("from-cube"));
        assertTrue(refused("vcirc", config, "-s", "galaxy.angular_diameter_distance=-1 Mpc")
                .contains("must be positive"));
    }

    @Test
    void theRunFolderIsNamedAfterTheConfiguration() {
        assertEquals(Path.of("there/galaxy.run"), FitCommand.runFolder(Path.of("there/galaxy.toml")));
        assertEquals(Path.of("galaxy.run"), FitCommand.runFolder(Path.of("galaxy")));
    }

    @Test
    void aFitOverSomethingElseIsRefusedBeforeTheWork() throws IOException {
        TestFits.cube(8, 8, 4).write(folder.resolve("cube.fits"));
        Path config = Files.writeString(
                folder.resolve("galaxy.toml"), "data.cube = \"cube.fits\"\ngalaxy.distance = \"17 Mpc\"\n");
        Path other = Files.createDirectory(folder.resolve("letters"));
        Files.createFile(other.resolve("letter"));
        assertTrue(refused("fit", config, "-o", other).contains("letters"));
        assertTrue(Files.exists(other.resolve("letter")));
        assertTrue(refused("fit", config, "-o", folder.resolve("no/where")).contains("parent"));
    }

    @Test
    void valuesThatCannotBeAreRefusedBeforeTheWork() throws IOException {
        TestFits.cube(8, 8, 4).write(folder.resolve("cube.fits"));
        Path config = Files.writeString(
                folder.resolve("galaxy.toml"), "data.cube = \"cube.fits\"\ngalaxy.distance = \"17 Mpc\"\n");
        assertTrue(refused("fit", config, "-s", "parameters.vsys=1865 m/s").contains("km/s as optical velocity"));
        assertTrue(refused("fit", config, "-s", "fit.loss=soft-l1").contains("velocity maps"));
        assertFalse(Files.exists(folder.resolve("galaxy.run")));
    }

    /** A signal during a fit in a separate process ends it with exit code 4 and leaves no folder. */
    @Test
    void aSignalEndsAFitAndNothingIsHalfWritten() throws IOException, InterruptedException {
        String text = "data.cube = \"%s\"\ngalaxy.angular_diameter_distance = \"17.1 Mpc\"\npotential.mge = \"%s\"\n";
        Path config = Files.writeString(
                folder.resolve("galaxy.toml"),
                String.format(
                        text, SharedData.path("cubes/blind_a.fits.gz"), SharedData.path("cubes/blind_a_mge.csv")));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-Dsteelyard.terminal=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.steelyard.cli.Main",
                        "fit",
                        config.toString())
                .start();
        assertTrue(process.getErrorStream().read() >= 0, "progress was shown");
        process.destroy();
        assertEquals(ExitCode.INTERRUPTED, process.waitFor());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(config), files.toList());
        }
    }
}
