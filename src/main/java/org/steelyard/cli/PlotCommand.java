// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import org.steelyard.report.RunFolder;
import org.steelyard.report.plot.FigureFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code steelyard plot}: draws the figures of a run. */
@Command(
        name = "plot",
        description =
                "Draw the figures of a run's folder and print their names. Those of the galaxy's image are as fit drew them, in every format.")
final class PlotCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "The run's folder that fit wrote.")
    private Path folder;

    @Option(
            names = "--format",
            paramLabel = "LIST",
            defaultValue = "png,svg,pdf",
            description = "One or more of png,svg,pdf; default ${DEFAULT-VALUE}.")
    private String formats;

    @Option(names = "--zoom", description = "Draw the maps of the central two beams, too.")
    private boolean zoom;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Set<FigureFormat> wanted = FigureFormat.parse(formats);
        RunFolder.plot(folder, wanted, zoom).forEach(spec.commandLine().getOut()::println);
        return ExitCode.DONE;
    }
}
