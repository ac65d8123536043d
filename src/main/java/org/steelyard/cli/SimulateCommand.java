package org.steelyard.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.steelyard.fit.Simulation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code steelyard simulate}: the cube that a telescope would make of a configuration. */
@Command(
        name = "simulate",
        description = "Write the cube of a model, with noise that the beam correlates, and the truth beside it.")
final class SimulateCommand implements Callable<Integer> {

    @Mixin
    private ConfigOptions options;

    @Option(names = "-o", paramLabel = "CUBE", required = true, description = "The cube to write.")
    private Path output;

    @Option(
            names = "--noise",
            paramLabel = "RMS",
            description = "Noise of one channel, for example \"0.3 mJy/beam\"; default: none.")
    private String noise;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the noise; default ${DEFAULT-VALUE}.")
    private long seed;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Double rms = QuantityOption.positive("--noise", noise, "Jy/beam", "0.3 mJy/beam");
        Simulation.run(options.load(ConfigLoader.Need.NO_DATA), rms == null ? 0 : rms, seed, output);
        spec.commandLine().getOut().println(output);
        return Main.DONE;
    }
}
