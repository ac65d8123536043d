// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.SharedData;

/**
 * Observed cubes of shared/real are fitted as a user would, from {@code init} or a short configuration to {@code
 * result.json}.
 */
@Tag("slow")
class RealGalaxiesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private StringWriter err;

    private int run(Object... args) {
        err = new StringWriter();
        return Main.execute(
                new PrintWriter(new StringWriter()),
                new PrintWriter(err),
                Arrays.stream(args).map(Object::toString).toArray(String[]::new));
    }

    /**
     * Compares a value with the result of an independent thin-disk program for the same data, within its error
     * (shared/real/README.md).
     */
    private static void assertMeasured(String what, double expected, double error, double value) {
        System.out.printf(Locale.ROOT, "NGC 4324 %s: %.3f, measured %.3f +- %.3f%n", what, value, expected, error);
        assertEquals(expected, value, error, what);
    }

    @Test
    void ngc4324() throws IOException {
        Path config = Files.writeString(
                folder.resolve("ngc4324.toml"), String.format("""
                        data.cube = "%s"
                        galaxy.distance = "16.5 Mpc"
                        potential.power_law = true
                        disk.surface_brightness = "ring"
                        parameters.mbh = { start = "0 Msun", fixed = true }
                        """, SharedData.path("real/NGC4324/NGC4324.fits")));
        assertEquals(ExitCode.DONE, run("fit", config), () -> err.toString());
        JsonNode result =
                JSON.readTree(folder.resolve("ngc4324.run/result.json").toFile());
        JsonNode parameters = result.get("parameters");
        assertMeasured("PA [deg]", 235.43, 0.40, value(parameters, "position_angle"));
        assertMeasured("i [deg]", 64.44, 0.60, value(parameters, "inclination"));
        assertMeasured("ring radius [arcsec]", 18.91, 0.27, value(parameters, "sb_radius"));
        assertMeasured("ring width [arcsec]", 4.75, 0.26, value(parameters, "sb_width"));
        assertMeasured("flux [Jy km/s]", 34.8, 1.3, value(parameters, "flux_scale"));
        assertMeasured("v_sys radio [km/s]", 1660.5, 0.9, value(result.get("derived"), "vsys_radio"));
    }

    private static double value(JsonNode parameters, String name) {
        return parameters.get(name).get("value").doubleValue();
    }

    /** The fit reports that a molecular cloud is not a disk. */
    @Test
    void l1448() throws IOException {
        Path config = folder.resolve("l1448.toml");
        int init = run(
                "init",
                SharedData.path("real/L1448/l1448_13co.fits"),
                "-o",
                config,
                "-s",
                "data.beam={major=\"46 arcsec\",minor=\"46 arcsec\",position_angle=\"0 deg\"}",
                "-s",
                "galaxy.distance=0.0003 Mpc");
        assertEquals(ExitCode.DONE, init, () -> err.toString());
        assertEquals(ExitCode.NOT_CONVERGED, run("fit", config), () -> err.toString());
        JsonNode result = JSON.readTree(folder.resolve("l1448.run/result.json").toFile());
        assertEquals("not a disk", result.get("status").textValue());
        assertTrue(result.get("messages").toString().contains("do not quote a mass"));
        assertFalse(Files.notExists(folder.resolve("l1448.run/figures/moments.png")));
    }
}
