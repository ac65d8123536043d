// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.steelyard.cli.explore.Farewell;
import org.steelyard.report.FiguresException;
import org.steelyard.report.RunLock;
import org.steelyard.units.InputException;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** One run of the program, which reports errors and signals to the user. */
abstract class Session implements Farewell {

    /** Longest message; it shows an absurdly long value of the user by its ends. */
    private static final int LONGEST = 1200;

    @Option(names = "--debug", description = "Show the stack trace of an error.", scope = ScopeType.INHERIT)
    private boolean debug;

    private final Queue<RunLock> locks = new ConcurrentLinkedQueue<>();
    private final AtomicReference<String> interrupted = new AtomicReference<>("interrupted; no result was written");

    private final AtomicInteger interruptionCode = new AtomicInteger(ExitCode.INTERRUPTED);

    /** Reserves the folder of a run until the lock is closed or the program is interrupted. */
    RunLock reserve(Path folder) {
        RunLock lock = RunLock.of(folder);
        locks.add(lock);
        return lock;
    }

    /** Frees all folders. */
    void release() {
        locks.forEach(RunLock::close);
    }

    /** Sets the message that is printed at a signal. */
    void whenInterrupted(String text) {
        interrupted.set(text);
    }

    @Override
    public void untilInterrupted(String text) {
        interrupted.set(text);
        interruptionCode.set(ExitCode.DONE);
    }

    /** The exit code at a signal. */
    int interruptionCode() {
        return interruptionCode.get();
    }

    /** The message that is printed at a signal. */
    String interruption() {
        return interrupted.get();
    }

    /** Reports an error in one line and returns the exit code. */
    int report(PrintWriter err, Throwable error) {
        if (error instanceof InputException) {
            err.println("steelyard: " + oneLine(error));
            return trace(err, error, ExitCode.INPUT);
        }
        if (error instanceof InvalidPathException invalid) {
            String name = invalid.getInput().replaceAll("\\p{Cntrl}", "?");
            err.println("steelyard: '" + name + "' is no file name here: it has a NUL character, or the encoding of the"
                    + " locale, " + System.getProperty("sun.jnu.encoding", "unknown")
                    + ", lacks one of its letters; set LC_ALL=C.UTF-8");
            return trace(err, error, ExitCode.INPUT);
        }
        if (error instanceof FiguresException figures) {
            err.println("steelyard: " + oneLine(error));
            return trace(err, error, figures.isOfTheSystem() ? ExitCode.INPUT : ExitCode.DEFECT);
        }
        if (error instanceof OutOfMemoryError) {
            err.println("steelyard: out of memory (" + Runtime.getRuntime().maxMemory() / (1 << 20)
                    + " MB); fit fewer channels or a smaller region, or give Java more memory with JAVA_OPTS=-Xmx8g");
            return trace(err, error, ExitCode.DEFECT);
        }
        err.println("steelyard: this is a bug in the program: "
                + error.getClass().getSimpleName() + ": " + oneLine(error)
                + (debug ? "" : "; run again with --debug to see where, and report it"));
        return trace(err, error, ExitCode.DEFECT);
    }

    /** Prints the stack trace if it is requested, and returns the exit code. */
    int trace(PrintWriter err, Throwable error, int code) {
        if (debug) {
            error.printStackTrace(err);
        }
        return code;
    }

    /** The message of an error on one line, with the options that help. */
    static String oneLine(Throwable error) {
        String message = error.getMessage() == null ? "no message" : error.getMessage();
        String line = Remedies.add(message.strip().replaceAll("\\s*\\R\\s*", " "));
        return line.length() <= LONGEST
                ? line
                : line.substring(0, LONGEST / 2) + " ... " + line.substring(line.length() - LONGEST / 2);
    }
}
