// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.cube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    /** [deg] Half of the least bias that the case below shows. */
    private static final double SEEN = 0.2;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"60, false", "86, true"})
    void aNarrowDiskIsSaid(double inclination, boolean said) throws Exception {
        Path toml = CompactDisk.write(folder);
        Path cube = folder.resolve("cube.fits");
        Simulation.run(
                ConfigLoader.load(
                        toml,
                        List.of("parameters.sb_radius=0.5 arcsec", "parameters.inclination=" + inclination + " deg"),
                        ConfigLoader.Need.NO_DATA),
                new SimulationOptions("test", "", 2e-4, 3, false, false, 2),
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
