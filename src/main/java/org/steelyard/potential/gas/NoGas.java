// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential.gas;

/** Gas without gravity: v_gas^2 = 0. */
public record NoGas() implements GasPotential {

    @Override
    public String keyword() {
        return "none";
    }

    @Override
    public String meaning() {
        return "the gas' own gravity is neglected";
    }

    @Override
    public double[] speedSquared(double[] radii, double pcPerArcsec) {
        return new double[radii.length];
    }
}
