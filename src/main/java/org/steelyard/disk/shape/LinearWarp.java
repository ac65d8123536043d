// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.shape;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.steelyard.component.DefaultBounds;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.component.Span;
import org.steelyard.disk.DiskOrientation;

/**
 * Inclination and position angle linear in radius, and constant far beyond the radius R that the data reach:
 *
 * <pre>i(r) = i + i' w     Gamma(r) = Gamma + Gamma' w     w = r within R,   R + l (1 - exp((R - r) / l)) beyond,  l = R / 4</pre>
 *
 * @param reach [arcsec] R, may be infinite
 */
public record LinearWarp(double reach) implements DiskWarp {

    /** Name of i' [deg/arcsec]. */
    public static final String INCLINATION_SLOPE = "inclination_slope";

    /** Name of Gamma' [deg/arcsec]. */
    public static final String POSITION_ANGLE_SLOPE = "position_angle_slope";

    /** [deg] largest change of the inclination, and of the position angle, within the radius of the data by default. */
    private static final double MOST_TILT = 60;

    private static final double MOST_TURN = 120;

    /** [R] length over which the warp ends. */
    private static final double FADING = 0.25;

    /** Part of those that a search tries. */
    private static final double TRIED = 0.25;

    private static final List<ParameterDeclaration> PARAMETERS = List.of(
            slope(INCLINATION_SLOPE, "i'", "change of the inclination with radius", "\"2 deg/arcsec\"", MOST_TILT),
            slope(
                    POSITION_ANGLE_SLOPE,
                    "\u0393'",
                    "change of the position angle with radius",
                    "\"10 deg/arcsec\"",
                    MOST_TURN));

    /** A warp that nothing ends yet. */
    public LinearWarp() {
        this(Double.POSITIVE_INFINITY);
    }

    private static ParameterDeclaration slope(String name, String symbol, String meaning, String example, double most) {
        DefaultBounds bounds = (start, data) -> new double[] {-most / data.radius(), most / data.radius()};
        return ParameterDeclaration.of(name, symbol, "deg/arcsec", meaning)
                .startingAt(0, example)
                .within(bounds)
                .triedOver(Span.ofMax(-TRIED, TRIED))
                .simplerAt(0);
    }

    @Override
    public String keyword() {
        return "linear";
    }

    @Override
    public String meaning() {
        return "inclination and position angle linear in radius";
    }

    @Override
    public List<ParameterDeclaration> parameters() {
        return PARAMETERS;
    }

    @Override
    public List<String> inclinations() {
        return List.of(DiskOrientation.INCLINATION, INCLINATION_SLOPE);
    }

    @Override
    public List<String> positionAngles() {
        return List.of(DiskOrientation.POSITION_ANGLE, POSITION_ANGLE_SLOPE);
    }

    @Override
    public double at(double r, double[] parameters, double @Nullable [] partial) {
        double w = weight(r);
        if (partial != null) {
            partial[0] = 1;
            partial[1] = w;
        }
        return parameters[0] + w * parameters[1];
    }

    @Override
    public double[][] changes() {
        return Double.isInfinite(reach) ? new double[0][] : new double[][] {{0, reach}};
    }

    private double weight(double r) {
        if (r <= reach) {
            return r;
        }
        double length = FADING * reach;
        return reach + length * -Math.expm1((reach - r) / length);
    }

    @Override
    public DiskWarp within(double radius) {
        return new LinearWarp(Math.min(reach, radius));
    }

    @Override
    public boolean constant(double[] parameters) {
        return parameters[1] == 0;
    }
}
