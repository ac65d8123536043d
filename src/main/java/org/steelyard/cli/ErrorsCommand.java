// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.steelyard.campaign.Campaign;
import org.steelyard.campaign.Engine;
import org.steelyard.errors.ErrorBudget;
import org.steelyard.errors.MassProfile;
import org.steelyard.errors.MonteCarloErrors;
import org.steelyard.errors.MonteCarloResult;
import org.steelyard.errors.PosteriorSampling;
import org.steelyard.errors.ProfileResult;
import org.steelyard.errors.SamplingResult;
import org.steelyard.errors.SystematicsBudget;
import org.steelyard.fit.SavedFit;
import org.steelyard.fit.search.FitResult;
import org.steelyard.fit.search.FitResult.FittedParameter;
import org.steelyard.report.ErrorsFolder;
import org.steelyard.report.FiguresException;
import org.steelyard.report.RunLock;
import org.steelyard.report.plot.FigureFormat;
import org.steelyard.units.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code steelyard errors}: computes the error budget of a mass. */
@Command(
        name = "errors",
        description = {
            "Compute the statistical and systematic errors of a finished fit, add tables and figures to the run's folder, and print the mass with its errors.",
            "Without --monte-carlo, --profile, --sample or --budget it runs 300 Monte Carlo refits, the profile of the mass, and the systematic tests."
        })
final class ErrorsCommand implements Callable<Integer> {

    /** Default number of refits: the error is known to 6 %. The 99.7 % interval needs 1000 refits. */
    private static final int REFITS = 300;

    private static final String MASS = "mbh";

    @Parameters(
            paramLabel = "DIR",
            arity = "1..*",
            description = "The run's folder that fit wrote; may be repeated for several galaxies.")
    private List<Path> folders;

    @Option(names = "--monte-carlo", paramLabel = "N", description = "Refit N noisy realisations of the best model.")
    private Integer monteCarlo;

    @Option(
            names = "--profile",
            paramLabel = "PARAM",
            description = "Profile of chi^2 along a parameter, for example mbh, with all other parameters refitted.")
    private String profile;

    @Option(names = "--sample", description = "Draw from the posterior of all free parameters.")
    private boolean sample;

    @Option(
            names = "--sampler",
            paramLabel = "METHOD",
            defaultValue = "nested",
            description =
                    "For --sample: nested or importance (both with the evidence; importance is faster and misses the tails of curved posteriors), auto, which is importance and, where its weights are not reliable, nested, or ensemble; default ${DEFAULT-VALUE}.")
    private PosteriorSampling.Method sampler;

    @Option(
            names = "--budget",
            description =
                    "Systematic errors: refit with one choice changed at a time, as section [budget] of the configuration lists.")
    private boolean budget;

    @Mixin
    private BatchOptions batch;

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
        if (monteCarlo == null && profile == null && !sample && !budget) {
            monteCarlo = REFITS;
            profile = MASS;
            budget = true;
        }
        Session session = (Session) spec.root().userObject();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        int parallel = batch.parallel(folders.size());
        session.whenInterrupted("interrupted; finished tasks are kept in " + ErrorsFolder.checkpoints(folders.get(0))
                + (folders.size() > 1 ? " and the other folders" : "")
                + "; repeat the command with --resume to continue");
        try (Engine workers = tasks.open(Math.max(1, threads / parallel))) {
            return new GalaxyBatch(session, out, err).run(folders, parallel, (folder, several) -> {
                boolean terminal = Boolean.getBoolean(Progress.TERMINAL) && parallel == 1;
                CampaignProgress progress =
                        new CampaignProgress(err, several ? folder + ": " : "", terminal, batch.quiet());
                try (RunLock lock = session.reserve(folder)) {
                    return analyse(folder, workers, progress, figures, several, out);
                } finally {
                    progress.clear();
                }
            });
        }
    }

    private GalaxyBatch.Outcome analyse(
            Path folder,
            Engine workers,
            CampaignProgress progress,
            Set<FigureFormat> figures,
            boolean several,
            PrintWriter out) {
        FinishedRun run = checked(folder);
        FitResult result = run.result();
        SavedFit fit = run.fit();
        Campaign campaign = new Campaign(
                workers, ErrorsFolder.checkpoints(folder), run.fingerprint(work.seed()), tasks.resume(), progress);
        MonteCarloResult draws =
                monteCarlo == null ? null : MonteCarloErrors.run(fit, monteCarlo, work.seed(), campaign);
        ProfileResult profiled = profile == null ? null : MassProfile.run(fit, profile, campaign);
        SamplingResult posterior = !sample ? null : PosteriorSampling.run(fit, sampler, work.seed(), campaign);
        ErrorBudget errors = new ErrorBudget(
                result,
                work.seed(),
                draws,
                profiled,
                posterior,
                budget ? SystematicsBudget.run(run.config(), result, ProgramVersion.number(), campaign) : null);
        progress.clear();
        FiguresException undrawn = null;
        try {
            ErrorsFolder.write(folder, errors, figures);
        } catch (FiguresException e) {
            undrawn = e;
        }
        String headline = ErrorsText.headline(errors);
        synchronized (out) {
            if (several) {
                out.println(folder + ":");
            }
            out.println(headline);
            if (!batch.quiet()) {
                out.print(ErrorsText.table(errors));
                out.println(folder + ": result.json (errors), report.html, tables"
                        + (figures.isEmpty() || undrawn != null ? "" : " and figures"));
            }
        }
        boolean reached = posterior == null || posterior.converged();
        int code = reached ? ExitCode.DONE : ExitCode.NOT_CONVERGED;
        return new GalaxyBatch.Outcome(
                undrawn == null
                        ? code
                        : ((Session) spec.root().userObject())
                                .report(spec.commandLine().getErr(), undrawn),
                headline);
    }

    /** The run of a folder. Refuses everything that cannot be done before any long work begins. */
    private FinishedRun checked(Path folder) {
        FinishedRun run = FinishedRun.read(folder);
        FitResult result = run.result();
        List<String> free = result.parameters().stream()
                .filter(FittedParameter::free)
                .map(FittedParameter::name)
                .toList();
        if (monteCarlo != null) {
            MonteCarloErrors.requireDraws(monteCarlo);
        }
        if (profile != null && !free.contains(profile)) {
            throw new InputException("--profile " + profile
                    + ": not a free parameter of this fit; the free parameters are " + String.join(", ", free));
        }
        if (sample) {
            PosteriorSampling.check(run.fit());
        }
        if (budget) {
            SystematicsBudget.check(run.config(), result);
        }
        run.fit().requireMinimum(result);
        return run;
    }
}
