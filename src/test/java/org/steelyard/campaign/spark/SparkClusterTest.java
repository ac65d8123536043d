// SPDX-License-Identifier: Apache-2.0
package org.steelyard.campaign.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.campaign.Fingerprint;
import org.steelyard.campaign.TaskInput;

/**
 * A real standalone cluster of one master and two workers on the loopback interface gives the same bits as this
 * machine, whichever process is killed.
 */
@Tag("slow")
class SparkClusterTest {

    @TempDir
    private static Path shared;

    private static SparkCluster cluster;
    private static Path program;
    private static Path file;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        cluster = new SparkCluster(shared, 2);
        program = SparkCluster.install(Files.createDirectory(shared.resolve("program")));
        file = Files.writeString(shared.resolve("data.bin"), "a cube ".repeat(1000));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (cluster != null) {
            cluster.close();
        }
    }

    private Process start(String master, int milliseconds, String... words) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of(SparkDriver.class.getName(), master, file.toString(), "" + milliseconds, folder.toString()));
        arguments.addAll(List.of(words));
        return SparkCluster.java(SparkCluster.classPath(program), arguments.toArray(String[]::new))
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private static String bits(BufferedReader out) {
        return digest(out.lines().filter(line -> !line.startsWith("done")).toList());
    }

    private static String here(int milliseconds) {
        var job = new SparkDriver.Iterations(file, milliseconds, List.of());
        var task = job.task(job.open());
        return digest(TaskInput.upTo(SparkDriver.TASKS).stream()
                .map(task::run)
                .map(result -> result.index() + " " + Double.toHexString(result.values()[0]))
                .toList());
    }

    private static String digest(List<String> lines) {
        return lines.size() + " lines, " + Fingerprint.of(lines.toArray()).hex();
    }

    @Test
    void theSameBitsAsHere() throws IOException, InterruptedException {
        Process driver = start(cluster.master(), 1);
        assertEquals(here(1), bits(driver.inputReader()));
        assertEquals(0, driver.waitFor());
        assertEquals("", Files.readString(folder.resolve("err")), "Spark is silent");
    }

    @Test
    void aKilledExecutorLosesNoResult() throws IOException, InterruptedException {
        Process driver = start(cluster.master(), 20);
        BufferedReader out = driver.inputReader();
        for (int line = 0; line < SparkDriver.TASKS / 4; line++) {
            assertTrue(out.readLine() != null, Files.readString(folder.resolve("err")));
        }
        assertEquals(1, cluster.killExecutors(1));
        assertEquals(here(20), bits(out));
        assertEquals(0, driver.waitFor());
    }

    @Test
    void aKilledDriverIsResumed() throws IOException, InterruptedException {
        for (int lines : new int[] {1, 100, 350}) {
            Process driver = start(cluster.master(), 5);
            BufferedReader out = driver.inputReader();
            for (int line = 0; line < lines; line++) {
                assertTrue(out.readLine() != null, Files.readString(folder.resolve("err")));
            }
            driver.destroyForcibly().waitFor();
        }
        Process driver = start(cluster.master(), 5);
        assertEquals(here(5), bits(driver.inputReader()));
    }

    @Test
    void invalidInputIsReported() throws IOException, InterruptedException {
        Process driver = start(cluster.master(), 1, "fail");
        assertEquals(digest(List.of()), bits(driver.inputReader()));
        assertEquals(2, driver.waitFor());
        assertEquals("task 200 is refused\n", Files.readString(folder.resolve("err")));
    }

    @Test
    void aMissingMasterIsReportedSoon() throws IOException, InterruptedException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        Process driver = start("spark://127.0.0.1:" + free, 1);
        assertTrue(driver.waitFor(30, TimeUnit.SECONDS), "within half a minute");
        assertEquals(2, driver.waitFor());
        String err = Files.readString(folder.resolve("err"));
        assertTrue(err.contains("cannot be reached"), err);
        assertEquals(1, err.lines().count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo://", "local[0]", "yarn", ""})
    void anInvalidMasterIsReported(String master) throws IOException, InterruptedException {
        Process driver = start(master, 1);
        assertEquals(2, driver.waitFor());
        String err = Files.readString(folder.resolve("err"));
        assertTrue(err.startsWith("Spark master " + master + ": Spark does not start: "), err);
        assertEquals(1, err.lines().count(), err);
    }

    @Test
    void anotherServerIsReportedInTheEnd() throws IOException, InterruptedException {
        try (ServerSocket socket = new ServerSocket(0)) {
            Process driver = start("spark://127.0.0.1:" + socket.getLocalPort(), 1);
            assertTrue(driver.waitFor(150, TimeUnit.SECONDS), "within 150 seconds, on a machine that is busy");
            assertEquals(2, driver.waitFor());
            assertEquals(1, Files.readString(folder.resolve("err")).lines().count());
        }
    }
}
