// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
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
import org.steelyard.photometry.StarlightMge;
import org.steelyard.photometry.calibration.Calibration;
import org.steelyard.potential.MgeTable;

/** The command {@code mge} on a galaxy with a dust disk, drawn by sub-pixels and a PSF that sums over them. */
class MgeDustTest {

    private static final int N = 64;

    private static final double PIXEL = 0.1;

    private static final double SKY = 200;

    /** Sub-pixels along a pixel. */
    private static final int FINE = 3;

    /** [pixel] Sigma of the PSF. */
    private static final double BLUR = 1.1;

    private static final double INCLINATION = 65;

    private static final double ANGLE = 30;

    private static final double RATIO = 3.1;

    /** [mag] Extinction at the centre; the colour of an embedded disk is about the same for half of it. */
    private static final double CENTRAL = 1.0;

    /** [pixel] Sigma of the extinction. */
    private static final double SCALE = 5;

    private static final Gaussians LIGHT =
            new Gaussians(new double[] {8e5, 2.5e6, 4e6}, new double[] {1.5, 4, 9}, new double[] {0.8, 0.7, 0.7});

    /** The limit on the circular speed, 3 %, is 6 % in light. */
    private static final double LIGHT_ERROR = 0.06;

    @TempDir
    static Path folder;

    @BeforeAll
    static void draw() throws IOException {
        write("h.fits", image(1, 1, 5), 10);
        write("i.fits", image(RATIO, 0.6, 6), 10);
        write("small.fits", new double[40 * 40], 10);
        write("elsewhere.fits", image(RATIO, 0.6, 6), 11);
        write("clear.fits", image(0, 0.6, 7), 10);
        write("clear_h.fits", image(0, 1, 8), 10);
    }

    private static double[] image(double ratio, double colour, long seed) {
        int side = N * FINE;
        double[] fine = new double[side * side];
        double cos = Math.cos(Math.toRadians(ANGLE));
        double sin = Math.sin(Math.toRadians(ANGLE));
        for (int k = 0; k < fine.length; k++) {
            int line = k / side;
            double x = (k % side + 0.5) / FINE - 0.5 - 32.3;
            double y = (line + 0.5) / FINE - 0.5 - 30.8;
            double u = x * cos + y * sin;
            double v = y * cos - x * sin;
            double r = Math.hypot(u, v / Math.cos(Math.toRadians(INCLINATION)));
            double a = ratio * CENTRAL * Math.exp(-0.5 * r * r / (SCALE * SCALE));
            fine[k] = colour * LIGHT.at(u, v) * 0.5 * (1 + Math.pow(10, -0.4 * a)) / (FINE * FINE);
        }
        double[] blurred = transposedBlur(transposedBlur(fine, side), side);
        double[] values = new double[N * N];
        for (int k = 0; k < blurred.length; k++) {
            values[k / side / FINE * N + k % side / FINE] += blurred[k];
        }
        var normal = ZigguratSampler.NormalizedGaussian.of(RandomSource.XO_RO_SHI_RO_128_PP.create(seed));
        for (int p = 0; p < values.length; p++) {
            values[p] += SKY + Math.sqrt(values[p] + SKY) * normal.sample();
        }
        return values;
    }

    private static double[] transposedBlur(double[] in, int side) {
        int reach = (int) Math.ceil(4 * BLUR * FINE);
        double[] weight = new double[2 * reach + 1];
        Arrays.setAll(weight, i -> Math.exp(-0.5 * Math.pow((i - reach) / (BLUR * FINE), 2)));
        double sum = Arrays.stream(weight).sum();
        double[] out = new double[in.length];
        for (int k = 0; k < in.length; k++) {
            for (int i = 0; i < weight.length; i++) {
                int x = Math.max(0, Math.min(side - 1, k % side + i - reach));
                out[k % side * side + k / side] += in[k / side * side + x] * weight[i] / sum;
            }
        }
        return out;
    }

    private static void write(String name, double[] pixels, double ra) {
        int n = (int) Math.sqrt(pixels.length);
        SkyFrame frame = SkyFrame.northUp(Projection.TAN, ra, -20, n / 2, n / 2, PIXEL);
        CubeWriter.writePlain(
                folder.resolve(name),
                Hdu.of("SCI", new Image(pixels, n, n, frame, 0, 0, "electrons")),
                new FitsProvenance("test", List.of()));
    }

    private static Outcome mge(String image, Path table, Object... more) {
        Object[] usual = {
            "mge",
            folder.resolve(image),
            "--psf",
            2.3548 * BLUR * PIXEL + " arcsec",
            "--zero-point",
            "25.94 AB",
            "--exposure",
            "900 s",
            "--absolute-solar-magnitude",
            "4.52",
            "--inclination",
            INCLINATION + " deg",
            "--no-point-source",
            "-o",
            table
        };
        return Outcome.of(Stream.of(usual, more).flatMap(Arrays::stream).toArray());
    }

    private static Object[] second(String name, Object... more) {
        Object[] usual = {
            "--second-band", folder.resolve(name), "--second-zero-point", "25.5 AB", "--second-exposure", "700 s"
        };
        return Stream.of(usual, more).flatMap(Arrays::stream).toArray();
    }

    private static double at(MgeTable mge, double r) {
        double sum = 0;
        for (int k = 0; k < mge.sigmaArcsec().length; k++) {
            double u = r / mge.sigmaArcsec()[k];
            sum += mge.surfaceBrightness()[k] * Math.exp(-0.5 * u * u);
        }
        return sum;
    }

    private static double weight(Path table) throws IOException {
        Matcher matcher = Pattern.compile("weight: \"([^\"]*)\"").matcher(Files.readString(table));
        assertTrue(matcher.find(), table + " has a weight");
        return Double.parseDouble(matcher.group(1));
    }

    @Test
    void secondBandGivesTheStarlightBack() throws IOException {
        Path table = folder.resolve("mge.ecsv");
        Outcome outcome = mge("h.fits", table, second("i.fits", "--extinction-ratio", RATIO));
        assertEquals(ExitCode.DONE, outcome.code(), outcome.err());
        MgeTable truth = new StarlightMge(LIGHT, Calibration.of(25.94, 900, PIXEL, 4.52)).table();
        MgeTable corrected = MgeTable.read(table);
        MgeTable less = MgeTable.read(folder.resolve("mge_corrected_less.ecsv"));
        MgeTable more = MgeTable.read(folder.resolve("mge_corrected_more.ecsv"));
        for (double r : new double[] {0.1, 0.3, 0.6, 1, 1.5}) {
            assertEquals(1, at(corrected, r) / at(truth, r), LIGHT_ERROR, r + " arcsec: " + outcome.out());
        }
        assertTrue(at(less, 0.3) < at(corrected, 0.3) && at(corrected, 0.3) < at(more, 0.3), "the set brackets");
        assertTrue(at(MgeTable.read(folder.resolve("mge_original.ecsv")), 0.3) < 0.85 * at(truth, 0.3), "the bias");
        double sum = 0;
        for (String name : List.of("original", "masked", "corrected_less", "corrected", "corrected_more")) {
            sum += weight(folder.resolve("mge_" + name + ".ecsv"));
        }
        assertEquals(1, sum, 1e-5, "weights are printed to six digits");
        assertFalse(outcome.out().contains("chi2 within the effective radius"), outcome.out());
        double[] mask = ImageFile.read(folder.resolve("mge_dust_mask.fits"), HeaderOverrides.NONE)
                .values();
        assertEquals(1, mask[31 * N + 32], "the centre is dusty");
        assertEquals(0, mask[58 * N + 58], "the corner is not");
    }

    @Test
    void gridOfExtinctions() throws IOException {
        Path table = folder.resolve("grid.ecsv");
        Outcome outcome = mge("h.fits", table, "--dust-grid", "0,1", "--dust-radius", 0.2 * SCALE + " arcsec");
        assertEquals(ExitCode.DONE, outcome.code(), outcome.err());
        MgeTable truth = new StarlightMge(LIGHT, Calibration.of(25.94, 900, PIXEL, 4.52)).table();
        Path one = folder.resolve("grid_grid_1.0.ecsv");
        assertEquals(1, at(MgeTable.read(one), 0.3) / at(truth, 0.3), LIGHT_ERROR, "the extinction it was drawn with");
        assertEquals(0.5, weight(one));
        assertEquals(
                at(MgeTable.read(folder.resolve("grid_grid_0.0.ecsv")), 0.3),
                at(MgeTable.read(table), 0.3),
                1e-9 * at(truth, 0.3),
                "the table is the original");
    }

    @Test
    void newTableLeavesNoFileOfAnEarlierOne() throws IOException {
        Path own = Files.createTempDirectory(folder, "again");
        Path table = own.resolve("light.ecsv");
        Path mine = Files.writeString(own.resolve("light_notes.txt"), "of the user");
        Outcome dusty = mge("h.fits", table, "--dust-grid", "1", "--dust-radius", "1 arcsec", "--format", "svg");
        assertEquals(ExitCode.DONE, dusty.code(), dusty.err());
        assertTrue(Files.exists(own.resolve("light_grid_1.0.ecsv")) && Files.exists(own.resolve("light.svg")));
        Outcome plain = mge("h.fits", table, "--format", "png");
        assertEquals(ExitCode.DONE, plain.code(), plain.err());
        for (String gone : List.of("_grid_1.0.ecsv", "_original.ecsv", "_masked.ecsv", ".svg")) {
            assertFalse(Files.exists(own.resolve("light" + gone)), gone + " of the earlier table");
        }
        assertTrue(Files.exists(own.resolve("light.png")) && Files.exists(mine), "what is new, and what is another's");
    }

    private static void refused(String word, String image, Object... more) throws IOException {
        Path own = Files.createTempDirectory(folder, "refused");
        Outcome outcome = mge(image, own.resolve("t.ecsv"), more);
        String message = outcome.err().strip();
        assertEquals(ExitCode.INPUT, outcome.code(), word + ": " + message + outcome.out());
        assertTrue(message.contains(word) && !message.contains("\n"), word + " in: " + message);
        try (Stream<Path> left = Files.list(own)) {
            assertEquals(List.of(), left.toList(), "nothing is written");
        }
    }

    @Test
    void whatCannotBeCorrectedIsRefused() throws IOException {
        Object[] ratio = {"--extinction-ratio", RATIO};
        refused(
                "--second-band " + folder.resolve("small.fits") + ": has 40 x 40 pixels",
                "h.fits",
                second("small.fits", ratio));
        refused("resample", "h.fits", second("elsewhere.fits", ratio));
        refused("bluer", "h.fits", second("i.fits", "--extinction-ratio", 0.9));
        refused("--extinction-ratio is missing", "h.fits", second("i.fits"));
        refused("micrometres", "h.fits", second("i.fits", "--wavelength", 1.6, "--second-wavelength", 10));
        refused(
                "zero-point is missing",
                "h.fits",
                "--second-band",
                folder.resolve("i.fits"),
                "--second-exposure",
                "700 s",
                "--extinction-ratio",
                3);
        refused("no.fits", "h.fits", second("no.fits", ratio));
        refused("--second-band is missing", "h.fits", ratio);
        refused("exclude", "h.fits", second("i.fits", "--extinction-ratio", 3, "--dust-grid", "1"));
        refused("--dust-radius", "h.fits", "--dust-grid", "0,1");
        refused("0 to 10", "h.fits", "--dust-grid", "-1", "--dust-radius", "1 arcsec");
        refused("0 to 10", "h.fits", "--dust-grid", "0,11", "--dust-radius", "1 arcsec");
        refused("'NaN' is no finite number", "h.fits", "--dust-grid", "0,NaN", "--dust-radius", "1 arcsec");
        refused("below 90", "h.fits", second("i.fits", "--extinction-ratio", 3, "--dust-inclination", "90 deg"));
        refused("no dust", "clear_h.fits", second("clear.fits", ratio));
        refused("overlap", "h.fits", second("i.fits", "--extinction-ratio", 3, "--dust-radius", "40 arcsec"));
    }
}
