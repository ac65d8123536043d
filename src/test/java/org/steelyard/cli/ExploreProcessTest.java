// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code steelyard explore} as a process of its own: which browser it opens, and how Ctrl-C ends it. */
@Tag("slow")
class ExploreProcessTest {

    /** [s] */
    private static final int PATIENCE = 60;

    @TempDir
    static Path folder;

    private static Path toml;
    private Process process;

    @BeforeAll
    static void simulate() throws IOException {
        toml = ExploreTest.galaxy(folder);
    }

    @AfterEach
    void end() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    /** Starts the program with a program of the system that opens browsers; null for none. */
    private void start(String xdgOpen, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "org.steelyard.cli.Main",
                "explore",
                toml.toString()));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(folder.resolve("err.txt").toFile());
        builder.environment().remove("WAYLAND_DISPLAY");
        builder.environment().remove("DISPLAY");
        builder.environment().put("PATH", folder.toString());
        Files.deleteIfExists(folder.resolve("xdg-open"));
        Files.deleteIfExists(folder.resolve("opened.txt"));
        if (xdgOpen != null) {
            builder.environment().put("DISPLAY", ":99");
            Path program = Files.writeString(folder.resolve("xdg-open"), "#!/bin/sh\n" + xdgOpen + "\n");
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        }
        process = builder.start();
    }

    private String address() throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        while (line != null && !line.startsWith("http")) {
            line = out.readLine();
        }
        return line;
    }

    private int code() throws InterruptedException {
        assertTrue(process.waitFor(PATIENCE, TimeUnit.SECONDS), "the program does not end");
        return process.exitValue();
    }

    /** What the program says; the JVM and its incubating module are no part of it. */
    private static List<String> said() throws IOException {
        return Files.readAllLines(folder.resolve("err.txt")).stream()
                .filter(line -> line.startsWith("steelyard: "))
                .toList();
    }

    private void interrupt() throws IOException, InterruptedException {
        assertEquals(
                0,
                new ProcessBuilder("/bin/kill", "-INT", Long.toString(process.pid()))
                        .start()
                        .waitFor());
    }

    @Test
    void ctrlCIsItsEnd() throws Exception {
        start(null, "--no-browser");
        assertTrue(address().matches("http://127\\.0\\.0\\.1:\\d+/\\?token=[0-9a-f]{64}"));
        Thread.sleep(500);
        interrupt();
        assertEquals(ExitCode.DONE, code());
        assertEquals(List.of("steelyard: the page is closed"), said());
    }

    @Test
    void withoutABrowserItServesAndSaysSo() throws Exception {
        start(null);
        assertTrue(address().startsWith("http"));
        while (said().isEmpty()) {
            assertTrue(process.isAlive());
            Thread.sleep(50);
        }
        assertTrue(said().get(0).startsWith("steelyard: no browser was found; open the address above"), said().get(0));
        interrupt();
        assertEquals(ExitCode.DONE, code());
    }

    @Test
    void opensTheBrowserThatThereIs() throws Exception {
        start("echo \"$1\" > '" + folder.resolve("opened.txt") + "'");
        String address = address();
        while (!Files.exists(folder.resolve("opened.txt"))
                || Files.readString(folder.resolve("opened.txt")).isEmpty()) {
            assertTrue(process.isAlive());
            Thread.sleep(50);
        }
        assertEquals(address, Files.readString(folder.resolve("opened.txt")).trim());
    }

    @Test
    void aBrowserThatIsAskedForAndMissingIsTold() throws Exception {
        start(null, "--browser");
        assertEquals(ExitCode.INPUT, code());
        assertEquals(1, said().size(), said().toString());
        assertTrue(said().get(0).startsWith("steelyard: --browser: there is no screen"), said().get(0));
        start("exit 3", "--browser");
        assertEquals(ExitCode.INPUT, code());
        assertEquals(1, said().size(), said().toString());
        assertTrue(said().get(0).startsWith("steelyard: --browser: the system opens none"), said().get(0));
    }
}
