// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.light;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.commons.numbers.gamma.Erfc;
import org.steelyard.component.DefaultBounds;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.component.Span;

/**
 * An exponential disk with a central hole whose edge is smooth (method page, section 7):
 *
 * <pre>  f(r) = exp(-r / R) [1 + erf((r - r_h) / w_h)] / 2 </pre>
 */
public record ExponentialLightWithHole() implements LightProfile {

    private static final List<ParameterDeclaration> PARAMETERS = List.of(
            ParameterDeclaration.of("sb_radius", "r_{sb}", "arcsec", "scale of the exponential")
                    .startingAt(0.5, "\"0.5 arcsec\"")
                    .within(DefaultBounds.length())
                    .inLogarithm()
                    .triedOver(Span.factor(3)),
            ParameterDeclaration.of("sb_hole_radius", "r_{h}", "arcsec", "radius of the central hole")
                    .startingAt(0.2, "\"0.1 arcsec\"")
                    .within(DefaultBounds.radius())
                    .triedOver(Span.ofMax(0, 0.5)),
            ParameterDeclaration.of("sb_hole_width", "w_{h}", "arcsec", "width of the edge of the hole")
                    .startingAt(0.2, "\"0.05 arcsec\"")
                    .within(DefaultBounds.length())
                    .inLogarithm()
                    .triedOver(Span.ofMax(0.02, 0.3)));

    @Override
    public String keyword() {
        return "exponential-hole";
    }

    @Override
    public String meaning() {
        return "exp(-r / R) [1 + erf((r - r_h) / w_h)] / 2";
    }

    @Override
    public List<ParameterDeclaration> parameters() {
        return PARAMETERS;
    }

    @Override
    public void require(double[] parameters) {
        LightProfile.positive("scale of the exponential disk", parameters[0]);
        LightProfile.notNegative("radius of the hole", parameters[1]);
        LightProfile.positive("width of the edge of the hole", parameters[2]);
    }

    @Override
    public double value(double[] parameters, double r) {
        return 0.5 * Math.exp(-r / parameters[0]) * Erfc.value((parameters[1] - r) / parameters[2]);
    }

    @Override
    public void derivatives(double[] parameters, double r, double[] out) {
        double scale = parameters[0];
        double holeWidth = parameters[2];
        double u = (r - parameters[1]) / holeWidth;
        double edge = Math.exp(-r / scale - u * u) / (Math.sqrt(Math.PI) * holeWidth);
        out[0] = value(parameters, r) * r / (scale * scale);
        out[1] = -edge;
        out[2] = -edge * u;
    }

    @Override
    public double[] panels(double[] parameters) {
        double scale = parameters[0];
        double holeRadius = parameters[1];
        double holeWidth = parameters[2];
        double start = Math.max(0, holeRadius - 6 * holeWidth);
        double step = Math.min(holeWidth, 4 * scale);
        double[] edge = LightProfile.steps(start, step, (int) Math.ceil((holeRadius + 6 * holeWidth - start) / step));
        double[] disk = LightProfile.steps(0, 4 * scale, 11);
        double from = edge[edge.length - 1];
        return DoubleStream.concat(
                        Arrays.stream(edge),
                        Arrays.stream(disk).map(r -> r + from).skip(1))
                .toArray();
    }

    @Override
    public double[] startingValues(double meanRadius, double spread) {
        return new double[] {meanRadius / 2, meanRadius / 4, meanRadius / 8};
    }
}
