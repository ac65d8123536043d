// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.cube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.fit.FitOutcome;
import org.steelyard.fit.GalaxyFit;
import org.steelyard.fit.search.FitOptions;
import org.steelyard.inference.FitObserver;
import org.steelyard.simulate.Simulation;
import org.steelyard.simulate.SimulationOptions;

/** The deconvolved map of a nearly edge-on disk is broader than the disk. */
class FluxMapBiasTest {

    private static final String MGE = """
            surface_brightness,sigma,axis_ratio
            26000,0.17,0.9
            9100,1.25,0.85
            """;

    private static final String DISK = """
            [data]
            cube = "cube.fits"
            line = "CO(2-1)"
            velocities = ["1500 km/s", "2500 km/s"]
            pixel = "0.06 arcsec"
            beam = { major = "0.21 arcsec", minor = "0.18 arcsec", position_angle = "35 deg" }
            [simulate]
            size = [40, 40]
            channel_width = "25 km/s"
            ra = "10 deg"
            dec = "-20 deg"
            [galaxy]
            angular_diameter_distance = "24 Mpc"
            [potential]
            mge = "mge.csv"
            [disk]
            surface_brightness = "exponential"
            outer_radius = "1.0 arcsec"
            [model]
            tolerance = 1e-4
            [parameters]
            mbh = "4e8 Msun"
            mass_to_light = 2.0
            position_angle = "118 deg"
            vsys = "2000 km/s"
            x = 20.3
            y = 20.1
            dispersion = "12 km/s"
            flux_scale = 10
            """;

    /** [deg] Half of the least bias that the case below shows. */
    private static final double SEEN = 0.2;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"60, false", "86, true"})
    void aNarrowDiskIsSaid(double inclination, boolean said) throws Exception {
        Files.writeString(folder.resolve("mge.csv"), MGE);
        Path toml = Files.writeString(folder.resolve("disk.toml"), DISK);
        Path cube = folder.resolve("cube.fits");
        Simulation.run(
                ConfigLoader.load(
                        toml,
                        List.of("parameters.sb_radius=0.5 arcsec", "parameters.inclination=" + inclination + " deg"),
                        ConfigLoader.Need.NO_DATA),
                new SimulationOptions("test", "", 2e-4, 3, false, 2),
                cube);
        FitOutcome fit = GalaxyFit.run(
                ConfigLoader.load(
                        toml,
                        List.of(
                                "disk.surface_brightness=deconvolved",
                                "parameters.flux_scale=1",
                                "parameters.inclination=" + inclination + " deg"),
                        ConfigLoader.Need.DATA),
                new FitOptions("test", 2, 1, FitObserver.NONE, () -> 0));
        double error = inclination - fit.result().parameter("inclination").value();
        Map<?, ?> bias = (Map<?, ?>) fit.result().derived().get("flux_map_bias");
        double estimated = (double) ((Map<?, ?>) bias.get("inclination")).get("value");
        assertEquals(
                said,
                fit.result().messages().stream().anyMatch(line -> line.contains("flux map is broader")),
                fit.result().messages().toString());
        if (said) {
            assertTrue(
                    error > SEEN && -estimated > SEEN && -estimated < error,
                    "bias " + error + ", estimated " + estimated);
        }
    }
}
