// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential.stars;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.steelyard.component.Component;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.component.Span;
import org.steelyard.potential.CircularVelocity;

/**
 * The mass of the stars. A potential made of starlight has the mass-to-light ratio {@link #MASS_TO_LIGHT} as a factor;
 * a potential without light has parameters of its own.
 */
public interface StellarPotential extends Component {

    /** Upsilon [Msun/Lsun]. */
    ParameterDeclaration MASS_TO_LIGHT = ParameterDeclaration.of(
                    "mass_to_light", "M/L", "Msun/Lsun", "mass-to-light ratio of the stars")
            .startingAt(1, "2.0")
            .between(1e-3, 1e3)
            .triedOver(Span.factor(3));

    /** @return whether {@link #MASS_TO_LIGHT} multiplies the squared speeds */
    boolean hasLight();

    /** @return [deg] inclination below which the stars have no deprojection; 0 where there is no limit */
    default double lowestInclination() {
        return 0;
    }

    /**
     * @param fitted [arcsec] semi-major axis of the region that is fitted, NaN if it is not known
     * @return one line for the user on each unusual feature of the input
     */
    default List<String> warnings(double fitted) {
        return List.of();
    }

    /**
     * @param radii [arcsec] ascending, positive. Not modified
     * @param pcPerArcsec [pc/arcsec] scale at the galaxy
     * @return the squared circular speeds at these radii as a function of inclination and parameters
     */
    StellarSpeeds at(double[] radii, double pcPerArcsec);

    /**
     * Circular speeds from which a starting mass-to-light ratio can be measured.
     *
     * @param inclination [rad] of the disk
     * @param pcPerArcsec [pc/arcsec] scale at the galaxy
     * @return the potential at M/L = 1, or null where none is available
     */
    default @Nullable CircularVelocity atUnitMassToLight(double inclination, double pcPerArcsec) {
        return null;
    }

    /** @return whether the values of {@link #parameters()} are masses within growing radii, which must not fall */
    default boolean ascending() {
        return false;
    }

    /**
     * Values that a search tries: a mass distribution of another shape with a given speed at one radius.
     *
     * @param unit numbers from 0 to 1, one for each of {@link #parameters()}. Not modified
     * @param speed [km/s] circular speed
     * @param radius [pc] at which it holds
     * @param pcPerArcsec [pc/arcsec] scale at the galaxy
     * @return values of {@link #parameters()}
     */
    default double[] shaped(double[] unit, double speed, double radius, double pcPerArcsec) {
        return new double[0];
    }

    /**
     * Starting values from a typical circular speed.
     *
     * @param speed [km/s] circular speed of the gas
     * @param pcPerArcsec [pc/arcsec] scale at the galaxy
     * @return values of {@link #parameters()}; NaN for a parameter whose default start serves
     */
    default double[] startingValues(double speed, double pcPerArcsec) {
        double[] unknown = new double[parameters().size()];
        Arrays.fill(unknown, Double.NaN);
        return unknown;
    }
}
