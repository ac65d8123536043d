// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.config.toml.ConfigLoader;

class DistanceCheckTest {

    @ParameterizedTest
    @CsvSource({
        "17.1 Mpc,   1860,  0, ''",
        "26.20 Mpc,  1860,  0, ''",
        "17.1 kpc,   1860,  1, inside the Milky Way",
        "1.71 Mpc,   1860,  1, 'is 0.064 times the distance of 26.57 Mpc'",
        "1710 Mpc,   1860,  1, 'is 64 times the distance of 26.57 Mpc'",
        "0.785 Mpc,  -301,  0, ''",
        "16.5 Mpc,   -244,  0, ''",
        "26.571 Mpc, 1860,  1, is v_sys / 70.0 km/s/Mpc"
    })
    void doubts(String distance, double vsys, int count, String expected) {
        List<String> doubts = DistanceCheck.of(
                ConfigLoader.ofOverrides(List.of(
                        "galaxy.distance=" + distance,
                        "data.cube=cube.fits",
                        "parameters.vsys.start=" + vsys + " km/s")),
                vsys);
        assertEquals(count, doubts.size(), doubts.toString());
        assertTrue(count == 0 || doubts.get(0).contains(expected), doubts.toString());
    }
}
