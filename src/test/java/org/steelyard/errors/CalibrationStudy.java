// SPDX-License-Identifier: Apache-2.0
package org.steelyard.errors;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.steelyard.campaign.Campaign;
import org.steelyard.campaign.Engine;
import org.steelyard.campaign.LocalEngine;
import org.steelyard.config.Configuration;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.fit.FitOutcome;
import org.steelyard.fit.GalaxyFit;
import org.steelyard.fit.SavedFit;
import org.steelyard.fit.search.FitOptions;
import org.steelyard.inference.FitObserver;
import org.steelyard.inference.Prior;
import org.steelyard.inference.sample.Chain;
import org.steelyard.simulate.Simulation;
import org.steelyard.simulate.SimulationOptions;

/**
 * Simulation-based calibration of the posterior of a cube (Talts et al. 2018, arXiv 1804.06788): the true parameters of a small
 * disk are drawn from the priors, a cube with noise that the beam correlates is simulated, fitted with the correlated likelihood, and
 * sampled by importance sampling. The rank of each true value among independent draws is uniform if the posterior is right. It is uniform
 * among the runs that are accepted too, because whether one is depends on the data and not on the truth. A program for an hour: {@code main} appends a line to a file for every cube, and prints the table of what a file holds.
 *
 * <pre>
 * mvn -o -q test-compile dependency:build-classpath -Dmdep.outputFile=target/cp
 * java -cp target/test-classes:target/classes:$(cat target/cp) org.steelyard.errors.CalibrationStudy run calibration.txt 1 61
 * java -cp ... org.steelyard.errors.CalibrationStudy table calibration.txt
 * </pre>
 */
final class CalibrationStudy {

    /** Ranks go from 0 to this: few enough of thousands of independent draws to be independent. */
    static final int DRAWS = 99;

    private static final String ACCEPTED = "accepted";

    /** Bins of the histogram of ranks: a few cubes in each. */
    private static final int BINS = 5;

    /** Truth, noise and sampler have seeds of their own: streams of one seed would be the same numbers. */
    private static final long NOISE_SEED = 1_000_000;

    private static final long SAMPLER_SEED = 2_000_000;

    /** [Jy/beam] of a channel. */
    private static final double NOISE = 0.5e-3;

    /** Priors of the free parameters; the configuration has the same bounds, and the same densities by default. */
    private static final Map<String, Prior> PRIORS = new LinkedHashMap<>();

    private static final Map<String, String> UNITS = Map.of(
            "mbh",
            "Msun",
            "inclination",
            "deg",
            "position_angle",
            "deg",
            "vsys",
            "km/s",
            "dispersion",
            "km/s",
            "sb_radius",
            "arcsec");

    static {
        PRIORS.put("mbh", new Prior.LogUniform(1e8, 4e8));
        PRIORS.put("mass_to_light", new Prior.Uniform(1.5, 2.5));
        PRIORS.put("inclination", new Prior.Isotropic(72, 82));
        PRIORS.put("position_angle", new Prior.Uniform(180, 194));
        PRIORS.put("vsys", new Prior.Uniform(1856, 1876));
        PRIORS.put("x", new Prior.Uniform(12.5, 14.5));
        PRIORS.put("y", new Prior.Uniform(19.5, 21.5));
        PRIORS.put("dispersion", new Prior.Uniform(10, 40));
        PRIORS.put("flux_scale", new Prior.Uniform(15, 25));
        PRIORS.put("sb_radius", new Prior.Uniform(0.5, 0.8));
    }

    private CalibrationStudy() {}

    private static String toml(double[] truth) {
        List<String> lines = new ArrayList<>(List.of(
                "[data]",
                "line = \"CO(2-1)\"",
                "velocities = [\"1430 km/s\", \"2290 km/s\"]",
                "pixel = \"0.12 arcsec\"",
                "beam = { major = \"0.35 arcsec\", minor = \"0.3 arcsec\", position_angle = \"30 deg\" }",
                "[simulate]",
                "size = [26, 40]",
                "channel_width = \"60 km/s\"",
                "ra = \"54 deg\"",
                "dec = \"-35 deg\"",
                "[galaxy]",
                "angular_diameter_distance = \"17.1 Mpc\"",
                "[potential]",
                "mge = \"" + Path.of("data/ngc1380_like_mge.ecsv").toAbsolutePath() + "\"",
                "[disk]",
                "surface_brightness = \"gaussian\"",
                "[model]",
                "oversampling = 2",
                "[fit]",
                "likelihood = \"correlated\"",
                "starts = 1",
                "noise_rms = \"" + NOISE * 1e3 + " mJy/beam\"",
                "region = { semi_major = \"1.6 arcsec\", axis_ratio = 0.45, position_angle = \"187 deg\", x = 13.5, y = 20.5 }",
                "[parameters]"));
        int j = 0;
        for (Map.Entry<String, Prior> entry : PRIORS.entrySet()) {
            String unit = UNITS.getOrDefault(entry.getKey(), "");
            lines.add(String.format(
                    Locale.ROOT,
                    "%s = { start = %s, min = %s, max = %s }",
                    entry.getKey(),
                    quantity(truth[j++], unit),
                    quantity(entry.getValue().quantile(0), unit),
                    quantity(entry.getValue().quantile(1), unit)));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String quantity(double value, String unit) {
        return unit.isEmpty() ? Double.toString(value) : "\"" + value + " " + unit + "\"";
    }

    /** The line of one cube: its number, whether the run was accepted, its evaluations, and the rank of every parameter. */
    static String rank(long seed, Path folder) throws IOException {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        double[] truth = PRIORS.values().stream()
                .mapToDouble(prior -> prior.quantile(random.nextDouble()))
                .toArray();
        Path file = Files.writeString(folder.resolve("disk.toml"), toml(truth));
        Path cube = folder.resolve("cube.fits");
        Configuration disk = ConfigLoader.load(file, List.of(), ConfigLoader.Need.NO_DATA);
        Simulation.run(disk, new SimulationOptions("test", "", NOISE, NOISE_SEED + seed, false, false, 1), cube);
        Configuration config = ConfigLoader.load(file, List.of("data.cube=" + cube), ConfigLoader.Need.DATA);
        FitOutcome fit = GalaxyFit.run(config, new FitOptions("test", 1, 1, FitObserver.NONE, () -> 0));
        try (Engine engine = new LocalEngine(1)) {
            SamplingResult posterior = PosteriorSampling.run(
                    SavedFit.of(fit.resolved(), fit.result()),
                    PosteriorSampling.Method.IMPORTANCE,
                    seed,
                    Campaign.on(engine));
            Chain chain = posterior.chain();
            int[] ranks = new int[truth.length];
            for (int d = 0; d < DRAWS; d++) {
                double[] draw = chain.draws()[random.nextInt(chain.chainCount())][random.nextInt(chain.drawCount())];
                for (int j = 0; j < truth.length; j++) {
                    ranks[j] += draw[j] < truth[j] ? 1 : 0;
                }
            }
            return seed + " " + (posterior.converged() ? ACCEPTED : "left") + " " + posterior.evaluations() + " "
                    + Arrays.stream(ranks).mapToObj(Integer::toString).collect(Collectors.joining(" "));
        }
    }

    /** The table: for every parameter the histogram of ranks, p of its uniformity, and the share of central intervals. */
    static void table(List<String> lines, PrintStream out) {
        List<String[]> rows = lines.stream()
                .map(line -> line.split(" "))
                .filter(row -> row[1].equals(ACCEPTED))
                .toList();
        out.printf(Locale.ROOT, "%d cubes, %d accepted%n", lines.size(), rows.size());
        int j = 3;
        for (String name : PRIORS.keySet()) {
            int[] counts = new int[BINS];
            int inside = 0;
            for (String[] row : rows) {
                int rank = Integer.parseInt(row[j]);
                counts[rank * BINS / (DRAWS + 1)]++;
                inside += rank >= 16 && rank < 84 ? 1 : 0;
            }
            double expected = rows.size() / (double) BINS;
            double chiSquared = Arrays.stream(counts)
                    .mapToDouble(c -> (c - expected) * (c - expected) / expected)
                    .sum();
            double p = 1 - new ChiSquaredDistribution(null, BINS - 1).cumulativeProbability(chiSquared);
            out.printf(
                    Locale.ROOT,
                    "| %s | %s | %.2f | %.0f %% |%n",
                    name,
                    Arrays.stream(counts).mapToObj(Integer::toString).collect(Collectors.joining(" ")),
                    p,
                    100.0 * inside / rows.size());
            j++;
        }
    }

    /** @param args see above */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[1]);
        if (args[0].equals("run")) {
            Path folder = Files.createTempDirectory("calibration");
            for (long seed = Long.parseLong(args[2]); seed < Long.parseLong(args[3]); seed++) {
                Files.writeString(
                        file, rank(seed, folder) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        }
        table(Files.readAllLines(file), System.out);
    }
}
