// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.cube.Image;
import org.steelyard.cube.Projection;
import org.steelyard.cube.SkyFrame;
import org.steelyard.cube.fits.CubeWriter;
import org.steelyard.cube.fits.FitsProvenance;
import org.steelyard.cube.fits.Hdu;
import org.steelyard.fit.SavedFit;
import org.steelyard.photometry.Gaussians;
import org.steelyard.photometry.ImageModel;
import org.steelyard.photometry.PhotonNoise;
import org.steelyard.photometry.Psf;
import org.steelyard.photometry.StarlightMge;
import org.steelyard.photometry.calibration.Calibration;
import org.steelyard.photometry.file.StarlightTable;
import org.steelyard.potential.MgeTable;

/** A fit that starts from an image: image and cube are simulated from one truth, and M_BH comes out. */
class FitFromAnImageTest {

    private static final int N = 100;

    private static final double PIXEL = 0.1;

    private static final double SKY = 200;

    private static final Psf BLUR = Psf.round(new double[] {0.7, 0.3}, new double[] {1, 2.5});

    private static final Gaussians LIGHT =
            new Gaussians(new double[] {4e5, 1.6e6, 3e6}, new double[] {2, 6, 14}, new double[] {0.8, 0.75, 0.77});

    private static final Calibration CALIBRATION =
            Calibration.of(25.94, 900, PIXEL, 4.52).withExtinction(0.1).withRedshift(0.0033, 0);

    /** Quoted errors that M_BH may be from the truth: one seed of noise falls within them in 99.7 % of all. */
    private static final double SIGMAS = 3;

    /** Share of the truth that M_BH may be from it: three times the error of this cube, about 6 %. */
    private static final double MASS = 0.2;

    /** Quoted errors by which starlight or start may change M_BH: the image knows the starlight far better than the cube does. */
    private static final double PHOTOMETRY = 0.1;

    private static final double TRUTH = 1e8;

    private static final String STARS = """
            [potential]
            mge = "truth.ecsv"
            """;

    private static final String STARLIGHT = """
            [starlight]
            image = "image.fits"
            psf = "psf.csv"
            zero_point = "25.94 AB"
            exposure = "900 s"
            absolute_solar_magnitude = 4.52
            extinction = 0.1
            redshift = 0.0033
            """;

    @TempDir
    static Path folder;

    private static Path config;

    @BeforeAll
    static void simulate() throws IOException {
        StarlightTable.write(new StarlightMge(LIGHT, CALIBRATION).table(), Map.of(), folder.resolve("truth.ecsv"));
        String disk = SmallDisk.TOML.replace("[parameters]", "[parameters]\nmass_to_light = 1.0");
        Path truth = Files.writeString(folder.resolve("truth.toml"), disk + STARS);
        Path cube = folder.resolve("cube.fits");
        run("simulate", truth, "--noise", "0.3 mJy/beam", "--seed", 5, "-o", cube);
        double[] values = new ImageModel(LIGHT, 30, 50.3, 48.8, SKY, 0).image(N, N, BLUR);
        PhotonNoise.add(values, 0, 12);
        SkyFrame frame = SkyFrame.northUp(Projection.TAN, 10, -20, N / 2, N / 2, PIXEL);
        CubeWriter.writePlain(
                folder.resolve("image.fits"),
                Hdu.of("SCI", new Image(values, N, N, frame, 0, 0, "electrons")),
                new FitsProvenance("test", List.of()));
        Files.writeString(folder.resolve("psf.csv"), "weight,sigma\n0.7,0.1\n0.3,0.25\n");
        config = Files.writeString(folder.resolve("galaxy.toml"), """
                [data]
                cube = "cube.fits"
                [galaxy]
                angular_diameter_distance = "20 Mpc"
                [disk]
                surface_brightness = "gaussian"
                [fit]
                starts = 0
                [parameters]
                mbh = "5e7 Msun"
                mass_to_light = 0.8
                inclination = "47 deg"
                position_angle = "195 deg"
                vsys = "1005 km/s"
                dispersion = "12 km/s"
                sb_radius = "0.6 arcsec"
                """ + STARLIGHT);
    }

    private static Outcome run(Object... args) {
        Outcome outcome = Outcome.of(args);
        assertEquals(ExitCode.DONE, outcome.code(), outcome.err());
        return outcome;
    }

    private static JsonNode result(Path run) throws IOException {
        return new ObjectMapper().readTree(run.resolve("result.json").toFile());
    }

    @Test
    @Tag("slow")
    void theMassIsThatOfTheTruth() throws IOException {
        Path run = folder.resolve("galaxy.run");
        run("fit", config, "-o", run);
        JsonNode mass = result(run).at("/parameters/mbh");
        double off = mass.get("value").doubleValue() - TRUTH;
        assertEquals(0, off / mass.get("error").doubleValue(), SIGMAS, mass.toString());
        assertEquals(0, off / TRUTH, MASS, mass.toString());

        assertTrue(mass.get("error_photometric").doubleValue() > 0, mass.toString());
        assertTrue(
                mass.get("error_photometric").doubleValue() < mass.get("error").doubleValue(), mass.toString());

        // A table that is set on the command line takes the place of the image.
        Path table = folder.resolve("table.run");
        run("fit", config, "-s", "potential.mge=truth.ecsv", "-o", table, "--format", "none");
        assertFalse(Files.exists(table.resolve("mge.ecsv")));
        assertEquals(0, difference(mass, result(table)), PHOTOMETRY, "M_BH with the true starlight");

        for (String file : List.of(
                "mge.ecsv", "mge_covariance.ecsv", "mge_mask.fits", "figures/starlight.png", "figures/starlight.svg")) {
            assertTrue(Files.size(run.resolve(file)) > 0, file);
        }
        assertTrue(MgeTable.read(run.resolve("mge.ecsv")).sigmaArcsec().length >= 3);
        List<String> made = new ArrayList<>();
        for (JsonNode input : result(run).get("inputs")) {
            Path file = folder.resolve(input.get("file").asText());
            assertEquals(SavedFit.checksum(file), input.get("sha256").asText(), file + " in result.json");
            if (input.has("into")) {
                assertEquals("mge.ecsv", input.get("into").asText());
                made.add(file.getFileName().toString());
            }
        }
        assertEquals(List.of("image.fits", "psf.csv"), made);
        String resolved = Files.readString(run.resolve("config.resolved.toml"));
        assertTrue(resolved.contains("mge_covariance = \"mge_covariance.ecsv\""), resolved);
        assertTrue(resolved.contains("mge = \"mge.ecsv\"") && !resolved.contains("[starlight]"), resolved);
        assertPage(run);

        // Without the image: the errors, a second fit and the figures take the table.
        Path image = Files.move(folder.resolve("image.fits"), folder.resolve("away.fits"));
        try {
            run("errors", run, "--monte-carlo", 4);
            assertPage(run);
            Path again = folder.resolve("again.run");
            run("fit", run.resolve("config.resolved.toml"), "-o", again, "--format", "none");
            assertEquals(0, difference(mass, result(again)), PHOTOMETRY, "the second fit ends elsewhere");
            run("plot", run, "--format", "svg");
        } finally {
            Files.move(image, folder.resolve("image.fits"));
        }
    }

    @Test
    @Tag("slow")
    void aSetOfCorrectionsForDustIsInTheErrors() throws IOException {
        Path run = folder.resolve("dust.run");
        String[] dust = {"-s", "starlight.dust_grid=[0, 1]", "-s", "starlight.dust_radius=\"0.8 arcsec\""};
        run("fit", config, dust[0], dust[1], dust[2], dust[3], "-o", run, "--format", "none");
        List<String> set = List.of("mge_masked.ecsv", "mge_grid_0.0.ecsv", "mge_grid_1.0.ecsv");
        String resolved = Files.readString(run.resolve("config.resolved.toml"));
        for (String table : set) {
            assertTrue(resolved.lines().anyMatch(line -> line.startsWith("mge_set = ") && line.contains(table)), table);
            assertTrue(MgeTable.read(run.resolve(table)).sigmaArcsec().length > 0, table);
        }
        assertEquals(0.5, MgeTable.weight(run.resolve("mge_grid_1.0.ecsv")));
        Path plain = folder.resolve("plain.run");
        run("fit", config, "-o", plain, "--format", "none");
        JsonNode ratio = result(run).at("/parameters/mass_to_light");
        double known =
                result(plain).at("/parameters/mass_to_light/error_photometric").doubleValue();
        assertTrue(ratio.get("error_photometric").doubleValue() > 2 * known, ratio + " and without dust " + known);
        run("errors", run, "--monte-carlo", 4);
    }

    /** M_BH of another fit minus this one, in quoted errors. */
    private static double difference(JsonNode mass, JsonNode other) {
        double there = other.at("/parameters/mbh/value").doubleValue();
        return (there - mass.get("value").doubleValue()) / mass.get("error").doubleValue();
    }

    private static void assertPage(Path run) throws IOException {
        String page = Files.readString(run.resolve("report.html"));
        int section = page.indexOf("<h2>Starlight</h2>");
        assertTrue(section > 0 && page.indexOf("data:image/png", section) > 0, "the figure of the image");
        assertTrue(page.indexOf("Axis ratio", section) > 0, "the Gaussians");
    }

    /** One line that has a word, exit code 2, and nothing written. */
    private static void refused(String word, String... changed) throws IOException {
        Path run = folder.resolve("refused.run");
        List<String> before = files();
        Object[] args = Stream.concat(
                        Stream.of("fit", config.toString(), "-o", run.toString()),
                        Arrays.stream(changed).flatMap(change -> Stream.of("-s", change)))
                .toArray();
        Outcome outcome = Outcome.of(args);
        String message = outcome.err().strip();
        assertEquals(ExitCode.INPUT, outcome.code(), word + ": " + message);
        assertTrue(message.contains(word) && !message.contains("\n"), word + " in: " + message);
        assertFalse(message.contains(System.getProperty("java.io.tmpdir") + "/steelyard-"), message);
        assertEquals(before, files(), "nothing is written");
    }

    private static List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString).sorted().toList();
        }
    }

    @Test
    void whatIsWrongIsToldInOneLine() throws IOException {
        refused("starlight.psf", "starlight.psff=psf.csv");
        refused("\"900 s\"", "starlight.exposure=900");
        refused("starlight.exposure", "starlight.exposure=-900 s");
        refused("starlight.image: ", "starlight.image=none.fits");
        refused("starlight.psf: ", "starlight.psf=none.fits");
        refused("none.reg: does not exist", "starlight.mask=[\"none.reg\"]");
        refused("does not say its system", "starlight.zero_point=25.94");
        refused("give one of them", "starlight.band=2MASS H");
        refused("PSF", "starlight.psf=20 arcsec");
        refused("deprojected", "parameters.inclination.start=30 deg");
        refused("starlight.gaussians", "starlight.gaussians=0");
        Path both = Files.writeString(folder.resolve("both.toml"), Files.readString(config) + STARS);
        Outcome outcome = Outcome.of("fit", both);
        assertEquals(ExitCode.INPUT, outcome.code());
        assertTrue(outcome.err().contains("potential.mge and starlight.image each give the stars"), outcome.err());
        Path missing = Files.writeString(
                folder.resolve("missing.toml"), Files.readString(config).replace("psf = \"psf.csv\"\n", ""));
        assertTrue(Outcome.of("fit", missing).err().contains("starlight.psf is missing"));
        Files.delete(both);
        Files.delete(missing);
        Outcome speeds = Outcome.of("vcirc", config);
        assertEquals(ExitCode.INPUT, speeds.code(), "speeds without the stars");
    }

    @Test
    void initKeepsTheImage() throws IOException {
        Path made = folder.resolve("made.toml");
        List<Object> args = new ArrayList<>(List.of("init", folder.resolve("cube.fits"), "-o", made));
        STARLIGHT
                .lines()
                .skip(1)
                .map(line -> line.replaceFirst(" = ", "=")
                        .replace("\"image.fits\"", "\"" + folder.resolve("image.fits") + "\"")
                        .replace("\"psf.csv\"", "\"" + folder.resolve("psf.csv") + "\""))
                .forEach(key -> args.addAll(List.of("-s", "starlight." + key)));
        Outcome far = run(args.toArray());
        assertTrue(far.out().contains("v_sys / 70"), "a distance is measured without the stars: " + far.out());
        Files.delete(made);
        args.addAll(List.of("-s", "galaxy.distance=20 Mpc"));
        Outcome outcome = run(args.toArray());
        assertFalse(outcome.out().contains("no stars"), outcome.out());
        String text = Files.readString(made);
        assertTrue(text.contains("\nimage = \"image.fits\"") && text.contains("\npsf = \"psf.csv\""), text);
        assertTrue(text.contains("\n# mge = ") && text.contains("\nmass_to_light = "), text);
    }
}
