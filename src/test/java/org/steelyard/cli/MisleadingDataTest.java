// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.fits.CubeFile;
import org.steelyard.cube.fits.CubeWriter;
import org.steelyard.cube.fits.FitsProvenance;
import org.steelyard.cube.fits.Hdu;
import org.steelyard.cube.fits.HeaderOverrides;

/** Fits of a simulated cube that was spoilt in a way in which real ones are: the same numbers as of the good part. */
class MisleadingDataTest {

    private static final String FIT = """
            data.cube = "%s"
            galaxy.angular_diameter_distance = "20 Mpc"
            [fit]
            region = { semi_major = "1.0 arcsec", axis_ratio = 0.8, position_angle = "200 deg" }
            [model]
            block = 3
            [parameters]
            x = { start = 18.2, fixed = true }
            y = { start = 17.1, fixed = true }
            """;

    /** [km/s] Optical widths of equal steps in frequency grow by 2 v/c, 0.7 % of 2.5 km/s. */
    private static final double CHANNEL_WIDTHS = 0.02;

    @TempDir
    static Path folder;

    private static SpectralCube good;
    private static int plane;

    @BeforeAll
    static void simulate() throws IOException {
        Path config = Files.writeString(folder.resolve("disk.toml"), SmallDisk.TOML);
        Path cube = folder.resolve("good.fits");
        Outcome outcome = Outcome.of("simulate", config, "-o", cube, "--noise", "0.002 Jy/beam", "--seed", 3);
        assertEquals(ExitCode.DONE, outcome.code(), outcome.err());
        good = CubeFile.open(cube, HeaderOverrides.NONE).readAll();
        plane = good.nx() * good.ny();
    }

    private static Path with(String name, IntPredicate voxels, float value) {
        float[] values = good.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = voxels.test(i) ? value : values[i];
        }
        Path file = folder.resolve(name + ".fits");
        CubeWriter.writePlain(file, Hdu.of("", good.withValues(values)), false, new FitsProvenance("test", List.of()));
        return file;
    }

    private static boolean isOutside(int voxel) {
        return Math.hypot(voxel % good.nx() - 17.2, Math.floorDiv(voxel, good.nx()) % good.ny() - 16.1) > 15;
    }

    private static JsonNode fit(Path cube, String... keys) throws IOException {
        String name = cube.getFileName().toString();
        Path config =
                Files.writeString(folder.resolve(name + ".toml"), String.format(java.util.Locale.ROOT, FIT, name));
        Path run = folder.resolve(name + ".run");
        List<Object> args = new java.util.ArrayList<>(List.of("fit", config, "-o", run, "--format", "none"));
        for (String key : keys) {
            args.addAll(List.of("-s", key));
        }
        Outcome outcome = Outcome.of(args.toArray());
        assertEquals(ExitCode.DONE, outcome.code(), outcome.err() + outcome.out());
        return new ObjectMapper().readTree(run.resolve("result.json").toFile());
    }

    private static void assertSameFit(JsonNode expected, JsonNode found) {
        assertEquals(expected.get("n_data"), found.get("n_data"));
        assertEquals(expected.get("chi2"), found.get("chi2"));
        for (String name : List.of("mbh", "inclination", "dispersion")) {
            JsonNode a = expected.get("parameters").get(name);
            JsonNode b = found.get("parameters").get(name);
            assertEquals(a.get("value"), b.get("value"));
            assertEquals(a.get("error"), b.get("error"));
        }
    }

    /** Whatever number marks the pixels outside the field, the fit is that of a cube with NaN there. */
    @ParameterizedTest
    @ValueSource(floats = {0, -999, 1e20f})
    void blanksAreAsNan(float value) throws IOException {
        JsonNode nan = fit(with("nan", MisleadingDataTest::isOutside, Float.NaN));
        JsonNode marked = fit(with("marked", MisleadingDataTest::isOutside, value));
        assertSameFit(nan, marked);
        assertTrue(marked.get("messages").toString().contains("hold no data"), marked.toString());
        double mass = nan.get("parameters").get("mbh").get("value").doubleValue();
        double error = nan.get("parameters").get("mbh").get("error").doubleValue();
        assertEquals(1e8, mass, 4 * error);
    }

    @ParameterizedTest
    @ValueSource(floats = {1e35f, 1e4f, Float.POSITIVE_INFINITY})
    void wildVoxelIsAsNan(float value) throws IOException {
        int voxel = 9 * plane + 2 * good.nx() + 2;
        JsonNode marked = fit(with("wild", i -> i == voxel, value));
        assertSameFit(fit(with("nan", i -> i == voxel, Float.NaN)), marked);
        assertTrue(marked.get("messages").toString().contains("pixel (3, 3), channel 10"), marked.toString());
    }

    @Test
    void droppedChannelIsAsNan() throws IOException {
        JsonNode dropped = fit(with("all", i -> false, 0), "data.drop_channels=[9, 10]");
        assertSameFit(fit(with("nan", i -> i / plane == 8 || i / plane == 9, Float.NaN)), dropped);
        assertSameFit(fit(with("dead", i -> i / plane == 8 || i / plane == 9, 0)), dropped);
    }

    /**
     * Channels of 50 km/s do not tell a dispersion of 0.5 km/s from 0. It may fall to a twentieth of them and no further,
     * unless the user says so: a narrower line needs more sub-pixels than there can be, and each of them is a step in
     * chi-squared.
     */
    @Test
    void channelsBoundTheWidthOfTheLine() throws IOException {
        Path cube = folder.resolve("coarse.fits");
        Outcome simulated = Outcome.of(
                "simulate",
                folder.resolve("disk.toml"),
                "-s",
                "data.velocities=[\"750 km/s\", \"1250 km/s\"]",
                "-s",
                "simulate.channel_width=50 km/s",
                "-s",
                "parameters.dispersion.start=0.5 km/s",
                "--noise",
                "0.0005 Jy/beam",
                "--seed",
                3,
                "-o",
                cube);
        assertEquals(ExitCode.DONE, simulated.code(), simulated.err());
        JsonNode result = fit(cube);
        JsonNode dispersion = result.get("parameters").get("dispersion");
        assertEquals(50 / 20., dispersion.get("min").doubleValue(), CHANNEL_WIDTHS);
        JsonNode mass = result.get("parameters").get("mbh");
        assertEquals(1e8, mass.get("value").doubleValue(), 4 * mass.get("error").doubleValue());
        JsonNode own = fit(cube, "parameters.dispersion.min=1 km/s", "parameters.dispersion.start=3 km/s");
        assertEquals(1, own.get("parameters").get("dispersion").get("min").doubleValue());
    }

    @Test
    void cubeWithoutNoiseIsRefused() throws IOException {
        Path cube = folder.resolve("model.fits");
        Outcome simulated = Outcome.of("simulate", folder.resolve("disk.toml"), "-o", cube, "--noise", "1e-12 Jy/beam");
        assertEquals(ExitCode.DONE, simulated.code(), simulated.err());
        Path config = Files.writeString(
                folder.resolve("model.toml"), String.format(java.util.Locale.ROOT, FIT, "model.fits"));
        Outcome outcome = Outcome.of("fit", config);
        assertEquals(ExitCode.INPUT, outcome.code(), outcome.out());
        assertTrue(outcome.err().contains("fit.noise_rms"), outcome.err());
    }

    /** The folder of a project may move, and its runs with it. */
    @Test
    void movedProject() throws IOException {
        Path project = Files.createDirectory(folder.resolve("project"));
        Files.copy(folder.resolve("good.fits"), project.resolve("good.fits"));
        Path config = Files.writeString(
                project.resolve("galaxy.toml"), String.format(java.util.Locale.ROOT, FIT, "good.fits"));
        assertEquals(
                ExitCode.DONE, Outcome.of("fit", config, "--format", "none").code());
        Path moved = Files.move(project, folder.resolve("moved"));
        Path run = moved.resolve("galaxy.run");
        assertTrue(Files.readString(run.resolve("config.resolved.toml")).contains("\"../good.fits\""));
        Outcome errors = Outcome.of("errors", run, "--monte-carlo", 4, "-q");
        assertEquals(ExitCode.DONE, errors.code(), errors.err());
        assertEquals(ExitCode.DONE, Outcome.of("plot", run, "--format", "png").code());
    }
}
