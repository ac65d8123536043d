// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.SharedData;
import org.steelyard.config.Configuration;
import org.steelyard.config.DataConfig;
import org.steelyard.config.DiskConfig;
import org.steelyard.config.FitConfig;
import org.steelyard.config.ModelConfig;
import org.steelyard.config.ParameterSetting;
import org.steelyard.config.PotentialConfig;
import org.steelyard.config.RegionEllipse;
import org.steelyard.cube.Beam;
import org.steelyard.cube.Projection;
import org.steelyard.cube.SkyFrame;
import org.steelyard.disk.light.ExponentialLight;
import org.steelyard.disk.light.FluxMapLight;
import org.steelyard.fit.search.FitResult;
import org.steelyard.units.InputException;

/** Every fault of a user ends in one line that names the file or key and what to do. */
class VelocityMapInputTest {

    private static final int SIZE = 24;
    private static final Beam BEAM = new Beam(0.2, 0.2, 0);

    @TempDir
    Path folder;

    private double[] velocity;
    private Path map;
    private Path flux;

    @BeforeEach
    void makeMaps() {
        velocity = new double[SIZE * SIZE];
        double[] light = new double[SIZE * SIZE];
        for (int p = 0; p < velocity.length; p++) {
            double dx = p % SIZE - 11.6;
            double dy = Math.floorDiv(p, SIZE) - 11.3;
            double r = Math.hypot(dx, dy);
            velocity[p] = 1500 + 150 * dx / Math.max(1, r);
            light[p] = Math.exp(-r / 4);
        }
        map = MapFiles.write(folder.resolve("v.fits"), velocity, SIZE, "km/s");
        flux = MapFiles.write(folder.resolve("f.fits"), light, SIZE, "Jy km/s");
    }

    private Configuration config(DataConfig data) {
        return MapFiles.config(folder, data, 20, null, new FluxMapLight(true));
    }

    private DataConfig good() {
        return MapFiles.data(map, flux, null, 5.0, null, 0.05, BEAM, null);
    }

    private static void refused(Configuration config, String... words) {
        String message = assertThrows(InputException.class, () -> MapFiles.fit(config, 1))
                .getMessage();
        for (String word : words) {
            assertTrue(message.contains(word), message);
        }
        assertEquals(1, message.lines().count(), message);
    }

    @Test
    void goodInputIsFitted() {
        assertTrue(MapFiles.fit(config(good()), 1).result().nData() > 100);
    }

    @Test
    void noPixelSize() {
        refused(config(MapFiles.data(map, flux, null, 5.0, null, null, BEAM, null)), "v.fits", "data.pixel = \"");
    }

    @Test
    void noBeam() {
        refused(config(MapFiles.data(map, flux, null, 5.0, null, 0.05, null, null)), "v.fits", "data.beam = {");
    }

    @Test
    void noError() {
        refused(config(MapFiles.data(map, flux, null, null, null, 0.05, BEAM, null)), "velocity_error = \"10 km/s\"");
    }

    @Test
    void noFlux() {
        refused(config(MapFiles.data(map, null, null, 5.0, null, 0.05, BEAM, null)), "data.flux_map", "exponential");
    }

    @Test
    void noDispersionForThePressure() {
        Configuration config = config(good());
        Configuration supported = config.withPotential(config.potential().withPressureSupport(true));
        refused(supported, "potential.pressure_support", "parameters.dispersion = { start = ");
        Map<String, ParameterSetting> parameters = new LinkedHashMap<>(supported.parameters());
        parameters.put("dispersion", ParameterSetting.NONE.withStart(12.0));
        FitResult result = MapFiles.fit(supported.withParameters(parameters), 1).result();
        assertEquals(12, result.parameter("dispersion").value());
        assertFalse(result.parameter("dispersion").free());
    }

    @Test
    void sizesDiffer() {
        Path other = MapFiles.write(folder.resolve("other.fits"), new double[SIZE * (SIZE - 1)], SIZE, "");
        refused(
                config(MapFiles.data(map, other, null, 5.0, null, 0.05, BEAM, null)),
                "other.fits",
                "flux map",
                "24 x 23",
                "24 x 24");
        refused(config(MapFiles.data(map, flux, other, null, null, 0.05, BEAM, null)), "other.fits", "errors");
        refused(config(MapFiles.data(map, flux, null, 5.0, other, 0.05, BEAM, null)), "other.fits", "bins");
        FitConfig f = FitConfig.defaults();
        Configuration masked = config(good())
                .withFit(new FitConfig(null, other, f.noise(), null, null, f.likelihood(), f.starts(), f.loss()));
        refused(masked, "other.fits", "region mask");
    }

    @Test
    void aCubeIsNoMap() {
        Path cube = SharedData.path("cubes/blind_a.fits.gz");
        refused(config(MapFiles.data(cube, flux, null, 5.0, null, 0.05, BEAM, null)), "blind_a.fits.gz", "planes");
        refused(config(MapFiles.data(map, cube, null, 5.0, null, 0.05, BEAM, null)), "blind_a.fits.gz", "planes");
    }

    @Test
    void aMapIsNoVelocityMap() {
        SkyFrame frame = SkyFrame.northUp(Projection.SIN, 10, 10, 1, 1, 0.05);
        Path janskys = MapFiles.write(folder.resolve("jy.fits"), velocity, SIZE, "Jy/beam", frame, Map.of());
        refused(config(MapFiles.data(janskys, flux, null, 5.0, null, 0.05, BEAM, null)), "jy.fits", "Jy/beam", "km/s");
    }

    @Test
    void nothingInTheMap() {
        double[] blank = new double[SIZE * SIZE];
        Arrays.fill(blank, Double.NaN);
        Path empty = MapFiles.write(folder.resolve("empty.fits"), blank, SIZE, "km/s");
        refused(config(MapFiles.data(empty, flux, null, 5.0, null, 0.05, BEAM, null)), "empty.fits", "no pixel");
        refused(config(MapFiles.data(map, empty, null, 5.0, null, 0.05, BEAM, null)), "v.fits", "no pixel");
    }

    @Test
    void regionWithoutData() {
        Configuration outside = config(good())
                .withFit(FitConfig.defaults().withRegion(new RegionEllipse(0.2, 0.5, 0)))
                .withParameters(Map.of(
                        "x", ParameterSetting.NONE.withStart(500.0),
                        "y", ParameterSetting.NONE.withStart(500.0)));
        refused(outside, "fit.region");
    }

    @Test
    void whatAMapCannotTell() {
        Configuration free = config(good())
                .withParameters(Map.of("dispersion", new ParameterSetting(10.0, null, null, false, null, null)));
        refused(free, "parameters.dispersion", "velocity map");
        Configuration tied = config(good())
                .withParameters(Map.of("flux_scale", new ParameterSetting(null, null, null, null, null, "dispersion")));
        refused(tied, "parameters.flux_scale");
        refused(config(good()).withModel(ModelConfig.defaults().withBlock(4)), "model.block");
        Configuration c = config(good());
        refused(
                c.withPotential(MapFiles.potential(null).withGas(PotentialConfig.GasSource.FROM_CUBE, null)),
                "potential.gas",
                "cube");
    }

    @Test
    void lightThatEndsInsideTheRegion() {
        Configuration c = config(MapFiles.data(map, null, null, 5.0, null, 0.05, BEAM, null));
        DiskConfig small = DiskConfig.defaults().withSurfaceBrightness(new ExponentialLight(), 0.1);
        FitConfig everywhere = FitConfig.defaults().withRegion(new RegionEllipse(2, 1, 0));
        refused(c.withDisk(small).withFit(everywhere), "disk.outer_radius");
    }
}
