// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.light;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.component.Span;

/**
 * A profile about a centre of its own, apart from the centre about which the gas turns (method page, section 7).
 *
 * @param profile brightness against the distance from the centre of the light
 */
public record OffsetLight(LightProfile profile) implements LightProfile {

    /** Offset of the light's centre [arcsec] along the rows of the image, towards growing x. */
    public static final ParameterDeclaration X = offset("light_x", "x_{light}", "x");

    /** Offset of the light's centre [arcsec] along the columns of the image, towards growing y. */
    public static final ParameterDeclaration Y = offset("light_y", "y_{light}", "y");

    private static final int OFFSETS = 2;

    /** Requires the profile. */
    public OffsetLight {
        Objects.requireNonNull(profile);
    }

    private static ParameterDeclaration offset(String name, String symbol, String axis) {
        return ParameterDeclaration.of(
                        name,
                        symbol,
                        "arcsec",
                        "centre of the light less that of the rotation, towards growing " + axis
                                + ", with disk.light_centre = \"free\"")
                .startingAt(0, "\"0.05 arcsec\"")
                .within((start, data) -> new double[] {start - data.radius(), start + data.radius()})
                .triedOver(Span.ofBounds(0.2).inDoubt());
    }

    @Override
    public String keyword() {
        return profile.keyword();
    }

    @Override
    public String meaning() {
        return profile.meaning() + ", about a centre of its own";
    }

    @Override
    public List<ParameterDeclaration> parameters() {
        List<ParameterDeclaration> all = new ArrayList<>(profile.parameters());
        all.add(X);
        all.add(Y);
        return all;
    }

    @Override
    public boolean testedByDefault() {
        return profile.testedByDefault();
    }

    @Override
    public void require(double[] parameters) {
        profile.require(own(parameters));
    }

    private static double[] own(double[] parameters) {
        return Arrays.copyOf(parameters, parameters.length - OFFSETS);
    }

    @Override
    public double value(double[] parameters, double r) {
        return profile.value(parameters, r);
    }

    @Override
    public void derivatives(double[] parameters, double r, double[] out) {
        profile.derivatives(parameters, r, out);
        Arrays.fill(out, parameters.length - OFFSETS, parameters.length, 0);
    }

    @Override
    public double[] panels(double[] parameters) {
        return profile.panels(own(parameters));
    }

    @Override
    public double[] startingValues(double meanRadius, double spread) {
        double[] own = profile.startingValues(meanRadius, spread);
        return Arrays.copyOf(own, own.length + OFFSETS);
    }
}
