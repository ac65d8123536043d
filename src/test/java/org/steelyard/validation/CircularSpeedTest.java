// SPDX-License-Identifier: Apache-2.0
package org.steelyard.validation;

import static org.steelyard.validation.Reference.assertRelative;
import static org.steelyard.validation.Reference.number;
import static org.steelyard.validation.Reference.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.potential.CircularVelocity;
import org.steelyard.potential.CompositePotential;
import org.steelyard.potential.GasDisk;
import org.steelyard.potential.MgeSpeedTable;
import org.steelyard.potential.MultiGaussianExpansion;
import org.steelyard.potential.PointMass;

/** Circular speeds compared with quadratures of 34 digits ({@code circular_speeds.py}; method page, section 3). */
class CircularSpeedTest {

    /** Accuracy of the 32 Gauss-Legendre nodes. */
    private static final double QUADRATURE = 2e-14;

    /** The Chebyshev series in q omit 5e-16 of the leading term and add the rounding of 20 terms. */
    private static final double SERIES = 4e-14;

    /** The sum over the knots of a gas disk cancels by a factor of up to 100. */
    private static final double GAS = 1e-12;

    @ParameterizedTest
    @ValueSource(strings = {"ngc3258", "flat", "round", "low_inclination", "softened", "edge_on"})
    void starsAndBlackHole(String name) {
        JsonNode given = Reference.read("circular_speeds.json", name);
        MultiGaussianExpansion stars = MultiGaussianExpansion.of(
                numbers(given, "surface_brightness"), numbers(given, "sigma"), numbers(given, "axis_ratio"));
        double inclination = Math.toRadians(number(given, "inclination"));
        double[] radius = numbers(given, "radius");
        double[] expected = numbers(given, "stars");
        CircularVelocity one = stars.at(inclination);
        assertRelative(QUADRATURE, expected, one.speedsSquared(radius, 1), "one by one");
        double[] batch = new double[radius.length];
        stars.speedSquared(inclination, radius, batch, null);
        assertRelative(QUADRATURE, expected, batch, "batch");
        MgeSpeedTable.of(stars, radius).speedSquared(inclination, batch, null);
        assertRelative(SERIES, expected, batch, "series");
        CircularVelocity all = CompositePotential.of(
                one.scaled(number(given, "mass_to_light")),
                new PointMass(number(given, "black_hole"), number(given, "softening")));
        assertRelative(QUADRATURE, numbers(given, "all"), all.speedsSquared(radius, 1), "all");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gas_disk", "gas_ring"})
    void gas(String name) {
        JsonNode given = Reference.read("circular_speeds.json", name);
        GasDisk disk = GasDisk.of(numbers(given, "gas_radius"), numbers(given, "gas_density"));
        assertRelative(GAS, numbers(given, "gas"), disk.speedsSquared(numbers(given, "radius"), 1), name);
    }
}
