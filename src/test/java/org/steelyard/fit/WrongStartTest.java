// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.steelyard.config.toml.ConfigLoader;

/** The shipped cube (v_sys = 1866 km/s, position angle 187 deg) from wrong starts of its centre. */
class WrongStartTest {

    /** [standard error] between the minima from two starts, by the same flux map. */
    private static final double SAME_PLACE = 0.3;

    private static FitOutcome fit(String... overrides) {
        List<String> all = new ArrayList<>(List.of(
                "data.cube=data/ngc1380_like.fits.gz",
                "potential.mge=data/ngc1380_like_mge.ecsv",
                "galaxy.angular_diameter_distance=17.1 Mpc"));
        all.addAll(List.of(overrides));
        return GalaxyFit.run(ConfigLoader.ofOverrides(all));
    }

    @Test
    void theRegionAndTheSideDoNotFollowTheStart() {
        FitOutcome right = fit();
        FitOutcome wrong = fit(
                "parameters.x.start=32", "parameters.position_angle.start=187 deg", "parameters.vsys.start=2100 km/s");
        assertEquals(
                right.resolved().fit().region().x(),
                wrong.resolved().fit().region().x());
        assertEquals(
                right.resolved().fit().region().y(),
                wrong.resolved().fit().region().y());
        assertTrue(
                wrong.result().messages().stream().noneMatch(line -> line.contains("approaching")),
                wrong.result().messages().toString());
        double error = right.result().parameter("x").error();
        assertEquals(
                right.result().parameter("x").value(),
                wrong.result().parameter("x").value(),
                SAME_PLACE * error);
    }

    @Test
    void anAngleToTheApproachingSideIsToldThoughTheVelocityIsOff() {
        List<String> messages = fit("parameters.position_angle.start=7 deg", "parameters.vsys.start=1700 km/s")
                .result()
                .messages();
        assertTrue(
                messages.stream().anyMatch(line -> line.contains("7.00 deg points to the approaching side")),
                messages.toString());
    }
}
