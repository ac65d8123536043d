package org.steelyard.cli;

import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicReference;
import org.steelyard.units.InputException;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** One call of the program: how faults and signals are reported to the user. */
abstract class Session {

    @Option(names = "--debug", description = "Show the stack trace of a fault.", scope = ScopeType.INHERIT)
    private boolean debug;

    private final AtomicReference<String> interrupted = new AtomicReference<>("interrupted; no result was written");

    /**
     * @param text message that is printed at a signal
     */
    void whenInterrupted(String text) {
        interrupted.set(text);
    }

    /** The message that is printed at a signal. */
    String interruption() {
        return interrupted.get();
    }

    /** Reports a fault in one line and returns the exit code. */
    int tell(PrintWriter err, Throwable fault) {
        if (fault instanceof InputException) {
            err.println("steelyard: " + oneLine(fault));
            return trace(err, fault, ExitCode.INPUT);
        }
        if (fault instanceof OutOfMemoryError) {
            err.println("steelyard: out of memory (" + Runtime.getRuntime().maxMemory() / (1 << 20)
                    + " MB); fit fewer channels or a smaller region, or give more with JAVA_OPTS=-Xmx8g");
            return trace(err, fault, ExitCode.DEFECT);
        }
        err.println("steelyard: this is a defect of the program: "
                + fault.getClass().getSimpleName() + ": " + oneLine(fault)
                + (debug ? "" : "; run again with --debug to see where, and report it"));
        return trace(err, fault, ExitCode.DEFECT);
    }

    int trace(PrintWriter err, Throwable fault, int code) {
        if (debug) {
            fault.printStackTrace(err);
        }
        return code;
    }

    static String oneLine(Throwable fault) {
        String message = fault.getMessage() == null ? "no message" : fault.getMessage();
        return Remedies.add(message.strip().replaceAll("\\s*\\R\\s*", " "));
    }
}
