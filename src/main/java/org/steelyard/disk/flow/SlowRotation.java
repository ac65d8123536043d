// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.flow;

import java.util.List;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.component.Span;

/**
 * Rotation in proportion to the circular speed, without radial flow (method page, section 4):
 *
 * <pre>  A = omega, B = 0, w = 0 </pre>
 */
public record SlowRotation() implements RadialFlow {

    private static final List<ParameterDeclaration> PARAMETERS =
            List.of(ParameterDeclaration.of("omega", "\u03c9", "", "rotation over circular speed")
                    .startingAt(1, "1.0")
                    .between(0, 2)
                    .triedOver(Span.between(0.6, 1.4))
                    .simplerAt(1));

    @Override
    public String keyword() {
        return "omega";
    }

    @Override
    public String meaning() {
        return "rotation in proportion to the circular speed";
    }

    @Override
    public List<ParameterDeclaration> parameters() {
        return PARAMETERS;
    }

    @Override
    public FlowCoefficients coefficients(double[] parameters, int nearSide) {
        return new FlowCoefficients(parameters[0], 0, 0);
    }

    @Override
    public double[][] derivatives(double[] parameters, int nearSide) {
        return new double[][] {{1, 0, 0}};
    }
}
