// SPDX-License-Identifier: Apache-2.0
package org.steelyard.validation;

import static org.steelyard.validation.Reference.number;
import static org.steelyard.validation.Reference.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.cube.LocalFrame;
import org.steelyard.cube.SpectralAxis;
import org.steelyard.observe.Channels;
import org.steelyard.observe.ForwardModel;
import org.steelyard.observe.PixelGrid;
import org.steelyard.observe.Sampling;
import org.steelyard.units.Constants;

/** A line in channels compared with erf of 40 digits ({@code line_profiles.py}; method page, sections 4 and 6). */
class LineProfileTest {

    /** The error of the polynomial is 4e-14 and that of its clamp 3e-13. */
    private static final double NORMAL = 1e-12;

    /** Roundings of nu/nu_0 = 1 between the axis and a channel's edge, each of at most 1.1e-16. */
    private static final double EDGE = 4 * 1.1e-16;

    private static final LocalFrame FRAME = new LocalFrame(-0.05, 0, 0, 0.05);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wide",
                "narrow",
                "on_an_edge",
                "partly_outside",
                "descending",
                "frequency",
                "frequency_ascending",
                "optical",
                "broader_than_the_axis"
            })
    void shareOfEachChannel(String name) {
        JsonNode given = Reference.read("line_profiles.json", name);
        double[] width = numbers(given, "width");
        double dispersion = number(given, "dispersion");
        SpectralAxis axis = Disks.axis(given, width.length);
        // An edge in units of the dispersion. The derivatives of integral and density are below 1.
        double tolerance = NORMAL + EDGE * Constants.SPEED_OF_LIGHT / dispersion;
        for (boolean sampled : new boolean[] {false, true}) {
            ForwardModel.Setup pixel = new ForwardModel.Setup(
                    new PixelGrid(FRAME, 0, 0, 1, 1),
                    new Channels(axis, sampled),
                    null,
                    false,
                    new double[] {1},
                    new int[1],
                    new int[1],
                    1,
                    Sampling.uniform(1));
            double[] share = Disks.evaluate(pixel, Disks.atRest(FRAME, dispersion), 1, 1, number(given, "vsys"), 1);
            for (int c = 0; c < share.length; c++) {
                share[c] *= width[c];
            }
            String key = sampled ? "sampled" : "integrated";
            Reference.assertWithin(tolerance, numbers(given, key), share, key);
        }
    }
}
