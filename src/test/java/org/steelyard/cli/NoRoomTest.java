// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that cannot be written, or not to their end, give one line and exit code 2, and no partial file remains. */
class NoRoomTest {

    private static final String CUBE = "data/ngc1380_like.fits.gz";
    private static final String CONFIG = "examples/fit-a-galaxy/ngc1380.toml";

    /** [512 bytes] Limit on the size of a file: 2 kB, less than every file that the commands below write first. */
    private static final int FILE_LIMIT = 4;

    /** What the operating system says of a write beyond the limit. */
    private static final String TOO_LARGE = "File too large";

    @TempDir
    private Path folder;

    private Path target;

    @BeforeEach
    void makeTarget() throws IOException {
        target = Files.createDirectory(folder.resolve("target"));
    }

    /** Runs a command in a process whose files may not grow beyond the limit: writes fail as on a full disk. */
    private void refusedWithoutRoom(Object... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                "ulimit -f " + FILE_LIMIT + " && exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                "org.steelyard.cli.Main"));
        Arrays.stream(args).map(Object::toString).forEach(command::add);
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertRefused(TOO_LARGE, process.waitFor(), err);
    }

    private static void assertRefused(String reason, int code, String err) {
        assertEquals(ExitCode.INPUT, code, err);
        List<String> lines = err.lines().filter(line -> line.startsWith("steelyard: ")).toList();
        assertEquals(1, lines.size(), err);
        assertTrue(lines.get(0).contains(reason), err);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void filesThatCannotBeWrittenToTheirEndAreRemoved() throws IOException, InterruptedException {
        refusedWithoutRoom("simulate", "data/ngc1380_like.toml", "-o", target.resolve("cube.fits"));
        refusedWithoutRoom("init", CUBE, "-o", target.resolve("galaxy.toml"));
        refusedWithoutRoom("fit", CONFIG, "-o", target.resolve("b.run"));
        assertEquals(List.of(target), files(target));
    }

    @Test
    void figuresThatCannotBeWrittenLeaveTheRunAsItWas() throws IOException, InterruptedException {
        Path run = target.resolve("a.run");
        Outcome fitted = Outcome.of("fit", CONFIG, "-o", run, "--format", "none");
        assertEquals(ExitCode.DONE, fitted.code(), fitted.err());
        List<Path> before = files(run);
        refusedWithoutRoom("plot", run);
        assertEquals(before, files(run));
    }

    @Test
    void noPermission() throws IOException {
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeTrue(!Files.isWritable(target), "root may write everywhere");
        for (List<Object> args : List.<List<Object>>of(
                List.of("fit", CONFIG, "-o", target.resolve("b.run")),
                List.of("init", CUBE, "-o", target.resolve("galaxy.toml")),
                List.of("simulate", "data/ngc1380_like.toml", "-o", target.resolve("cube.fits")))) {
            Outcome outcome = Outcome.of(args.toArray());
            assertRefused("permission", outcome.code(), outcome.err());
        }
        assertEquals(List.of(target), files(target));
    }
}
