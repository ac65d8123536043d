// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.light;

import java.util.List;
import org.steelyard.component.DefaultBounds;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.component.Span;

/**
 * A Gaussian disk (method page, section 7):
 *
 * <pre>  f(r) = exp(-r^2 / 2 R^2) </pre>
 */
public record GaussianLight() implements LightProfile {

    private static final List<ParameterDeclaration> PARAMETERS =
            List.of(ParameterDeclaration.of("sb_radius", "r_{sb}", "arcsec", "standard deviation of the Gaussian")
                    .startingAt(0.5, "\"0.5 arcsec\"")
                    .within(DefaultBounds.length())
                    .inLogarithm()
                    .triedOver(Span.factor(3)));

    @Override
    public String keyword() {
        return "gaussian";
    }

    @Override
    public String meaning() {
        return "exp(-r^2 / 2 R^2)";
    }

    @Override
    public List<ParameterDeclaration> parameters() {
        return PARAMETERS;
    }

    @Override
    public void require(double[] parameters) {
        LightProfile.positive("sigma of the Gaussian disk", parameters[0]);
    }

    @Override
    public double value(double[] parameters, double r) {
        double u = r / parameters[0];
        return Math.exp(-0.5 * u * u);
    }

    @Override
    public void derivatives(double[] parameters, double r, double[] out) {
        double sigma = parameters[0];
        double u = r / sigma;
        out[0] = value(parameters, r) * u * u / sigma;
    }

    @Override
    public double[] panels(double[] parameters) {
        return LightProfile.steps(0, 2 * parameters[0], 6);
    }

    @Override
    public double[] startingValues(double meanRadius, double spread) {
        return new double[] {Math.sqrt(0.5 * (meanRadius * meanRadius + spread * spread))};
    }
}
