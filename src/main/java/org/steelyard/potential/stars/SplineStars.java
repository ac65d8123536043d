// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential.stars;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.potential.SplineMass;
import org.steelyard.units.Constants;

/**
 * The stars, or any extended mass, as free masses within fixed radii, joined by a monotone cubic of log M against log r
 * (method page, section 3; Boizelle et al. 2019, ApJ 881, 10). Derivatives are central differences.
 *
 * @param nodes [arcsec] radii of the nodes, ascending
 * @param curvature [-] expected change of d ln M / d ln r from one interval of nodes to the next, positive; infinite where
 *     the masses are free of each other
 */
public record SplineStars(double[] nodes, double curvature) implements StellarPotential {

    /** The declaration of the first node's mass; further nodes count up. */
    public static final ParameterDeclaration FIRST_NODE = ParameterDeclaration.of(
                    "mass_1", "M_{1}", "Msun", "mass within the node of that number")
            .inLogarithm()
            .startingAt(Double.NaN, "\"1e8 Msun\"")
            .number(1);

    /** Relative step: truncation 1e-8 and rounding 1e-11 of the derivative. */
    private static final double STEP = 1e-4;

    /** Largest d log M / d log r that a search tries: 3 is a core. */
    private static final double STEEPEST = 2.5;

    /** Copies the radii. */
    public SplineStars {
        nodes = nodes.clone();
    }

    /**
     * @param nodes [arcsec] radii of the nodes, ascending, whose masses are free of each other
     */
    public SplineStars(double[] nodes) {
        this(nodes, Double.POSITIVE_INFINITY);
    }

    /**
     * Changes of the slope d ln M / d ln r over the one that is expected.
     *
     * @return the factor of each ln M by the name of the mass, for each node between two others; none where the masses
     *     are free of each other
     */
    public List<Map<String, Double>> bends() {
        List<Map<String, Double>> bends = new ArrayList<>();
        List<String> names = parameterNames();
        for (int k = 1; k + 1 < nodes.length && Double.isFinite(curvature); k++) {
            double below = 1 / (curvature * Math.log(nodes[k] / nodes[k - 1]));
            double above = 1 / (curvature * Math.log(nodes[k + 1] / nodes[k]));
            bends.add(Map.of(names.get(k - 1), below, names.get(k), -below - above, names.get(k + 1), above));
        }
        return bends;
    }

    @Override
    public String keyword() {
        return "spline";
    }

    @Override
    public String meaning() {
        return "free masses within fixed radii, joined by a monotone spline";
    }

    @Override
    public List<ParameterDeclaration> parameters() {
        return IntStream.rangeClosed(1, nodes.length)
                .mapToObj(FIRST_NODE::number)
                .toList();
    }

    @Override
    public boolean hasLight() {
        return false;
    }

    @Override
    public StellarSpeeds at(double[] radii, double pcPerArcsec) {
        return new Masses(
                Arrays.stream(nodes).map(r -> pcPerArcsec * r).toArray(),
                Arrays.stream(radii).map(r -> pcPerArcsec * r).toArray());
    }

    @Override
    public boolean ascending() {
        return true;
    }

    /** Powers of radius between the nodes, of the mass that the speed gives at its radius. */
    @Override
    public double[] shaped(double[] unit, double speed, double radius, double pcPerArcsec) {
        double[] masses = new double[nodes.length];
        int last = masses.length - 1;
        double factor = Math.pow(2, 2 * unit[last] - 1);
        masses[last] = factor * speed * speed * nodes[last] * pcPerArcsec / Constants.G;
        for (int k = last - 1; k >= 0; k--) {
            masses[k] = masses[k + 1] * Math.pow(nodes[k] / nodes[k + 1], STEEPEST * unit[k]);
        }
        return masses;
    }

    @Override
    public double[] startingValues(double speed, double pcPerArcsec) {
        double[] masses = new double[nodes.length];
        for (int k = 0; k < masses.length; k++) {
            masses[k] = speed * speed * nodes[k] * pcPerArcsec / Constants.G;
        }
        return masses;
    }

    private record Masses(double[] nodes, double[] radii) implements StellarSpeeds {

        @Override
        public void evaluate(
                double inclination,
                double[] parameters,
                double[] out,
                double @Nullable [] perInclination,
                double[] @Nullable [] perParameter) {
            fill(parameters, out);
            if (perParameter == null) {
                return;
            }
            double[] low = new double[out.length];
            for (int k = 0; k < parameters.length; k++) {
                double[] moved = parameters.clone();
                double step = STEP * parameters[k];
                moved[k] = parameters[k] - step;
                fill(moved, low);
                moved[k] = parameters[k] + step;
                fill(moved, perParameter[k]);
                for (int j = 0; j < out.length; j++) {
                    perParameter[k][j] = (perParameter[k][j] - low[j]) / (2 * step);
                }
            }
        }

        private void fill(double[] masses, double[] out) {
            SplineMass mass = SplineMass.of(nodes, masses);
            for (int j = 0; j < out.length; j++) {
                out[j] = mass.speedSquared(radii[j]);
            }
        }
    }
}
