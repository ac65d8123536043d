// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.cube.Beam;
import org.steelyard.cube.CubeGrid;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.fits.CubeWriter;
import org.steelyard.cube.fits.FitsProvenance;
import org.steelyard.cube.fits.Hdu;
import org.steelyard.fit.search.FitResult;

/** Fits that measure no mass are told from those that do: a cloud from a disk, a mass at its bound from a mass. */
class VerdictTest {

    private static final int SIZE = 40;
    private static final int CHANNELS = 40;
    private static final double WIDTH = 12;
    private static final double PIXEL = 0.1;
    private static final Beam BEAM = new Beam(0.32, 0.28, 20);

    @TempDir
    Path folder;

    /** Line-of-sight velocity [km/s] at an offset of the middle [pixel]. */
    private interface Field {
        double velocity(double dx, double dy);
    }

    /** Gas of a Gaussian light and a velocity field, with white noise; the field is smooth over a beam. */
    private Path cube(Field field, double rms, long seed) {
        SpectralCube cube = new CubeGrid(
                        SIZE, SIZE, PIXEL, 50, -30, 230.538e9, 1000, 1000 + WIDTH * (CHANNELS - 1), WIDTH, BEAM)
                .zeros("");
        SplittableRandom random = new SplittableRandom(seed);
        for (int c = 0; c < CHANNELS; c++) {
            double v = WIDTH * (c - CHANNELS / 2.0);
            for (int y = 0; y < SIZE; y++) {
                for (int x = 0; x < SIZE; x++) {
                    double dx = x - SIZE / 2.0;
                    double dy = y - SIZE / 2.0;
                    double light = Math.exp(-(dx * dx + dy * dy) / (2 * 6 * 6));
                    double line = Math.exp(-0.5 * Math.pow((v - field.velocity(dx, dy)) / 20, 2));
                    cube.values()[(c * SIZE + y) * SIZE + x] = (float) (light * line + rms * random.nextGaussian());
                }
            }
        }
        Path file = folder.resolve("cube.fits");
        CubeWriter.writePlain(file, Hdu.of("", cube), false, new FitsProvenance("test", List.of()));
        return file;
    }

    private static FitResult fit(Path cube, String... keys) {
        List<String> all = new ArrayList<>(List.of(
                "data.cube='" + cube + "'",
                "galaxy.angular_diameter_distance=20 Mpc",
                "model.block=3",
                "fit.starts=20"));
        all.addAll(List.of(keys));
        return GalaxyFit.run(ConfigLoader.ofOverrides(all)).result();
    }

    /** A cloud whose velocities repeat within two or three beams, in one direction, is no disk. */
    @ParameterizedTest
    @CsvSource({"8, 130, 0.05", "8, 20, 0.05"})
    void aCloudIsNoDisk(double wave, double direction, double rms) {
        double sin = Math.sin(Math.toRadians(direction));
        double cos = Math.cos(Math.toRadians(direction));
        FitResult result =
                fit(cube((dx, dy) -> 90 * Math.cos(2 * Math.PI * (dx * cos + dy * sin) / wave), rms, Math.round(wave)));
        assertEquals("not a disk", result.status(), result.messages().toString());
        assertFalse(result.converged());
        assertTrue(result.messages().stream().anyMatch(m -> m.contains("do not quote a mass")));
    }

    /** Rotation at a constant speed of an inclined disk, fitted with a point mass that cannot follow: it is a disk still. */
    @ParameterizedTest
    @CsvSource({"0.02", "0.1"})
    void aDiskOfAnotherMassDistributionIsADisk(double rms) {
        FitResult result = fit(cube((dx, dy) -> 120 * dx / Math.sqrt(dx * dx + 4 * dy * dy + 1), rms, 5));
        assertFalse(result.status().equals("not a disk"), result.messages().toString());
    }

    /** Around 2.6e8 Msun at 20 Mpc and 60 deg. */
    private static double keplerian(double dx, double dy) {
        double radius = Math.sqrt(dx * dx + 4 * dy * dy + 1);
        return 120 * Math.sqrt(6 / radius) * dx / radius;
    }

    /** A bound below the mass that the data ask for: the fit ends there, and says that it measures no mass. */
    @Test
    void aMassAtItsMaximumIsNoMass() throws IOException {
        Path cube = cube(VerdictTest::keplerian, 0.1, 6);
        FitResult result = fit(
                cube,
                "parameters.mbh={start=\"1e6 Msun\",max=\"2e8 Msun\"}",
                "parameters.inclination={start=\"60 deg\",fixed=true}");
        assertEquals("at bounds", result.status(), result.messages().toString());
        assertFalse(result.converged());
        assertTrue(
                result.messages().stream()
                        .anyMatch(m -> m.contains("max = 2.00000e+08 Msun") && m.contains("the fit measures no mass")),
                result.messages().toString());
        assertTrue(result.messages().stream().noneMatch(m -> m.contains("widen parameters.mbh")));
    }
}
