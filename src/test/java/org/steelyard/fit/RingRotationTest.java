// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.cli.SmallDisk;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.fit.search.FitOptions;
import org.steelyard.galaxy.RotationCurve;
import org.steelyard.inference.FitObserver;
import org.steelyard.simulate.Simulation;
import org.steelyard.simulate.SimulationOptions;
import org.steelyard.table.TableReader;
import org.steelyard.table.TableWriter;
import org.steelyard.units.Constants;

/** Rotation ring by ring of gas around a black hole alone, whose speed is a power of radius. */
class RingRotationTest {

    private static final double HOLE = 1e8;

    /** [km/s] by which the fit has the systemic velocity wrong. */
    private static final double OFF = 5;

    /** Relative: the adaptive sub-pixels of the rings are good to 1e-3 of the peak, and 32-bit cubes to more. */
    private static final double RECOVERED = 5e-3;

    /** [km/s] the same of a line of 15 km/s. */
    private static final double RECOVERED_OFFSET = 0.1;

    @TempDir
    static Path folder;

    @BeforeAll
    static void simulate() throws IOException {
        Path disk = Files.writeString(folder.resolve("disk.toml"), SmallDisk.TOML);
        Simulation.run(
                ConfigLoader.load(disk, List.of(), ConfigLoader.Need.NO_DATA),
                new SimulationOptions("test", "", 0, 1, false, false, 1),
                folder.resolve("cube.fits"));
    }

    private static FitOutcome fit(double vsys) throws IOException {
        Path config = Files.writeString(folder.resolve("fit" + vsys + ".toml"), """
                [data]
                cube = "cube.fits"
                [galaxy]
                angular_diameter_distance = "20 Mpc"
                [disk]
                surface_brightness = "gaussian"
                [fit]
                region = { semi_major = "1.2 arcsec", axis_ratio = 0.65, position_angle = "200 deg" }
                noise_rms = "1 mJy/beam"
                starts = 0
                [parameters]
                mbh = "1e8 Msun"
                inclination = { start = "50 deg", fixed = true }
                position_angle = { start = "200 deg", fixed = true }
                x = { start = 18.2, fixed = true }
                y = { start = 17.1, fixed = true }
                dispersion = { start = "15 km/s", fixed = true }
                flux_scale = { start = 4, fixed = true }
                sb_radius = { start = "0.5 arcsec", fixed = true }
                vsys = { start = "%s km/s", fixed = true }
                """.formatted(vsys));
        return GalaxyFit.run(
                ConfigLoader.load(config, List.of(), ConfigLoader.Need.DATA),
                new FitOptions("test", 1, 1, FitObserver.NONE, () -> 0));
    }

    @Test
    void theRingsFollowTheLawOfKepler() throws IOException {
        FitOutcome outcome = fit(1000);
        RotationCurve rings = outcome.rotation(1);
        assertNotNull(rings);
        assertTrue(rings.radius().length >= 3, "rings a beam apart");
        for (int k = 0; k < rings.radius().length; k++) {
            double pc = rings.radius()[k] * outcome.fitted().pcPerArcsec();
            double kepler = Math.sqrt(Constants.G * HOLE / pc);
            assertEquals(kepler, rings.speed()[k], RECOVERED * kepler, "at " + rings.radius()[k]);
            assertEquals(0, rings.offset()[k], RECOVERED_OFFSET, "at " + rings.radius()[k]);
            assertTrue(rings.speedError()[k] > 0 && rings.offsetError()[k] > 0);
        }
        assertArrayEquals(rings.speed(), outcome.rotation(2).speed(), "the same bits on two threads");
        Path file = folder.resolve("rotation.ecsv");
        TableWriter.write(rings.table(), file);
        assertArrayEquals(
                rings.speedError(), RotationCurve.of(TableReader.read(file)).speedError());
    }

    /** Every ring says by how much the systemic velocity of the fit is wrong. */
    @Test
    void theRingsHaveTheirOwnSystemicVelocity() throws IOException {
        RotationCurve rings = fit(1000 + OFF).rotation(1);
        assertNotNull(rings);
        for (int k = 0; k < rings.radius().length; k++) {
            assertEquals(-OFF, rings.offset()[k], 0.02 * OFF + RECOVERED_OFFSET, "at " + rings.radius()[k]);
        }
    }
}
