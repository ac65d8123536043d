// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.config.Configuration;
import org.steelyard.config.RegionEllipse;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.config.toml.ConfigWriter;
import org.steelyard.units.InputException;

class RegionCheckTest {

    private static final String AXES = "semi_major=\"1 arcsec\",axis_ratio=0.5,position_angle=\"10 deg\"";

    private static Configuration config(String region) {
        return ConfigLoader.ofOverrides(
                List.of("galaxy.distance=17.1 Mpc", "data.cube=cube.fits", "fit.region={" + region + "}"));
    }

    /** The semi-minor axis is 10 pixels of 0.05 arcsec. */
    @ParameterizedTest
    @CsvSource({"50, 60, 0", "51.4, 60, 0", "51.6, 60, 1", "50, 40, 1"})
    void aRegionAboutAWrongStartIsTold(double x, double y, int count) {
        Configuration config = config(AXES);
        List<String> told = RegionCheck.of(config, config.fit().region().about(50, 60), 0.05, x, y);
        assertEquals(count, told.size(), told.toString());
        assertTrue(count == 0 || told.get(0).contains("lies about the start of the centre, pixel (50.00, 60.00)"));
    }

    @Test
    void aRegionWithItsOwnCentreStays() {
        Configuration config = config(AXES + ",x=30,y=40.5");
        RegionEllipse ellipse = config.fit().region().about(50, 60);
        assertEquals(new RegionEllipse(1, 0.5, 10, 30.0, 40.5), ellipse);
        assertEquals(new RegionEllipse(2, 0.5, 10, 30.0, 40.5), ellipse.scaled(2));
        assertEquals(List.of(), RegionCheck.of(config, ellipse, 0.05, 80, 80));
        assertTrue(ConfigWriter.writeBeside(config).contains("x = 30.0, y = 40.5"), ConfigWriter.writeBeside(config));
    }

    @ParameterizedTest
    @ValueSource(strings = {AXES + ",x=30", "x=30,y=40"})
    void halfARegionIsRefused(String region) {
        assertTrue(assertThrows(InputException.class, () -> config(region))
                .getMessage()
                .contains("is missing; add it"));
    }
}
