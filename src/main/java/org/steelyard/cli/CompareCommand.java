// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.steelyard.campaign.Campaign;
import org.steelyard.campaign.Engine;
import org.steelyard.compare.Comparison;
import org.steelyard.compare.ModelComparison;
import org.steelyard.config.toml.KeyChoices;
import org.steelyard.report.ComparisonFolder;
import org.steelyard.report.ErrorsFolder;
import org.steelyard.report.RunFolder;
import org.steelyard.report.RunLock;
import org.steelyard.report.plot.FigureFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code steelyard compare}: fits every combination of some choices of the model. */
@Command(
        name = "compare",
        description = {
            "Fit every combination of some choices of the model to the data of a finished fit, rank the models, add table and figure to the run's folder, and print the mass over all models.",
            "Without --over it compares the choices that the default error budget changes, and a warp or thickness that the fit has or its diagnosis found."
        })
final class CompareCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "The run's folder that fit wrote.")
    private Path folder;

    @Option(
            names = "--over",
            paramLabel = "KEY=[VALUE,...]",
            description =
                    "Values of a key of the configuration, like 'disk.flow=[\"none\", \"vrad\"]'; may be repeated for further keys. Files are relative to the working folder.")
    private List<String> over = new ArrayList<>();

    @Option(
            names = "--evidence",
            description = "Sample the posterior of each model for ln Z, which takes a minute or more for each.")
    private boolean evidence;

    @Option(names = "-q", description = "Show no progress, and print the mass alone.")
    private boolean quiet;

    @Mixin
    private CampaignOptions tasks;

    @Mixin
    private WorkOptions work;

    @Spec
    private CommandSpec spec;

    @Override
    @SuppressWarnings("try") // the lock is only held
    public Integer call() {
        Set<FigureFormat> figures = tasks.figures();
        tasks.check();
        int threads = work.threads();
        List<KeyChoices> axes = over.stream().map(KeyChoices::parse).toList();
        Session session = (Session) spec.root().userObject();
        PrintWriter out = spec.commandLine().getOut();
        CampaignProgress progress =
                new CampaignProgress(spec.commandLine().getErr(), "", Boolean.getBoolean(Progress.TERMINAL), quiet);
        session.whenInterrupted("interrupted; finished models are kept in " + ErrorsFolder.checkpoints(folder)
                + "; repeat the command with --resume to continue");
        RunFolder.readResult(folder);
        try (RunLock lock = session.reserve(folder)) {
            FinishedRun run = FinishedRun.read(folder);
            ModelComparison.Request request = new ModelComparison.Request(
                    RunFolder.configuration(folder),
                    run.config(),
                    run.result(),
                    axes,
                    evidence,
                    work.seed(),
                    ProgramVersion.number());
            ModelComparison models = ModelComparison.of(request);
            run.fit().requireMinimum(run.result());
            Comparison comparison;
            try (Engine workers = tasks.open(threads)) {
                comparison = models.run(new Campaign(
                        workers,
                        ErrorsFolder.checkpoints(folder),
                        run.fingerprint(work.seed()),
                        tasks.resume(),
                        progress));
            } finally {
                progress.clear();
            }
            ComparisonFolder.write(folder, comparison, figures);
            ComparisonText text = new ComparisonText(comparison, ComparisonFolder.budgetOrNull(folder));
            out.println(text.headline());
            if (!quiet) {
                out.print(text.table());
                out.println(
                        folder + ": comparison.ecsv, comparison.tex, result.json (comparison), report.html, figure");
            }
            return comparison.weighted() == null ? ExitCode.NOT_CONVERGED : ExitCode.DONE;
        }
    }
}
