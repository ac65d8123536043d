// SPDX-License-Identifier: Apache-2.0
package org.steelyard.errors;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.steelyard.campaign.Campaign;
import org.steelyard.campaign.Engine;
import org.steelyard.campaign.LocalEngine;
import org.steelyard.config.Configuration;
import org.steelyard.config.DataConfig;
import org.steelyard.config.FitConfig;
import org.steelyard.config.ParameterSetting;
import org.steelyard.config.SimulateConfig;
import org.steelyard.cube.Beam;
import org.steelyard.cube.SpectralResponse;
import org.steelyard.disk.light.GaussianLight;
import org.steelyard.disk.light.SurfaceBrightness;
import org.steelyard.disk.light.SurfaceBrightnesses;
import org.steelyard.fit.FitOutcome;
import org.steelyard.fit.GalaxyFit;
import org.steelyard.fit.SavedFit;
import org.steelyard.fit.search.FitOptions;
import org.steelyard.fit.search.FitResult;
import org.steelyard.inference.FitObserver;
import org.steelyard.simulate.Simulation;
import org.steelyard.simulate.SimulationOptions;

/**
 * How often the quoted interval holds the true mass: simulated cubes of a small disk like that of NGC 1380 with noise that the beam correlates, each weighed as
 * a user would weigh it, from the cube and the starlight alone. A program for hours: {@code main} appends a line to a file for every cube and block size, and
 * prints the table of what a file holds; the slow test runs a few cubes. The last two words are the spectrometer's response, of signal and noise, and its
 * averaging.
 *
 * <pre>
 * mvn -o -q test-compile dependency:build-classpath -Dmdep.outputFile=target/cp
 * java -cp target/test-classes:target/classes:$(cat target/cp) org.steelyard.errors.CoverageStudy run coverage.txt deconvolved 4,2 1 201 100 hanning 2
 * java -cp ... org.steelyard.errors.CoverageStudy table coverage.txt
 * </pre>
 */
final class CoverageStudy {

    static final double MASS = 1.5e8;
    private static final double RMS = 1.5e-3;
    private static final Map<String, Double> TRUTH = Map.of(
            "inclination",
            76.0,
            "position_angle",
            187.0,
            "x",
            24.7,
            "dispersion",
            11.0,
            "mass_to_light",
            2.0,
            "vsys",
            1866.0,
            "y",
            40.4,
            "flux_scale",
            1.0);
    private static final Path DATA = Path.of("data").toAbsolutePath();

    private CoverageStudy() {}

    /**
     * What one cube gave.
     *
     * @param kind of surface brightness
     * @param block pixels
     * @param seed of the noise
     * @param values by name, in Msun
     */
    record Outcome(String kind, int block, long seed, Map<String, Double> values) {

        /** The name of a surface brightness and a response. */
        static String kind(SurfaceBrightness light, SpectralResponse response) {
            return light.keyword()
                    + (response.shape() == SpectralResponse.Shape.NONE ? "" : "," + response.averaging());
        }

        double value(String name) {
            return values.getOrDefault(name, Double.NaN);
        }

        String line() {
            StringBuilder line = new StringBuilder(kind + " " + block + " " + seed);
            values.forEach((name, value) -> line.append(String.format(Locale.ROOT, " %s=%.6g", name, value)));
            return line.toString();
        }

        static Outcome parse(String line) {
            String[] words = line.split(" ");
            Map<String, Double> values = new LinkedHashMap<>();
            for (int k = 3; k < words.length; k++) {
                String[] pair = words[k].split("=");
                values.put(pair[0], Double.valueOf(pair[1]));
            }
            return new Outcome(words[0], Integer.parseInt(words[1]), Long.parseLong(words[2]), values);
        }
    }

    private static Configuration base(Path cube, SurfaceBrightness light, Integer block) {
        Configuration config = Configuration.ofCube("small", cube, DATA.resolve("ngc1380_like_mge.ecsv"), 17.1);
        Double edge = light instanceof GaussianLight ? Double.valueOf(3) : null;
        return config.withDisk(config.disk().withSurfaceBrightness(light, edge))
                .withModel(config.model().withBlock(block));
    }

    /**
     * The disk of data/ngc1380_like.toml in channels of 20 km/s, its light a Gaussian: a map deconvolved by ten
     * iterations has no cusp and no edge, which biases a mass by more than is looked for here.
     */
    static void simulate(long seed, SpectralResponse response, Path out) {
        Configuration config = base(out, new GaussianLight(), null);
        DataConfig data = new DataConfig(
                null,
                "CO(2-1)",
                null,
                new double[] {1490, 2230},
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                0.05,
                new Beam(0.22, 0.17, 60),
                false,
                null,
                null,
                response,
                null,
                null);
        Map<String, ParameterSetting> truth = new LinkedHashMap<>();
        double[] values = {MASS, 2, 76, 187, 1866, 24.7, 40.4, 11, 40, 0.7};
        String[] names = {
            "mbh",
            "mass_to_light",
            "inclination",
            "position_angle",
            "vsys",
            "x",
            "y",
            "dispersion",
            "flux_scale",
            "sb_radius"
        };
        for (int k = 0; k < names.length; k++) {
            truth.put(names[k], ParameterSetting.NONE.withStart(values[k]));
        }
        Configuration whole = new Configuration(
                config.folder(),
                data,
                config.galaxy(),
                config.potential(),
                null,
                config.disk(),
                config.model(),
                config.fit(),
                new SimulateConfig(48, 80, 20, 54.115, -34.976, null),
                null,
                truth);
        Simulation.run(whole, new SimulationOptions("test", "", RMS, seed, false, false, 1), out);
    }

    private static FitOutcome fit(Configuration config) {
        return GalaxyFit.run(config, new FitOptions("test", 1, 1, FitObserver.NONE, () -> 0));
    }

    static Outcome weigh(
            SurfaceBrightness light, SpectralResponse response, int block, long seed, int draws, Path cube) {
        Configuration plain = base(cube, light, block);
        Configuration config = plain.withData(plain.data().withSpectralResponse(response));
        FitOutcome naive = fit(config);
        Map<String, Double> values = new LinkedHashMap<>();
        FitResult result = naive.result();
        values.put("converged", result.converged() ? 1.0 : 0.0);
        values.put("naive", result.parameter("mbh").value());
        Map<?, ?> independent = (Map<?, ?>) result.derived().get("errors_independent");
        values.put("naive_error", (Double) independent.get("mbh"));
        values.put("sandwich_error", result.parameter("mbh").error());
        values.put("chi2", result.reducedChi2());
        SavedFit finished = SavedFit.of(naive.resolved(), result);
        try (Engine engine = new LocalEngine(1)) {
            if (draws > 0) {
                MonteCarloResult mc = MonteCarloErrors.run(finished, draws, seed, Campaign.on(engine));
                MonteCarloResult.Interval interval = mc.intervals().get("mbh");
                values.put("mc_error", interval.error());
                values.put("mc_median", interval.median());
                values.put("mc_lower", interval.lower()[0]);
                values.put("mc_upper", interval.upper()[0]);
                values.put("mc_lower95", interval.lower()[1]);
                values.put("mc_upper95", interval.upper()[1]);
                values.put("mc_failed", (double) mc.failed());
                ProfileResult profile = MassProfile.run(finished, "mbh", Campaign.on(engine));
                for (ProfileResult.Limit limit : profile.limits()) {
                    values.put("profile_lower" + limit.sigmas(), limit.lower());
                    values.put("profile_upper" + limit.sigmas(), limit.upper());
                }
                values.put("profile_points", (double) profile.points().size());
            }
        }
        FitResult exact = fit(config.withFit(config.fit().withLikelihood(FitConfig.Likelihood.CORRELATED)))
                .result();
        values.put("exact_converged", exact.converged() ? 1.0 : 0.0);
        values.put("exact", exact.parameter("mbh").value());
        values.put("exact_error", exact.parameter("mbh").error());
        values.put("exact_chi2", exact.chi2Correlated() / exact.dof());
        for (String name : TRUTH.keySet()) {
            values.put(name, result.parameter(name).value());
            values.put(name + "_error", result.parameter(name).error());
            values.put(name + "_exact", exact.parameter(name).value());
            values.put(name + "_exact_error", exact.parameter(name).error());
        }
        return new Outcome(Outcome.kind(light, response), block, seed, values);
    }

    /**
     * Estimate and interval of a method.
     *
     * @param name of the method
     * @param estimate value
     * @param lower end of the 68 % interval
     * @param upper end of the 68 % interval
     * @param lower95 end of the 95 % interval
     * @param upper95 end of the 95 % interval
     */
    record Method(String name, double estimate, double lower, double upper, double lower95, double upper95) {

        static List<Method> of(Outcome o) {
            double naive = o.value("naive");
            double exact = o.value("exact");
            List<Method> methods = new ArrayList<>();
            methods.add(symmetric("naive", naive, o.value("naive_error")));
            methods.add(symmetric("naive, correlated error", naive, o.value("sandwich_error")));
            methods.add(new Method(
                    "Monte Carlo",
                    naive,
                    o.value("mc_lower"),
                    o.value("mc_upper"),
                    o.value("mc_lower95"),
                    o.value("mc_upper95")));
            methods.add(new Method(
                    "profile",
                    naive,
                    o.value("profile_lower1"),
                    o.value("profile_upper1"),
                    o.value("profile_lower2"),
                    o.value("profile_upper2")));
            methods.add(symmetric("correlated likelihood", exact, o.value("exact_error")));
            return methods;
        }

        private static Method symmetric(String name, double value, double error) {
            return new Method(name, value, value - error, value + error, value - 1.96 * error, value + 1.96 * error);
        }
    }

    /** The table: share of intervals that hold the truth, bias and scatter in units of the quoted error. */
    static void table(List<Outcome> outcomes, PrintStream out) {
        Map<String, List<Outcome>> groups = new LinkedHashMap<>();
        outcomes.forEach(o -> groups.computeIfAbsent(o.kind() + ", block " + o.block(), k -> new ArrayList<>())
                .add(o));
        groups.forEach((group, list) -> {
            out.printf(Locale.ROOT, "%s: %d cubes%n", group, list.size());
            int methods = Method.of(list.get(0)).size();
            for (int m = 0; m < methods; m++) {
                int held = 0;
                int held95 = 0;
                int n = 0;
                double sum = 0;
                double squares = 0;
                double width = 0;
                String name = "";
                for (Outcome o : list) {
                    Method method = Method.of(o).get(m);
                    name = method.name();
                    if (Double.isNaN(method.lower()) || Double.isNaN(method.upper())) {
                        continue;
                    }
                    n++;
                    held95 += method.lower95() <= MASS && MASS <= method.upper95() ? 1 : 0;
                    held += method.lower() <= MASS && MASS <= method.upper() ? 1 : 0;
                    double error = (method.upper() - method.lower()) / 2;
                    double pull = (method.estimate() - MASS) / error;
                    sum += pull;
                    squares += pull * pull;
                    width += error / MASS;
                }
                double mean = sum / n;
                double scatter = Math.sqrt((squares - n * mean * mean) / (n - 1));
                double share = (double) held / n;
                out.printf(
                        Locale.ROOT,
                        "  %-24s %3d of %3d hold it, %4.1f +- %.1f %%; 95 %%: %4.1f; bias %+.2f +- %.2f, scatter %.2f of its error, %.2f %%%n",
                        name,
                        held,
                        n,
                        100 * share,
                        100 * Math.sqrt(0.683 * 0.317 / n),
                        100.0 * held95 / n,
                        mean,
                        scatter / Math.sqrt(n),
                        scatter,
                        100 * width / n);
            }
            TRUTH.keySet().stream().sorted().forEach(name -> {
                out.printf(Locale.ROOT, "  %-24s", name);
                for (String ending : new String[] {"", "_exact"}) {
                    double[] pulls = list.stream()
                            .mapToDouble(
                                    o -> (o.value(name + ending) - TRUTH.get(name)) / o.value(name + ending + "_error"))
                            .toArray();
                    double mean = java.util.Arrays.stream(pulls).average().orElse(Double.NaN);
                    double square = java.util.Arrays.stream(pulls)
                            .map(x -> (x - mean) * (x - mean))
                            .sum();
                    out.printf(
                            Locale.ROOT,
                            " %s: bias %+.2f, scatter %.2f of its error, 68 %%: %.0f, 95 %%: %.0f;",
                            ending.isEmpty() ? "quoted" : "correlated likelihood",
                            mean,
                            Math.sqrt(square / (pulls.length - 1)),
                            100.0
                                    * java.util.Arrays.stream(pulls)
                                            .filter(x -> Math.abs(x) < 1)
                                            .count()
                                    / pulls.length,
                            100.0
                                    * java.util.Arrays.stream(pulls)
                                            .filter(x -> Math.abs(x) < 1.96)
                                            .count()
                                    / pulls.length);
                }
                out.println();
            });
        });
    }

    /** @param args see above */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[1]);
        if (args[0].equals("run")) {
            SurfaceBrightness light = SurfaceBrightnesses.all().stream()
                    .filter(one -> one.keyword().equals(args[2]))
                    .findFirst()
                    .orElseThrow();
            int draws = Integer.parseInt(args[6]);
            SpectralResponse response = args.length < 9 || args[7].equals("none")
                    ? SpectralResponse.NONE
                    : SpectralResponse.hanning(Integer.parseInt(args[8]));
            Path cube = Files.createTempDirectory("coverage").resolve("cube.fits");
            for (long seed = Long.parseLong(args[4]); seed < Long.parseLong(args[5]); seed++) {
                simulate(seed, response, cube);
                for (String block : args[3].split(",")) {
                    Outcome outcome = weigh(light, response, Integer.parseInt(block), seed, draws, cube);
                    Files.writeString(
                            file,
                            outcome.line() + "\n",
                            java.nio.file.StandardOpenOption.CREATE,
                            java.nio.file.StandardOpenOption.APPEND);
                }
            }
        }
        table(Files.readAllLines(file).stream().map(Outcome::parse).toList(), System.out);
    }
}
