// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.steelyard.config.toml.ConfigTemplate;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code steelyard config}: template and explanation of configurations. */
@Command(name = "config", description = "Print a configuration to start from, or what a key means.")
final class ConfigCommand implements Callable<Integer> {

    @ArgGroup(multiplicity = "1")
    private Wanted wanted;

    @Spec
    private CommandSpec spec;

    private static final class Wanted {

        @Option(names = "--template", description = "Print a commented configuration with every key.")
        private boolean template;

        @Option(
                names = "--explain",
                paramLabel = "KEY",
                description = "Tell what a key, a table or a section means, for example fit.region.")
        private String key;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(wanted.template ? ConfigTemplate.example() : ConfigTemplate.explain(wanted.key));
        return ExitCode.DONE;
    }
}
