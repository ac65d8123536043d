// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.steelyard.config.Configuration;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.disk.light.RingedLight;
import org.steelyard.fit.cube.CubeData;
import org.steelyard.fit.map.MapData;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.units.InputException;

/** What cannot be light of rings is said in one line that names the key. */
class RingedLightInputTest {

    private static Configuration config(String... overrides) {
        List<String> all = new ArrayList<>(List.of("galaxy.distance=\"17 Mpc\"", "disk.surface_brightness=rings"));
        all.addAll(List.of(overrides));
        return ConfigLoader.ofOverrides(all);
    }

    private static void refused(Executable input, String... words) {
        String message = assertThrows(InputException.class, input).getMessage();
        assertFalse(message.contains("\n"), message);
        for (String word : words) {
            assertTrue(message.contains(word), message);
        }
    }

    @Test
    void radiiAscendAndBrightnessIsLight() {
        refused(() -> config("disk.light_rings=[\"0.2 arcsec\", \"0.1 arcsec\"]"), "disk.light_rings", "ascend", "0.1");
        refused(() -> config("disk.light_rings=[\"-0.2 arcsec\", \"0.1 arcsec\"]"), "disk.light_rings", "-0.2");
        refused(
                () -> config("disk.light_rings=[\"0 arcsec\", \"0.1 arcsec\"]", "disk.ring_brightness=[1, 2, 3]"),
                "disk.ring_brightness has 3",
                "2 radii");
        refused(
                () -> config("disk.light_rings=[\"0 arcsec\", \"0.1 arcsec\"]", "disk.ring_brightness=[1, -2]"),
                "disk.ring_brightness",
                "negative");
        refused(
                () -> config("disk.light_rings=[\"0 arcsec\", \"0.1 arcsec\"]", "disk.ring_brightness=[0, 0]"),
                "disk.ring_brightness",
                "no ring has light");
        refused(
                () -> config("disk.surface_brightness=exponential", "disk.light_rings=[\"0 arcsec\", \"1 arcsec\"]"),
                "disk.light_rings",
                "\"exponential\"");
    }

    @Test
    void ringsThatTheTablesDoNotTellApartAreRefused() {
        RingedLight light = new RingedLight(List.of(0.5, 0.501, 0.9), List.of());
        GalaxyModel model = new TestGalaxy().galaxy().withRings(new double[] {0.5, 0.501, 0.9});
        refused(() -> model.rings().require(light), "disk.light_rings", "of 3 radii only 2");
    }

    @Test
    void aFitSolvesTheLight() {
        refused(
                () -> CubeData.read(config(
                        "data.cube=\"cube.fits\"",
                        "disk.light_rings=[\"0 arcsec\", \"0.1 arcsec\"]",
                        "disk.ring_brightness=[1, 2]")),
                "disk.ring_brightness",
                "remove it");
        refused(
                () -> CubeData.read(config("data.cube=\"cube.fits\"", "parameters.flux_scale=2")),
                "parameters.flux_scale",
                "remove it");
        refused(
                () -> MapData.read(config("data.velocity_map=\"map.fits\"")),
                "disk.surface_brightness = \"rings\" needs a cube");
    }

    @Test
    void brightnessBetweenRingsIsLinear() {
        RingedLight light = new RingedLight(List.of(0.5, 1.0, 2.0), List.of(3.0, 1.0, 0.0));
        assertEquals(3, light.brightnessAt(0.1));
        assertEquals(2, light.brightnessAt(0.75), 1e-15);
        assertEquals(0.25, light.brightnessAt(1.75), 1e-15);
        assertEquals(0, light.brightnessAt(5));
    }
}
