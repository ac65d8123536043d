// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential.gas;

import org.steelyard.potential.TabulatedCurve;

/**
 * The gas' gravity as a table of circular speeds.
 *
 * @param curve speeds against radius [arcsec]
 */
public record TabulatedGas(TabulatedCurve curve) implements GasPotential {

    @Override
    public String keyword() {
        return "table";
    }

    @Override
    public String meaning() {
        return "table of circular speeds in the gas' own gravity";
    }

    @Override
    public double[] speedSquared(double[] radii, double pcPerArcsec) {
        return curve.speedsSquared(radii, 1);
    }
}
