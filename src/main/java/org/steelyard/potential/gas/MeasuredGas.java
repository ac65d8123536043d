// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential.gas;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.potential.GasDisk;

/**
 * The gas' gravity from its measured surface density, as a thin disk (method page, section 3). Its mass, and so the
 * squared speed, is in proportion to {@link #ALPHA_CO}.
 *
 * @param alphaCo [Msun/(K km/s pc2)] default of the conversion factor
 * @param unit surface density against radius [pc] with a factor of 1; null before it is measured
 */
public record MeasuredGas(double alphaCo, @Nullable GasDisk unit) implements GasPotential {

    /** [Msun/(K km/s pc2)] mass of H2 per luminosity of CO(1-0). */
    public static final ParameterDeclaration ALPHA_CO = ParameterDeclaration.of(
                    "alpha_co",
                    "\u03b1_{CO}",
                    "Msun/(K km/s pc2)",
                    "CO to H2 for gas = \"from-cube\"; fixed at potential.alpha_co unless it has a prior or fixed = false")
            .startingAt(3.1, "3.1")
            .between(0, 100)
            .simplerAt(0)
            .takenAsKnown();

    @Override
    public String keyword() {
        return "from-cube";
    }

    @Override
    public String meaning() {
        return "thin disk with the surface density measured in the cube";
    }

    @Override
    public List<ParameterDeclaration> parameters() {
        return List.of(ALPHA_CO.startingAt(alphaCo, ALPHA_CO.example()));
    }

    @Override
    public double[] speedSquared(double[] radii, double pcPerArcsec) {
        return Objects.requireNonNull(unit, "the gas is not measured").speedsSquared(radii, pcPerArcsec);
    }
}
