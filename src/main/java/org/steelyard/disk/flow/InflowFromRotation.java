// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.flow;

import java.util.List;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.component.Span;
import org.steelyard.units.InputException;

/**
 * Inflow at the cost of rotation, from circular orbits (alpha = 1) to free fall from infinity (alpha = 0) (method page, section 4):
 *
 * <pre>  A = alpha, B = S sqrt(2 (1 - alpha^2)), w = 0 </pre>
 *
 * where S is 1 if the side of y_d &gt; 0 is nearer than the centre, so that its inflow recedes, and -1 if it is farther.
 */
public record InflowFromRotation() implements RadialFlow {

    /** At 1, where there is no flow, chi^2 has no derivative by alpha: a test starts inside. */
    private static final double INNER_ALPHA = 0.95;

    /** Least (B/S)^2 in the derivative, which diverges at alpha = 1. */
    private static final double LEAST_SQUARE = 1e-12;

    private static final List<ParameterDeclaration> PARAMETERS = List.of(ParameterDeclaration.of(
                    "alpha", "\u03b1", "", "rotation over circular speed; the rest of the energy is inflow")
            .startingAt(1, "0.95")
            .testedFrom(INNER_ALPHA)
            .between(0, 1)
            .triedOver(Span.between(0.6, 1))
            .simplerAt(1));

    @Override
    public String keyword() {
        return "alpha";
    }

    @Override
    public String meaning() {
        return "inflow at the cost of rotation";
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
    public boolean hasNearSide() {
        return true;
    }

    @Override
    public FlowCoefficients coefficients(double[] parameters, int nearSide) {
        double alpha = parameters[0];
        if (!(alpha >= 0 && alpha <= 1)) {
            throw new InputException("alpha is " + alpha + "; it must be from 0 (free fall) to 1 (circular orbits)");
        }
        if (nearSide != 1 && nearSide != -1) {
            throw new InputException("near side of the radial flow is " + nearSide + "; it must be 1 or -1");
        }
        return new FlowCoefficients(alpha, nearSide * Math.sqrt(2 * (1 - alpha) * (1 + alpha)), 0);
    }

    @Override
    public double[][] derivatives(double[] parameters, int nearSide) {
        double alpha = parameters[0];
        double inflow = Math.sqrt(Math.max(LEAST_SQUARE, 2 * (1 - alpha * alpha)));
        return new double[][] {{1, -2 * nearSide * alpha / inflow, 0}};
    }
}
