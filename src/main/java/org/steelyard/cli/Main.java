package org.steelyard.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine;

/** The program {@code steelyard}: its commands, exit codes and fault messages. */
@Command(
        name = "steelyard",
        description = "Weighs black holes with gas disks: from an ALMA cube to a mass with its errors.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = ProgramVersion.class,
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
                System.err.println(
                        (Boolean.getBoolean(Progress.TERMINAL) ? "\n" : "") + "steelyard: " + program.interruption());
                Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
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
        return trace(err, fault, ExitCode.INPUT);
    }
}
