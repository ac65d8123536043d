// SPDX-License-Identifier: Apache-2.0
package org.steelyard.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.steelyard.validation.Reference.assertWithinOfPeak;
import static org.steelyard.validation.Reference.number;
import static org.steelyard.validation.Reference.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.cube.Beam;
import org.steelyard.cube.BeamTable;
import org.steelyard.cube.LocalFrame;
import org.steelyard.cube.NativeAxis;
import org.steelyard.cube.SpectralAxis;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.kernel.Convolution;
import org.steelyard.observe.BeamKernel;
import org.steelyard.observe.Channels;
import org.steelyard.observe.ForwardModel;
import org.steelyard.observe.PixelGrid;
import org.steelyard.observe.Sampling;

/** Convolution with the beam and block means compared with plain sums ({@code beam_blocks.py}; method page, section 8). */
class BeamBlockTest {

    /** Of the peak: sums of 400 products, each rounded to 1.1e-16. */
    private static final double ROUNDING = 5e-14;

    /** Of the peak: taps of the beam below 1e-8 of the largest are omitted, and 2e-8 of the beam is beyond 6 sigma. */
    private static final double OMITTED = 3e-8;

    /** [km/s] One channel contains the whole line, and its width cancels the flux per velocity. */
    private static final double WIDTH = 2000;

    private final JsonNode image = Reference.read("beam_blocks.json", "image");
    private final int nx = (int) number(image, "nx");
    private final int ny = (int) number(image, "ny");
    private final double[] values = numbers(image, "values");

    private static Beam beam(JsonNode given) {
        return new Beam(number(given, "major"), number(given, "minor"), number(given, "position_angle"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"upright", "across", "rotated", "negative_angle", "turned_frame", "mirrored_frame"})
    void convolution(String name) {
        JsonNode given = Reference.read("beam_blocks.json", name);
        int half = (int) number(given, "half_width");
        double[] kernel = BeamKernel.sample(beam(given), Reference.frame(given), half);
        double central = number(given, "central_tap");
        assertEquals(central, kernel[kernel.length / 2], ROUNDING * central);
        double[] smooth = new double[values.length];
        Convolution.convolve(values, nx, ny, kernel, smooth);
        assertWithinOfPeak(ROUNDING, numbers(given, "convolved"), smooth, name);
    }

    @ParameterizedTest
    @CsvSource({
        "upright, 1",
        "upright, 4",
        "across, 2",
        "rotated, 1",
        "rotated, 3",
        "rotated, 5",
        "negative_angle, 3",
        "turned_frame, 4",
        "mirrored_frame, 2"
    })
    void blocks(String name, int block) {
        JsonNode given = Reference.read("beam_blocks.json", name);
        LocalFrame frame = Reference.frame(given);
        NativeAxis axis = new NativeAxis(
                "VRAD", "km/s", 1, 0, WIDTH, NativeAxis.Sampling.VELOCITY, VelocityConvention.RADIO, Double.NaN);
        ForwardModel.Setup setup = new ForwardModel.Setup(
                new PixelGrid(frame, 0, 0, nx, ny),
                new Channels(SpectralAxis.of(axis, 1, ""), false),
                BeamTable.common(beam(given), 1),
                false,
                values,
                Disks.corners(nx, ny, block, true),
                Disks.corners(nx, ny, block, false),
                block,
                Sampling.uniform(1));
        double[] means = Disks.evaluate(setup, Disks.atRest(frame, 10), 1, 1, 0, WIDTH);
        assertWithinOfPeak(OMITTED, numbers(given, "blocks_of_" + block), means, name);
    }
}
