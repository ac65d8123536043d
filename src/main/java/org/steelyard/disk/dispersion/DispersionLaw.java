// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.dispersion;

import org.steelyard.component.DefaultBounds;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.component.RadialFunction;
import org.steelyard.component.Span;
import org.steelyard.units.InputException;

/**
 * A law of the gas' velocity dispersion sigma(r) [km/s], r [arcsec] in the plane of the disk. The first parameter of
 * every law is {@link #FLOOR}, the dispersion far from the centre. The dispersion is positive at every radius, or the
 * law refuses the values.
 */
public interface DispersionLaw extends RadialFunction {

    /** [km/s] Thermal width of CO at 10 K, to a factor of two. */
    double LEAST = 0.1;

    /** sigma_0 [km/s]. */
    ParameterDeclaration FLOOR = ParameterDeclaration.of(
                    "dispersion", "\u03c3_{0}", "km/s", "velocity dispersion far from the centre")
            .startingAt(10, "\"10 km/s\"")
            .within(DefaultBounds.lineWidth(LEAST))
            .triedOver(Span.ofMax(0.002, 0.1));

    /**
     * @param value [km/s] of {@link #FLOOR}
     * @throws InputException unless it is positive and finite
     */
    static void requireFloor(double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new InputException("dispersion is " + value + " km/s; it must be positive and finite");
        }
    }

    /**
     * @param amplitude [km/s] added to the floor where the law's shape is 1
     * @param floor [km/s]
     * @throws InputException if the sum is not positive, or the amplitude not finite
     */
    static void requireAmplitude(double amplitude, double floor) {
        if (!(amplitude > -floor) || Double.isInfinite(amplitude)) {
            throw new InputException("dispersion_amplitude is " + amplitude + " km/s; it must be finite and above -"
                    + floor + " km/s, so that the dispersion stays positive");
        }
    }
}
