// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.steelyard.cube.Image;
import org.steelyard.cube.Projection;
import org.steelyard.cube.SkyFrame;
import org.steelyard.cube.fits.CubeWriter;
import org.steelyard.cube.fits.FitsProvenance;
import org.steelyard.cube.fits.Hdu;
import org.steelyard.photometry.Gaussians;
import org.steelyard.photometry.ImageModel;
import org.steelyard.photometry.PhotonNoise;
import org.steelyard.photometry.Psf;
import org.steelyard.photometry.StarlightMge;
import org.steelyard.photometry.calibration.Calibration;
import org.steelyard.photometry.file.StarlightTable;
import org.steelyard.potential.MgeTable;

/**
 * How often the quoted interval holds the true mass where image and cube are simulated from one truth, with noise in both: every galaxy is
 * weighed by {@code steelyard fit} with {@code [starlight]}. The image is shallow and its PSF as wide as the stars' core, whose mass is
 * that of the black hole, so that the photometry decides. {@code main} appends a line to a file for every galaxy and prints the table of
 * what a file holds; the slow test runs some.
 *
 * <pre>
 * java -cp target/test-classes:target/classes:$(cat target/cp) org.steelyard.cli.ImageMassStudy run FILE 1 40
 * java -cp ... org.steelyard.cli.ImageMassStudy table FILE
 * </pre>
 */
final class ImageMassStudy {

    static final double MASS = 5e7;

    /** [s] */
    private static final double EXPOSURE = 4;

    private static final int N = 100;

    private static final double PIXEL = 0.1;

    /** [electron/s] of a pixel. */
    private static final double SKY = 20;

    private static final double READ_NOISE = 5;

    /** [electron/s], sigma [pixel], axis ratio. */
    private static final double[] FLUX = {6000, 10000, 30000};

    private static final double[] SIGMA = {1.5, 6, 14};

    private static final double[] AXIS_RATIO = {0.8, 0.75, 0.77};

    private static final Psf BLUR = Psf.round(new double[] {0.7, 0.3}, new double[] {1, 2.5});

    private static final Calibration CALIBRATION =
            Calibration.of(25.94, EXPOSURE, PIXEL, 4.52).withExtinction(0.1).withRedshift(0.0033, 0);

    private ImageMassStudy() {}

    /**
     * What one galaxy gave.
     *
     * @param seed of the noise of image and cube
     * @param mass [Msun]
     * @param error [Msun] as quoted
     * @param photometric [Msun] share of the starlight in it
     * @param known [Msun] mass of the same cube with the true starlight
     * @param knownError [Msun] its quoted error
     * @param gaussians that the image was fitted with
     */
    record Weighed(
            long seed, double mass, double error, double photometric, double known, double knownError, int gaussians) {

        String line() {
            return String.format(
                    Locale.ROOT,
                    "%d %.8g %.6g %.6g %.8g %.6g %d",
                    seed,
                    mass,
                    error,
                    photometric,
                    known,
                    knownError,
                    gaussians);
        }

        static Weighed parse(String line) {
            double[] v = DoubleStream.of(java.util.Arrays.stream(line.split(" ", -1))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .toArray();
            return new Weighed((long) v[0], v[1], v[2], v[3], v[4], v[5], (int) v[6]);
        }

        double ofTheGas() {
            return Math.sqrt(error * error - photometric * photometric);
        }

        double pull(boolean withStarlight) {
            return (mass - MASS) / (withStarlight ? error : ofTheGas());
        }
    }

    private static Gaussians light() {
        double[] flux = FLUX.clone();
        for (int k = 0; k < flux.length; k++) {
            flux[k] *= EXPOSURE;
        }
        return new Gaussians(flux, SIGMA, AXIS_RATIO);
    }

    static Weighed weigh(long seed, Path folder) throws IOException {
        StarlightTable.write(new StarlightMge(light(), CALIBRATION).table(), Map.of(), folder.resolve("truth.ecsv"));
        Path truth = Files.writeString(
                folder.resolve("truth.toml"),
                SmallDisk.TOML
                                .replace("[parameters]", "[parameters]\nmass_to_light = 1.0")
                                .replace("mbh = \"1e8 Msun\"", "mbh = \"" + MASS + " Msun\"")
                        + "[potential]\nmge = \"truth.ecsv\"\n");
        run("simulate", truth, "--noise", "0.15 mJy/beam", "--seed", seed, "-o", folder.resolve("cube.fits"));
        double[] values = new ImageModel(light(), 30, 50.3, 48.8, SKY * EXPOSURE, 0).image(N, N, BLUR);
        PhotonNoise.add(values, READ_NOISE, 1000 + seed);
        SkyFrame frame = SkyFrame.northUp(Projection.TAN, 10, -20, N / 2, N / 2, PIXEL);
        CubeWriter.writePlain(
                folder.resolve("image.fits"),
                Hdu.of("SCI", new Image(values, N, N, frame, 0, 0, "electrons")),
                new FitsProvenance("test", List.of()));
        Files.writeString(folder.resolve("psf.csv"), "weight,sigma\n0.7,0.1\n0.3,0.25\n");
        Path config = Files.writeString(folder.resolve("galaxy.toml"), """
                [data]
                cube = "cube.fits"
                [galaxy]
                angular_diameter_distance = "20 Mpc"
                [disk]
                surface_brightness = "gaussian"
                [fit]
                starts = 0
                [parameters]
                mbh = "4e7 Msun"
                mass_to_light = 0.9
                inclination = "48 deg"
                position_angle = "198 deg"
                vsys = "1002 km/s"
                dispersion = "14 km/s"
                sb_radius = "0.5 arcsec"
                [starlight]
                image = "image.fits"
                psf = "psf.csv"
                zero_point = "25.94 AB"
                exposure = "%s s"
                absolute_solar_magnitude = 4.52
                extinction = 0.1
                redshift = 0.0033
                read_noise = %s
                """.formatted(EXPOSURE, READ_NOISE));
        JsonNode mass = mass(config, folder.resolve("galaxy.run"));
        JsonNode known = mass(config, folder.resolve("known.run"), "-s", "potential.mge=truth.ecsv");
        return new Weighed(
                seed,
                mass.get("value").doubleValue(),
                mass.get("error").doubleValue(),
                mass.get("error_photometric").doubleValue(),
                known.get("value").doubleValue(),
                known.get("error").doubleValue(),
                MgeTable.read(folder.resolve("galaxy.run/mge.ecsv")).sigmaArcsec().length);
    }

    private static JsonNode mass(Path config, Path run, Object... more) throws IOException {
        run(Stream.concat(Stream.of("fit", config, "-o", run, "--format", "none"), Stream.of(more))
                .toArray());
        return new ObjectMapper().readTree(run.resolve("result.json").toFile()).at("/parameters/mbh");
    }

    private static void run(Object... args) {
        Outcome outcome = Outcome.of(args);
        if (outcome.code() != ExitCode.DONE) {
            throw new IllegalStateException(outcome.err());
        }
    }

    /** Bias and scatter in quoted errors and share of the intervals of 68 % that hold the truth. */
    static void table(List<Weighed> all, PrintStream out) {
        row("without the error of the starlight", all, Weighed::ofTheGas, w -> w.pull(false), out);
        row("with it", all, Weighed::error, w -> w.pull(true), out);
        row("true starlight", all, Weighed::knownError, w -> (w.known() - MASS) / w.knownError(), out);
        row(
                "starlight of the image - true",
                all,
                Weighed::photometric,
                w -> (w.mass() - w.known()) / w.photometric(),
                out);
    }

    private static void row(
            String name,
            List<Weighed> all,
            ToDoubleFunction<Weighed> error,
            ToDoubleFunction<Weighed> pull,
            PrintStream out) {
        double[] pulls = all.stream().mapToDouble(pull).toArray();
        double mean = DoubleStream.of(pulls).average().orElse(Double.NaN);
        double scatter = Math.sqrt(
                DoubleStream.of(pulls).map(p -> (p - mean) * (p - mean)).sum() / (pulls.length - 1));
        out.printf(
                Locale.ROOT,
                "%-34s %d galaxies, median error %5.2f %%, bias %+.2f +- %.2f, scatter %.2f, %.1f +- %.1f %% within one error%n",
                name,
                pulls.length,
                100 * all.stream().mapToDouble(error).sorted().toArray()[all.size() / 2] / MASS,
                mean,
                scatter / Math.sqrt(pulls.length),
                scatter,
                100 * held(pulls),
                100 * Math.sqrt(0.683 * 0.317 / pulls.length));
    }

    static double held(double[] pulls) {
        return DoubleStream.of(pulls).filter(p -> Math.abs(p) <= 1).count() / (double) pulls.length;
    }

    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[1]);
        if (args[0].equals("run")) {
            Path folder = Files.createTempDirectory("steelyard-study-");
            for (long seed = Long.parseLong(args[2]); seed <= Long.parseLong(args[3]); seed++) {
                Files.writeString(
                        file, weigh(seed, folder).line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        }
        List<Weighed> all = new ArrayList<>();
        Files.readAllLines(file).forEach(line -> all.add(Weighed.parse(line)));
        table(all, System.out);
    }
}
