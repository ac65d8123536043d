// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential.gas;

import java.util.List;
import org.steelyard.component.Component;
import org.steelyard.component.ParameterDeclaration;

/** The gas' own gravity. */
public interface GasPotential extends Component {

    /**
     * @param radii [arcsec]. Not modified
     * @param pcPerArcsec [pc/arcsec] scale at the galaxy
     * @return [km2/s2] squared circular speeds in the gas' gravity alone, per unit of its parameter if it has one;
     *     negative where the pull is outward
     */
    double[] speedSquared(double[] radii, double pcPerArcsec);

    /**
     * @param parameters values of {@link #parameters()}. Not modified
     * @return by which the squared speeds are multiplied
     */
    default double factor(double[] parameters) {
        return parameters.length == 0 ? 1 : parameters[0];
    }

    /** @return none, or one factor of the mass */
    @Override
    default List<ParameterDeclaration> parameters() {
        return List.of();
    }
}
