// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential.gas;

import org.steelyard.potential.GasDisk;

/**
 * The gas' gravity from its measured surface density, as a thin disk (method page, section 3).
 *
 * @param disk the surface density against radius [pc]
 */
public record MeasuredGas(GasDisk disk) implements GasPotential {

    @Override
    public String keyword() {
        return "from-cube";
    }

    @Override
    public String meaning() {
        return "thin disk with the surface density measured in the cube";
    }

    @Override
    public double[] speedSquared(double[] radii, double pcPerArcsec) {
        return disk.speedsSquared(radii, pcPerArcsec);
    }
}
