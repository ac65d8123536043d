package org.steelyard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.report.RunFolder;

/** Campaigns in processes of their own, killed at random moments by every signal, end with the bytes of one that was left in peace. */
@Tag("slow")
class KillTest {

    private static final int KILLS = 30;
    private static final String[] SIGNALS = {"TERM", "KILL", "INT"};
    private static final List<String> TABLES = List.of("monte_carlo.ecsv", "profile_mbh.ecsv", "systematics.ecsv");

    @TempDir
    private Path folder;

    private Process start(Path run) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Djava.awt.headless=true",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "org.steelyard.cli.Main",
                        "errors",
                        run.toString(),
                        "--monte-carlo",
                        "4",
                        "--profile",
                        "mbh",
                        "--budget",
                        "--resume",
                        "-q")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(new File(folder.toFile(), "err"))
                .start();
    }

    @Test
    void thirtyKills() throws IOException, InterruptedException {
        Path peace = ErrorsCommandTest.fit(folder.resolve("peace.run"));
        Path config = peace.resolve("config.resolved.toml");
        Files.writeString(config, Files.readString(config) + "\n[budget]\nlucy_iterations = [5]\n");
        List<Path> runs = new ArrayList<>();
        runs.add(folder.resolve("0.run"));
        ErrorsCommandTest.copy(peace, runs.get(0));
        long begin = System.nanoTime();
        assertEquals(0, start(peace).waitFor());
        long whole = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        Random random = new Random(4);
        int kills = 0;
        while (kills < KILLS) {
            Path run = runs.get(runs.size() - 1);
            Process process = start(run);
            boolean ended = process.waitFor(100 + random.nextInt((int) whole / 3), TimeUnit.MILLISECONDS);
            if (!ended) {
                String signal = SIGNALS[kills % SIGNALS.length];
                new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                        .start()
                        .waitFor();
                int code = process.waitFor();
                kills++;
                if (!signal.equals("KILL") && code == Main.INTERRUPTED) {
                    String err = Files.readString(folder.resolve("err"));
                    assertTrue(err.contains("interrupted"), err);
                }
                assertTrue(RunFolder.readResult(run).converged(), "result.json is whole");
            } else {
                assertEquals(0, process.waitFor(), Files.readString(folder.resolve("err")));
                same(peace, run);
                runs.add(folder.resolve(runs.size() + ".run"));
                ErrorsCommandTest.copy(folder.resolve("peace.run"), runs.get(runs.size() - 1));
                for (String table : TABLES) {
                    Files.delete(runs.get(runs.size() - 1).resolve(table));
                }
            }
        }
        Path last = runs.get(runs.size() - 1);
        assertEquals(0, start(last).waitFor(), Files.readString(folder.resolve("err")));
        same(peace, last);
        System.out.println(kills + " kills over " + runs.size() + " campaigns: all resumed, same bytes");
    }

    private static void same(Path peace, Path run) throws IOException {
        for (String table : TABLES) {
            assertEquals(-1, Files.mismatch(peace.resolve(table), run.resolve(table)), table);
        }
    }
}
