// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk;

import java.util.List;
import java.util.Locale;
import org.steelyard.component.Component;
import org.steelyard.component.DefaultBounds;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.component.Span;
import org.steelyard.units.InputException;

/**
 * One inclination i and one position angle Gamma for the whole disk (method page, section 2).
 *
 * @param lowestInclination [deg] inclination below which the stars have no deprojection; 0 where there is no limit
 */
public record DiskOrientation(double lowestInclination) implements Component {

    /** Name of i [deg]. */
    public static final String INCLINATION = "inclination";

    /** Name of Gamma [deg]. */
    public static final String POSITION_ANGLE = "position_angle";

    /**
     * At the lowest inclination the flattest component is infinitely thin: the default bound keeps this distance [deg].
     */
    private static final double MARGIN = 0.05;

    /** Edge-on, a thin disk has no area: the greatest default inclination [deg]. */
    private static final double HIGHEST_INCLINATION = 89.5;

    /** No deprojection limit. */
    public DiskOrientation() {
        this(0);
    }

    @Override
    public String keyword() {
        return "flat";
    }

    @Override
    public String meaning() {
        return "one inclination and one position angle";
    }

    @Override
    public List<ParameterDeclaration> parameters() {
        return List.of(
                ParameterDeclaration.of(INCLINATION, "i", "deg", "of the disk, 0 face-on")
                        .startingAt(60, "\"75 deg\"")
                        .between(Math.max(1, lowestInclination + MARGIN), HIGHEST_INCLINATION)
                        .triedOver(Span.range(15)),
                ParameterDeclaration.of(
                                POSITION_ANGLE,
                                "\u0393",
                                "deg",
                                "of the receding half of the major axis, north through east")
                        .startingAt(0, "\"187 deg\"")
                        .within(DefaultBounds.range(180))
                        .triedOver(Span.range(60).inDoubt()));
    }

    /**
     * @param inclination [deg] starting value, of rings their mean
     * @param fixed whether the fit keeps it
     * @throws InputException if it is edge-on, or not above the lowest inclination
     */
    public void requireStart(double inclination, boolean fixed) {
        if (inclination <= lowestInclination
                || inclination >= 90
                || !fixed && inclination < lowestInclination + MARGIN) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "parameters.inclination.start = %s deg must lie above %.3f deg, below which the flattest MGE component has no deprojection, and below 90 deg; if stars and gas need not be co-inclined, freeze the inclination of the stars, potential.mge_inclination = \"%.0f deg\"",
                    inclination,
                    lowestInclination,
                    Math.min(90, Math.ceil(lowestInclination + 1))));
        }
    }
}
