// SPDX-License-Identifier: Apache-2.0
package org.steelyard.reliability;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import nom.tam.fits.FitsException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.report.RunFolder;

/**
 * The program in processes of its own: killed at random moments, and two at once in one folder. {@code KillTest} kills
 * the command errors.
 */
@Tag("slow")
@Tag("reliability")
class ProcessesTest {

    private static final int KILLS = 60;
    private static final int PAIRS = 10;
    private static final String[] SIGNALS = {"KILL", "TERM", "INT"};
    private static final List<String> SAME = List.of("parameters.ecsv", "model.fits", "moments.fits", "pvd.fits");

    @TempDir
    private Path folder;

    private Path run;

    @BeforeEach
    void writeSpecimens() throws IOException, FitsException {
        Specimens.write(folder);
        run = folder.resolve("a.run");
    }

    private Process fit(String galaxy, String log) throws IOException {
        Path temporary = Files.createDirectories(folder.resolve("temporary"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:-UsePerfData",
                        "-Djava.io.tmpdir=" + temporary,
                        "-Djava.awt.headless=true",
                        "--add-modules=jdk.incubator.vector",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "org.steelyard.cli.Main",
                        "fit",
                        folder.resolve("fit.toml").toString(),
                        "-s",
                        "galaxy.name=" + galaxy,
                        "-o",
                        run.toString(),
                        "-q")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(folder.resolve(log).toFile())
                .start();
    }

    private byte[][] bits(Path of) throws IOException {
        byte[][] bits = new byte[SAME.size()][];
        for (int k = 0; k < bits.length; k++) {
            bits[k] = Files.readAllBytes(of.resolve(SAME.get(k)));
        }
        return bits;
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".tmp") || name.endsWith(".lock"))
                    .toList();
        }
    }

    /** The earlier run stays whole, and the next fit has the same bits as one that was never disturbed. */
    @Test
    void killedFits() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        assertEquals(0, fit("A", "err").waitFor(), () -> "" + folder);
        int whole = (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        byte[][] expected = bits(run);
        Random random = new Random(3);
        Map<String, Integer> counts = new TreeMap<>();
        int kills = Campaign.scaled(KILLS);
        for (int k = 0; k < kills; ) {
            Process process = fit("A", "err");
            // A third of the kills strikes at the end, when files are written.
            double share = random.nextInt(3) == 0 ? 0.8 + 0.2 * random.nextDouble() : random.nextDouble();
            if (process.waitFor((long) (share * whole), TimeUnit.MILLISECONDS)) {
                assertEquals(0, process.exitValue());
                continue;
            }
            String signal = SIGNALS[k % SIGNALS.length];
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            int code = process.waitFor();
            k++;
            counts.merge(signal + " exit " + code, 1, Integer::sum);
            Path kept = Files.exists(run) ? run : folder.resolve("a.run.previous");
            assertArrayEquals(expected, bits(kept), "the earlier run after " + signal);
            assertTrue(RunFolder.readResult(kept).converged());
        }
        assertEquals(0, fit("A", "err").waitFor());
        assertArrayEquals(expected, bits(run));
        assertEquals(List.of(), left());
        System.out.println("killed fits: " + kills + ", no run lost, same bits: " + counts);
    }

    /** Of two fits in one folder one is refused in a line, and the folder holds the files of the other alone. */
    @Test
    void pairsOfFits() throws IOException, InterruptedException {
        Map<String, Integer> counts = new TreeMap<>();
        int pairs = Campaign.scaled(PAIRS);
        for (int k = 0; k < pairs; k++) {
            Process first = fit("AAA", "err.a");
            Thread.sleep(100L * (k % 5));
            Process second = fit("BBB", "err.b");
            List<Integer> codes = new ArrayList<>(List.of(first.waitFor(), second.waitFor()));
            counts.merge("exits " + codes, 1, Integer::sum);
            assertTrue(codes.contains(0) && (codes.contains(2) || codes.get(1) == 0), "exits " + codes);
            for (int i = 0; i < 2; i++) {
                String err = Files.readString(folder.resolve(i == 0 ? "err.a" : "err.b"));
                assertTrue(codes.get(i) == 0 || err.contains("another process is fitting"), err);
            }
            String named = Files.readString(run.resolve("config.resolved.toml"));
            String winner = named.contains("AAA") ? "AAA" : "BBB";
            for (String file : List.of("report.html", "run.log")) {
                String text = Files.readString(run.resolve(file));
                assertTrue(text.contains(winner) && !text.contains(winner.equals("AAA") ? "BBB" : "AAA"), file);
            }
            assertEquals(List.of(), left());
        }
        System.out.println("pairs of fits: " + pairs + ", none mixed: " + counts);
    }
}
