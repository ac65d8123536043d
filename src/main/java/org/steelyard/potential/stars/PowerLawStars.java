// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential.stars;

import java.util.Arrays;
import java.util.List;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.potential.PowerLawMass;
import org.steelyard.units.Constants;

/**
 * The stars, or any extended mass, as a power of radius (method page, section 3):
 *
 * <pre>  M(r) = c1 (r / 1 pc)^beta,   v^2 = G c1 r^(beta - 1) </pre>
 */
public record PowerLawStars() implements StellarPotential {

    private static final List<ParameterDeclaration> PARAMETERS = List.of(
            ParameterDeclaration.of("c1", "c_{1}", "", "mass within 1 pc [Msun]")
                    .startingAt(1e7, "1e6")
                    .between(1, 1e13)
                    .inLogarithm(),
            ParameterDeclaration.of("beta", "\u03b2", "", "exponent of the enclosed mass")
                    .startingAt(1, "1.5")
                    .between(0.01, 3));

    /** Exponents that a search tries: steeper than a point mass to flatter than a core. */
    private static final double LEAST_TRIED = 0.4;

    private static final double MOST_TRIED = 2.4;

    @Override
    public String keyword() {
        return "power-law";
    }

    @Override
    public String meaning() {
        return "M(r) = c1 r^beta";
    }

    @Override
    public List<ParameterDeclaration> parameters() {
        return PARAMETERS;
    }

    @Override
    public boolean hasLight() {
        return false;
    }

    @Override
    public StellarSpeeds at(double[] radii, double pcPerArcsec) {
        double[] pc = Arrays.stream(radii).map(r -> pcPerArcsec * r).toArray();
        return (inclination, parameters, out, perInclination, perParameter) -> {
            PowerLawMass law = new PowerLawMass(parameters[0], parameters[1]);
            for (int j = 0; j < pc.length; j++) {
                out[j] = law.speedSquared(pc[j]);
                if (perParameter != null) {
                    perParameter[0][j] = out[j] / parameters[0];
                    perParameter[1][j] = out[j] * Math.log(pc[j]);
                }
            }
        };
    }

    @Override
    public double[] shaped(double[] unit, double speed, double radius, double pcPerArcsec) {
        double beta = LEAST_TRIED + unit[1] * (MOST_TRIED - LEAST_TRIED);
        double factor = Math.pow(2, 2 * unit[0] - 1);
        return new double[] {factor * speed * speed / Constants.G * Math.pow(radius, 1 - beta), beta};
    }

    @Override
    public double[] startingValues(double speed, double pcPerArcsec) {
        return new double[] {speed * speed / Constants.G, Double.NaN};
    }
}
