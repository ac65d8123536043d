// SPDX-License-Identifier: Apache-2.0
package org.steelyard.galaxy;

import org.steelyard.component.DefaultBounds;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.component.Span;

/** The width of the beam as a parameter of a fit, for data that do not say it. */
public final class BeamWidth {

    /** FWHM [arcsec]: the geometric mean of major and minor axis. */
    public static final ParameterDeclaration PARAMETER = ParameterDeclaration.of(
                    "beam", "\u03b8_{beam}", "arcsec", "FWHM of the beam of a velocity map, with data.beam = \"free\"")
            .startingAt(Double.NaN, "\"0.6 arcsec\"")
            .within(DefaultBounds.length())
            .triedOver(Span.factor(3))
            .inLogarithm();

    private BeamWidth() {}
}
