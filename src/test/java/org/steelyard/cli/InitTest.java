// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.cube.SpectralResponse;

/** What {@code init} proposes for a simulated cube with Hanning-smoothed noise and many channels beside the line. */
class InitTest {

    private static final String DISK = """
            [data]
            line = "CO(2-1)"
            velocities = ["500 km/s", "1490 km/s"]
            pixel = "0.1 arcsec"
            beam = { major = "0.35 arcsec", minor = "0.3 arcsec", position_angle = "30 deg" }
            spectral_response = "hanning"
            [simulate]
            size = [64, 64]
            channel_width = "15 km/s"
            ra = "10 deg"
            dec = "-20 deg"
            [galaxy]
            angular_diameter_distance = "20 Mpc"
            [disk]
            surface_brightness = "gaussian"
            [parameters]
            mbh = "1e8 Msun"
            inclination = "50 deg"
            position_angle = "200 deg"
            vsys = "1000 km/s"
            x = 32.2
            y = 31.1
            dispersion = "15 km/s"
            flux_scale = 4
            sb_radius = "0.5 arcsec"
            """;

    @TempDir
    static Path folder;

    private static Path cube;

    @BeforeAll
    static void simulate() throws IOException {
        cube = folder.resolve("cube.fits");
        Path config = Files.writeString(folder.resolve("disk.toml"), DISK);
        Outcome outcome = Outcome.of("simulate", config, "-o", cube, "--noise", "0.0003 Jy/beam", "--seed", 3);
        assertEquals(ExitCode.DONE, outcome.code(), outcome.err());
    }

    private static SpectralResponse response(String name, String... keys) {
        Path config = folder.resolve(name);
        List<Object> args = new java.util.ArrayList<>(List.of("init", cube, "-o", config));
        for (String key : keys) {
            args.addAll(List.of("-s", key));
        }
        Outcome outcome = Outcome.of(args.toArray());
        assertEquals(ExitCode.DONE, outcome.code(), outcome.err());
        assertEquals(
                outcome.out().contains("share noise"),
                !ConfigLoader.load(config, List.of(), ConfigLoader.Need.DATA)
                        .data()
                        .spectralResponse()
                        .equals(SpectralResponse.NONE),
                outcome.out());
        return ConfigLoader.load(config, List.of(), ConfigLoader.Need.DATA)
                .data()
                .spectralResponse();
    }

    @Test
    void theResponseThatTheNoiseShowsIsProposed() {
        assertEquals(SpectralResponse.hanning(1), response("proposed.toml"));
    }

    /** A response that the user gives stands, also where it is the default. */
    @Test
    void theUsersResponseStands() {
        assertEquals(SpectralResponse.NONE, response("none.toml", "data.spectral_response=none"));
        assertEquals(SpectralResponse.NONE, response("quoted.toml", " data.spectral_response = \"none\""));
        assertEquals(
                SpectralResponse.hanning(2),
                response("two.toml", "data.spectral_response=hanning", "data.spectral_averaging=2"));
    }

    /** The configuration is read as a text, so that a value in it is not taken for a given key. */
    @Test
    void aNameLikeAKeyIsNoKey() {
        assertEquals(
                SpectralResponse.hanning(1), response("name.toml", "galaxy.name=\"data.spectral_response = none\""));
        assertTrue(Files.exists(folder.resolve("name.toml")));
    }
}
