// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference;

/** Coordinate in which an optimiser or a sampler moves a parameter: an increasing function of its value. */
public interface Scale {

    /** The value itself. */
    Scale LINEAR = UsualScale.LINEAR;

    /** The decimal logarithm of the value, for a positive parameter known to an order of magnitude. */
    Scale LOG10 = UsualScale.LOG10;

    /**
     * @param value in the parameter's unit
     * @return the coordinate
     */
    double toInternal(double value);

    /**
     * @param coordinate of the optimiser
     * @return the value in the parameter's unit
     */
    double toPhysical(double coordinate);

    /**
     * @param coordinate of the optimiser
     * @return d value / d coordinate
     */
    double derivative(double coordinate);
}
