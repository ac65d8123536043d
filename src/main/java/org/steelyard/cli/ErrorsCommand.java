package org.steelyard.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.steelyard.campaign.Campaign;
import org.steelyard.campaign.Engine;
import org.steelyard.campaign.Fingerprint;
import org.steelyard.config.Configuration;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.config.toml.ConfigWriter;
import org.steelyard.errors.ErrorBudget;
import org.steelyard.errors.MassProfile;
import org.steelyard.errors.MonteCarloErrors;
import org.steelyard.errors.MonteCarloResult;
import org.steelyard.errors.PosteriorSampling;
import org.steelyard.errors.ProfileResult;
import org.steelyard.errors.SamplingResult;
import org.steelyard.errors.SystematicsBudget;
import org.steelyard.fit.SavedFit;
import org.steelyard.fit.search.FitResult.FittedParameter;
import org.steelyard.fit.search.FitResult;
import org.steelyard.report.ErrorsFolder;
import org.steelyard.report.RunFolder;
import org.steelyard.report.plot.FigureFormat;
import org.steelyard.units.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code steelyard errors}: the error budget of a mass. */
@Command(
        name = "errors",
        description = {
            "Turn a finished fit into its error budget, statistical and systematic; add tables and figures to the run's folder and print the mass with its errors.",
            "Without --monte-carlo, --profile, --sample or --budget it makes what a referee asks for: 300 Monte Carlo refits, the profile of the mass, and the budget of systematic errors."
        })
final class ErrorsCommand implements Callable<Integer> {

    /** Their 68 % interval is known to 6 %; 99.7 % needs 1000. */
    private static final int REFITS = 300;

    private static final String MASS = "mbh";

    @Parameters(
            paramLabel = "DIR",
            arity = "1..*",
            description = "The folder that fit wrote; several for several galaxies.")
    private List<Path> folders;

    @Option(names = "--monte-carlo", paramLabel = "N", description = "Refit N noisy realisations of the best model.")
    private Integer monteCarlo;

    @Option(
            names = "--profile",
            paramLabel = "PARAM",
            description = "Profile of chi^2 along a parameter, for example mbh, with all else fitted again.")
    private String profile;

    @Option(names = "--sample", description = "Draw from the posterior of all free parameters.")
    private boolean sample;

    @Option(
            names = "--sampler",
            paramLabel = "METHOD",
            defaultValue = "nested",
            description = "For --sample: nested (with the evidence) or ensemble; default ${DEFAULT-VALUE}.")
    private PosteriorSampling.Method sampler;

    @Option(
            names = "--budget",
            description =
                    "Systematic errors: refit with one thing changed at a time, as section [budget] of the configuration says.")
    private boolean budget;

    @Option(names = "--resume", description = "Go on with what an interrupted run has done.")
    private boolean resume;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "1",
            description = "Galaxies at a time; they share the threads. Default ${DEFAULT-VALUE}.")
    private int jobs;

    @Mixin
    private EngineOption engine;

    @Mixin
    private WorkOptions work;

    @Option(
            names = "--format",
            paramLabel = "LIST",
            defaultValue = "png",
            description = "Figures: one or more of png, svg, pdf; default ${DEFAULT-VALUE}.")
    private String formats;

    @Option(names = "-q", description = "Show no progress, and print the mass alone.")
    private boolean quiet;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Set<FigureFormat> figures = FigureFormat.parse(formats);
        engine.check();
        int threads = work.threads();
        if (monteCarlo == null && profile == null && !sample && !budget) {
            monteCarlo = REFITS;
            profile = MASS;
            budget = true;
        }
        Session session = (Session) spec.root().userObject();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        int atATime = Math.max(1, Math.min(jobs, folders.size()));
        session.whenInterrupted("interrupted; finished work is kept in " + ErrorsFolder.checkpoints(folders.get(0))
                + (folders.size() > 1 ? " and so on" : "") + ": repeat the command with --resume to go on");
        try (Engine workers = engine.open(Math.max(1, threads / atATime))) {
            return new Batch(session, out, err).run(folders, jobs, (folder, several) -> {
                boolean terminal = Boolean.getBoolean(Progress.TERMINAL) && atATime == 1;
                CampaignProgress progress = new CampaignProgress(err, several ? folder + ": " : "", terminal, quiet);
                try {
                    return one(folder, workers, progress, figures, several, out);
                } finally {
                    progress.clear();
                }
            });
        }
    }

    private Batch.Outcome one(
            Path folder,
            Engine workers,
            CampaignProgress progress,
            Set<FigureFormat> figures,
            boolean several,
            PrintWriter out) {
        FitResult result = RunFolder.readResult(folder);
        Configuration config = ConfigLoader.load(RunFolder.configuration(folder), List.of(), ConfigLoader.Need.DATA);
        ErrorsFolder.check(folder);
        SavedFit fit = finished(folder, config, result);
        Campaign campaign =
                new Campaign(workers, ErrorsFolder.checkpoints(folder), fingerprint(config, result), resume, progress);
        MonteCarloResult draws =
                monteCarlo == null ? null : MonteCarloErrors.run(fit, monteCarlo, work.seed(), campaign);
        ProfileResult curve = profile == null ? null : MassProfile.run(fit, profile, campaign);
        SamplingResult posterior = !sample ? null : PosteriorSampling.run(fit, sampler, work.seed(), campaign);
        ErrorBudget found = new ErrorBudget(
                result,
                work.seed(),
                draws,
                curve,
                posterior,
                budget ? SystematicsBudget.run(config, result, ProgramVersion.number(), campaign) : null);
        progress.clear();
        ErrorsFolder.write(folder, found, figures);
        String headline = ErrorsText.headline(found);
        synchronized (out) {
            if (several) {
                out.println(folder + ":");
            }
            out.println(headline);
            if (!quiet) {
                out.print(ErrorsText.table(found));
                out.println(folder + ": result.json (errors), report.html, tables and figures");
            }
        }
        boolean reached = posterior == null || posterior.converged();
        return new Batch.Outcome(reached ? ExitCode.DONE : ExitCode.NOT_CONVERGED, headline);
    }

    /** The fit of a folder; what cannot work is refused before hours of what can. */
    private SavedFit finished(Path folder, Configuration config, FitResult result) {
        if (!result.converged()) {
            throw new InputException(folder + ": its fit ended as \"" + result.status()
                    + "\", and has no minimum to find errors of; fit again from another start");
        }
        SavedFit fit = SavedFit.of(config, result);
        fit.requireInputs(result.inputs());
        List<String> free = result.parameters().stream()
                .filter(FittedParameter::free)
                .map(FittedParameter::name)
                .toList();
        if (monteCarlo != null && monteCarlo < 2) {
            throw new InputException(
                    "--monte-carlo " + monteCarlo + ": 2 or more refits are needed, and 1000 for 99.7 %");
        }
        if (profile != null && !free.contains(profile)) {
            throw new InputException("--profile " + profile + ": is no free parameter of this fit; its free ones are "
                    + String.join(", ", free));
        }
        if (sample) {
            PosteriorSampling.check(fit);
        }
        if (budget) {
            SystematicsBudget.check(config, result);
        }
        fit.requireMinimum(result);
        return fit;
    }

    /**
     * All that the answers depend on; not the engine, not the threads, and not the list of the budget's rows, which has
     * a campaign of its own.
     */
    private Fingerprint fingerprint(Configuration config, FitResult result) {
        List<Object> parts = new ArrayList<>(
                List.of(ProgramVersion.number(), ConfigWriter.write(config.withBudget(null)), work.seed()));
        result.inputs().forEach(input -> parts.add(input.sha256()));
        result.parameters().forEach(p -> parts.add(Double.toHexString(p.value())));
        return Fingerprint.of(parts.toArray());
    }
}
