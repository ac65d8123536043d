// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential;

import java.util.List;
import org.steelyard.component.Component;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.component.Span;
import org.steelyard.units.Constants;

/**
 * The black hole, with its mass as a parameter (method page, section 3; Plummer 1911 for b &gt; 0):
 *
 * <pre>  v^2(r) = G M_BH r^2 / (r^2 + b^2)^(3/2) </pre>
 *
 * @param softening [arcsec] Plummer radius b, 0 for a point mass
 */
public record BlackHole(double softening) implements Component {

    /** M_BH [Msun]. */
    public static final ParameterDeclaration MASS = ParameterDeclaration.of(
                    "mbh", "M_{BH}", "Msun", "mass of the black hole")
            .startingAt(1e8, "\"1e8 Msun\"")
            .between(1e3, 1e12)
            .triedOver(Span.factor(30))
            .inLogarithm();

    /** @throws org.steelyard.units.InputException if the softening is negative or not finite */
    public BlackHole {
        Require.notNegative("black-hole softening", softening, "arcsec");
    }

    @Override
    public String keyword() {
        return "black-hole";
    }

    @Override
    public String meaning() {
        return "G M_BH r^2 / (r^2 + b^2)^(3/2)";
    }

    @Override
    public List<ParameterDeclaration> parameters() {
        return List.of(MASS);
    }

    /**
     * @param mass [Msun]
     * @param pcPerArcsec [pc/arcsec] scale at the galaxy
     * @return [km2 s-2 arcsec] G M_BH over the length of an arcsecond
     */
    public double strength(double mass, double pcPerArcsec) {
        return Constants.G * mass / pcPerArcsec;
    }

    /**
     * @param mass [Msun]
     * @param pcPerArcsec [pc/arcsec] scale at the galaxy
     * @param radius [arcsec]
     * @return [km2/s2] squared speed of circular orbits around the black hole alone
     */
    public double speedSquared(double mass, double pcPerArcsec, double radius) {
        double r2 = radius * radius;
        double soft2 = softening * softening;
        return strength(mass, pcPerArcsec) * r2 / Math.pow(r2 + soft2, 1.5);
    }
}
