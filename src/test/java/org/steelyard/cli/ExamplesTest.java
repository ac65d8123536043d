// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.fits.CubeFile;
import org.steelyard.cube.fits.HeaderOverrides;
import org.steelyard.potential.MgeTable;

/**
 * Every example of {@code examples/} is run as its README describes and compared with the true values of the simulated
 * data. The result in the main README is compared as well.
 */
class ExamplesTest {

    /** Tolerance of a mass, in its quoted error for correlated noise. */
    private static final double SIGMAS = 3;

    /**
     * Relative tolerance of M_BH: three of these standard errors (5.4 %), and the 1.8 % by which twelve fits of the
     * disk with a hole are too low (examples/generate-test-data).
     */
    private static final double MASS = 0.072;

    /**
     * Tolerance of the result in the README, in quoted errors. The last bits of another processor change a result by
     * far less.
     */
    private static final double PRINTED = 0.1;

    /**
     * [Jy/beam] Tolerance of the model, 1e-5 of the peak of 0.03. Within it the sub-pixels may differ; exp and sin of
     * another processor differ by far less.
     */
    private static final double SAMPLING = 3e-7;

    /** Tolerance of the surface brightness of starlight: one per cent, as of the images that the program is validated with. */
    private static final double STARLIGHT = 0.01;

    private static final Path IMAGE = Path.of("examples/weigh-from-an-image");

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private static String run(Object... args) {
        Outcome outcome = Outcome.of(args);
        assertEquals(ExitCode.DONE, outcome.code(), outcome.err());
        return outcome.out();
    }

    private static JsonNode parameters(Path json) throws IOException {
        return JSON.readTree(json.toFile()).get("parameters");
    }

    /** Compares the fitted mass with the true one, in errors and per cent. */
    private static void assertWeighed(String story, Path run, Path truth, double errors) throws IOException {
        JsonNode mass = parameters(run.resolve("result.json")).get("mbh");
        double expected = parameters(truth).get("mbh").get("value").doubleValue();
        double share = mass.get("value").doubleValue() / expected - 1;
        double sigma = share * expected / mass.get("error").doubleValue();
        String line = String.format(Locale.ROOT, "%s: M_BH %+.2f %%, %+.2f quoted errors", story, 100 * share, sigma);
        System.err.println(line);
        assertTrue(Math.abs(share) < MASS && Math.abs(sigma) < errors, line);
    }

    @Test
    void fitAGalaxyAndPlotTheModel() throws IOException {
        Path run = folder.resolve("ngc1380.run");
        String out = run("fit", "examples/fit-a-galaxy/ngc1380.toml", "-o", run);
        assertTrue(out.startsWith("Black hole mass: "), out);
        assertWeighed("fit-a-galaxy, NGC 1380", run, Path.of("data/ngc1380_like_truth.json"), SIGMAS);
        assertTrue(Files.size(run.resolve("figures/pvd.png")) > 0);
        assertPageAgreesWithResult(run);
        run("plot", run, "--format", "svg,pdf");
        for (String figure : List.of("moments", "pvd", "profiles", "circular_velocity")) {
            assertTrue(Files.size(run.resolve("figures/" + figure + ".svg")) > 0, figure);
            assertTrue(Files.size(run.resolve("figures/" + figure + ".pdf")) > 0, figure);
        }
        assertPrintedInReadme(run.resolve("result.json"));
    }

    /** The lead of the page must agree with the messages on which errors the fit quotes. */
    private static void assertPageAgreesWithResult(Path run) throws IOException {
        JsonNode result = new ObjectMapper().readTree(run.resolve("result.json").toFile());
        assertTrue(result.at("/derived/errors_independent").has("mbh"), "errors for independent noise, apart");
        assertTrue(
                Files.readString(run.resolve("report.html"))
                        .contains("They account for noise that the beam correlates"),
                "lead of the page");
        assertTrue(result.at("/machine/kernels").asText().matches("vector|scalar"), "kernels");
        assertFalse(result.at("/machine/java").asText().isEmpty(), "Java");
    }

    @Test
    void fitAGalaxyWithAHole() throws IOException {
        Path run = folder.resolve("ngc6861.run");
        run("fit", "examples/fit-a-galaxy/ngc6861.toml", "-o", run);
        assertWeighed("fit-a-galaxy, NGC 6861", run, Path.of("data/ngc6861_like_truth.json"), SIGMAS);
    }

    @Test
    void generateTestData() throws IOException {
        Path cube = folder.resolve("test.fits");
        run("simulate", "data/ngc1380_like.toml", "--noise", "1.5 mJy/beam", "--seed", "7", "-o", cube);
        Path run = folder.resolve("test.run");
        String out = run("fit", "data/ngc1380_like.toml", "-s", "data.cube=" + cube, "-o", run, "--format", "none");
        assertFalse(out.contains("figures"), "none were drawn");
        assertTrue(Files.exists(run.resolve("report.html")) && !Files.exists(run.resolve("figures")));
        assertWeighed("generate-test-data", run, folder.resolve("test_truth.json"), SIGMAS);
    }

    @Test
    void theShippedCubesAreMadeAgain() throws IOException {
        madeAgain("data/ngc1380_like.toml", "1.5 mJy/beam", 1380, Path.of("data/ngc1380_like"));
        madeAgain(IMAGE.resolve("truth.toml"), "0.6 mJy/beam", 3, IMAGE.resolve("cube"));
    }

    private void madeAgain(Object truth, String noise, int seed, Path shipped) throws IOException {
        Path cube = folder.resolve("again.fits");
        run("simulate", truth, "--noise", noise, "--seed", seed, "-o", cube);
        assertArrayEquals(
                doubles(Path.of(shipped + ".fits.gz")), doubles(cube), SAMPLING, "make.sh has not been run again");
        assertEquals(parameters(Path.of(shipped + "_truth.json")), parameters(folder.resolve("again_truth.json")));
    }

    /** The image of this example is simulated by another program, make_image.py. */
    @Test
    void weighFromAnImage() throws IOException {
        Path run = folder.resolve("image.run");
        run("fit", IMAGE.resolve("galaxy.toml"), "-o", run);
        assertWeighed("weigh-from-an-image", run, IMAGE.resolve("cube_truth.json"), SIGMAS);
        MgeTable fitted = MgeTable.read(run.resolve("mge.ecsv"));
        MgeTable truth = MgeTable.read(IMAGE.resolve("truth_mge.ecsv"));
        for (double radius = 0.1; radius < 6; radius *= 1.3) {
            assertEquals(1, onMajorAxis(fitted, radius) / onMajorAxis(truth, radius), STARLIGHT, radius + " arcsec");
        }
        assertTrue(Files.size(run.resolve("figures/starlight.png")) > 0);
        assertTrue(Files.readString(run.resolve("report.html")).contains("<h2>Starlight</h2>"));
    }

    private static double onMajorAxis(MgeTable mge, double radius) {
        double sum = 0;
        for (int k = 0; k < mge.sigmaArcsec().length; k++) {
            double scaled = radius / mge.sigmaArcsec()[k];
            sum += mge.surfaceBrightness()[k] * Math.exp(-0.5 * scaled * scaled);
        }
        return sum;
    }

    private static double[] doubles(Path file) {
        CubeFile cube = CubeFile.open(file, HeaderOverrides.NONE);
        SpectralCube whole = cube.read(cube.box(), 0, cube.channels());
        double[] values = new double[whole.values().length];
        Arrays.setAll(values, k -> whole.values()[k]);
        return values;
    }

    @Test
    void weighFromAVelocityMap() throws IOException {
        Path run = folder.resolve("map.run");
        run("fit", "examples/weigh-from-a-velocity-map/ngc3258_like.toml", "-o", run);
        assertWeighed("weigh-from-a-velocity-map", run, Path.of("data/ngc3258_like_truth.json"), 3);
    }

    /** The choices are those of the script. The flow that the data lack changes no mass; the mass of gas that they lack does. */
    @Test
    void compareModels() throws IOException {
        Path run = folder.resolve("models.run");
        run("fit", "examples/fit-a-galaxy/ngc1380.toml", "-o", run);
        List<Object> arguments = new ArrayList<>(List.of("compare", run));
        Matcher over = Pattern.compile("--over '([^']+)'")
                .matcher(Files.readString(Path.of("examples/compare-models/compare.sh")));
        while (over.find()) {
            arguments.addAll(List.of("--over", over.group(1)));
        }
        String out = run(arguments.toArray());
        assertTrue(out.startsWith("Black hole mass over 8 models: "), out);
        JsonNode mass = JSON.readTree(run.resolve("result.json").toFile()).at("/comparison/mbh/unweighted");
        assertTrue(mass.get("lower_68").doubleValue() < 1.51e8
                && mass.get("upper_68").doubleValue() > 1.6e8);
        assertTrue(Files.size(run.resolve("figures/comparison.png")) > 0);
    }

    /** Runs a program in a separate process, which compiles it. */
    private static String java(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                "examples/java-api/" + program + ".java"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), out);
        return out;
    }

    @Test
    void javaApi() throws IOException, InterruptedException {
        Path run = folder.resolve("api.run");
        String out = java("FitAGalaxy", run.toString());
        assertTrue(out.contains("converged"), out);
        assertWeighed("java-api", run, Path.of("data/ngc1380_like_truth.json"), SIGMAS);
        // The defaults of the command line and those of the API are the same, and so is the result.
        assertPrintedInReadme(run.resolve("result.json"));
        // A run that was saved by the library is one that the commands take.
        assertTrue(run("errors", run.toString(), "--monte-carlo", "4").contains("Black hole mass"));
    }

    @Test
    void aGalaxyOfPartsInJava() throws IOException, InterruptedException {
        String out = java("BuildAGalaxy");
        // G 1.5e8 / (0.1 arcsec at 17.1 Mpc), and the root of the sum of squares
        double hole = Math.sqrt(4.300917270e-3 * 1.5e8 / (0.1 * 17.1 * Math.PI / 0.648));
        assertTrue(out.contains(String.format(Locale.ROOT, "0.10 arcsec: stars   37.9, black hole  %5.1f", hole)), out);
        Matcher velocity = Pattern.compile("of the centre: ([\\d.]+) km/s").matcher(out);
        assertTrue(
                velocity.find() && Double.parseDouble(velocity.group(1)) > 1866, "the receding side is in the south");
    }

    @Test
    void aSamplerOfOnesOwnInJava() throws IOException, InterruptedException {
        String out = java("YourOwnSampler", "300");
        Matcher mass = Pattern.compile("log10 M_BH = ([\\d.]+) \\+- ([\\d.]+)").matcher(out);
        assertTrue(mass.find(), out);
        assertEquals(Math.log10(1.514e8), Double.parseDouble(mass.group(1)), 0.02, "within three errors of the fit");
    }

    @Test
    void thePageOfTheConfigurationIsTheTemplate() throws IOException {
        String page = Files.readString(Path.of("src/site/markdown/configuration.md"));
        String template = run("config", "--template").indent(4).replaceAll("(?m)^ +$", "");
        assertTrue(page.endsWith(template), "print `steelyard config --template` into it again");
    }

    private static void assertPrintedInReadme(Path json) throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        JsonNode result = parameters(json);
        for (String name : (Iterable<String>) result::fieldNames) {
            Matcher line = Pattern.compile("^ {4}" + name + " +([-\\d.e]+) +([-\\d.e]+)( .*)?$", Pattern.MULTILINE)
                    .matcher(readme);
            assertTrue(line.find(), name + " is not in the README");
            double error = result.get(name).get("error").doubleValue();
            assertEquals(
                    result.get(name).get("value").doubleValue(),
                    Double.parseDouble(line.group(1)),
                    PRINTED * error,
                    name + " in the README; print it again");
        }
    }
}
