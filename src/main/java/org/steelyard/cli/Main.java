// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
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
            SimulateCommand.class,
            PlanCommand.class,
            PlotCommand.class,
            VcircCommand.class,
            MgeCommand.class,
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
                program.release();
                System.err.println(
                        (Boolean.getBoolean(Progress.TERMINAL) ? "\n" : "") + "steelyard: " + program.interruption());
                Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
            }
        }));
        // Libraries write numbers and dates into files in the default locale.
        Locale.setDefault(Locale.ROOT);
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
}
