// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values and files that make no sense: one line with what is wrong, exit code 2, and nothing written. */
class NonsenseTest {

    private static final String FIT = """
            data.cube = "cube.fits"
            galaxy.angular_diameter_distance = "20 Mpc"
            """;

    private static final String PARSECS = """
            # %ECSV 1.0
            # ---
            # datatype:
            # - {name: surface_brightness, unit: Lsun/pc2, datatype: float64}
            # - {name: sigma, unit: pc, datatype: float64}
            # - {name: axis_ratio, datatype: float64}
            surface_brightness sigma axis_ratio
            1000 97 0.8
            """;

    @TempDir
    static Path folder;

    private static Path disk;
    private static Path fit;

    @BeforeAll
    static void simulate() throws IOException {
        disk = Files.writeString(folder.resolve("disk.toml"), SmallDisk.TOML);
        fit = Files.writeString(folder.resolve("fit.toml"), FIT);
        Files.writeString(folder.resolve("parsecs.ecsv"), PARSECS);
        Outcome outcome = Outcome.of(
                "simulate", disk, "-o", folder.resolve("cube.fits"), "--noise", "0.0003 Jy/beam", "--seed", 3);
        assertEquals(ExitCode.DONE, outcome.code(), outcome.err());
    }

    private static Set<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.map(Path::toString).collect(Collectors.toSet());
        }
    }

    private static String refused(Object... args) throws IOException {
        Set<String> before = files();
        Outcome outcome = Outcome.of(args);
        assertEquals(ExitCode.INPUT, outcome.code(), outcome.err() + outcome.out());
        assertEquals("", outcome.out());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertEquals(before, files());
        return outcome.err();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            parameters.x=1e6                        | parameters.x
            parameters.vsys=1e7 km/s                | vsys
            data.beam={major="1000 arcsec",minor="900 arcsec",position_angle="0 deg"} | check the units of beam and pixel
            """)
    void simulationsOfNothing(String key, String word) throws IOException {
        String error = refused("simulate", disk, "-o", folder.resolve("new.fits"), "-s", key);
        assertTrue(error.contains(word), error);
    }

    @Test
    void noiseBeyondTheNumbersOfTheFile() throws IOException {
        String error = refused("simulate", disk, "-o", folder.resolve("new.fits"), "--noise", "1e38 Jy/beam");
        assertTrue(error.contains("check their units"), error);
    }

    /** A simulation replaces a simulation, and nothing else. */
    @Test
    void observationsAreNotReplaced() throws IOException {
        Path cube = Files.copy(folder.resolve("cube.fits"), folder.resolve("observed.fits"));
        String error = refused("simulate", disk, "-o", cube);
        assertTrue(error.contains("is no simulation"), error);
        assertEquals(-1, Files.mismatch(cube, folder.resolve("cube.fits")));
        assertEquals(
                ExitCode.DONE,
                Outcome.of(
                                "simulate",
                                disk,
                                "-o",
                                folder.resolve("cube.fits"),
                                "--noise",
                                "0.0003 Jy/beam",
                                "--seed",
                                3)
                        .code());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fit.region={semi_major="1e9 arcsec",axis_ratio=0.5,position_angle="0 deg"} | image's diagonal
            parameters.mbh={max="1e40 Msun"}                | parameters.mbh.max = 1.0E40
            parameters.inclination={min="-400 deg"}         | parameters.inclination.min = -400
            parameters.dispersion={max="1e9 km/s"}          | parameters.dispersion.max
            data.spectral_response=1e9 km/s                 | data.spectral_response
            potential.mge=parsecs.ecsv                      | divide sigma by 96.963 pc/arcsec
            data.cube=absent.fits                           | move both together
            """)
    void fits(String key, String word) throws IOException {
        String value = key.replace("parsecs.ecsv", "'" + folder.resolve("parsecs.ecsv") + "'");
        String error = refused("fit", fit, "-o", folder.resolve("new.run"), "--format", "none", "-s", value);
        assertTrue(error.contains(word), error);
    }

    private static Path header(String card, String value) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve("cube.fits"));
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(String.format("%-8s=", card));
        byte[] text = String.format("%-8s= %-70s", card, value).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, bytes, at, text.length);
        return Files.write(folder.resolve("header.fits"), bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "CRPIX1, 'mid', CRPIX1 = 'mid' is no number",
        "CRPIX1, 1E18, the middle of the image is not on the sky",
        "CDELT1, -50.0, the middle of the image is not on the sky",
        "CRVAL2, 120.0, CRVAL2 = 120.0 deg is outside"
    })
    void coordinates(String card, String value, String word) throws IOException {
        Path cube = header(card, value.equals("mid") ? "'mid     '" : value);
        for (List<Object> args : List.of(
                List.<Object>of("inspect", cube), List.<Object>of("init", cube, "-o", folder.resolve("new.toml")))) {
            String error = refused(args.toArray());
            assertTrue(error.contains(word), error);
        }
    }

    /** What is wrong with a beam is seen in the report, whatever its size. */
    @Test
    void inspectOfAnyBeam() throws IOException {
        Outcome outcome = Outcome.of("inspect", header("BMAJ", "10.0"));
        assertEquals(ExitCode.DONE, outcome.code(), outcome.err());
        assertTrue(outcome.out().contains("is larger than the image"), outcome.out());
        Path cube = folder.resolve("cube.fits");
        String error = refused("inspect", cube, "--mbh", "1e9 Msun", "--sigma", "200 km/s", "--distance", "1e300 Mpc");
        assertTrue(error.contains("check its unit"), error);
    }

    /** Limits that leave no usual value, as in another unit, are told. */
    @Test
    void limitsInAnotherUnit() throws IOException {
        List<Object> args =
                new ArrayList<>(List.of("fit", fit, "-o", folder.resolve("limits.run"), "--format", "none"));
        args.addAll(List.of("-s", "parameters.mbh={start=\"90 Msun\",min=\"1 Msun\",max=\"100 Msun\"}"));
        args.addAll(List.of("-s", "parameters.inclination={start=\"50 deg\",fixed=true}", "-s", "fit.starts=0"));
        Outcome outcome = Outcome.of(args.toArray());
        assertTrue(outcome.out().contains("parameters.mbh.max = 100.0 Msun leaves no usual value"), outcome.out());
    }

    @Test
    void damagedRuns() throws IOException {
        Path run = folder.resolve("damaged.run");
        Outcome made = Outcome.of("fit", fit, "-o", run, "--format", "none", "-s", "fit.starts=0");
        assertEquals(ExitCode.DONE, made.code(), made.err() + made.out());
        byte[] good = Files.readAllBytes(run.resolve("result.json"));
        Files.writeString(run.resolve("result.json"), "{\"status\": 3 x");
        String error = refused("plot", run);
        assertTrue(error.contains("result.json is damaged") && !error.contains("REDACTED"), error);
        Files.write(run.resolve("result.json"), good);
        Files.write(run.resolve("config.resolved.toml"), new byte[] {(byte) 0xff, (byte) 0xfe});
        error = refused("plot", run);
        assertTrue(error.contains("not UTF-8"), error);
    }
}
