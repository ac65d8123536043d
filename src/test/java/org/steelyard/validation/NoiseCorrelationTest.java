// SPDX-License-Identifier: Apache-2.0
package org.steelyard.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.steelyard.validation.Reference.integers;
import static org.steelyard.validation.Reference.number;
import static org.steelyard.validation.Reference.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.cube.Beam;
import org.steelyard.inference.CholeskyFactor;
import org.steelyard.observe.CorrelatedNoise;

/**
 * The covariance of block means compared with a product of matrices in numpy ({@code noise_correlation.py}; method
 * page, section 9).
 */
class NoiseCorrelationTest {

    /**
     * Of the variance: the beam beyond 6 standard deviations is exp(-18) = 1.5e-8 of its peak, and the autocorrelation
     * multiplies it by the opposite wing or by values far from the peak.
     */
    private static final double SUPPORT = 1e-9;

    @ParameterizedTest
    @ValueSource(strings = {"pixels", "beam_sized_blocks", "small_blocks", "turned_frame"})
    void covarianceAndWhitening(String name) {
        JsonNode given = Reference.read("noise_correlation.json", name);
        Beam beam = new Beam(number(given, "major"), number(given, "minor"), number(given, "position_angle"));
        CorrelatedNoise noise = CorrelatedNoise.of(beam, Reference.frame(given), (int) number(given, "block"));
        int[] x = integers(given, "x");
        int[] y = integers(given, "y");
        assertEquals(number(given, "block_rms"), noise.blockShare(), SUPPORT);
        double[] covariance = new double[x.length * x.length];
        for (int i = 0; i < covariance.length; i++) {
            int a = i / x.length;
            int b = i % x.length;
            covariance[i] = noise.covariance(x[a] - x[b], y[a] - y[b]);
        }
        Reference.assertWithin(SUPPORT, numbers(given, "covariance"), covariance, "covariance");
        double[] correlation = noise.correlation(x, y);
        Reference.assertWithin(SUPPORT, numbers(given, "correlation"), correlation, "correlation");
        CholeskyFactor factor = CholeskyFactor.ofOrNull(correlation, x.length);
        assertNotNull(factor);
        double[] residuals = numbers(given, "residuals");
        factor.whiten(residuals);
        // The inverse of a matrix magnifies an error of its elements by its condition number.
        double tolerance = SUPPORT * number(given, "condition");
        Reference.assertWithinOfPeak(tolerance, numbers(given, "whitened"), residuals, "whitened");
    }
}
