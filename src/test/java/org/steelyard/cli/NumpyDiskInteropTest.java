// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The numpy pipeline of {@code examples/benchmark}, which shares no code with the program, and {@code steelyard
 * simulate} give the same cube of the benchmark's disk.
 */
@Tag("interop")
class NumpyDiskInteropTest {

    /**
     * Tolerance relative to the peak: the beam of the numpy pipeline ends at 15 pixels, 4.8 standard deviations, and
     * our cube is in single precision.
     */
    private static final double TOLERANCE = 5e-6;

    private static final String FOLDER = "examples/benchmark/";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private Path map;

    @BeforeEach
    void writeMap() throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                exitCode("-c", "import numpy, scipy, tomllib") == 0,
                "skipped: /usr/bin/python3 has no numpy or scipy; apt-get install python3-numpy python3-scipy");
        map = folder.resolve("map.fits");
        numpy("map", map.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sampled", "integrated"})
    void bothMakeTheSameCube(String profile) throws IOException, InterruptedException {
        Path cube = folder.resolve("cube.fits");
        StringWriter err = new StringWriter();
        int code = Main.execute(
                new PrintWriter(new StringWriter()),
                new PrintWriter(err),
                "simulate",
                FOLDER + "workload/disk.toml",
                "-s",
                "data.flux_map=" + map,
                "-s",
                "model.oversampling=3",
                "-s",
                "model.line_profile=" + profile,
                "-o",
                cube.toString());
        assertEquals(ExitCode.DONE, code, err.toString());
        JsonNode difference = JSON.readTree(numpy("compare", cube.toString(), "--profile", profile));
        double pixels = difference.get("pixels").doubleValue();
        System.err.println("numpy and steelyard, line " + profile + ": largest difference " + pixels + " of the peak");
        assertTrue(pixels < TOLERANCE, "largest difference " + pixels + " of the peak");
        assertTrue(difference.get("blocks").doubleValue() < TOLERANCE, difference.toString());
    }

    private static String numpy(String what, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("/usr/bin/python3", FOLDER + "numpy_disk.py", what, FOLDER + "workload/disk.toml"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), out);
        return out;
    }

    private static int exitCode(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("/usr/bin/python3"));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        }
    }
}
