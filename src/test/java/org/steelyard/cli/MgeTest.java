// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.cube.Image;
import org.steelyard.cube.Projection;
import org.steelyard.cube.SkyFrame;
import org.steelyard.cube.fits.CubeWriter;
import org.steelyard.cube.fits.FitsProvenance;
import org.steelyard.cube.fits.Hdu;
import org.steelyard.cube.fits.HeaderOverrides;
import org.steelyard.cube.fits.ImageFile;
import org.steelyard.photometry.Gaussians;
import org.steelyard.photometry.ImageModel;
import org.steelyard.photometry.PhotonNoise;
import org.steelyard.photometry.Psf;
import org.steelyard.photometry.StarlightMge;
import org.steelyard.photometry.calibration.Calibration;
import org.steelyard.potential.MgeTable;

/** The command {@code mge} on a drawn image whose truth is known, and on what no image can be fitted from. */
class MgeTest {

    private static final int N = 100;

    private static final double PIXEL = 0.1;

    private static final double SKY = 200;

    private static final Psf BLUR = Psf.round(new double[] {0.7, 0.3}, new double[] {1, 2.5});

    private static final Gaussians LIGHT =
            new Gaussians(new double[] {4e5, 1.6e6, 3e6}, new double[] {2, 6, 14}, new double[] {0.8, 0.6, 0.7});

    private static final ImageModel GALAXY = new ImageModel(LIGHT, 30, 50.3, 48.8, SKY, 0);

    /** Surface brightness within three times the 1 %, for the image is 16 times smaller than its. */
    private static final double BRIGHTNESS = 0.03;

    /** What the numbers of text files are rounded to. */
    private static final double DIGITS = 1e-5;

    private static final String[] CALIBRATED = {
        "--zero-point", "25.94 AB", "--exposure", "900 s", "--absolute-solar-magnitude", "4.52"
    };

    @TempDir
    static Path folder;

    private static double[] values;

    @BeforeAll
    static void draw() throws IOException {
        values = GALAXY.image(N, N, BLUR);
        PhotonNoise.add(values, 0, 11);
        write("good.fits", values, N, "electrons");
        Files.writeString(folder.resolve("psf.csv"), "weight,sigma\n0.7,0.1\n0.3,0.25\n");
    }

    private static Path write(String name, double[] pixels, int n, String unit) {
        SkyFrame frame = SkyFrame.northUp(Projection.TAN, 10, -20, n / 2, n / 2, PIXEL);
        Path file = folder.resolve(name);
        CubeWriter.writePlain(
                file, Hdu.of("SCI", new Image(pixels, n, n, frame, 0, 0, unit)), new FitsProvenance("test", List.of()));
        return file;
    }

    /** The drawn image with other values. */
    private static Path changed(String name, IntToDoubleFunction value) {
        double[] pixels = new double[N * N];
        Arrays.setAll(pixels, value);
        return write(name, pixels, N, "electrons");
    }

    private static Outcome mge(Path image, Object... more) {
        return Outcome.of(Stream.of(new Object[] {"mge", image}, more)
                .flatMap(Arrays::stream)
                .toArray());
    }

    private static Object[] with(Object... more) {
        return Stream.of((Object[]) CALIBRATED, more).flatMap(Arrays::stream).toArray();
    }

    @Test
    void tableOfAnImage() throws IOException {
        Path table = folder.resolve("light.ecsv");
        Path mask = Files.writeString(folder.resolve("corner.reg"), "image\ncircle(10,10,4)\n");
        Outcome outcome = mge(
                folder.resolve("good.fits"),
                with(
                        "--psf",
                        folder.resolve("psf.csv"),
                        "--extinction",
                        "0.1",
                        "--redshift",
                        "0.01",
                        "--mask",
                        mask,
                        "--distance",
                        "20 Mpc",
                        "--format",
                        "png,svg",
                        "-o",
                        table));
        assertEquals(ExitCode.DONE, outcome.code(), outcome.err());
        assertFalse(outcome.out().contains("chi2 within the effective radius"), "no dust: " + outcome.out());
        MgeTable read = MgeTable.read(table);
        Calibration calibration =
                Calibration.of(25.94, 900, PIXEL, 4.52).withExtinction(0.1).withRedshift(0.01, 0);
        MgeTable truth = new StarlightMge(LIGHT, calibration).table();
        for (double r : new double[] {0.1, 0.3, 1, 2}) {
            assertEquals(1, at(read, r, 0) / at(truth, r, 0), BRIGHTNESS, r + " arcsec");
            assertEquals(1, at(read, 0, r) / at(truth, 0, r), BRIGHTNESS, r + " arcsec, minor axis");
        }
        String header = Files.readString(table);
        for (String key : List.of(
                "image",
                "zero_point: \"25.94 AB\"",
                "magnitude_system: AB",
                "pixel_area",
                "extinction: \"0.1 mag\"",
                "k_correction",
                "redshift: \"0.01\"",
                "absolute_solar_magnitude: \"4.52 AB\"",
                "absolute_solar_magnitude_source: given",
                "sky:",
                "psf:",
                "corner.reg",
                "total_magnitude",
                "luminosity",
                "effective_radius",
                "point_source: \"0\"")) {
            assertTrue(header.contains(key), "the header says " + key);
        }
        for (String beside : List.of("light_covariance.ecsv", "light.png", "light.svg", "light_counts.txt")) {
            assertTrue(Files.size(folder.resolve(beside)) > 0, beside);
        }
        double[] left = ImageFile.read(folder.resolve("light_mask.fits"), HeaderOverrides.NONE)
                .values();
        assertEquals(1, left[9 * N + 9], "the region");
        assertEquals(2, left[0], "the edge");
        assertEquals(0, left[50 * N + 50], "the centre");

        Path again = folder.resolve("again.ecsv");
        Outcome counts = mge(
                folder.resolve("light_counts.txt"),
                with(
                        "--unit",
                        "electrons",
                        "--pixel",
                        "0.1 arcsec",
                        "--extinction",
                        "0.1",
                        "--redshift",
                        "0.01",
                        "-o",
                        again));
        assertEquals(ExitCode.DONE, counts.code(), counts.err());
        assertArrayEquals(
                read.surfaceBrightness(),
                MgeTable.read(again).surfaceBrightness(),
                DIGITS * read.surfaceBrightness()[0]);
        assertEquals(
                ExitCode.DONE,
                mge(
                                folder.resolve("light_counts.txt"),
                                with("--unit", "electrons", "--pixel", "0.1 arcsec", "-o", again))
                        .code(),
                "its own table is replaced");
        Outcome taken = mge(
                folder.resolve("light_counts.txt"),
                with("--unit", "electrons", "--pixel", "0.1 arcsec", "-o", folder.resolve("psf.csv")));
        assertEquals(ExitCode.INPUT, taken.code(), "a file of another hand is not");
    }

    private static double at(MgeTable mge, double x, double y) {
        double sum = 0;
        for (int k = 0; k < mge.sigmaArcsec().length; k++) {
            double u = x / mge.sigmaArcsec()[k];
            double v = y / (mge.sigmaArcsec()[k] * mge.axisRatio()[k]);
            sum += mge.surfaceBrightness()[k] * Math.exp(-0.5 * (u * u + v * v));
        }
        return sum;
    }

    /** One line that has a word, exit code 2, and no file left. */
    private static void refused(String word, Path image, Object... more) throws IOException {
        Path own = Files.createTempDirectory(folder, "refused");
        Object[] all = Stream.of(more, new Object[] {"-o", own.resolve("t.ecsv")})
                .flatMap(Arrays::stream)
                .toArray();
        Outcome outcome = mge(image, all);
        String message = outcome.err().strip();
        assertEquals(ExitCode.INPUT, outcome.code(), word + ": " + message + outcome.out());
        assertTrue(message.contains(word) && !message.contains("\n"), word + " in: " + message);
        try (Stream<Path> left = Files.list(own)) {
            assertEquals(List.of(), left.toList(), "nothing is written");
        }
    }

    @Test
    void whatCannotBeFittedIsRefused() throws IOException {
        Path good = folder.resolve("good.fits");
        Object[] blurred = with("--psf", "0.2 arcsec");
        refused("--psf", good, with());
        refused(
                "zero-point is missing",
                good,
                "--psf",
                "none",
                "--exposure",
                "900 s",
                "--absolute-solar-magnitude",
                4.5);
        refused("system", good, "--psf", "none", "--zero-point", "25.9", "--exposure", "900 s", "--band", "2MASS H");
        refused("exposure", good, "--psf", "none", "--zero-point", "25.9 AB", "--band", "2MASS H");
        refused("band 'Q'", good, "--psf", "none", "--zero-point", "25.9 AB", "--exposure", "1 s", "--band", "Q");
        refused("Sun", good, "--psf", "none", "--zero-point", "25.9 AB", "--exposure", "1 s");
        for (int level : new int[] {400, 1000, 4000}) {
            refused("saturated", good, with("--psf", "0.2 arcsec", "--saturation", level));
        }
        Path hole = changed("hole.fits", p -> Math.hypot(p % N - 50.3, p / N - 48.8) < 4 ? Double.NaN : values[p]);
        refused("centre", hole, blurred);
        Path negative = changed("negative.fits", p -> values[p] - 800);
        refused("negative", negative, blurred);
        Path flat = changed("flat.fits", p -> Double.NaN);
        refused("flat.fits", flat, blurred);
        Path two = changed("two.fits", p -> values[p] + values[Math.floorMod(p + 30 * N + 40, N * N)]);
        refused("two galaxies", two, blurred);
        double[] empty = new double[N * N];
        Arrays.fill(empty, SKY);
        PhotonNoise.add(empty, 0, 12);
        refused("no galaxy found", write("sky.fits", empty, N, "electrons"), blurred);
        Path all = Files.writeString(folder.resolve("all.reg"), "image\nbox(50,50,300,300)\n");
        refused("mask", good, with("--psf", "0.2 arcsec", "--mask", all));
        refused("PSF", good, with("--psf", "20 arcsec"));
        double[] psf = new double[121];
        psf[60] = 3;
        refused("normalised", good, with("--psf", write("psf3.fits", psf, 11, "")));
        double[] large = new double[121 * 121];
        large[60 * 121 + 60] = 1;
        refused("larger", good, with("--psf", write("large.fits", large, 121, "")));
        refused("deprojected", good, with("--psf", "0.2 arcsec", "--inclination", "30 deg"));
        Path none = folder.resolve("no.fits");
        refused("no.fits", none, blurred);
        refused("unit", write("unknown.fits", values, N, ""), blurred);
    }

    @Test
    void dustIsTold() {
        Path dusty = changed("dusty.fits", p -> {
            double x = p % N - 54;
            int row = p / N;
            double y = row - 46;
            return SKY + (values[p] - SKY) * (1 - 0.4 * Math.exp(-0.02 * (x * x + y * y)));
        });
        Outcome outcome = mge(dusty, with("--psf", "none", "--no-source-mask", "-o", folder.resolve("dusty.ecsv")));
        assertEquals(ExitCode.DONE, outcome.code(), outcome.err());
        assertTrue(outcome.out().contains("note: reduced chi2"), outcome.out());
    }

    @Test
    void profiles() throws IOException {
        Path table = folder.resolve("sersic.ecsv");
        Outcome outcome = Outcome.of(
                "mge",
                "--profile",
                "sersic 5000 2 4",
                "--from",
                "0.01 arcsec",
                "--to",
                "50 arcsec",
                "--axis-ratio",
                0.6,
                "-o",
                table);
        assertEquals(ExitCode.DONE, outcome.code(), outcome.err());
        MgeTable mge = MgeTable.read(table);
        assertEquals(1, at(mge, 2, 0) / 5000, BRIGHTNESS);
        assertEquals(0.6, mge.axisRatio()[0]);
        StringBuilder rows = new StringBuilder("radius,mu\n");
        for (double r = 0.02; r < 30; r *= 1.1) {
            rows.append(r)
                    .append(',')
                    .append(4.52 + 21.572 - 2.5 * Math.log10(at(mge, r, 0)))
                    .append('\n');
        }
        Path profile = Files.writeString(folder.resolve("profile.csv"), rows);
        Path again = folder.resolve("profile.ecsv");
        Outcome read = mge(profile, "--zero-point", "0 AB", "--absolute-solar-magnitude", "4.52", "-o", again);
        assertEquals(ExitCode.DONE, read.code(), read.err());
        for (double r : new double[] {0.05, 0.5, 5, 20}) {
            assertEquals(1, at(MgeTable.read(again), r, 0) / at(mge, r, 0), BRIGHTNESS, r + " arcsec");
        }
        Outcome wrong = Outcome.of(
                "mge",
                "--profile",
                "king 1 2",
                "--from",
                "0.01 arcsec",
                "--to",
                "5 arcsec",
                "-o",
                folder.resolve("king.ecsv"));
        assertEquals(ExitCode.INPUT, wrong.code());
        assertFalse(Files.exists(folder.resolve("king.ecsv")));
        refused(
                "inclination",
                profile,
                "--zero-point",
                "0 AB",
                "--absolute-solar-magnitude",
                "4.52",
                "--axis-ratio",
                0.5,
                "--inclination",
                "55 deg");
    }

    /** The sectors of the drawn image are noisier than its pixels. */
    private static final double BRIGHTNESS_OF_SECTORS = 0.05;

    @Test
    void photometryAlongSectors() throws IOException {
        Path table = folder.resolve("pixels.ecsv");
        Path psf = folder.resolve("psf.csv");
        assertEquals(
                ExitCode.DONE,
                mge(folder.resolve("good.fits"), with("--psf", psf, "--format", "none", "-o", table))
                        .code());
        Path sectors = folder.resolve("pixels_sectors.ecsv");
        Path again = folder.resolve("sectors_mge.ecsv");
        Outcome outcome = mge(sectors, "--psf", psf, "-o", again);
        assertEquals(ExitCode.DONE, outcome.code(), outcome.err());
        assertTrue(outcome.out().contains("mean_deviation") && outcome.out().contains("no error"), outcome.out());
        MgeTable truth = new StarlightMge(LIGHT, Calibration.of(25.94, 900, PIXEL, 4.52)).table();
        for (double r : new double[] {0.3, 1, 2}) {
            assertEquals(1, at(MgeTable.read(again), r, 0) / at(truth, r, 0), BRIGHTNESS_OF_SECTORS, r + " arcsec");
            assertEquals(
                    1,
                    at(MgeTable.read(again), 0, r) / at(truth, 0, r),
                    BRIGHTNESS_OF_SECTORS,
                    r + " arcsec, minor axis");
        }
        refused("--psf is missing", sectors);
        Path two =
                Files.writeString(folder.resolve("two.csv"), "radius,angle,surface_brightness\n0.1,0,90\n0.2,90,40\n");
        refused("2 points are too few", two, "--psf", psf, "--pixel", "0.1 arcsec");
        Files.writeString(
                two,
                "radius,angle,surface_brightness\n0.1,0,90\n0.1,30,80\n0.1,60,70\n0.1,90,60\n0.2,0,50\n0.2,90,40\n");
        refused("2 radii are too few", two, "--psf", psf, "--pixel", "0.1 arcsec");
        Path radians = Files.writeString(
                folder.resolve("radians.csv"),
                "radius,angle,surface_brightness\n1,0,90\n1,1.5,40\n2,0,50\n2,1.5,9\n3,0,20\n3,1.5,1\n");
        Outcome told = mge(radians, "--psf", psf, "--pixel", "0.1 arcsec", "-o", folder.resolve("radians.ecsv"));
        assertTrue(told.out().contains("is large"), told.out() + told.err());
        refused("table with", sectors, "--psf", "psf.fits");
        refused("--axis-ratio", sectors, "--psf", psf, "--axis-ratio", 0.5);
        Path bare = Files.writeString(
                folder.resolve("bare.csv"), "radius,angle,surface_brightness\n0.1,0,90\n0.2,90,40\n0.3,120,7\n");
        refused("row 3: angle 120", bare, "--psf", psf, "--pixel", "0.1 arcsec");
        Files.writeString(bare, "radius,angle,surface_brightness\n0.1,0,90\n0.2,90,40\n0.3,45,7\n");
        refused("--pixel is missing", bare, "--psf", psf);
        Files.writeString(bare, "radius,angle,surface_brightness\n0.1,0,90\n0.2,90,-40\n0.3,45,7\n");
        refused("point 2", bare, "--psf", psf, "--pixel", "0.1 arcsec");
        Files.writeString(bare, "radius,surface_brightness\n0.1,90\n0.2,40\n0.3,7\n");
        refused("--psf: ", bare, "--psf", psf);
    }

    /** An option that a source would ignore is refused. */
    @Test
    void optionsOfAnotherSourceAreRefused() throws IOException {
        Path profile = Files.writeString(
                folder.resolve("along.csv"), "radius,surface_brightness\n0.1,90\n0.2,40\n0.3,7\n0.4,2\n");
        refused("--redshift, --zero-point: ", profile, "--zero-point", "25 AB", "--redshift", 0.01);
        refused("--point-source: ", profile, "--point-source");
        refused("--dust-radius: ", profile, "--dust-radius", "1 arcsec");
        refused("--distance: ", profile, "--distance", "17 Mpc");
        refused("--axis-ratio: ", folder.resolve("good.fits"), with("--psf", "none", "--axis-ratio", 0.5));
    }

    @Test
    void aGalaxyBelowTheNoiseOfAPixelHasNoSectors() throws IOException {
        Gaussians faint = new Gaussians(new double[] {6000}, new double[] {14}, new double[] {0.7});
        double[] pixels = new ImageModel(faint, 30, 50.3, 48.8, SKY, 0).image(N, N, BLUR);
        Path image = write("faint.fits", pixels, N, "electrons");
        Path table = folder.resolve("faint.ecsv");
        Outcome outcome = mge(image, with("--psf", "none", "--format", "none", "-o", table));
        assertEquals(ExitCode.DONE, outcome.code(), outcome.err());
        assertTrue(Files.exists(table) && !Files.exists(folder.resolve("faint_sectors.ecsv")));
    }

    @Test
    void galfit() throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "A) image.fits  # Input",
                "J) 25.94  # zero-point",
                "K) 0.1 0.1  # plate scale",
                "0) gaussian  # object type",
                "1) 50 50 1 1",
                "3) 15.000 1  # total magnitude",
                "4) 4.70964 1  # FWHM [pix]",
                "9) 0.8 1",
                "10) -60 1",
                "Z) 0",
                "0) gaussian",
                "3) [14.0] 0",
                "4) *23.548200* 1",
                "9) 0.7 1",
                "10) 119.9 1",
                "0) sky",
                "1) 1.2 1"));
        Path file = Files.write(folder.resolve("galfit.01"), lines);
        Path table = folder.resolve("galfit.ecsv");
        Outcome outcome = mge(file, "--zero-point", "25.94 AB", "--absolute-solar-magnitude", "4.52", "-o", table);
        assertEquals(ExitCode.DONE, outcome.code(), outcome.err());
        MgeTable mge = MgeTable.read(table);
        assertArrayEquals(new double[] {0.2, 1}, mge.sigmaArcsec(), DIGITS);
        // Total magnitude m, sigma and q: mu_0 = m + 2.5 log10(2 pi q sigma^2), I = 10^(0.4 (M_sun + 21.572 - mu_0)).
        double mu = 14 + 2.5 * Math.log10(2 * Math.PI * 0.7);
        double solar = Math.pow(10, 0.4 * (4.52 + 21.572125 - mu));
        assertEquals(solar, mge.surfaceBrightness()[1], DIGITS * solar);
        refused("--pixel, --psf: ", file, "--psf", "none", "--pixel", "0.1 arcsec", "--zero-point", "25.94 AB");
        refused("J)", file, "--zero-point", "24 AB", "--absolute-solar-magnitude", "4.52");
        lines.set(3, "0) sersic");
        refused(
                "sersic",
                Files.write(folder.resolve("galfit.02"), lines),
                "--zero-point",
                "25.94 AB",
                "--absolute-solar-magnitude",
                "4.52");
    }
}
