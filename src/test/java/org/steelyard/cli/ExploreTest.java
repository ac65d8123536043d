// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code steelyard explore} refuses, in one line and before it serves anything. */
class ExploreTest {

    @TempDir
    Path folder;

    /** A configuration with its simulated cube. */
    static Path galaxy(Path folder) throws IOException {
        Path toml = Files.writeString(folder.resolve("galaxy.toml"), SmallDisk.TOML);
        assertEquals(
                ExitCode.DONE,
                Outcome.of("simulate", toml, "-o", folder.resolve("cube.fits"), "--noise", "0.0005 Jy/beam")
                        .code());
        return Files.writeString(
                toml,
                SmallDisk.TOML
                        .replaceFirst("(?s)\\[simulate].*?(?=\\[galaxy])", "")
                        .replace("[data]", "[data]\ncube = \"cube.fits\""));
    }

    private static void refused(String expected, Object... arguments) {
        Outcome outcome = Outcome.of(arguments);
        assertEquals(ExitCode.INPUT, outcome.code(), outcome.err());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.err().contains(expected), outcome.err());
        assertEquals("", outcome.out());
    }

    @Test
    void whatIsNoGalaxy() throws IOException {
        refused("is not the folder of a run", "explore", folder);
        refused("does not exist", "explore", folder.resolve("galaxy.toml"));
        refused("cube.fits", "explore", folder.resolve("cube.fits"));
        Path file = Files.writeString(folder.resolve("text.toml"), "nonsense");
        refused("not TOML", "explore", file);
        refused("--mge goes with a cube", "explore", file, "--mge", folder.resolve("mge.csv"));
        refused("a run is explored as it was fitted", "explore", folder, "-s", "galaxy.name=x");
    }

    @Test
    void aPortThatIsBusyOrNone() throws IOException {
        Path toml = galaxy(folder);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            refused("is busy", "explore", toml, "--no-browser", "--port", taken.getLocalPort());
        }
        refused("must be from 1 to 65535", "explore", toml, "--no-browser", "--port", 70000);
        refused("'x'", "explore", toml, "--port", "x");
    }
}
