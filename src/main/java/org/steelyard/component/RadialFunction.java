// SPDX-License-Identifier: Apache-2.0
package org.steelyard.component;

import org.jspecify.annotations.Nullable;

/** A component that is a function of radius in the plane of the disk. */
public interface RadialFunction extends Component {

    /**
     * Evaluates the function and its partial derivatives.
     *
     * @param parameters values of {@link #parameters()}. Not modified
     * @param radii [arcsec]. Not modified
     * @param out the function at each radius. Modified
     * @param derivatives partial derivatives, {@code [parameter][radius]}, or null for none. Modified
     * @throws org.steelyard.units.InputException if the values give no valid function
     */
    void evaluate(double[] parameters, double[] radii, double[] out, double[] @Nullable [] derivatives);
}
