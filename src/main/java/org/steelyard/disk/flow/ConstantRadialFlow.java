// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.flow;

import java.util.List;
import org.steelyard.component.DefaultBounds;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.component.Span;

/**
 * A constant radial speed beside rotation at the circular speed (method page, section 4):
 *
 * <pre>  A = 1, B = 0, w = v_rad </pre>
 */
public record ConstantRadialFlow() implements RadialFlow {

    private static final List<ParameterDeclaration> PARAMETERS = List.of(ParameterDeclaration.of(
                    "vrad", "v_{rad}", "km/s", "radial speed, positive away from the observer at PA + 90 deg")
            .startingAt(0, "\"10 km/s\"")
            .within(DefaultBounds.velocity())
            .triedOver(Span.ofMax(-0.15, 0.15))
            .simplerAt(0));

    @Override
    public String keyword() {
        return "vrad";
    }

    @Override
    public String meaning() {
        return "a constant radial speed";
    }

    @Override
    public List<ParameterDeclaration> parameters() {
        return PARAMETERS;
    }

    @Override
    public FlowCoefficients coefficients(double[] parameters, int nearSide) {
        return new FlowCoefficients(1, 0, parameters[0]);
    }

    @Override
    public double[][] derivatives(double[] parameters, int nearSide) {
        return new double[][] {{0, 0, 1}};
    }
}
