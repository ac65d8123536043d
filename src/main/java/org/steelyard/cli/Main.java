package org.steelyard.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.steelyard.units.InputException;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine;

/** The program {@code steelyard}: its commands, what they return to the shell, and how their faults are told. */
@Command(
        name = "steelyard",
        description = "Weighs black holes with gas disks: from an ALMA cube to a mass with its errors.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Main.Version.class,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Exit codes: 0 done, 2 the input is at fault, 3 the fit did not converge, 4 interrupted, 1 out of memory or a defect of this program."
        },
        subcommands = {
            InspectCommand.class,
            InitCommand.class,
            FitCommand.class,
            ErrorsCommand.class,
            SimulateCommand.class,
            PlotCommand.class,
            VcircCommand.class,
            ConfigCommand.class,
            GenerateCompletion.class
        })
public final class Main implements Runnable {

    /** Done. */
    static final int DONE = 0;

    /** Out of memory, or a defect of ours. */
    static final int DEFECT = 1;

    /** The user's input is at fault. */
    static final int INPUT = 2;

    /** The fit did not converge. */
    static final int NOT_CONVERGED = 3;

    /** Ended by a signal. */
    static final int INTERRUPTED = 4;

    @Option(names = "--debug", description = "Show the stack trace of a fault.", scope = ScopeType.INHERIT)
    private boolean debug;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private final AtomicReference<String> interrupted = new AtomicReference<>("interrupted; no result was written");

    /**
     * @param text what a signal is answered with from now on
     */
    void whenInterrupted(String text) {
        interrupted.set(text);
    }

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
                System.err.println((Boolean.getBoolean(Progress.TERMINAL) ? "\n" : "") + "steelyard: "
                        + program.interrupted.get());
                Runtime.getRuntime().halt(INTERRUPTED);
            }
        }));
        Charset charset = Charset.defaultCharset();
        int code = program.perform(
                new PrintWriter(System.out, true, charset), new PrintWriter(System.err, true, charset), args);
        System.out.flush();
        done.set(true);
        System.exit(code);
    }

    /**
     * Runs one command.
     *
     * @param out for results
     * @param err for faults and progress
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
                .setParameterExceptionHandler((fault, given) -> refuse(err, fault))
                .setExecutionExceptionHandler((fault, command, parsed) -> tell(err, fault));
        try {
            return line.execute(args);
        } catch (OutOfMemoryError e) {
            return tell(err, e);
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

    private int refuse(PrintWriter err, ParameterException fault) {
        String name = fault.getCommandLine().getCommandSpec().qualifiedName();
        err.println("steelyard: " + oneLine(fault) + "; see `" + name + " --help`");
        return trace(err, fault, INPUT);
    }

    /** Says what is at fault, in one line. */
    int tell(PrintWriter err, Throwable fault) {
        if (fault instanceof InputException) {
            err.println("steelyard: " + oneLine(fault));
            return trace(err, fault, INPUT);
        }
        if (fault instanceof OutOfMemoryError) {
            err.println("steelyard: out of memory (" + Runtime.getRuntime().maxMemory() / (1 << 20)
                    + " MB); fit fewer channels or a smaller region, or give more with JAVA_OPTS=-Xmx8g");
            return trace(err, fault, DEFECT);
        }
        err.println("steelyard: this is a defect of the program: "
                + fault.getClass().getSimpleName() + ": " + oneLine(fault)
                + (debug ? "" : "; run again with --debug to see where, and report it"));
        return trace(err, fault, DEFECT);
    }

    private int trace(PrintWriter err, Throwable fault, int code) {
        if (debug) {
            fault.printStackTrace(err);
        }
        return code;
    }

    private static String oneLine(Throwable fault) {
        String message = fault.getMessage() == null ? "no message" : fault.getMessage();
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** The version of the jar. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {
                "steelyard " + number(),
                "Java " + Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
            };
        }

        /** The version as the results name it. */
        static String number() {
            String version = Main.class.getPackage().getImplementationVersion();
            return version == null ? "unpackaged" : version;
        }
    }
}
