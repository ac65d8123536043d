// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.cube.Beam;
import org.steelyard.cube.BeamTable;
import org.steelyard.cube.Image;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.fits.CubeFile;
import org.steelyard.cube.fits.CubeWriter;
import org.steelyard.cube.fits.FitsProvenance;
import org.steelyard.cube.fits.Hdu;
import org.steelyard.cube.fits.HeaderOverrides;
import org.steelyard.cube.fits.ImageFile;

/** The command {@code simulate} writes the cube, its noise, its maps and the file with the true parameters. */
class SimulateTest {

    private static final String DISK = """
            [data]
            line = "CO(2-1)"
            velocities = ["900 km/s", "1095 km/s"]
            pixel = "0.1 arcsec"
            beam = { major = "0.5 arcsec", minor = "0.4 arcsec", position_angle = "30 deg" }

            [simulate]
            size = [60, 48]
            channel_width = "15 km/s"
            ra = "10 deg"
            dec = "-20 deg"

            [galaxy]
            name = "a disk"
            angular_diameter_distance = "20 Mpc"

            [disk]
            surface_brightness = "gaussian"

            [parameters]
            mbh = "3e7 Msun"
            inclination = "50 deg"
            position_angle = "200 deg"
            vsys = "1000 km/s"
            x = 30.2
            y = 25.1
            dispersion = "15 km/s"
            flux_scale = 4
            sb_radius = "0.6 arcsec"
            """;

    private static final double RMS = 2e-3;

    /**
     * Tolerances of the noise. The channels contain 40 x 14 independent beams, so the standard deviation scatters by 3
     * % (4 sigma: 12 %) and the correlation by 0.04 / sqrt 14 (4 sigma: 0.05).
     */
    private static final double NOISE = 0.12;

    private static final double CORRELATION = 0.05;

    /**
     * Fraction of the flux outside the cube: 5e-4 beyond the field (3.5 sigma of the Gaussian on either side), 1e-9
     * beyond the channels (6 sigma of the line).
     */
    private static final double FLUX = 5e-4;

    /** Single precision of the file, relative to the peak. */
    private static final float SINGLE = 1e-6f;

    @TempDir
    Path folder;

    private Path config;

    @BeforeEach
    void writeConfiguration() throws IOException {
        config = Files.writeString(folder.resolve("disk.toml"), DISK);
    }

    private Path simulate(String name, Object... more) {
        Path cube = folder.resolve(name);
        Object[] args = Stream.concat(Stream.of("simulate", config, "-o", cube), Arrays.stream(more))
                .toArray();
        Outcome outcome = Outcome.of(args);
        assertEquals(ExitCode.DONE, outcome.code(), outcome.err());
        return cube;
    }

    private String refused(Object... more) throws IOException {
        List<Path> before = files();
        Path cube = folder.resolve("refused.fits");
        Outcome outcome = Outcome.of(Stream.concat(Stream.of("simulate", config, "-o", cube), Arrays.stream(more))
                .toArray());
        assertEquals(ExitCode.INPUT, outcome.code(), outcome.err());
        assertEquals(before, files(), "nothing is half written");
        return outcome.err();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static SpectralCube read(Path file) {
        CubeFile cube = CubeFile.open(file, HeaderOverrides.NONE);
        return cube.read(cube.box(), 0, cube.channels());
    }

    @Test
    void theSameSeedGivesTheSameBytes() throws IOException {
        byte[] one = Files.readAllBytes(simulate("one.fits", "--noise", "2 mJy/beam", "--seed", 5, "--threads", 1));
        byte[] two = Files.readAllBytes(simulate("two.fits", "--noise", "2 mJy/beam", "--seed", 5, "--threads", 2));
        assertArrayEquals(one, two);
        byte[] other = Files.readAllBytes(simulate("other.fits", "--noise", "2 mJy/beam", "--seed", 6));
        assertFalse(Arrays.equals(one, other));
    }

    @Test
    void aCubeHasTheAxesOfACasaCube() throws IOException {
        Path file = simulate("cube.fits", "-s", "parameters.mbh.start=1e3 Msun");
        String header = new String(Files.readAllBytes(file), 0, 5760, StandardCharsets.US_ASCII);
        for (String card : List.of(
                "CTYPE1  = 'RA---SIN'",
                "CTYPE3  = 'FREQ    '",
                "CTYPE4  = 'STOKES  '",
                "RESTFRQ =           2.30538E11",
                "SPECSYS = 'LSRK    '",
                "BUNIT   = 'Jy/beam '",
                "BPA     =                 30.0",
                "OBJECT  = 'a disk  '")) {
            assertTrue(header.contains(card), card);
        }
        SpectralCube cube = read(file);
        assertEquals(List.of(60, 48, 14), List.of(cube.nx(), cube.ny(), cube.channels()));
        assertEquals(0.1, cube.localFrame().pixelSize(), 1e-9);
        double flux = 0;
        for (int p = 0; p < cube.values().length; p++) {
            flux += cube.values()[p] * cube.axis().width(p / (60 * 48));
        }
        assertEquals(4, flux * 0.01 / cube.beams().at(0).area(), 4 * FLUX, "Jy km/s of the line");
    }

    @Test
    void noiseHasTheRmsAndTheBeamOfEachChannel() {
        SpectralCube clean = read(simulate("clean.fits"));
        SpectralCube noisy = read(simulate("noisy.fits", "--noise", "2 mJy/beam"));
        double[] noise = new double[clean.values().length];
        Arrays.setAll(noise, p -> noisy.values()[p] - clean.values()[p]);
        assertEquals(RMS, Math.sqrt(product(noise, 0, 0, 0)), NOISE * RMS);
        // Noise convolved with the beam is correlated by the beam's own convolution with itself, sqrt 2 as wide; dE =
        // -0.1 arcsec a pixel.
        double[] c = new Beam(0.5, 0.4, 30).covariance();
        double d = c[0] * c[2] - c[1] * c[1];
        double[][] lags = {{2, 0}, {0, 2}, {2, 2}, {2, -2}, {4, 1}};
        for (double[] lag : lags) {
            double e = -0.1 * lag[0];
            double n = 0.1 * lag[1];
            double expected = Math.exp(-(c[2] * e * e - 2 * c[1] * e * n + c[0] * n * n) / (4 * d));
            assertEquals(
                    expected,
                    product(noise, (int) lag[0], (int) lag[1], 0) / product(noise, 0, 0, 0),
                    CORRELATION,
                    Arrays.toString(lag));
        }
        assertEquals(0, product(noise, 0, 0, 1) / product(noise, 0, 0, 0), CORRELATION, "channels are independent");
    }

    /** Mean product of the noise with the shifted noise. */
    private static double product(double[] noise, int dx, int dy, int dc) {
        double sum = 0;
        int count = 0;
        for (int c = 0; c + dc < 14; c++) {
            for (int y = Math.max(0, -dy); y < 48 - Math.max(0, dy); y++) {
                for (int x = 0; x + dx < 60; x++) {
                    sum += noise[(c * 48 + y) * 60 + x] * noise[((c + dc) * 48 + y + dy) * 60 + x + dx];
                    count++;
                }
            }
        }
        return sum / count;
    }

    @Test
    void aCubeLendsItsAxesAndItsBeams() {
        SpectralCube like = read(simulate("like.fits"));
        Beam[] beams = new Beam[like.channels()];
        Arrays.setAll(beams, c -> new Beam(0.5 + 0.02 * c, 0.4, 30));
        SpectralCube varying = new SpectralCube(
                like.values(),
                like.nx(),
                like.ny(),
                like.axis(),
                like.frame(),
                0,
                0,
                0,
                new BeamTable(List.of(beams)),
                like.unit(),
                "");
        Path observed = folder.resolve("observed.fits");
        CubeWriter.writePlain(observed, Hdu.of("", varying), true, new FitsProvenance("test", List.of()));
        SpectralCube cube = read(simulate("cube.fits", "-s", "data.cube=observed.fits"));
        assertEquals(0.5, cube.beams().at(0).major(), 1e-9, "[simulate] wins over data.cube");
        String bare = DISK.replaceAll("(?s)\\[simulate].*?\\[galaxy]", "[galaxy]")
                .replaceAll("beam = .*\\n|pixel = .*\\n|velocities = .*\\n", "");
        try {
            Files.writeString(config, bare);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        SpectralCube own = read(simulate("own.fits", "-s", "data.cube=observed.fits"));
        assertEquals(0.76, own.beams().at(13).major(), 1e-6);
        assertEquals(like.axis().centre(13), own.axis().centre(13), 1e-15);
    }

    private static String beams(int channels) {
        StringBuilder table = new StringBuilder("major,minor,position_angle\n");
        for (int c = 0; c < channels; c++) {
            table.append(0.5 + 0.02 * c).append(",0.4,").append(30 + c).append('\n');
        }
        return table.toString();
    }

    /** Each channel is what a cube with one beam, that of the channel, has there. */
    @Test
    void aTableGivesEachChannelItsBeam() throws IOException {
        Files.writeString(folder.resolve("beams.csv"), beams(14));
        SpectralCube last = read(simulate(
                "last.fits",
                "-s",
                "data.beam={ major = \"0.76 arcsec\", minor = \"0.4 arcsec\", position_angle = \"43 deg\" }"));
        Files.writeString(
                config, DISK.replaceAll("beam = .*\\n", "").replace("[simulate]", "[simulate]\nbeams = \"beams.csv\""));
        SpectralCube cube = read(simulate("cube.fits"));
        assertEquals(0.5, cube.beams().at(0).major(), 1e-6);
        assertEquals(new Beam(0.76, 0.4, 43).area(), cube.beams().at(13).area(), 1e-6);
        assertEquals(43, cube.beams().at(13).positionAngle(), 1e-4);
        int plane = cube.nx() * cube.ny();
        assertArrayEquals(
                Arrays.copyOfRange(last.values(), 13 * plane, 14 * plane),
                Arrays.copyOfRange(cube.values(), 13 * plane, 14 * plane),
                SINGLE * (float) last.peak());
        assertFalse(Arrays.equals(
                Arrays.copyOfRange(last.values(), 6 * plane, 7 * plane),
                Arrays.copyOfRange(cube.values(), 6 * plane, 7 * plane)));
    }

    @Test
    void aWrongTableOfBeamsIsRefused() throws IOException {
        Path table = folder.resolve("beams.csv");
        Files.writeString(table, beams(14));
        assertTrue(refused("-s", "simulate.beams=beams.csv").contains("both give the beam"));
        String disk = DISK.replaceAll("beam = .*\\n", "").replace("[simulate]", "[simulate]\nbeams = \"beams.csv\"");
        Files.writeString(config, disk);
        Files.writeString(table, beams(13));
        assertTrue(refused().contains("13 beams for the 14 channels"));
        Files.writeString(table, beams(14).replace("0.76,0.4", "0.36,0.4"));
        assertTrue(refused().contains("the beam of channel 14"));
        Files.writeString(table, beams(14).replace("0.76,0.4", "0.76,nan"));
        assertTrue(refused().contains("the beam of channel 14"));
        Files.writeString(table, beams(14).replace("minor", "width"));
        assertTrue(refused().contains("simulate.beams needs"));
        Files.delete(table);
        assertTrue(refused().contains("does not exist"));
        Files.writeString(config, disk.replaceAll("(?s)size.*?\\[galaxy]", "[galaxy]"));
        assertTrue(refused().contains("simulate.beams is for a cube from nothing"));
    }

    @Test
    void aSealedCubeTellsNeitherNoiseNorSeed() throws IOException {
        byte[] open = Files.readAllBytes(simulate("cube.fits", "--noise", "2 mJy/beam", "--seed", 77123));
        byte[] sealed =
                Files.readAllBytes(simulate("sealed.fits", "--noise", "2 mJy/beam", "--seed", 77123, "--sealed"));
        assertTrue(new String(open, StandardCharsets.ISO_8859_1).contains("77123"));
        assertFalse(new String(sealed, StandardCharsets.ISO_8859_1).contains("77123"));
        assertFalse(new String(sealed, StandardCharsets.ISO_8859_1).contains("0.002"));
        assertArrayEquals(
                read(folder.resolve("cube.fits")).values(),
                read(folder.resolve("sealed.fits")).values());
        assertEquals(
                77123,
                new ObjectMapper()
                        .readTree(folder.resolve("sealed_truth.json").toFile())
                        .get("seed")
                        .longValue());
    }

    @Test
    void aFluxMapMakesADisk() throws IOException {
        simulate("analytic.fits", "--maps");
        Image m0 = ImageFile.read(folder.resolve("analytic_m0.fits"), HeaderOverrides.NONE);
        Image m1 = ImageFile.read(folder.resolve("analytic_m1.fits"), HeaderOverrides.NONE);
        Image error = ImageFile.read(folder.resolve("analytic_m1_error.fits"), HeaderOverrides.NONE);
        assertEquals(List.of("Jy/beam.km/s", "km/s", "km/s"), List.of(m0.unit(), m1.unit(), error.unit()));
        assertEquals(0, error.at(24, 29), "there is no noise");
        Files.writeString(config, DISK.replaceAll("sb_radius.*\\n", ""));
        SpectralCube cube = read(simulate(
                "mapped.fits",
                "-s",
                "parameters.mbh.start=1e3 Msun",
                "-s",
                "data.flux_map=analytic_m0.fits",
                "-s",
                "disk.surface_brightness=map"));
        double flux = 0;
        for (int p = 0; p < cube.values().length; p++) {
            flux += cube.values()[p] * cube.axis().width(p / (60 * 48));
        }
        assertEquals(4, flux * 0.01 / cube.beams().at(0).area(), 4 * FLUX, "Jy km/s, whatever the map's total");
    }

    @Test
    void theTruthTellsWhatWentIn() throws IOException, NoSuchAlgorithmException {
        Path cube = simulate("cube.fits", "--noise", "2 mJy/beam", "--seed", 9);
        JsonNode truth =
                new ObjectMapper().readTree(folder.resolve("cube_truth.json").toFile());
        assertEquals(3e7, truth.get("parameters").get("mbh").get("value").doubleValue());
        assertEquals("Msun", truth.get("parameters").get("mbh").get("unit").textValue());
        assertEquals(9, truth.get("seed").longValue());
        assertEquals(RMS, truth.get("noise_jy_per_beam").doubleValue());
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(cube));
        assertEquals(
                HexFormat.of().formatHex(digest),
                truth.get("cube").get("sha256").textValue());
        // A black hole alone: v^2 = G M / r, 20 Mpc have 96.963 pc to the arcsec.
        JsonNode speed = truth.get("circular_speeds").get(2);
        assertEquals(
                Math.sqrt(4.300917270e-3 * 3e7 / (speed.get("radius_arcsec").doubleValue() * 20 * Math.PI / 0.648)),
                speed.get("v_circ_km_per_s").doubleValue(),
                1e-9);
        StringBuilder again = new StringBuilder();
        truth.get("configuration")
                .forEach(line -> again.append(line.textValue()).append('\n'));
        Files.writeString(config, again);
        Path second = simulate("second.fits", "--noise", "2 mJy/beam", "--seed", 9);
        assertArrayEquals(
                Files.readAllBytes(cube), Files.readAllBytes(second), "the truth's configuration makes the same cube");
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        String without = DISK.replace("vsys = \"1000 km/s\"\n", "");
        assertNotEquals(DISK, without);
        Files.writeString(config, without);
        assertTrue(refused().contains("parameters.vsys.start"));
        Files.writeString(config, DISK.replace("pixel = \"0.1 arcsec\"\n", ""));
        assertTrue(refused().contains("data.pixel"));
        Files.writeString(config, DISK);
        assertTrue(refused("-s", "disk.surface_brightness=deconvolved").contains("disk.surface_brightness"));
        assertTrue(refused("-s", "parameters.dispersion.start=0 km/s").contains("dispersion"));
        assertTrue(refused("-s", "potential.gas=from-cube").contains("from-cube"));
        assertTrue(refused("-s", "simulate.size=[60000, 48000]").contains("memory"));
        assertTrue(refused("--noise", "-1 mJy/beam").contains("positive"));
        assertEquals(
                ExitCode.INPUT,
                Outcome.of("simulate", config, "-o", folder.resolve("no/where.fits"))
                        .code());
    }
}
