// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.flow;

import org.jspecify.annotations.Nullable;
import org.steelyard.component.Component;

/**
 * A law of the gas' motion besides circular orbits:
 *
 * <pre>  v_LOS = sin i [ A v_c x_d/r + (B v_c + w) y_d/r ] </pre>
 *
 * with A, B and w [km/s] as functions of the law's parameters.
 */
public interface RadialFlow extends Component {

    /** Index of A in a row of {@link #derivatives}. */
    int ROTATION = 0;

    /** Index of B in a row of {@link #derivatives}. */
    int RADIAL = 1;

    /** Index of w in a row of {@link #derivatives}. */
    int RADIAL_SPEED = 2;

    /** @return whether the flow depends on which side of the disk is nearer */
    default boolean hasNearSide() {
        return false;
    }

    /**
     * @param parameters values of {@link #parameters()}. Not modified
     * @param nearSide 1 where the side of y_d &gt; 0 is nearer than the centre, -1 where it is farther
     * @return A, B and w
     * @throws org.steelyard.units.InputException if a value is out of its range
     */
    FlowCoefficients coefficients(double[] parameters, int nearSide);

    /**
     * @param parameters values of {@link #parameters()}. Not modified
     * @param nearSide as in {@link #coefficients}
     * @return {dA/dp, dB/dp, dw/dp} for each parameter p
     */
    double[][] derivatives(double[] parameters, int nearSide);

    /**
     * What changes with radius in the motion, beside {@link #coefficients}.
     *
     * @param parameters values of {@link #parameters()}. Not modified
     * @param nearSide as in {@link #coefficients}
     * @param radii [arcsec]. Not modified
     * @return that part of the motion, or null where the coefficients hold at every radius
     */
    default @Nullable LocalFlow local(double[] parameters, int nearSide, double[] radii) {
        return null;
    }

    /**
     * @param parameters values of {@link #parameters()}. Not modified
     * @param nearSide as in {@link #coefficients}
     * @param radius [arcsec]
     * @return A, B and w at that radius
     */
    default FlowCoefficients at(double[] parameters, int nearSide, double radius) {
        FlowCoefficients all = coefficients(parameters, nearSide);
        LocalFlow here = local(parameters, nearSide, new double[] {radius});
        return here == null
                ? all
                : new FlowCoefficients(
                        all.rotation() + here.values()[ROTATION][0],
                        all.radial() + here.values()[RADIAL][0],
                        all.radialSpeed());
    }
}
