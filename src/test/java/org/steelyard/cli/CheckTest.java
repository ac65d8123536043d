// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.cli.check.CheckCommand;

/** The self-test {@code steelyard check}, and the galaxy in the jar. */
class CheckTest {

    @TempDir
    Path folder;

    @Test
    void thisInstallationWorks() {
        Outcome outcome = Outcome.of("check");
        assertEquals(ExitCode.DONE, outcome.code(), outcome.out() + outcome.err());
        assertEquals("", outcome.err());
        List<String> lines = outcome.out().lines().toList();
        for (String fact : List.of("program", "machine", "Java", "JVM", "kernels", "threads", "letters")) {
            assertEquals(
                    1,
                    lines.stream().filter(line -> line.startsWith(fact + " ")).count(),
                    outcome.out());
        }
        assertTrue(outcome.out().contains("kernels   vector, "), outcome.out());
        assertTrue(outcome.out().contains("Liberation Sans"), outcome.out());
        assertEquals("The installation works.", lines.get(lines.size() - 1));
    }

    /** The cube is the simulation that the comment of truth.toml names, byte for byte. */
    @Test
    void theCubeIsTheDiskOfTheTruth() throws IOException {
        for (String name : List.of("truth.toml", "mge.ecsv")) {
            try (InputStream file = CheckCommand.class.getResourceAsStream(name)) {
                Files.copy(file, folder.resolve(name));
            }
        }
        Path cube = folder.resolve("cube.fits");
        Outcome outcome = Outcome.of(
                "simulate", folder.resolve("truth.toml"), "--noise", "2 mJy/beam", "--seed", "5", "-o", cube);
        assertEquals(ExitCode.DONE, outcome.code(), outcome.err());
        try (InputStream file = new GZIPInputStream(CheckCommand.class.getResourceAsStream("cube.fits.gz"))) {
            assertArrayEquals(withoutVersion(file.readAllBytes()), withoutVersion(Files.readAllBytes(cube)));
        }
    }

    /** The header names the program's version, so only the data are compared with their checksum: after the header. */
    private static byte[] withoutVersion(byte[] file) {
        int end = 0;
        while (!new String(file, end, 8, java.nio.charset.StandardCharsets.US_ASCII).equals("END     ")) {
            end += 80;
        }
        int data = (end / 2880 + 1) * 2880;
        return java.util.Arrays.copyOfRange(file, data, file.length);
    }
}
