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

/** {@code steelyard config}: prints the template of a configuration and explains its keys. */
@Command(name = "config", description = "Print a configuration to start from, or explain a key.")
final class ConfigCommand implements Callable<Integer> {

    @ArgGroup(multiplicity = "1")
    private Request request;

    @Spec
    private CommandSpec spec;

    private static final class Request {

        @Option(names = "--template", description = "Print a commented configuration with every key.")
        private boolean template;

        @Option(
                names = "--explain",
                paramLabel = "KEY",
                description = "Explain a key, a table or a section, for example fit.region.")
        private String key;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(request.template ? ConfigTemplate.example() : ConfigTemplate.explain(request.key));
        return ExitCode.DONE;
    }
}
