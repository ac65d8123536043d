// SPDX-License-Identifier: Apache-2.0
package org.steelyard.reliability;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.steelyard.cli.Outcome;

/**
 * One call of the program in this JVM, and what is wrong with its behaviour.
 *
 * @param outcome exit code and output
 * @param seconds [s] processor time of the calling thread, which a busy machine does not change
 * @param megabytes [MB] memory that this thread has allocated in all
 * @param thrown what the call threw; null if it returned
 */
record Judged(Outcome outcome, double seconds, double megabytes, Throwable thrown) {

    /** [s] A longer call hangs. */
    private static final double LONGEST = 10;

    /** [MB] More than this, for files of 50 kB, was allocated before it was held against the file. */
    private static final double MOST_MEMORY = 1500;

    private static final int DONE = 0;
    private static final int INPUT = 2;
    private static final int NOT_CONVERGED = 3;

    /** What a result must not contain. */
    private static final Pattern NONSENSE = Pattern.compile("\\bNaN\\b|\\bInfinity\\b");

    private static final Pattern RAW = Pattern.compile("Exception|@[0-9a-f]{6}|(?<!')\\bnull\\b(?!,| )");

    static final List<String> FILES =
            List.of("result.json", "parameters.ecsv", "model.fits", "config.resolved.toml", "report.html", "run.log");

    static Judged of(Object... arguments) {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long time = thread.getCurrentThreadCpuTime();
        long bytes = thread.getThreadAllocatedBytes(id);
        Outcome outcome = null;
        Throwable thrown = null;
        try {
            outcome = Outcome.of(arguments);
        } catch (RuntimeException | Error e) { // the harness reports all
            thrown = e;
        }
        return new Judged(
                outcome,
                1e-9 * (thread.getCurrentThreadCpuTime() - time),
                1e-6 * (thread.getThreadAllocatedBytes(id) - bytes),
                thrown);
    }

    boolean succeeded() {
        return thrown == null && (outcome.code() == DONE || outcome.code() == NOT_CONVERGED);
    }

    /** What is wrong with the call; empty if nothing is. Numbers are left out, so that faults of one kind are equal. */
    String fault() {
        if (thrown != null) {
            return "thrown: " + kind(thrown.toString());
        }
        if (seconds > LONGEST) {
            return "hangs: more than " + LONGEST + " s";
        }
        if (megabytes > MOST_MEMORY) {
            return "memory: more than " + MOST_MEMORY + " MB";
        }
        List<String> lines = outcome.err().lines().toList();
        if (lines.stream().anyMatch(line -> line.startsWith("\tat "))) {
            return "stack trace: " + kind(lines.get(0));
        }
        if (succeeded()) {
            return NONSENSE.matcher(outcome.out()).find() ? "nonsense is printed: " + nonsense(outcome.out()) : "";
        }
        if (outcome.code() != INPUT) {
            return "exit " + outcome.code() + ": " + kind(outcome.err());
        }
        List<String> said =
                lines.stream().filter(line -> line.startsWith("steelyard: ")).toList();
        if (said.size() != 1) {
            return said.size() + " messages: " + kind(outcome.err());
        }
        return RAW.matcher(said.get(0)).find() ? "raw message: " + kind(said.get(0)) : "";
    }

    /** What is wrong with the folder of a run after the call; empty if nothing is. */
    String fault(Path run) throws IOException {
        Path part = run.resolveSibling(run.getFileName() + ".tmp");
        Path lock = run.resolveSibling("." + run.getFileName() + ".lock");
        if (Files.exists(part) || Files.exists(lock)) {
            return "something is left beside the folder";
        }
        if (!succeeded()) {
            return Files.exists(run) ? "a folder is left after a failure" : "";
        }
        for (String file : FILES) {
            if (!Files.exists(run.resolve(file))) {
                return "the folder lacks " + file;
            }
        }
        String json = Files.readString(run.resolve("result.json"));
        return NONSENSE.matcher(json).find() ? "nonsense in result.json: " + nonsense(json) : "";
    }

    private static String nonsense(String text) {
        return kind(text.lines()
                .filter(line -> NONSENSE.matcher(line).find())
                .findFirst()
                .orElse("?"));
    }

    private static String kind(String text) {
        String kind = text.strip().replaceAll("\\S*/", "").replaceAll("[-+]?[0-9][0-9.]*([eE][-+]?[0-9]+)?", "#");
        return kind.replaceAll("\\s+", " ")
                .substring(0, Math.min(140, kind.replaceAll("\\s+", " ").length()));
    }
}
