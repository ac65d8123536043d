// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.flow;

/**
 * Circular orbits alone (method page, section 4): A = 1, B = 0, w = 0.
 */
public record CircularOrbits() implements RadialFlow {

    @Override
    public String keyword() {
        return "none";
    }

    @Override
    public String meaning() {
        return "circular orbits alone";
    }

    @Override
    public FlowCoefficients coefficients(double[] parameters, int nearSide) {
        return FlowCoefficients.CIRCULAR;
    }

    @Override
    public double[][] derivatives(double[] parameters, int nearSide) {
        return new double[0][];
    }
}
