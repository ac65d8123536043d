// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.dispersion;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.steelyard.component.DefaultBounds;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.component.Span;
import org.steelyard.units.InputException;

/**
 * A dispersion that rises towards the centre (method page, section 5; Barth et al. 2016, ApJ 823, 51):
 *
 * <pre>  sigma(r) = sigma_0 + a exp(-r / R) </pre>
 */
public record ExponentialDispersion() implements DispersionLaw {

    private static final List<ParameterDeclaration> PARAMETERS = List.of(
            FLOOR,
            ParameterDeclaration.of(
                            "dispersion_amplitude", "\u03c3_{1}", "km/s", "what the exponential adds at the centre")
                    .startingAt(10, "\"20 km/s\"")
                    .within(DefaultBounds.speed(0))
                    .triedOver(Span.ofMax(0.01, 0.15))
                    .simplerAt(0, "dispersion_radius"),
            ParameterDeclaration.of("dispersion_radius", "r_{\u03c3}", "arcsec", "scale of the exponential")
                    .startingAt(0.5, "\"0.3 arcsec\"")
                    .within(DefaultBounds.length())
                    .inLogarithm()
                    .triedOver(Span.ofMax(0.02, 0.6)));

    @Override
    public String keyword() {
        return "exponential";
    }

    @Override
    public String meaning() {
        return "sigma_0 + a exp(-r / R)";
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
    public void evaluate(double[] parameters, double[] radii, double[] out, double[] @Nullable [] derivatives) {
        double floor = parameters[0];
        double amplitude = parameters[1];
        double scale = parameters[2];
        DispersionLaw.requireFloor(floor);
        DispersionLaw.requireAmplitude(amplitude, floor);
        if (!Double.isFinite(scale) || !(scale > 0)) {
            throw new InputException("dispersion_radius is " + scale + " arcsec; it must be finite and positive");
        }
        for (int j = 0; j < radii.length; j++) {
            double shape = Math.exp(-radii[j] / scale);
            out[j] = floor + amplitude * shape;
            if (derivatives != null) {
                derivatives[0][j] = 1;
                derivatives[1][j] = shape;
                derivatives[2][j] = amplitude * shape * radii[j] / (scale * scale);
            }
        }
    }
}
