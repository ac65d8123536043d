// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk;

import java.util.List;
import org.steelyard.component.Component;
import org.steelyard.component.DefaultBounds;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.component.Span;

/**
 * The centre of the disk: systemic velocity v_sys, optical (c z), and place on the sky (method page, section 10).
 *
 * @param range [pixel] distance that the centre may move from its start by default
 */
public record KinematicCentre(double range) implements Component {

    /** Name of v_sys [km/s]. */
    public static final String SYSTEMIC_VELOCITY = "vsys";

    /** Name of the centre's first pixel coordinate, FITS 1-based. */
    public static final String X = "x";

    /** Name of the centre's second pixel coordinate, FITS 1-based. */
    public static final String Y = "y";

    /** [km/s] by which the systemic velocity may differ from its start by default. */
    private static final double VELOCITY_RANGE = 500;

    private static final String FITS_PIXELS = "the centre, in FITS pixels: the first pixel's centre is 1";

    @Override
    public String keyword() {
        return "centre";
    }

    @Override
    public String meaning() {
        return "systemic velocity and centre";
    }

    @Override
    public List<ParameterDeclaration> parameters() {
        return List.of(
                ParameterDeclaration.of(
                                SYSTEMIC_VELOCITY,
                                "v_{sys}",
                                "km/s",
                                "systemic velocity, optical (cz), in the cube's frame")
                        .startingAt(0, "\"1860 km/s\"")
                        .within(DefaultBounds.range(VELOCITY_RANGE))
                        .triedOver(Span.range(60).inDoubt()),
                ParameterDeclaration.of(X, "x_{0}", "pixel", FITS_PIXELS)
                        .startingAt(Double.NaN, "61.5")
                        .within(DefaultBounds.range(range))
                        .triedOver(Span.ofBounds(0.5).inDoubt()),
                ParameterDeclaration.of(Y, "y_{0}", "pixel", FITS_PIXELS)
                        .startingAt(Double.NaN, "95.5")
                        .within(DefaultBounds.range(range))
                        .triedOver(Span.ofBounds(0.5).inDoubt()));
    }
}
