// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.light;

import java.util.List;
import org.steelyard.component.DefaultBounds;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.component.Span;

/**
 * An exponential disk (method page, section 7):
 *
 * <pre>  f(r) = exp(-r / R) </pre>
 */
public record ExponentialLight() implements LightProfile {

    private static final List<ParameterDeclaration> PARAMETERS =
            List.of(ParameterDeclaration.of("sb_radius", "r_{sb}", "arcsec", "scale of the exponential")
                    .startingAt(0.5, "\"0.5 arcsec\"")
                    .within(DefaultBounds.length())
                    .inLogarithm()
                    .triedOver(Span.factor(3)));

    @Override
    public String keyword() {
        return "exponential";
    }

    @Override
    public String meaning() {
        return "exp(-r / R)";
    }

    @Override
    public List<ParameterDeclaration> parameters() {
        return PARAMETERS;
    }

    @Override
    public void require(double[] parameters) {
        LightProfile.positive("scale of the exponential disk", parameters[0]);
    }

    @Override
    public double value(double[] parameters, double r) {
        return Math.exp(-r / parameters[0]);
    }

    @Override
    public void derivatives(double[] parameters, double r, double[] out) {
        double scale = parameters[0];
        out[0] = value(parameters, r) * r / (scale * scale);
    }

    @Override
    public double[] panels(double[] parameters) {
        return LightProfile.steps(0, 4 * parameters[0], 11);
    }

    @Override
    public double[] startingValues(double meanRadius, double spread) {
        return new double[] {meanRadius / 2};
    }
}
