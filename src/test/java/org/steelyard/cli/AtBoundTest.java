// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A line of 0.2 km/s in channels of 15 km/s: the fit ends at a bound, and says what that means. */
class AtBoundTest {

    @TempDir
    static Path folder;

    private static Path config;
    private static Path cube;

    @BeforeAll
    static void simulate() throws IOException {
        config = Files.writeString(folder.resolve("disk.toml"), SmallDisk.TOML);
        cube = folder.resolve("cube.fits");
        Outcome outcome = Outcome.of(
                "simulate", config, "-s", "parameters.dispersion=\"0.2 km/s\"", "-o", cube, "--noise", "1e-4 Jy/beam");
        assertEquals(ExitCode.DONE, outcome.code(), outcome.err());
    }

    private static String messages(String dispersion) throws IOException {
        Path run = folder.resolve("run");
        Outcome outcome = Outcome.of(
                "fit",
                config,
                "-s",
                "data.cube=" + cube,
                "-s",
                "parameters.dispersion=" + dispersion,
                "-o",
                run,
                "--format",
                "none");
        assertEquals(ExitCode.DONE, outcome.code(), outcome.err() + outcome.out());
        return Files.readString(run.resolve("result.json"));
    }

    @Test
    void aDefaultBoundIsTheNarrowestLineThatChannelsTell() throws IOException {
        String messages = messages("{ start = \"3 km/s\" }");
        assertTrue(messages.contains("dispersion ended at its bound"), messages);
        assertTrue(messages.contains("the value is an upper limit"), messages);
        assertFalse(messages.contains("widen"), messages);
    }

    @Test
    void aGivenBoundCanBeWidened() throws IOException {
        String messages = messages("{ start = \"9 km/s\", min = \"6 km/s\" }");
        assertTrue(messages.contains("widen parameters.dispersion.min"), messages);
    }
}
