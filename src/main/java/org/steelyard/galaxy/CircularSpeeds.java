// SPDX-License-Identifier: Apache-2.0
package org.steelyard.galaxy;

import java.util.Arrays;
import java.util.Map;
import org.steelyard.potential.BlackHole;
import org.steelyard.potential.stars.StellarPotential;
import org.steelyard.potential.stars.StellarSpeeds;

/** Circular speeds of a galaxy at radii of choice, evaluated there without interpolation. */
public final class CircularSpeeds {

    private CircularSpeeds() {}

    /**
     * @param galaxy the components
     * @param values by parameter name, as {@link Galaxy#vector} takes them; centre and systemic velocity may be left
     *     out
     * @param radii [arcsec] positive. Not modified
     * @return the speeds and their parts
     * @throws org.steelyard.units.InputException if a value gives no potential
     */
    public static SpeedCurve of(Galaxy galaxy, Map<String, Double> values, double[] radii) {
        double[] vector = galaxy.centred(values);
        int n = radii.length;
        double[] stars = new double[n];
        StellarSpeeds speeds = galaxy.stars().at(radii, galaxy.pcPerArcsec());
        speeds.evaluate(
                Math.toRadians(galaxy.inclination(name -> galaxy.value(vector, name))),
                galaxy.values(galaxy.stars(), vector),
                stars,
                speeds.inclined() ? new double[n] : null,
                null);
        double massToLight =
                galaxy.stars().hasLight() ? galaxy.value(vector, StellarPotential.MASS_TO_LIGHT.name()) : 1;
        double mass = galaxy.value(vector, BlackHole.MASS.name());
        double[] gas = galaxy.gas().speedSquared(radii, galaxy.pcPerArcsec());
        double factor = galaxy.gasFactor(vector);
        double[] hole = new double[n];
        double[] total = new double[n];
        for (int j = 0; j < n; j++) {
            stars[j] *= massToLight;
            gas[j] *= factor;
            hole[j] = galaxy.blackHole().speedSquared(mass, galaxy.pcPerArcsec(), radii[j]);
            total[j] = stars[j] + hole[j] + gas[j];
        }
        return new SpeedCurve(radii.clone(), roots(stars), roots(hole), roots(gas), roots(total));
    }

    /** Roots that keep the sign: an outward pull is a negative speed. */
    private static double[] roots(double[] squares) {
        return Arrays.stream(squares)
                .map(square -> Math.copySign(Math.sqrt(Math.abs(square)), square))
                .toArray();
    }
}
