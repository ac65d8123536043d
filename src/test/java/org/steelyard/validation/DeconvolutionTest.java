// SPDX-License-Identifier: Apache-2.0
package org.steelyard.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.steelyard.validation.Reference.number;
import static org.steelyard.validation.Reference.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.inference.DotProduct;
import org.steelyard.kernel.ParallelFor;
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

    /** Of the derivative: the error of central differences at {@link #STEP}. */
    private static final double DIFFERENCES = 1e-6;

    /** [peak] Step of the differences. */
    private static final double STEP = 1e-4;

    @ParameterizedTest
    @CsvSource({"noisy, 1", "noisy, 10", "skewed, 0", "skewed, 3"})
    void transposedDerivative(String name, int iterations) {
        JsonNode given = Reference.read("deconvolution.json", name);
        int nx = (int) number(given, "nx");
        int ny = (int) number(given, "ny");
        double[] psf = numbers(given, "kernel");
        double[] image = numbers(given, "image");
        double peak = Arrays.stream(image).max().orElseThrow();
        // Positive everywhere, weights and change without symmetry.
        double[] weights = new double[image.length];
        double[] above = new double[image.length];
        double[] below = new double[image.length];
        double[] change = new double[image.length];
        for (int p = 0; p < image.length; p++) {
            weights[p] = 1 + Math.sin(0.7 * p);
            image[p] = Math.max(image[p], 0.01 * peak);
            change[p] = image[p] * (0.5 + Math.cos(1.3 * p));
            above[p] = image[p] + STEP * change[p];
            below[p] = image[p] - STEP * change[p];
        }
        double[] high = Deconvolution.richardsonLucy(above, nx, ny, psf, iterations);
        double[] low = Deconvolution.richardsonLucy(below, nx, ny, psf, iterations);
        double expected = 0;
        for (int p = 0; p < image.length; p++) {
            expected += weights[p] * (high[p] - low[p]) / (2 * STEP);
        }
        try (ParallelFor threads = new ParallelFor(1)) {
            double[] ofImage = Deconvolution.transposedDerivative(
                    image, nx, ny, psf, iterations, new double[][] {weights}, threads)[0];
            assertEquals(expected, DotProduct.of(ofImage, change), DIFFERENCES * Math.abs(expected));
        }
    }
}
