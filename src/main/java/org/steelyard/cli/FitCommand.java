// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.steelyard.cli.mge.FitStarlight;
import org.steelyard.config.Configuration;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.config.toml.ConfigWriter;
import org.steelyard.fit.FitOutcome;
import org.steelyard.fit.GalaxyFit;
import org.steelyard.fit.search.FitResult;
import org.steelyard.report.FiguresException;
import org.steelyard.report.RunFolder;
import org.steelyard.report.RunLock;
import org.steelyard.report.plot.FigureFormat;
import org.steelyard.report.table.RunContent;
import org.steelyard.units.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code steelyard fit}: fits galaxies. */
@Command(
        name = "fit",
        description = "Fit a galaxy, write a run's folder, and print the black-hole mass and the parameters.")
final class FitCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "CONFIG",
            arity = "1..*",
            description =
                    "A configuration in TOML, which `steelyard init CUBE` writes; may be repeated for several galaxies.")
    private List<Path> configs;

    @Option(names = "-s", paramLabel = "KEY=VALUE", description = ConfigOptions.OVERRIDE)
    private List<String> overrides = new ArrayList<>();

    @Mixin
    private BatchOptions batch;

    @Option(
            names = "-o",
            paramLabel = "DIR",
            description =
                    "The run's folder; default: the name of the configuration with .run. An earlier run there is kept as DIR.previous.")
    private Path folder;

    @Mixin
    private WorkOptions work;

    @Option(
            names = "--format",
            paramLabel = "LIST",
            defaultValue = "png",
            description =
                    "Figures: one or more of png, svg, pdf; or none, which halves the time (plot draws them later, but those of the galaxy's image). Default ${DEFAULT-VALUE}.")
    private String formats;

    @Option(
            names = "--rotation",
            description =
                    "Also measure the rotation ring by ring, without a potential: rotation.ecsv and points in the figure of the circular speed.")
    private boolean rotation;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Set<FigureFormat> figures = FigureFormat.parseOrNone(formats);
        if (configs.size() > 1 && folder != null) {
            throw new InputException("-o " + folder + ": is the folder of one run, but " + configs.size()
                    + " configurations are given; omit it");
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        int parallel = batch.parallel(configs.size());
        int threads = Math.max(1, work.threads() / parallel);
        return new GalaxyBatch((Session) spec.root().userObject(), out, err)
                .run(configs, parallel, (config, several) -> fit(config, several, threads, parallel > 1, figures));
    }

    @SuppressWarnings("try") // the lock is only held
    private GalaxyBatch.Outcome fit(
            Path file, boolean several, int threads, boolean parallel, Set<FigureFormat> figures) {
        Configuration config = ConfigLoader.load(file, overrides, ConfigLoader.Need.DATA);
        Path target = folder == null ? runFolder(file) : folder;
        RunFolder.check(target);
        try (RunLock lock = ((Session) spec.root().userObject()).reserve(target)) {
            return fit(config, file, target, several, threads, parallel, figures);
        }
    }

    private GalaxyBatch.Outcome fit(
            Configuration config,
            Path file,
            Path target,
            boolean several,
            int threads,
            boolean parallel,
            Set<FigureFormat> figures) {
        Progress progress = Progress.on(spec.commandLine().getErr(), batch.quiet() || parallel);
        progress.log("steelyard "
                + String.join(" ", spec.commandLine().getParseResult().originalArgs()));
        progress.log(ProgramVersion.number() + ", Java " + Runtime.version() + ", "
                + Instant.now().truncatedTo(ChronoUnit.SECONDS));
        FitResult result;
        FiguresException undrawn = null;
        try (FitStarlight starlight = FitStarlight.of(config, progress)) {
            FitOutcome outcome = starlight.with(
                    table -> GalaxyFit.run(table, work.options(progress).withThreads(threads)));
            result = starlight.result(outcome, target);
            progress.log(ResultText.headline(result));
            progress.log(ResultText.table(result));
            String resolved = ConfigWriter.writeIn(starlight.resolved(outcome.resolved(), target), target);
            try {
                RunFolder.write(
                        target,
                        new RunContent(
                                result,
                                outcome.cube(),
                                outcome.map(),
                                rotation ? outcome.rotation(threads) : null,
                                resolved,
                                starlight.named(progress.log())),
                        starlight.products(),
                        figures);
            } catch (FiguresException e) {
                undrawn = e;
            }
        } finally {
            progress.done();
        }
        String headline = ResultText.headline(result);
        PrintWriter out = spec.commandLine().getOut();
        synchronized (out) {
            if (several) {
                out.println(file + ":");
            }
            out.println(headline);
            if (!batch.quiet()) {
                out.print(ResultText.table(result));
                out.println(target + ": result.json, parameters.ecsv, "
                        + (rotation && result.converged() ? "rotation.ecsv, " : "") + "model.fits, "
                        + (figures.isEmpty() || undrawn != null ? "" : "figures, ") + "report.html");
            }
        }
        int code = result.converged() ? ExitCode.DONE : ExitCode.NOT_CONVERGED;
        return new GalaxyBatch.Outcome(
                undrawn == null
                        ? code
                        : ((Session) spec.root().userObject())
                                .report(spec.commandLine().getErr(), undrawn),
                headline);
    }

    /** The default folder: {@code galaxy.run} beside {@code galaxy.toml}. */
    static Path runFolder(Path config) {
        String name = config.getFileName().toString();
        return config.resolveSibling(name.replaceFirst("\\.toml$", "") + ".run");
    }
}
