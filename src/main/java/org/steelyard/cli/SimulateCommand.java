// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.steelyard.cli.option.QuantityOption;
import org.steelyard.config.Configuration;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.config.toml.ConfigWriter;
import org.steelyard.simulate.Simulation;
import org.steelyard.simulate.SimulationOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code steelyard simulate}: simulates an observation. */
@Command(
        name = "simulate",
        description = "Write the cube of a model with beam-correlated noise, and a file with its true parameters.")
final class SimulateCommand implements Callable<Integer> {

    @Mixin
    private ConfigOptions options;

    @Option(names = "-o", paramLabel = "CUBE", required = true, description = "The cube to write.")
    private Path output;

    @Option(
            names = "--noise",
            paramLabel = "RMS",
            description = "Noise rms in one channel, for example \"0.3 mJy/beam\"; default: none.")
    private String noise;

    @Option(
            names = "--maps",
            description =
                    "Also write moment 0, moment 1 and the error of moment 1: CUBE_m0.fits, CUBE_m1.fits and CUBE_m1_error.fits.")
    private boolean maps;

    @Option(
            names = "--sealed",
            description =
                    "Leave noise and seed out of the cube's header, for blind tests: CUBE_truth.json alone has them.")
    private boolean sealed;

    @Mixin
    private WorkOptions work;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Double rms = QuantityOption.positive("--noise", noise, "Jy/beam", "0.3 mJy/beam");
        Configuration config = options.load(ConfigLoader.Need.NO_DATA);
        List<String> notes = Simulation.run(
                config,
                new SimulationOptions(
                        ProgramVersion.number(),
                        ConfigWriter.writeBeside(config),
                        rms == null ? 0 : rms,
                        work.seed(),
                        sealed,
                        maps,
                        work.threads()),
                output);
        notes.forEach(note -> spec.commandLine().getErr().println("note: " + note));
        spec.commandLine().getOut().println(output);
        return ExitCode.DONE;
    }
}
