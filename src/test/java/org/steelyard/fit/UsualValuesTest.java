// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.units.InputException;

class UsualValuesTest {

    private static List<String> check(String override) {
        return UsualValues.check(
                ConfigLoader.ofOverrides(List.of("galaxy.distance=17.1 Mpc", "data.cube=cube.fits", override)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "parameters.mbh.start=8.2 Msun",
                "parameters.mbh.start=1e20 Msun",
                "parameters.mass_to_light.start=1e6",
                "parameters.dispersion.start=10000 km/s",
                "parameters.dispersion_radius.start=2000 arcsec",
                "parameters.vsys.start=-1860 km/s",
                "parameters.position_angle.start=1e5 deg",
                "data.rest_frequency=345 Hz",
                "data.rest_frequency=230538 GHz",
                "data.pixel=0.05 deg",
                "data.velocity_error=10000 km/s",
                "fit.noise_rms=300 Jy/beam",
                "fit.noise_rms=1e-9 Jy/beam",
                "fit.region={semi_major=\"1 deg\",axis_ratio=0.3,position_angle=\"187 deg\"}",
                "disk.outer_radius=0.0001 arcsec",
                "potential.softening=100 arcsec",
                "potential.alpha_co=4300",
                "potential.spline=[\"0.1 arcsec\",\"1 deg\"]"
            })
    void aWrongUnitIsTold(String override) {
        List<String> doubts = check(override);
        assertEquals(1, doubts.size(), doubts.toString());
        String key = override.substring(0, override.indexOf('='));
        assertTrue(
                doubts.get(0).startsWith(key) && doubts.get(0).contains("check the value and its unit"), doubts.get(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "parameters.mbh.start=-1e8 Msun",
                "parameters.mass_to_light.start=-2",
                "parameters.dispersion.start=-10 km/s",
                "parameters.dispersion.start=1e6 km/s",
                "parameters.dispersion_radius.start=-1 arcsec",
                "parameters.flux_scale.start=-1",
                "parameters.inclination.start=-60 deg",
                "parameters.inclination.start=120 deg",
                "parameters.vsys.start=-1e6 km/s",
                "data.velocity_error=1e6 km/s"
            })
    void theImpossibleIsRefused(String override) {
        InputException refused = assertThrows(InputException.class, () -> check(override));
        assertTrue(refused.getMessage().contains("is impossible: it must be at "), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "parameters.mbh.start=1e8 Msun",
                "parameters.mbh={start=\"0 Msun\",fixed=true}",
                "parameters.mass_to_light.start=2",
                "parameters.dispersion.start=10 km/s",
                "parameters.vsys.start=-301 km/s",
                "parameters.vsys.start=1.2e6 km/s",
                "parameters.position_angle.start=-170 deg",
                "parameters.vrad.start=-30 km/s",
                "data.rest_frequency=1.420405 GHz",
                "data.beam={major=\"0.03 arcsec\",minor=\"0.02 arcsec\",position_angle=\"0 deg\"}",
                "fit.region={semi_major=\"1 arcsec\",axis_ratio=0.3,position_angle=\"187 deg\"}"
            })
    void theUsualPasses(String override) {
        assertEquals(List.of(), check(override));
    }
}
