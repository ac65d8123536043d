package org.steelyard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that is full, which root can mount, and a folder without permission, which root would not feel: one line, exit
 * code 2, nothing left.
 */
class NoRoomTest {

    private static final String CUBE = "data/ngc1380_like.fits.gz";

    @TempDir
    Path folder;

    private Path disk;
    private boolean full;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        disk = Files.createDirectory(folder.resolve("disk"));
        full = shell("mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", disk.toString());
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (full) {
            shell("umount", disk.toString());
        }
    }

    private static boolean shell(String... words) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(words)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private void refused(String because, Object... args) throws IOException {
        StringWriter err = new StringWriter();
        int code = Main.execute(
                new PrintWriter(new StringWriter()),
                new PrintWriter(err),
                Arrays.stream(args).map(Object::toString).toArray(String[]::new));
        assertEquals(ExitCode.INPUT, code, err.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
        assertTrue(err.toString().contains(because), err.toString());
        try (Stream<Path> files = Files.list(disk)) {
            assertEquals(List.of(), files.filter(f -> !f.endsWith("filler")).toList());
        }
    }

    @Test
    void fullDisk() throws IOException {
        assumeTrue(full, "no small disk can be mounted here");
        Path run = folder.resolve("a.run");
        Main.execute(
                new PrintWriter(new StringWriter()),
                new PrintWriter(new StringWriter()),
                "fit",
                "examples/fit-a-galaxy/ngc1380.toml",
                "-o",
                run.toString());
        refused("No space", "simulate", "data/ngc1380_like.toml", "-o", disk.resolve("cube.fits"));
        try (Stream<Path> figures = Files.list(run.resolve("figures"))) {
            for (Path figure : figures.toList()) {
                Files.delete(figure);
            }
        }
        Files.delete(run.resolve("figures"));
        Files.createSymbolicLink(run.resolve("figures"), disk);
        refused("No space", "plot", run);
        refused("No space", "fit", "examples/fit-a-galaxy/ngc1380.toml", "-o", disk.resolve("b.run"));
        Files.write(disk.resolve("filler"), new byte[12 << 10]);
        refused("No space", "init", CUBE, "-o", disk.resolve("galaxy.toml"));
    }

    @Test
    void noPermission() throws IOException {
        Files.setPosixFilePermissions(disk, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeTrue(!Files.isWritable(disk), "root may write everywhere");
        refused("permission", "fit", "examples/fit-a-galaxy/ngc1380.toml", "-o", disk.resolve("b.run"));
        refused("permission", "init", CUBE, "-o", disk.resolve("galaxy.toml"));
        refused("permission", "simulate", "data/ngc1380_like.toml", "-o", disk.resolve("cube.fits"));
    }
}
