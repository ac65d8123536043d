// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.light;

import java.util.List;
import org.steelyard.component.DefaultBounds;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.component.Span;

/**
 * A Gaussian ring (method page, section 7):
 *
 * <pre>  f(r) = exp(-(r - R)^2 / 2 W^2) </pre>
 */
public record GaussianRingLight() implements LightProfile {

    private static final List<ParameterDeclaration> PARAMETERS = List.of(
            ParameterDeclaration.of("sb_radius", "r_{sb}", "arcsec", "radius of the ring")
                    .startingAt(0.5, "\"0.5 arcsec\"")
                    .within(DefaultBounds.radius())
                    .triedOver(Span.ofMax(0, 0.8)),
            ParameterDeclaration.of("sb_width", "w_{sb}", "arcsec", "standard deviation of the ring")
                    .startingAt(0.2, "\"0.2 arcsec\"")
                    .within(DefaultBounds.length())
                    .inLogarithm()
                    .triedOver(Span.ofMax(0.03, 0.6)));

    @Override
    public String keyword() {
        return "ring";
    }

    @Override
    public String meaning() {
        return "exp(-(r - R)^2 / 2 W^2)";
    }

    @Override
    public List<ParameterDeclaration> parameters() {
        return PARAMETERS;
    }

    @Override
    public void require(double[] parameters) {
        LightProfile.notNegative("radius of the ring", parameters[0]);
        LightProfile.positive("width of the ring", parameters[1]);
    }

    @Override
    public double value(double[] parameters, double r) {
        double u = (r - parameters[0]) / parameters[1];
        return Math.exp(-0.5 * u * u);
    }

    @Override
    public void derivatives(double[] parameters, double r, double[] out) {
        double width = parameters[1];
        double u = (r - parameters[0]) / width;
        out[0] = value(parameters, r) * u / width;
        out[1] = out[0] * u;
    }

    @Override
    public double[] panels(double[] parameters) {
        double radius = parameters[0];
        double width = parameters[1];
        double start = Math.max(0, radius - 12 * width);
        return LightProfile.steps(start, 2 * width, (int) Math.ceil((radius + 12 * width - start) / (2 * width)));
    }

    @Override
    public double[] startingValues(double meanRadius, double spread) {
        return new double[] {meanRadius, spread};
    }
}
