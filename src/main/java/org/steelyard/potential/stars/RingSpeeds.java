// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential.stars;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.steelyard.component.ParameterDeclaration;

/**
 * Speeds of rotation at the radii of rings, without any mass model: ln v is linear in ln r between two rings and goes on as
 * a power law beyond the first and the last.
 *
 * @param rings [arcsec] their radii, ascending, one or more
 */
public record RingSpeeds(double[] rings) implements StellarPotential {

    /** [km/s] Speed of the first ring; further rings count up. */
    public static final ParameterDeclaration FIRST = ParameterDeclaration.of(
                    "rotation_1", "v_{1}", "km/s", "speed of rotation of the ring of that number")
            .startingAt(Double.NaN, "\"200 km/s\"")
            .number(1);

    /** Copies the radii. */
    public RingSpeeds {
        rings = rings.clone();
    }

    @Override
    public String keyword() {
        return "rings";
    }

    @Override
    public String meaning() {
        return "free speeds at the radii of rings";
    }

    @Override
    public List<ParameterDeclaration> parameters() {
        return IntStream.rangeClosed(1, rings.length).mapToObj(FIRST::number).toList();
    }

    @Override
    public boolean hasLight() {
        return false;
    }

    @Override
    public StellarSpeeds at(double[] radii, double pcPerArcsec) {
        double[][] weights = new double[rings.length][radii.length];
        for (int j = 0; j < radii.length; j++) {
            int k = 0;
            while (k + 2 < rings.length && radii[j] > rings[k + 1]) {
                k++;
            }
            if (rings.length == 1) {
                weights[0][j] = 1;
                continue;
            }
            double share = Math.log(radii[j] / rings[k]) / Math.log(rings[k + 1] / rings[k]);
            weights[k][j] = 1 - share;
            weights[k + 1][j] = share;
        }
        return new Speeds(weights);
    }

    /** Weights of ln v of each ring, {@code [ring][radius]}. */
    private record Speeds(double[][] weights) implements StellarSpeeds {

        @Override
        public void evaluate(
                double inclination,
                double[] parameters,
                double[] out,
                double @Nullable [] perInclination,
                double[] @Nullable [] perParameter) {
            for (int j = 0; j < out.length; j++) {
                double logarithm = 0;
                for (int k = 0; k < parameters.length; k++) {
                    logarithm += weights[k][j] * Math.log(parameters[k]);
                }
                out[j] = Math.exp(2 * logarithm);
                for (int k = 0; perParameter != null && k < parameters.length; k++) {
                    perParameter[k][j] = 2 * out[j] * weights[k][j] / parameters[k];
                }
            }
        }
    }
}
