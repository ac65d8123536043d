// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How often the quoted interval holds the true mass of a black hole in a warped disk, and what a warp that is not there costs:
 * small cubes of 40 x 40 pixels are simulated with slopes and noise of their own, and fitted with {@code disk.warp = "linear"}
 * from slopes of 0; a flat one, with the same noise, is fitted with and without. {@code run} appends a line to a file for every
 * galaxy, {@code table} prints what a file holds.
 *
 * <pre>
 * java -cp target/test-classes:target/classes:$(cat target/cp) org.steelyard.cli.WarpMassStudy run FILE 1 60
 * java -cp ... org.steelyard.cli.WarpMassStudy table FILE
 * </pre>
 */
final class WarpMassStudy {

    private static final double MASS = 2e8;

    /** [deg/arcsec] Standard deviation of the slopes of inclination and position angle. */
    private static final double TILT = 4;

    private static final double TURN = 15;

    private static final double INCLINATION = 50;

    private static final double POSITION_ANGLE = 200;

    private static final String DISK = """
            [galaxy]
            angular_diameter_distance = "20 Mpc"
            [potential]
            mge = "mge.csv"
            mge_inclination = "50 deg"
            [disk]
            surface_brightness = "exponential"
            outer_radius = "1.6 arcsec"
            """;

    private static final String CUBE = """
            [data]
            line = "CO(2-1)"
            velocities = ["620 km/s", "1410 km/s"]
            pixel = "0.08 arcsec"
            beam = { major = "0.3 arcsec", minor = "0.25 arcsec", position_angle = "30 deg" }
            [simulate]
            size = [40, 40]
            channel_width = "20 km/s"
            ra = "10 deg"
            dec = "-20 deg"
            """;

    private WarpMassStudy() {}

    /** Simulates and fits one galaxy; returns its line: seed, slopes, then mass and error warped, flat with warp, flat without. */
    static String weigh(long seed, Path folder) throws IOException {
        Files.writeString(
                folder.resolve("mge.csv"),
                "surface_brightness,sigma,axis_ratio\n20000,0.2,0.85\n8000,0.8,0.8\n2500,2.5,0.8\n");
        SplittableRandom random = new SplittableRandom(seed);
        double tilt = TILT * random.nextGaussian();
        double turn = TURN * random.nextGaussian();
        simulate(folder, "warped", seed, tilt, turn);
        simulate(folder, "flat", seed, 0, 0);
        JsonNode warped = fit(folder, "warped", "linear");
        JsonNode free = fit(folder, "flat", "linear");
        JsonNode flat = fit(folder, "flat", "none");
        return String.format(
                Locale.ROOT,
                "%d %.4g %.4g %.6g %.4g %.6g %.4g %.6g %.4g",
                seed,
                tilt,
                turn,
                value(warped, "value"),
                value(warped, "error"),
                value(free, "value"),
                value(free, "error"),
                value(flat, "value"),
                value(flat, "error"));
    }

    private static double value(JsonNode mass, String name) {
        return mass.get(name).doubleValue();
    }

    private static void simulate(Path folder, String name, long seed, double tilt, double turn) throws IOException {
        Path config = Files.writeString(
                folder.resolve(name + "-truth.toml"),
                CUBE + DISK + "warp = \"linear\"\n" + """
                        [parameters]
                        mbh = "%s Msun"
                        mass_to_light = 2.0
                        inclination = "%s deg"
                        position_angle = "%s deg"
                        inclination_slope = "%s deg/arcsec"
                        position_angle_slope = "%s deg/arcsec"
                        vsys = "1005 km/s"
                        x = 20.3
                        y = 20.6
                        dispersion = "12 km/s"
                        flux_scale = 12
                        sb_radius = "0.5 arcsec"
                        """.formatted(MASS, INCLINATION, POSITION_ANGLE, tilt, turn));
        run("simulate", config, "--noise", "0.6 mJy/beam", "--seed", seed, "-o", folder.resolve(name + ".fits"));
    }

    private static JsonNode fit(Path folder, String name, String warp) throws IOException {
        Path config = Files.writeString(
                folder.resolve(name + "-" + warp + ".toml"),
                "[data]\ncube = \"" + name + ".fits\"\n" + DISK + "warp = \"" + warp + "\"\n" + """
                        [fit]
                        region = { semi_major = "1.3 arcsec", axis_ratio = 0.7, position_angle = "200 deg" }
                        [parameters]
                        mbh = "1.5e8 Msun"
                        mass_to_light = 1.8
                        inclination = "48 deg"
                        position_angle = "202 deg"
                        vsys = "1002 km/s"
                        x = 20.5
                        y = 20.5
                        dispersion = "15 km/s"
                        flux_scale = 11
                        sb_radius = "0.45 arcsec"
                        """);
        Path out = folder.resolve(name + "-" + warp + ".run");
        run("fit", config, "-o", out, "--format", "none", "--threads", "1");
        return new ObjectMapper().readTree(out.resolve("result.json").toFile()).at("/parameters/mbh");
    }

    private static void run(Object... args) {
        Outcome outcome = Outcome.of(args);
        if (outcome.code() == ExitCode.NOT_CONVERGED) {
            System.err.println("not converged: " + java.util.Arrays.toString(args));
        } else if (outcome.code() != ExitCode.DONE) {
            throw new IllegalStateException(outcome.err());
        }
    }

    private static void table(List<String> lines) {
        double[][] all = lines.stream()
                .map(line -> java.util.Arrays.stream(line.split(" ", -1))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
        double sum = 0;
        double squares = 0;
        int held = 0;
        double shift = 0;
        double largest = 0;
        for (double[] one : all) {
            double pull = (one[3] - MASS) / one[4];
            sum += pull;
            squares += pull * pull;
            held += Math.abs(pull) <= 1 ? 1 : 0;
            double moved = Math.abs(one[5] - one[7]) / one[6];
            shift += moved;
            largest = Math.max(largest, moved);
        }
        int n = all.length;
        System.out.printf(
                Locale.ROOT,
                "%d warped: bias %.2f, scatter %.2f errors, %.0f %% within one%n",
                n,
                sum / n,
                Math.sqrt(squares / n - sum / n * (sum / n)),
                100.0 * held / n);
        System.out.printf(
                Locale.ROOT,
                "flat, fitted with a warp: moved by %.2f errors on average, %.2f at most%n",
                shift / n,
                largest);
    }

    /** See the class. */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[1]);
        if (args[0].equals("table")) {
            table(Files.readAllLines(file));
            return;
        }
        for (long seed = Long.parseLong(args[2]); seed <= Long.parseLong(args[3]); seed++) {
            Path folder = Files.createTempDirectory("warped");
            String line = weigh(seed, folder);
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }
}
