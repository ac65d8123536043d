// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.dispersion;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.steelyard.component.DefaultBounds;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.component.Span;
import org.steelyard.units.InputException;

/**
 * A dispersion with a Gaussian ring (method page, section 5; Boizelle et al. 2019, ApJ 881, 10):
 *
 * <pre>  sigma(r) = sigma_0 + a exp(-(r - R)^2 / 2 W^2) </pre>
 */
public record GaussianRingDispersion() implements DispersionLaw {

    private static final List<ParameterDeclaration> PARAMETERS = List.of(
            FLOOR,
            ParameterDeclaration.of("dispersion_amplitude", "\u03c3_{1}", "km/s", "what the ring adds at its radius")
                    .startingAt(10, "\"20 km/s\"")
                    .within(DefaultBounds.speed(0))
                    .triedOver(Span.ofMax(0.01, 0.15))
                    .simplerAt(0, "dispersion_radius", "dispersion_width"),
            ParameterDeclaration.of("dispersion_radius", "r_{\u03c3}", "arcsec", "radius of the ring")
                    .startingAt(0.5, "\"0.3 arcsec\"")
                    .within(DefaultBounds.radius())
                    .triedOver(Span.ofMax(0, 0.8)),
            ParameterDeclaration.of("dispersion_width", "\u03bc_{\u03c3}", "arcsec", "standard deviation of the ring")
                    .startingAt(0.5, "\"0.2 arcsec\"")
                    .within(DefaultBounds.length())
                    .inLogarithm()
                    .triedOver(Span.ofMax(0.03, 0.6)));

    @Override
    public String keyword() {
        return "gaussian";
    }

    @Override
    public String meaning() {
        return "sigma_0 + a exp(-(r - R)^2 / 2 W^2)";
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
        double radius = parameters[2];
        double width = parameters[3];
        DispersionLaw.requireFloor(floor);
        DispersionLaw.requireAmplitude(amplitude, floor);
        if (!Double.isFinite(radius)) {
            throw new InputException("dispersion_radius is " + radius + " arcsec; it must be finite");
        }
        if (!(width > 0 && Double.isFinite(width))) {
            throw new InputException("dispersion_width is " + width + " arcsec; it must be positive and finite");
        }
        for (int j = 0; j < radii.length; j++) {
            double u = (radii[j] - radius) / width;
            double shape = Math.exp(-0.5 * u * u);
            out[j] = floor + amplitude * shape;
            if (derivatives != null) {
                derivatives[0][j] = 1;
                derivatives[1][j] = shape;
                derivatives[2][j] = amplitude * shape * u / width;
                derivatives[3][j] = amplitude * shape * u * u / width;
            }
        }
    }
}
