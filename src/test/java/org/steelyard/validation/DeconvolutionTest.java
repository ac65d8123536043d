// SPDX-License-Identifier: Apache-2.0
package org.steelyard.validation;

import static org.steelyard.validation.Reference.number;
import static org.steelyard.validation.Reference.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.observe.Deconvolution;

/**
 * Richardson-Lucy iterations compared with a loop in numpy, which scikit-image confirms ({@code deconvolution.py};
 * method page, section 7).
 */
class DeconvolutionTest {

    /** Of the peak: the rounding of 1e-16 of each iteration grows as the iterations sharpen noise. */
    private static final double ROUNDING = 1e-13;

    @ParameterizedTest
    @CsvSource({"noisy, 1", "noisy, 3", "noisy, 10", "noisy, 30", "skewed, 1", "skewed, 3", "skewed, 10", "skewed, 30"})
    void estimate(String name, int iterations) {
        JsonNode given = Reference.read("deconvolution.json", name);
        double[] estimate = Deconvolution.richardsonLucy(
                numbers(given, "image"),
                (int) number(given, "nx"),
                (int) number(given, "ny"),
                numbers(given, "kernel"),
                iterations);
        Reference.assertWithinOfPeak(ROUNDING, numbers(given, "after_" + iterations), estimate, name);
    }
}
