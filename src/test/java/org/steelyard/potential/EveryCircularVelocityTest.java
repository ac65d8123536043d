// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every mass component, and that none is forgotten here. */
class EveryCircularVelocityTest {

    static List<CircularVelocity> examples() {
        MultiGaussianExpansion stars =
                MultiGaussianExpansion.of(new double[] {5e3, 300}, new double[] {40, 300}, new double[] {0.8, 0.5});
        return List.of(
                new PointMass(1e8, 0.5),
                new PowerLawMass(1e3, 1.8),
                SplineMass.of(new double[] {1, 10, 100, 1000}, new double[] {1e4, 1e6, 2e8, 3e9}),
                TabulatedCurve.ofSpeed(new double[] {0, 10, 100, 500}, new double[] {0, 80, 200, 220}),
                TabulatedCurve.ofMass(new double[] {5, 50, 500}, new double[] {1e5, 1e8, 2e9}),
                GasDisk.of(new double[] {20, 60, 200, 400}, new double[] {0, 80, 50, 2}),
                CompositePotential.of(new PointMass(1e8), stars.at(1.3).scaled(3)),
                stars.at(1.2));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void finiteAndContinuous(CircularVelocity component) {
        double largest = 0;
        for (double r = 1e-3; r < 1e6; r *= 1.05) {
            largest = Math.max(largest, Math.abs(component.speedSquared(r)));
        }
        for (double r = 1e-3; r < 1e6; r *= 1.0173) {
            double here = component.speedSquared(r);
            assertTrue(Double.isFinite(here), component + " at " + r);
            // squares change by no more than 60 times dr/r of the largest of them (steepest: a logarithmic spline)
            double step = 1e-7;
            assertEquals(
                    here, component.speedSquared(r * (1 + step)), 60 * step * largest, component + " jumps at " + r);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void speedIsTheRootAndScalingScales(CircularVelocity component) {
        for (double r : new double[] {0.1, 15, 77, 1e4}) {
            double square = component.speedSquared(r);
            assertEquals(Math.sqrt(Math.max(0, square)), component.speed(r));
            assertEquals(2.5 * square, component.scaled(2.5).speedSquared(r));
        }
    }

    @Test
    void noImplementationIsMissing() throws IOException, URISyntaxException {
        Path folder = Path.of(CircularVelocity.class
                        .getResource("CircularVelocity.class")
                        .toURI())
                .getParent();
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class"))
                    .forEach(name -> {
                        Class<?> type = load(name.substring(0, name.length() - ".class".length()));
                        if (CircularVelocity.class.isAssignableFrom(type) && !type.isInterface()) {
                            found.add(type.getName());
                        }
                    });
        }
        Set<String> covered = examples().stream()
                .map(example -> example.getClass().getName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(covered, found);
    }

    private static Class<?> load(String simpleName) {
        try {
            return Class.forName(CircularVelocity.class.getPackageName() + "." + simpleName);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
