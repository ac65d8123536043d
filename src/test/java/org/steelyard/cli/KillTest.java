// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.campaign.Checkpoint;
import org.steelyard.campaign.spark.SparkCluster;
import org.steelyard.report.ErrorsFolder;
import org.steelyard.report.RunFolder;

/**
 * Campaigns in separate processes are killed by several signals at random times, every other time within a given
 * campaign. They end with the same bytes as an undisturbed run on this machine. More kills: {@code
 * -Dsteelyard.kills=30}; another engine: {@code -Dsteelyard.kills.engine=spark}, which needs Spark's jars.
 */
@Tag("slow")
class KillTest {

    private static final int KILLS = Integer.getInteger("steelyard.kills", 6);
    private static final String LOCAL = "local";
    private static final String ENGINE = System.getProperty("steelyard.kills.engine", LOCAL);
    private static final String[] SIGNALS = {"TERM", "KILL", "INT"};

    /**
     * Campaigns of the command; every other kill is within one of these in turn, so that short campaigns are killed
     * too.
     */
    private static final String[] CAMPAIGNS = {"monte_carlo", "profile_mbh", "posterior_nested", "systematics"};

    private static final int MONTE_CARLO = 60;

    /** [ms] Longest delay of a kill after a campaign has recorded a result. */
    private static final int SOON = 80;

    /** Exit codes of a process that a signal ends before the program can react: 128 plus the number of the signal. */
    private static final List<Integer> ENDED = List.of(143, 137, 130);

    /** Fixed parameters. Two remain free, so that sampling takes seconds. */
    private static final String[] FIXED = {
        "parameters.x={start=28.66, fixed=true}",
        "parameters.y={start=45.35, fixed=true}",
        "parameters.vsys={start='1865.8 km/s', fixed=true}",
        "parameters.position_angle={start='187.07 deg', fixed=true}",
        "parameters.inclination={start='75.8 deg', fixed=true}",
        "parameters.flux_scale={start=1.0, fixed=true}",
        "parameters.dispersion={start='10.9 km/s', fixed=true}"
    };

    private static final List<String> TABLES =
            List.of("monte_carlo.ecsv", "profile_mbh.ecsv", "systematics.ecsv", "chain.ecsv", "chain.json");

    @TempDir
    private Path folder;

    private Process start(Path run, String engine) throws IOException {
        String own = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        if (!engine.equals(LOCAL) && !Files.exists(folder.resolve("lib"))) {
            SparkCluster.install(folder);
        }
        List<String> arguments = new ArrayList<>(List.of("org.steelyard.cli.Main", "errors", run.toString()));
        arguments.addAll(List.of("--monte-carlo", Integer.toString(MONTE_CARLO), "--profile", "mbh", "--sample"));
        arguments.addAll(List.of("--budget", "--resume", "-q", "--engine", engine));
        ProcessBuilder builder = engine.equals(LOCAL)
                ? new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Djava.awt.headless=true",
                        "--add-modules=jdk.incubator.vector",
                        "-cp",
                        own)
                : SparkCluster.java(SparkCluster.classPath(folder));
        if (!engine.equals(LOCAL)) { // the same vector width, as the launcher gives it
            builder.command().add(1, "--add-modules=jdk.incubator.vector");
        }
        builder.command().addAll(arguments);
        return builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private String err() throws IOException {
        return Files.readString(folder.resolve("err"));
    }

    @Test
    void killedCampaignsEndWithTheSameBytes() throws IOException, InterruptedException {
        Path fitted = ErrorsCommandTest.fit(folder.resolve("fitted.run"), FIXED);
        Path config = fitted.resolve("config.resolved.toml");
        Files.writeString(
                config, Files.readString(config) + "\n[budget]\nlucy_iterations = [5]\nregion_scale = [0.8, 1.2]\n");
        Path peace = copied(fitted, "peace");
        assertEquals(0, start(peace, LOCAL).waitFor(), err());
        Path timed = copied(fitted, "timed");
        long begin = System.nanoTime();
        assertEquals(0, start(timed, ENGINE).waitFor(), err());
        long whole = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        same(peace, timed);

        Random random = new Random(4);
        Map<String, Integer> counts = new TreeMap<>();
        int kills = 0;
        int runs = 1;
        int turn = 0; // a shell's background jobs ignore INT: other signals have their turn then
        Path run = copied(fitted, "0");
        while (kills < KILLS) {
            Process process = start(run, ENGINE);
            boolean ended = kills % 2 == 0
                    ? process.waitFor(100 + random.nextInt((int) whole), TimeUnit.MILLISECONDS)
                    : endedBefore(process, run, CAMPAIGNS[kills / 2 % CAMPAIGNS.length], random.nextInt(SOON));
            if (ended) {
                assertEquals(0, process.waitFor(), err());
                same(peace, run);
                run = copied(fitted, "" + runs++);
                continue;
            }
            String signal = SIGNALS[turn++ % SIGNALS.length];
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            int code = process.waitFor();
            if (code == 0) {
                continue; // it had been about to end
            }
            assertTrue(code == ExitCode.INTERRUPTED || ENDED.contains(code), signal + " " + code + " " + err());
            if (code == ExitCode.INTERRUPTED) {
                assertTrue(err().contains("interrupted"), err());
            }
            assertTrue(RunFolder.readResult(run).converged(), "result.json is whole");
            kills++;
            counts.merge(inWork(run) + " " + signal, 1, Integer::sum);
        }
        assertEquals(0, start(run, ENGINE).waitFor(), err());
        same(peace, run);
        System.out.println(ENGINE + ": " + kills + " kills over " + runs + " runs, all resumed, same bytes: " + counts);
    }

    /** Waits until a campaign has recorded a result, and a little longer. Returns whether the process has ended. */
    private static boolean endedBefore(Process process, Path run, String campaign, int milliseconds)
            throws IOException, InterruptedException {
        Path log = ErrorsFolder.checkpoints(run).resolve(campaign + Checkpoint.ENDING);
        long before = size(log);
        while (size(log) <= before) {
            if (process.waitFor(1, TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
    }

    private static long size(Path log) throws IOException {
        try {
            return Files.size(log);
        } catch (NoSuchFileException none) {
            return 0;
        }
    }

    private Path copied(Path from, String name) throws IOException {
        Path to = folder.resolve(name + ".run");
        ErrorsCommandTest.copy(from, to);
        return to;
    }

    /** The campaign whose checkpoint was written last. */
    private static String inWork(Path run) throws IOException {
        Path checkpoints = ErrorsFolder.checkpoints(run);
        if (!Files.isDirectory(checkpoints)) {
            return "start";
        }
        try (Stream<Path> logs = Files.list(checkpoints)) {
            return logs.max(Comparator.comparing(log -> log.toFile().lastModified()))
                    .map(log -> log.getFileName().toString())
                    .orElse("start");
        }
    }

    private static void same(Path peace, Path run) throws IOException {
        for (String table : TABLES) {
            assertEquals(-1, Files.mismatch(peace.resolve(table), run.resolve(table)), table);
        }
    }
}
