// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.check;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.steelyard.fit.search.FitOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code steelyard check}: tests the installation. */
@Command(
        name = "check",
        description =
                "Test the installation: fit a small galaxy that is inside the program, compare with known numbers,"
                        + " and say what machine, Java, vectors and fonts are used. Exit code 1 if something is wrong.")
public final class CheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        FitOptions options = FitOptions.defaults();
        Installation.facts(options.version(), options.threads())
                .forEach((name, text) -> out.println(String.format(Locale.ROOT, "%-8s  %s", name, text)));
        out.println();
        out.flush();
        List<Finding> findings = SelfTest.run(options);
        findings.forEach(out::println);
        long wrong = findings.stream().filter(finding -> !finding.good()).count();
        out.println();
        out.println(
                wrong == 0
                        ? "The installation works."
                        : wrong + " of " + findings.size()
                                + " steps FAILED: do not trust results of this installation.");
        return wrong == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
}
