// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.steelyard.component.DataRange;
import org.steelyard.config.Configuration;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.disk.shape.WarpPrior;
import org.steelyard.galaxy.Galaxy;
import org.steelyard.inference.JointPrior;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.potential.gas.NoGas;

/** The prior of nine rings in a search that is to choose its strength. */
class FitParametersTest {

    /** Ten standard deviations: noise in a ring that the beam hides gains less. */
    private static final double MORE_THAN_NOISE = 100;

    /** A warp of this size gains thousands in data that tell it. */
    private static final double NO_MATTER = 50;

    /** Of what the warp does not concern. */
    private static final Map<String, Double> OTHERS =
            Map.of("mbh", 1e8, "vsys", 1000.0, "x", 10.0, "y", 10.0, "dispersion", 10.0, "flux_scale", 1.0);

    private static final int RINGS = 9;

    /** Rounding of eight squares of numbers below ten. */
    private static final double ROUNDING = 1e-9;

    private static List<JointPrior> priors(String... more) {
        Configuration config = ConfigLoader.ofOverrides(Stream.concat(
                        Stream.of(
                                "galaxy.distance=\"20 Mpc\"",
                                "disk.warp=[0.1, 0.4, 0.7, 1.0, 1.3, 1.6, 1.9, 2.2, 2.5]",
                                "parameters.inclination=\"55 deg\"",
                                "parameters.position_angle=\"200 deg\""),
                        Stream.of(more))
                .toList());
        Galaxy galaxy = GalaxySetup.galaxy(config, GalaxySetup.stars(config), new NoGas(), 100, 10);
        ParameterSpace space = FitParameters.space(galaxy, config, OTHERS, DataRange.UNKNOWN);
        return space.jointPriors();
    }

    private static double chiSquared(List<JointPrior> priors, ToDoubleFunction<String> value) {
        return priors.stream()
                .mapToDouble(prior -> Math.pow(prior.residual(value), 2))
                .sum();
    }

    private static int ring(String name) {
        return Integer.parseInt(name.substring(name.lastIndexOf('_') + 1));
    }

    @Test
    void aSearchHoldsARingThatTheBeamHidesNearTheNext() {
        double folded =
                chiSquared(priors(), name -> name.equals("inclination_1") ? 18 : name.startsWith("incl") ? 64 : 200);
        assertTrue(folded > MORE_THAN_NOISE, () -> "a ring 46 deg from the next costs no more than " + folded);
    }

    @Test
    void aSearchAllowsAnyWarp() {
        double steep = chiSquared(
                priors(),
                name -> name.startsWith("incl") ? 25 + 60.0 / (RINGS - 1) * ring(name) : 200 + 10 * ring(name));
        assertTrue(steep < NO_MATTER, () -> "60 deg of inclination and 80 of position angle cost " + steep);
    }

    @Test
    void aGivenPriorIsThatOfTheSearch() {
        double steps = chiSquared(
                priors("disk.warp_prior=[\"8 deg\", \"30 deg\"]"), name -> name.startsWith("incl") ? ring(name) : 200);
        assertEquals(Math.pow((RINGS - 1) / 8.0, 2), steps, ROUNDING);
        assertEquals(List.of(), priors("disk.warp_prior=\"none\""));
        assertTrue(WarpPrior.SEARCH.inclination() < WarpPrior.WIDE.inclination());
    }
}
