// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
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
    private static void refusedWithoutRoom(Object... args) throws IOException, InterruptedException {
        List<String> limited = List.of("sh", "-c", "ulimit -f " + FILE_LIMIT + " && exec \"$@\"", "sh");
        Outcome outcome = inAProcess(limited, "-XX:-UsePerfData", args);
        assertRefused(TOO_LARGE, outcome.code(), outcome.err());
    }

    private static Outcome inAProcess(List<String> prefix, String option, Object... args)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                option,
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
        // Java 25 itself warns of a folder for temporary files that does not exist, before the program runs.
        String ofTheProgram = err.replaceFirst("^WARNING: java.io.tmpdir directory does not exist\\R", "");
        return new Outcome(process.waitFor(), "", ofTheProgram);
    }

    private static void assertRefused(String reason, int code, String err) {
        assertEquals(ExitCode.INPUT, code, err);
        assertEquals(1, err.lines().count(), err);
        assertTrue(err.contains(reason), err);
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

    /** The temporary file of a figure is on a device that is always full. */
    @Test
    void aFigureThatCannotBeWrittenStaysAsItWas() throws IOException {
        Path device = Path.of("/dev/full");
        assumeTrue(Files.exists(device), "this system has no /dev/full");
        Path run = target.resolve("a.run");
        Outcome fitted = Outcome.of("fit", CONFIG, "-o", run);
        assertEquals(ExitCode.DONE, fitted.code(), fitted.err());
        Path figure = run.resolve("figures/moments.png");
        byte[] before = Files.readAllBytes(figure);
        List<Path> files = files(run);
        Files.createSymbolicLink(figure.resolveSibling("tmp.moments.png"), device);
        Outcome plotted = Outcome.of("plot", run, "--format", "png");
        assertRefused("No space left on device", plotted.code(), plotted.err());
        assertArrayEquals(before, Files.readAllBytes(figure));
        assertEquals(files, files(run));
    }

    /** Java copies the font to its temporary folder: without one the numbers are written, and figures are not. */
    @Test
    void figuresThatCannotBeDrawnDoNotTakeTheNumbersAlong() throws IOException, InterruptedException {
        String absent = "-Djava.io.tmpdir=" + folder.resolve("absent");
        Path run = target.resolve("a.run");
        Outcome fitted = inAProcess(List.of(), absent, "fit", CONFIG, "-o", run, "-q");
        assertRefused("a.run: the numbers are written, the figures are not", fitted.code(), fitted.err());
        assertTrue(fitted.err().contains("absent"), fitted.err());
        assertTrue(Files.exists(run.resolve("result.json")) && Files.exists(run.resolve("report.html")));
        assertFalse(Files.exists(run.resolve("figures")));
        Outcome plotted = inAProcess(List.of(), absent, "plot", run);
        assertRefused("figures cannot be drawn: the font cannot be copied", plotted.code(), plotted.err());
        Outcome withoutFigures = inAProcess(List.of(), absent, "fit", CONFIG, "-o", run, "-q", "--format", "none");
        assertEquals(ExitCode.DONE, withoutFigures.code(), withoutFigures.err());
    }

    /** Output that is lost is no success. */
    @Test
    void fullStandardOutputIsReported() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/dev/full")), "this system has no /dev/full");
        List<String> full = List.of("sh", "-c", "exec \"$@\" >/dev/full", "sh");
        Outcome outcome = inAProcess(full, "-XX:-UsePerfData", "config", "--template");
        assertRefused("standard output cannot be written: No space left on device", outcome.code(), outcome.err());
    }

    /** The reader of a pipe may end before its writer: no message, as from other programs. */
    @Test
    void closedPipeIsSilent() throws IOException {
        Main.StandardOutput out = new Main.StandardOutput(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        });
        assertEquals(ExitCode.DONE, out.exitCode(ExitCode.DONE));
        assertThrows(IOException.class, () -> out.write('x'));
        assertEquals("", out.complaint());
        assertEquals(ExitCode.INPUT, out.exitCode(ExitCode.DONE));
        assertEquals(ExitCode.NOT_CONVERGED, out.exitCode(ExitCode.NOT_CONVERGED));
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
