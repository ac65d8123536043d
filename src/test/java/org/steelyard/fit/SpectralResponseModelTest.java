// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.config.ModelConfig;
import org.steelyard.cube.NativeAxis;
import org.steelyard.cube.SpectralResponse;
import org.steelyard.units.InputException;

/** The model with a spectrometer's response against the model without, smoothed channel by channel. */
class SpectralResponseModelTest {

    private static final double WIDTH = 20;

    /** [peak] rounding of a few thousand terms, and the normal integral that ends 6.5 standard deviations out. */
    private static final double ROUNDING = 2e-10;

    /** A radio axis whose channel {@code first} (of the plain axis, from 0) is the first, each divided into parts. */
    private static NativeAxis axis(double first, int parts) {
        double width = WIDTH / parts;
        double centre = TestGalaxy.VSYS / 1.01 - 18.2 * WIDTH;
        return TestGalaxy.vrad(centre + first * WIDTH - WIDTH / 2 + width / 2, width);
    }

    /**
     * The spectrometer's channels are modelled one by one, with one more on either side, then Hanning-smoothed, then
     * averaged: the definition. The middle of the cube's axis cuts the line, so that light enters from outside.
     */
    @ParameterizedTest
    @CsvSource({"1, 36, 0", "2, 36, 0", "3, 36, 0", "4, 9, 12", "1, 7, 20", "2, 1, 17"})
    void hanningIsTheSmoothedModelOfTheSpectrometersChannels(int averaging, int channels, int first) {
        TestGalaxy galaxy = new TestGalaxy();
        galaxy.channels = channels;
        galaxy.axis = axis(first, 1);
        galaxy.beams = org.steelyard.cube.BeamTable.common(galaxy.beams.at(0), channels);
        galaxy.response = SpectralResponse.hanning(averaging);
        double[] model = galaxy.cube();

        TestGalaxy raw = new TestGalaxy();
        raw.channels = channels * averaging + 2;
        raw.axis = axis(first - 1.0 / averaging, averaging);
        raw.beams = org.steelyard.cube.BeamTable.common(galaxy.beams.at(0), raw.channels);
        double[] fine = raw.cube();

        double[] expected = new double[model.length];
        double peak = TestGalaxy.peak(model);
        for (int b = 0; b < model.length / channels; b++) {
            for (int c = 0; c < channels; c++) {
                for (int k = 0; k < averaging; k++) {
                    int at = b * raw.channels + c * averaging + k + 1;
                    expected[b * channels + c] +=
                            (0.25 * fine[at - 1] + 0.5 * fine[at] + 0.25 * fine[at + 1]) / averaging;
                }
            }
        }
        assertTrue(peak > 0);
        assertEquals(0, TestGalaxy.worst(expected, model), ROUNDING * peak);
    }

    /** Frequencies descend where velocities ascend. */
    @Test
    void theDirectionOfTheAxisChangesNothing() {
        TestGalaxy up = new TestGalaxy();
        up.response = SpectralResponse.hanning(2);
        TestGalaxy down = new TestGalaxy();
        down.response = SpectralResponse.hanning(2);
        double first = TestGalaxy.VSYS / 1.01 - 18.2 * WIDTH;
        down.axis = TestGalaxy.vrad(first + 35 * WIDTH, -WIDTH);
        double[] a = up.cube();
        double[] b = down.cube();
        double[] turned = new double[b.length];
        for (int i = 0; i < b.length; i++) {
            turned[i] = b[i - i % 36 + 35 - i % 36];
        }
        assertEquals(0, TestGalaxy.worst(a, turned), ROUNDING * TestGalaxy.peak(a));
    }

    /** The observed width is (1 + z) times as wide in the rest frame. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aGaussianResponseAddsInQuadrature(boolean sampled) {
        TestGalaxy galaxy = new TestGalaxy();
        galaxy.profile = sampled ? ModelConfig.LineProfile.SAMPLED : ModelConfig.LineProfile.INTEGRATED;
        galaxy.response = SpectralResponse.ofVelocity(15);
        TestGalaxy broad = new TestGalaxy();
        broad.profile = galaxy.profile;
        double response = 15 / Math.sqrt(8 * Math.log(2)) * 1.01;
        broad.set("dispersion", Math.hypot(11, response));
        double[] expected = broad.cube();
        assertEquals(0, TestGalaxy.worst(expected, galaxy.cube()), ROUNDING * TestGalaxy.peak(expected));
        galaxy.response = SpectralResponse.ofChannels(1.5).withAveraging(2);
        assertEquals(0, TestGalaxy.worst(expected, galaxy.cube()), ROUNDING * TestGalaxy.peak(expected));
    }

    @Test
    void hanningNeedsTheIntegral() {
        TestGalaxy galaxy = new TestGalaxy();
        galaxy.profile = ModelConfig.LineProfile.SAMPLED;
        galaxy.response = SpectralResponse.hanning(1);
        assertTrue(assertThrows(InputException.class, galaxy::cube).getMessage().contains("model.line_profile"));
    }
}
