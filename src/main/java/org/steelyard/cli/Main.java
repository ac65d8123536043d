// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.LogManager;
import org.steelyard.cli.check.CheckCommand;
import org.steelyard.cli.explore.ExploreCommand;
import org.steelyard.cli.inspect.InspectCommand;
import org.steelyard.cli.mge.MgeCommand;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The program {@code steelyard} with its commands. */
@Command(
        name = "steelyard",
        description = "Weighs black holes with gas disks: from an ALMA cube to a mass with its errors.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = ProgramVersion.class,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Exit codes: 0 done, 2 invalid input, 3 the fit did not converge, 4 interrupted, 1 out of memory or a bug in the program."
        },
        subcommands = {
            InspectCommand.class,
            InitCommand.class,
            FitCommand.class,
            ErrorsCommand.class,
            CompareCommand.class,
            SimulateCommand.class,
            PlanCommand.class,
            PlotCommand.class,
            ExploreCommand.class,
            VcircCommand.class,
            MgeCommand.class,
            ConfigCommand.class,
            CheckCommand.class,
            GenerateCompletion.class
        })
public final class Main extends Session implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /**
     * Runs the program and ends the JVM with its exit code.
     *
     * @param args command and options
     */
    public static void main(String[] args) {
        AtomicBoolean done = new AtomicBoolean();
        Main program = new Main();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (!done.get()) {
                program.release();
                System.err.println(
                        (Boolean.getBoolean(Progress.TERMINAL) ? "\n" : "") + "steelyard: " + program.interruption());
                Runtime.getRuntime().halt(program.interruptionCode());
            }
        }));
        // Libraries write numbers and dates into files in the default locale.
        Locale.setDefault(Locale.ROOT);
        silenceLibraries();
        Charset charset = Charset.defaultCharset();
        StandardOutput out = new StandardOutput();
        PrintWriter err = new PrintWriter(System.err, true, charset);
        int code = program.perform(new PrintWriter(out, true, charset), err, args);
        if (!out.complaint().isEmpty()) {
            err.println("steelyard: " + out.complaint());
        }
        done.set(true);
        System.exit(out.exitCode(code));
    }

    /** The FITS library logs a line for each odd card of a header; the program says itself what matters. */
    private static void silenceLibraries() {
        if (System.getProperty("java.util.logging.config.file") == null) {
            LogManager.getLogManager().reset();
        }
    }

    /**
     * Runs one command.
     *
     * @param out standard output, for results
     * @param err standard error, for errors and progress
     * @param args command and options
     * @return the exit code
     */
    static int execute(PrintWriter out, PrintWriter err, String... args) {
        return new Main().perform(out, err, args);
    }

    private int perform(PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = new CommandLine(this)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((error, given) -> refuse(err, error))
                .setExecutionExceptionHandler((error, command, parsed) -> report(err, error));
        try {
            return line.execute(args);
        } catch (ExceptionInInitializerError e) {
            return report(err, e.getException());
        } catch (Error e) { // picocli reports exceptions alone
            return report(err, e);
        } finally {
            out.flush();
            err.flush();
        }
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "name a command: " + String.join(", ", spec.subcommands().keySet()));
    }

    private int refuse(PrintWriter err, ParameterException error) {
        String name = error.getCommandLine().getCommandSpec().qualifiedName();
        err.println("steelyard: " + oneLine(error) + "; see `" + name + " --help`");
        return trace(err, error, ExitCode.INPUT);
    }

    /** Standard output that remembers why it could not be written: a full disk, a closed pipe, a closed descriptor. */
    static final class StandardOutput extends OutputStream {

        /** Text of the operating system for a pipe whose reader has ended, as of {@code | head}. */
        private static final String PIPE = "Broken pipe";

        private final OutputStream target;
        private IOException fault;

        StandardOutput() {
            this(new FileOutputStream(FileDescriptor.out));
        }

        /** Writes to another stream. */
        StandardOutput(OutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                target.write(bytes, offset, length);
            } catch (IOException e) {
                fault = fault == null ? e : fault;
                throw e;
            }
        }

        @Override
        public void flush() throws IOException {
            target.flush();
        }

        /**
         * Exit code of a command whose output went here.
         *
         * @param code of the command itself
         * @return another one if some output is lost
         */
        int exitCode(int code) {
            return fault == null || code != ExitCode.DONE ? code : ExitCode.INPUT;
        }

        /** A line for the user on lost output; empty if there is none, or if its reader did not want more. */
        String complaint() {
            return fault == null || String.valueOf(fault.getMessage()).contains(PIPE)
                    ? ""
                    : "standard output cannot be written: " + fault.getMessage();
        }
    }
}
