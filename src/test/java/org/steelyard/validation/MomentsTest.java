// SPDX-License-Identifier: Apache-2.0
package org.steelyard.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.steelyard.validation.Reference.assertWithinOfPeak;
import static org.steelyard.validation.Reference.number;
import static org.steelyard.validation.Reference.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.BitSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.cube.CubeMask;
import org.steelyard.cube.MomentMaps;
import org.steelyard.cube.PositionVelocityDiagram;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.cube.fits.CubeFile;
import org.steelyard.cube.fits.HeaderOverrides;

/** Moment maps and position-velocity diagrams compared with numpy and scipy ({@code moments.py}). */
class MomentsTest {

    /** Of the largest value: a channel's width of 10 km/s and an offset are differences of velocities, 3e-11 km/s off. */
    private static final double MOMENT = 3e-12;

    /** Of the peak: the local frame is a difference over two pixels of 2.4e-6 rad, rounded to 1e-16, for 5 pixels. */
    private static final double DIAGRAM = 1e-10;

    private final SpectralCube cube = CubeFile.open(Reference.file("moments_cube.fits"), HeaderOverrides.NONE)
            .readAll();

    @ParameterizedTest
    @ValueSource(strings = {"all_radio", "all_optical", "masked_radio"})
    void maps(String name) {
        JsonNode given = Reference.read("moments.json", name);
        BitSet bits = new BitSet();
        for (int i = 0; i < cube.values().length; i++) {
            bits.set(i, cube.values()[i] > number(given, "threshold"));
        }
        MomentMaps maps = MomentMaps.of(
                cube,
                name.startsWith("all") ? null : new CubeMask(bits, cube.nx(), cube.ny(), cube.channels()),
                given.get("optical").booleanValue() ? VelocityConvention.OPTICAL : VelocityConvention.RADIO);
        assertWithinOfPeak(MOMENT, numbers(given, "m0"), maps.m0().values(), "M0");
        assertWithinOfPeak(MOMENT, numbers(given, "m1"), maps.m1().values(), "M1");
        assertWithinOfPeak(MOMENT, numbers(given, "m2"), maps.m2().values(), "M2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"line", "line_to_the_south", "strip", "strip_across"})
    void diagrams(String name) {
        JsonNode given = Reference.read("moments.json", name);
        PositionVelocityDiagram diagram = PositionVelocityDiagram.along(
                cube,
                number(given, "x"),
                number(given, "y"),
                number(given, "position_angle"),
                number(given, "length"),
                number(given, "width"));
        assertEquals((int) number(given, "offsets"), diagram.offsets());
        assertWithinOfPeak(DIAGRAM, numbers(given, "values"), diagram.values(), name);
    }
}
