package org.steelyard.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.Callable;
import org.steelyard.fit.FitConfig;
import org.steelyard.fit.FitOutcome;
import org.steelyard.fit.GalaxyFit;
import org.steelyard.report.FigureFormat;
import org.steelyard.report.Run;
import org.steelyard.report.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code steelyard fit}: weighs a black hole. */
@Command(
        name = "fit",
        description = "Fit a galaxy and write a run's folder; print the black hole's mass and the parameters.")
final class FitCommand implements Callable<Integer> {

    private static final double SECONDS = 1e-9;

    @Mixin
    private ConfigOptions options;

    @Option(
            names = "-o",
            paramLabel = "DIR",
            description =
                    "The run's folder; default: the configuration's name with .run. An earlier run there is kept as DIR.previous.")
    private Path folder;

    @Mixin
    private WorkOptions work;

    @Option(
            names = "--format",
            paramLabel = "LIST",
            defaultValue = "png",
            description =
                    "Figures: one or more of png, svg, pdf or none, which halves the time (plot draws the others later); default ${DEFAULT-VALUE}.")
    private String formats;

    @Option(names = "-q", description = "Show no progress, and print the mass alone.")
    private boolean quiet;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Set<FigureFormat> figures = formats.equals("none") ? Set.of() : FigureFormat.parse(formats);
        FitConfig config = options.load(ConfigLoader.Need.DATA);
        Path target = folder == null ? runFolder(options.file()) : folder;
        RunFolder.check(target);
        Progress progress = Progress.on(spec.commandLine().getErr(), quiet);
        progress.log("steelyard "
                + String.join(" ", spec.commandLine().getParseResult().originalArgs()));
        progress.log(Main.Version.number() + ", Java " + Runtime.version() + ", "
                + Instant.now().truncatedTo(ChronoUnit.SECONDS));
        FitOutcome outcome;
        try {
            outcome = GalaxyFit.run(
                    config,
                    new GalaxyFit.Run(
                            Main.Version.number(),
                            work.threads(),
                            work.seed(),
                            progress,
                            () -> System.nanoTime() * SECONDS));
        } finally {
            progress.done();
        }
        String table = ResultText.table(outcome.result());
        progress.log(ResultText.headline(outcome.result()));
        progress.log(table);
        String resolved = ConfigWriter.write(outcome.resolved());
        RunFolder.write(
                target, new Run(outcome.result(), outcome.cube(), outcome.map(), resolved, progress.log()), figures);
        PrintWriter out = spec.commandLine().getOut();
        out.println(ResultText.headline(outcome.result()));
        if (!quiet) {
            out.print(table);
            out.println(target + ": result.json, parameters.ecsv, model.fits, figures, report.html");
        }
        return outcome.result().converged() ? Main.DONE : Main.NOT_CONVERGED;
    }

    /** {@code galaxy.toml} gives {@code galaxy.run} beside it. */
    static Path runFolder(Path config) {
        String name = config.getFileName().toString();
        return config.resolveSibling(name.replaceFirst("\\.toml$", "") + ".run");
    }
}
