// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.steelyard.cli.option.QuantityOption;
import org.steelyard.config.Configuration;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.config.toml.ConfigWriter;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.plan.MassForecast;
import org.steelyard.plan.Plan;
import org.steelyard.plan.PlanOptions;
import org.steelyard.plan.Radiometer;
import org.steelyard.report.PlanFolder;
import org.steelyard.report.forecast.PlanText;
import org.steelyard.report.plot.FigureFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code steelyard plan}: forecasts what an observation would tell. */
@Command(
        name = "plan",
        description = {
            "Forecast how well the mass of a black hole could be measured by an observation that does not exist yet.",
            "The configuration describes the galaxy; it needs the value of every parameter, and no data. Several beams, noise levels or times make curves."
        })
final class PlanCommand implements Callable<Integer> {

    @Mixin
    private ConfigOptions options;

    @Option(
            names = "--beam",
            paramLabel = "FWHM",
            split = ",",
            description =
                    "Beam, for example 0.1arcsec, or a list: 0.05arcsec,0.1arcsec; default: data.beam, whose shape every beam takes.")
    private List<String> beams = new ArrayList<>();

    @Option(
            names = "--rms",
            paramLabel = "RMS",
            split = ",",
            description = "Noise rms in one channel, for example \"0.3 mJy/beam\", or a list; default: fit.noise_rms.")
    private List<String> noise = new ArrayList<>();

    @Option(
            names = "--time",
            paramLabel = "TIME",
            split = ",",
            description =
                    "Time on source of ALMA's 12 m array instead of the noise, for example 2h or 45min, or a list.")
    private List<String> times = new ArrayList<>();

    @Option(
            names = "--channel",
            paramLabel = "WIDTH",
            description = "Channel width; default: simulate.channel_width, or 10 km/s.")
    private String channel;

    @Option(names = "--band", paramLabel = "N", description = "Band of ALMA, checked against the line.")
    private Integer band;

    @Option(
            names = "--antennas",
            paramLabel = "N",
            defaultValue = "" + Radiometer.ANTENNAS,
            description = "Antennas of ALMA; default ${DEFAULT-VALUE}.")
    private int antennas;

    @Option(
            names = "--tsys",
            paramLabel = "K",
            description = "System temperature in K; default: that of the band in median weather.")
    private Double systemTemperature;

    @Option(
            names = "--sigma",
            paramLabel = "SPEED",
            description =
                    "Stellar velocity dispersion, for the sphere of influence G M / sigma^2, for example \"220 km/s\".")
    private String dispersion;

    @Option(
            names = "--light",
            paramLabel = "WHAT",
            defaultValue = "rings",
            description =
                    "What the fit knows of the light: rings (nothing but symmetry) or profile (its form); default ${DEFAULT-VALUE}.")
    private MassForecast.Light light;

    @Option(
            names = "--mocks",
            paramLabel = "N",
            defaultValue = "0",
            description = "Check every forecast by N fits of simulated noise; default none.")
    private int mocks;

    @Option(names = "-o", paramLabel = "DIR", description = "Write plan.json, plan.ecsv and figures to this folder.")
    private Path folder;

    @Option(names = "--format", paramLabel = "LIST", defaultValue = "png", description = CampaignOptions.FIGURES)
    private String formats;

    @Mixin
    private WorkOptions work;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PlanOptions asked = new PlanOptions(
                QuantityOption.positives("--beam", beams, "arcsec", "0.1 arcsec"),
                QuantityOption.positives("--rms", noise, "Jy/beam", "0.3 mJy/beam"),
                QuantityOption.positives("--time", times, "s", "2 h"),
                QuantityOption.positive("--channel", channel, "km/s", "10 km/s"),
                band,
                antennas,
                systemTemperature,
                QuantityOption.positive("--sigma", dispersion, "km/s", "220 km/s"),
                light,
                mocks,
                work.seed());
        Configuration config = options.load(ConfigLoader.Need.NO_DATA);
        Set<FigureFormat> figures = FigureFormat.parseOrNone(formats);
        if (folder != null) {
            PlanFolder.check(folder);
        }
        Progress progress = Progress.on(spec.commandLine().getErr(), false);
        Plan plan;
        try (ParallelFor threads = new ParallelFor(work.threads())) {
            plan = Plan.of(config, asked, progress::message, threads);
        } finally {
            progress.done();
        }
        if (folder != null) {
            PlanFolder.write(folder, plan, ProgramVersion.number(), ConfigWriter.writeBeside(config), figures);
        }
        out.print(PlanText.of(plan));
        return ExitCode.DONE;
    }
}
