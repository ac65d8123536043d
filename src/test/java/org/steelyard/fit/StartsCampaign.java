// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.steelyard.SharedData;
import org.steelyard.config.Configuration;
import org.steelyard.config.ParameterSetting;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.fits.CubeFile;
import org.steelyard.cube.fits.HeaderOverrides;
import org.steelyard.fit.search.FitOptions;
import org.steelyard.fit.search.FitResult;
import org.steelyard.fit.search.GalaxySetup;
import org.steelyard.potential.gas.NoGas;
import org.steelyard.simulate.Simulation;
import org.steelyard.simulate.SimulationOptions;

/**
 * Fits simulated galaxies of every law from the measured starts and from random ones, and prints one line for each fit:
 * case, start, chi^2, black-hole mass and error, status, evaluations, seconds. {@code starts_summary.py} beside the
 * validation page counts them. Not a test: it takes minutes to an hour.
 *
 * <pre>  java -cp ... org.steelyard.fit.StartsCampaign RANDOM_STARTS REGEX_OF_CASES </pre>
 */
final class StartsCampaign {

    /** True values about which random starts are drawn. */
    record Truth(double mass, double vsys, double angle, double inclination, double lowestInclination) {}

    static final Truth SIMULATED = new Truth(5e8, 2000, 118, 55, 50);

    private static final Map<String, Truth> SHARED = Map.of(
            "sim_disp", new Truth(5.5e8, 2105, 118, 55, 50),
            "sim_inflow", new Truth(5.5e8, 2105, 118, 57, 50),
            "blind_a", new Truth(1.47e8, 1865, 187, 77, 75.5));

    static final String MGE = """
            surface_brightness,sigma,axis_ratio
            26000,0.17,0.88
            18000,0.55,0.83
            9100,1.25,0.8
            3000,2.7,0.78
            950,6,0.74
            """;

    private static final String DISK = """
            [data]
            line = "CO(2-1)"
            velocities = ["1585 km/s", "2410 km/s"]
            pixel = "0.05 arcsec"
            beam = { major = "0.21 arcsec", minor = "0.15 arcsec", position_angle = "35 deg" }
            [simulate]
            size = [44, 44]
            channel_width = "15 km/s"
            ra = "10 deg"
            dec = "-20 deg"
            [galaxy]
            name = "a disk"
            angular_diameter_distance = "24 Mpc"
            [disk]
            surface_brightness = "exponential"
            outer_radius = "1.0 arcsec"
            [parameters]
            mbh = "5e8 Msun"
            inclination = "55 deg"
            position_angle = "118 deg"
            vsys = "2000 km/s"
            x = 22.8
            y = 22.1
            dispersion = "8 km/s"
            flux_scale = 8
            """;

    /** A galaxy: the keys of its simulation and of its fit. */
    record Galaxy(String name, String[] simulated, String[] fitted) {}

    private static final String[] NOTHING = {};
    private static final String[] LIGHT = {"parameters.sb_radius=\"0.5 arcsec\""};
    private static final String[] STARS = {"parameters.mass_to_light=3.0"};

    static final List<Galaxy> GALAXIES = List.of(
            new Galaxy("flat", NOTHING, NOTHING),
            new Galaxy(
                    "dispersion-exponential",
                    new String[] {
                        "disk.dispersion=exponential",
                        "parameters.dispersion_amplitude=\"50 km/s\"",
                        "parameters.dispersion_radius=\"0.25 arcsec\""
                    },
                    new String[] {"disk.dispersion=exponential"}),
            new Galaxy(
                    "dispersion-gaussian",
                    new String[] {
                        "disk.dispersion=gaussian",
                        "parameters.dispersion_amplitude=\"35 km/s\"",
                        "parameters.dispersion_radius=\"0.45 arcsec\"",
                        "parameters.dispersion_width=\"0.15 arcsec\""
                    },
                    new String[] {"disk.dispersion=gaussian"}),
            new Galaxy("flow-vrad", new String[] {"disk.flow=vrad", "parameters.vrad=\"-30 km/s\""}, new String[] {
                "disk.flow=vrad"
            }),
            new Galaxy("flow-kappa", new String[] {"disk.flow=kappa", "parameters.kappa=0.15"}, new String[] {
                "disk.flow=kappa"
            }),
            new Galaxy("flow-alpha", new String[] {"disk.flow=alpha", "parameters.alpha=0.95"}, new String[] {
                "disk.flow=alpha"
            }),
            new Galaxy("light-exponential", NOTHING, new String[] {
                "disk.surface_brightness=exponential", "disk.outer_radius=\"1.0 arcsec\""
            }),
            new Galaxy("light-gaussian", new String[] {"disk.surface_brightness=gaussian"}, new String[] {
                "disk.surface_brightness=gaussian", "disk.outer_radius=\"1.0 arcsec\""
            }),
            new Galaxy(
                    "light-ring",
                    new String[] {
                        "disk.surface_brightness=ring",
                        "parameters.sb_radius=\"0.5 arcsec\"",
                        "parameters.sb_width=\"0.2 arcsec\""
                    },
                    new String[] {"disk.surface_brightness=ring", "disk.outer_radius=\"1.0 arcsec\""}),
            new Galaxy(
                    "stars-power-law",
                    new String[] {"potential.power_law=true", "parameters.c1=2.0e5", "parameters.beta=1.8"},
                    new String[] {"potential.power_law=true"}),
            new Galaxy("stars-spline", NOTHING, new String[] {
                "potential.spline=[\"0.1 arcsec\", \"0.3 arcsec\", \"0.6 arcsec\", \"1.0 arcsec\"]"
            }));

    private StartsCampaign() {}

    /**
     * @param args number of random starts; regular expression of the cases, default all
     */
    public static void main(String[] args) throws IOException {
        int starts = Integer.parseInt(args[0]);
        String wanted = args.length > 1 ? args[1] : ".*";
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path folder = Files.createTempDirectory("starts");
        Path mge = Files.writeString(folder.resolve("mge.csv"), MGE);
        for (double signal : new double[] {25, 5, 3}) {
            for (Galaxy galaxy : GALAXIES) {
                String name = String.format(Locale.ROOT, "%s-sn%.0f", galaxy.name(), signal);
                if (name.matches(wanted)) {
                    Path cube = simulated(galaxy, mge, folder.resolve(name + ".fits"), signal);
                    fits(name, keys(mge, cube, 24, List.of(galaxy.fitted())), SIMULATED, starts, out);
                }
            }
        }
        shared(wanted, starts, out);
    }

    /** The cubes of ../shared. */
    private static void shared(String wanted, int starts, PrintStream out) {
        Map<String, String> laws = new LinkedHashMap<>();
        laws.put("sim_disp-exponential", "disk.dispersion=exponential");
        laws.put("sim_disp-gaussian", "disk.dispersion=gaussian");
        laws.put("sim_inflow-vrad", "disk.flow=vrad");
        laws.put("sim_inflow-kappa", "disk.flow=kappa");
        laws.put("sim_inflow-alpha", "disk.flow=alpha");
        laws.put("sim_inflow-alpha-far", "disk.flow=alpha");
        laws.put("blind_a-flat", "disk.dispersion=flat");
        laws.put("blind_a-power-law", "potential.power_law=true");
        laws.put("blind_a-spline", "potential.spline=[\"0.2 arcsec\", \"0.5 arcsec\", \"1.2 arcsec\", \"2.5 arcsec\"]");
        for (String name : laws.keySet()) {
            String file = name.substring(0, name.indexOf('-'));
            if (name.matches(wanted) && Files.exists(SharedData.path("cubes/" + file + ".fits.gz"))) {
                List<String> more = new ArrayList<>(List.of(laws.get(name)));
                if (name.endsWith("far")) {
                    more.add("disk.near_side=-1");
                }
                Path mge = SharedData.path("cubes/" + file + "_mge.csv");
                Path cube = SharedData.path("cubes/" + file + ".fits.gz");
                double distance = file.equals("blind_a") ? 17.1 : 24;
                fits(name, keys(mge, cube, distance, more), SHARED.get(file), starts, out);
            }
        }
    }

    static List<String> keys(Path mge, Path cube, double distance, List<String> more) {
        List<String> keys = new ArrayList<>(more);
        keys.add("data.cube=\"" + cube + "\"");
        keys.add("galaxy.angular_diameter_distance=\"" + distance + " Mpc\"");
        if (more.stream().noneMatch(key -> key.startsWith("potential."))) {
            keys.add("potential.mge=\"" + mge + "\"");
        }
        return keys;
    }

    /** A simulated cube with a given ratio of its peak to the noise. */
    static Path simulated(Galaxy galaxy, Path mge, Path cube, double signal) throws IOException {
        return simulated(galaxy, mge, cube, signal, 7);
    }

    /** The same with a seed of its noise. */
    static Path simulated(Galaxy galaxy, Path mge, Path cube, double signal, long seed) throws IOException {
        Path file = Files.writeString(cube.resolveSibling("disk.toml"), DISK);
        List<String> keys = new ArrayList<>(List.of(galaxy.simulated()));
        boolean light = keys.stream().noneMatch(key -> key.startsWith("parameters.sb_radius"));
        keys.addAll(List.of(light ? LIGHT : NOTHING));
        if (keys.stream().noneMatch(key -> key.startsWith("potential."))) {
            keys.addAll(List.of(STARS));
            keys.add("potential.mge=\"" + mge + "\"");
        }
        Configuration config = ConfigLoader.load(file, keys, ConfigLoader.Need.NO_DATA);
        Simulation.run(config, new SimulationOptions("test", "", 0, 1, false, false, 1), cube);
        CubeFile clean = CubeFile.open(cube, HeaderOverrides.NONE);
        SpectralCube values = clean.readAll();
        double peak = 0;
        for (float value : values.values()) {
            peak = Math.max(peak, value);
        }
        Simulation.run(config, new SimulationOptions("test", "", peak / signal, seed, false, false, 1), cube);
        return cube;
    }

    private static void fits(String name, List<String> keys, Truth truth, int starts, PrintStream out) {
        Configuration measured = FirstGuess.of(ConfigLoader.ofOverrides(keys));
        fit(name, "init", measured, out);
        for (int k = 1; k <= starts; k++) {
            fit(name, Integer.toString(k), measured.withParameters(random(measured, truth, k)), out);
        }
    }

    private static void fit(String name, String start, Configuration config, PrintStream out) {
        long begin = System.nanoTime();
        try {
            FitResult r =
                    GalaxyFit.run(config, FitOptions.defaults().withThreads(1)).result();
            StringBuilder values = new StringBuilder();
            for (FitResult.FittedParameter p : r.parameters()) {
                if (p.free()) {
                    values.append(String.format(
                            Locale.ROOT, " %s=%.6g:%.4g%s", p.name(), p.value(), p.error(), p.atBound() ? "!" : ""));
                }
            }
            out.printf(
                    Locale.ROOT,
                    "%s %s %.3f %.5g %.4g %s %d %.2f%s%n",
                    name,
                    start,
                    r.chi2(),
                    r.parameter("mbh").value(),
                    r.parameter("mbh").error(),
                    r.status().replace(' ', '-'),
                    r.evaluations(),
                    1e-9 * (System.nanoTime() - begin),
                    values);
        } catch (RuntimeException e) {
            out.printf(Locale.ROOT, "%s %s NaN NaN NaN failed 0 0 %s%n", name, start, e);
        }
    }

    /** Random starts about the truth or, for what has none here, over what is plausible; the centre stays measured. */
    static Map<String, ParameterSetting> random(Configuration measured, Truth truth, int seed) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(1000L + seed);
        Map<String, ParameterSetting> settings = new LinkedHashMap<>(measured.parameters());
        put(settings, "mbh", truth.mass() * Math.pow(30, 2 * random.nextDouble() - 1));
        double inclination = truth.inclination() + 40 * (random.nextDouble() - 0.5);
        put(settings, "inclination", Math.max(truth.lowestInclination(), Math.min(86, inclination)));
        double turned = random.nextDouble() < 0.25 ? 180 : 0;
        double angle = truth.angle() + 120 * (random.nextDouble() - 0.5) + turned;
        put(settings, "position_angle", (angle + 360) % 360);
        put(settings, "vsys", truth.vsys() + 120 * (random.nextDouble() - 0.5));
        put(settings, "dispersion", log(random, 2, 60));
        put(settings, "dispersion_amplitude", log(random, 2, 100));
        put(settings, "dispersion_radius", log(random, 0.05, 1.5));
        put(settings, "dispersion_width", log(random, 0.05, 1));
        put(settings, "vrad", 200 * (random.nextDouble() - 0.5));
        put(settings, "kappa", random.nextDouble() - 0.5);
        put(settings, "alpha", 0.5 + 0.5 * random.nextDouble());
        put(settings, "mass_to_light", log(random, 1, 10));
        put(settings, "sb_radius", log(random, 0.1, 3));
        put(settings, "sb_width", log(random, 0.05, 1));
        double beta = 0.5 + 1.5 * random.nextDouble();
        put(settings, "beta", beta);
        put(settings, "c1", log(random, 5e8, 1e10) / Math.pow(116, beta));
        double within = log(random, 1e8, 1e9);
        for (int node = 1; node <= 4; node++) {
            put(settings, "mass_" + node, within);
            within *= log(random, 1.1, 5);
        }
        settings.keySet()
                .retainAll(GalaxySetup.galaxy(measured, GalaxySetup.stars(measured), new NoGas(), 1, 1)
                        .names());
        return settings;
    }

    private static void put(Map<String, ParameterSetting> settings, String name, double value) {
        settings.put(name, settings.getOrDefault(name, ParameterSetting.NONE).withStart(value));
    }

    private static double log(UniformRandomProvider random, double low, double high) {
        return low * Math.pow(high / low, random.nextDouble());
    }
}
