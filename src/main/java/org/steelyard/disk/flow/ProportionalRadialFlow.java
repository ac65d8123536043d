// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.flow;

import java.util.List;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.component.Span;

/**
 * A radial speed in proportion to the circular speed, beside rotation at the circular speed (Jeter, Broderick &amp; McNamara 2019,
 * ApJ 882, 82):
 *
 * <pre>  A = 1, B = kappa, w = 0 </pre>
 */
public record ProportionalRadialFlow() implements RadialFlow {

    private static final List<ParameterDeclaration> PARAMETERS =
            List.of(ParameterDeclaration.of("kappa", "\u03ba", "", "radial over circular speed")
                    .startingAt(0, "0.1")
                    .between(-2, 2)
                    .triedOver(Span.between(-0.6, 0.6))
                    .simplerAt(0));

    @Override
    public String keyword() {
        return "kappa";
    }

    @Override
    public String meaning() {
        return "a radial speed in proportion to the circular speed";
    }

    @Override
    public List<ParameterDeclaration> parameters() {
        return PARAMETERS;
    }

    @Override
    public boolean testedByDefault() {
        return true;
    }

    @Override
    public FlowCoefficients coefficients(double[] parameters, int nearSide) {
        return new FlowCoefficients(1, parameters[0], 0);
    }

    @Override
    public double[][] derivatives(double[] parameters, int nearSide) {
        return new double[][] {{0, 1, 0}};
    }
}
