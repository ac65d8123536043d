// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.flow;

import java.util.List;
import org.steelyard.component.DefaultBounds;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.component.Span;
import org.steelyard.units.InputException;

/**
 * Circular orbits outside a radius R and radial fall inside it (method page, section 4). Gas that falls from rest far away
 * reaches the escape speed of a point mass, sqrt(2) v_c; x is the share of it that the gas has:
 *
 * <pre>  A = 1 - s(r), B = S sqrt(2) x s(r), s(r) = 1 / (1 + (r/R)^8) </pre>
 *
 * where S is 1 if the side of y_d &gt; 0 is nearer than the centre, and -1 if it is farther. The transition takes a
 * quarter of R to either side.
 */
public record FreeFall() implements RadialFlow {

    private static final double STEEPNESS = 8;

    private static final List<ParameterDeclaration> PARAMETERS = List.of(
            ParameterDeclaration.of("free_fall_radius", "r_{ff}", "arcsec", "radius inside which the gas falls")
                    .startingAt(0.2, "\"0.2 arcsec\"")
                    .within(DefaultBounds.length())
                    .triedOver(Span.ofMax(0.02, 0.6)),
            ParameterDeclaration.of(
                            "free_fall",
                            "x_{ff}",
                            "",
                            "speed of the fall over sqrt(2) v_c; fixed at 1 unless it has a prior or fixed = false")
                    .startingAt(1, "1.0")
                    .between(0, 1.5)
                    .takenAsKnown());

    @Override
    public String keyword() {
        return "free-fall";
    }

    @Override
    public String meaning() {
        return "radial fall inside a radius";
    }

    @Override
    public List<ParameterDeclaration> parameters() {
        return PARAMETERS;
    }

    @Override
    public boolean hasNearSide() {
        return true;
    }

    @Override
    public FlowCoefficients coefficients(double[] parameters, int nearSide) {
        if (!(parameters[0] > 0 && Double.isFinite(parameters[0]))) {
            throw new InputException(
                    "free_fall_radius is " + parameters[0] + " arcsec; it must be positive and finite");
        }
        return FlowCoefficients.CIRCULAR;
    }

    @Override
    public double[][] derivatives(double[] parameters, int nearSide) {
        return new double[2][LocalFlow.PARTS];
    }

    @Override
    public LocalFlow local(double[] parameters, int nearSide, double[] radii) {
        LocalFlow flow = LocalFlow.none(2, radii.length);
        double fall = nearSide * Math.sqrt(2);
        for (int j = 0; j < radii.length; j++) {
            double share = 1 / (1 + Math.pow(radii[j] / parameters[0], STEEPNESS));
            double perRadius = STEEPNESS / parameters[0] * share * (1 - share);
            flow.values()[ROTATION][j] = -share;
            flow.values()[RADIAL][j] = fall * parameters[1] * share;
            flow.derivatives()[0][ROTATION][j] = -perRadius;
            flow.derivatives()[0][RADIAL][j] = fall * parameters[1] * perRadius;
            flow.derivatives()[1][RADIAL][j] = fall * share;
        }
        return flow;
    }
}
