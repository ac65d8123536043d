package org.steelyard.disk.flow;

import java.util.List;
import org.steelyard.component.ParameterDeclaration;

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
    public List<ParameterDeclaration> parameters() {
        return List.of();
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
